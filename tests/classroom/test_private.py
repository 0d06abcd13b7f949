"""A host that keeps what is said private: TLS with a certificate of its own, and pairs of files that are none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")

from game.app.live_link import Link, UnreachableError
from game.app.live_stream import Stream
from game.classroom.messages import Join
from tests.app.shell import clean_environment
from tests.classroom.programs import ROOT, HostProgram, Machine

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="certificates for this test are made by openssl")


def pair(folder: Path, name: str, *, locked: bool = False) -> tuple[Path, Path]:
    """Make a certificate for this machine, which nobody else vouches for, and its key."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}_key.pem"
    asked = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-days", "2", "-subj", "/CN=class"]
    lock = ["-passout", "pass:secret"] if locked else ["-nodes"]
    where = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([str(OPENSSL), "req", "-x509", *asked, *lock, *where], check=True, capture_output=True)
    return certificate, key


def options(certificate: Path, key: Path) -> tuple[str, ...]:
    return ("--certificate", str(certificate), "--key", str(key))


def test_a_class_is_joined_and_reported_to_over_tls_by_whoever_trusts_the_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Stream, "_work", lambda _: None)
    certificate, key = pair(tmp_path, "own")
    host = HostProgram(tmp_path, *options(certificate, key))
    with pytest.raises(UnreachableError, match="does not trust"):
        Link(host.address).join(Join(code=host.code, learner="Ann"))
    with pytest.raises(UnreachableError, match="out of reach"):
        Link(host.address.replace("https", "http")).join(Join(code=host.code, learner="Ann"))

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    machine = Machine(tmp_path, host, "Ann")
    play = machine.play(20)
    machine.send_all()

    assert host.files == [machine.whole(play)]
    machine.shell.close()
    host.close()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("mismatch", "made together"),
        ("turned", "without a passphrase"),
        ("locked", "without a passphrase"),
        ("missing", "There is no file"),
    ],
)
def test_two_files_that_are_no_pair_are_refused_before_the_room_is_open(tmp_path: Path, kind: str, said: str) -> None:
    certificate, key = pair(tmp_path, "own", locked=kind == "locked")
    wrong = {
        "mismatch": lambda: options(certificate, pair(tmp_path, "other")[1]),
        "turned": lambda: options(key, certificate),
        "locked": lambda: options(certificate, key),
        "missing": lambda: options(certificate, tmp_path / "none.pem"),
    }[kind]()
    made = HostProgram.command(tmp_path, *wrong)

    found = subprocess.run(
        made, cwd=ROOT, env=clean_environment(tmp_path), capture_output=True, text=True, timeout=60, check=False
    )

    assert found.returncode == 2
    assert said in found.stderr
    assert found.stdout == ""
