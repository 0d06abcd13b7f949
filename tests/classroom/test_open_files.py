"""A host on a machine that lets it open few files: it says so once, and goes on."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep
from urllib.request import urlopen

import pytest

pytest.importorskip("starlette", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")
pytest.importorskip("resource", reason="only systems of POSIX limit open files by process")

from tests.app.shell import clean_environment
from tests.classroom.programs import ROOT, HostProgram

WITHIN_S = 30.0
LIMITED = """\
import resource, sys
from game.app import main
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""


def _answers(port: int) -> bool:
    with urlopen(f"http://127.0.0.1:{port}/", timeout=WITHIN_S) as answer:
        return bool(answer.status == 200)


def _said(path: Path) -> str:
    """Wait until something was said, and then until no more is."""
    until = monotonic() + WITHIN_S
    while not path.stat().st_size and monotonic() < until:
        sleep(0.1)
    sleep(1.5)
    return path.read_text("utf-8")


@pytest.mark.parametrize(("hard", "enough"), [(100, False), (1000, True)])
def test_more_connections_than_files_may_be_open_are_told_once(tmp_path: Path, hard: int, enough: bool) -> None:
    """Each was a traceback in the terminal of the instructor, a megabyte in a second."""
    script, said = tmp_path / "host.py", tmp_path / "said"
    script.write_text(LIMITED.format(soft=100, hard=hard))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(script), *HostProgram.command(tmp_path, "--port", str(port))[3:]]
    with (
        said.open("wb") as told,
        subprocess.Popen(
            command, cwd=ROOT, env=clean_environment(tmp_path), stdout=subprocess.PIPE, stderr=told
        ) as program,
    ):
        assert program.stdout is not None
        program.stdout.readline()
        with ExitStack() as crowd:
            for _ in range(150):
                crowd.enter_context(socket.create_connection(("127.0.0.1", port), timeout=WITHIN_S))
            if enough:
                assert _answers(port)
            words = "" if enough else _said(said)
        assert _answers(port)
        program.terminate()

    assert ("no more connections" in words, words.count("\n")) == (not enough, int(not enough))
    assert said.read_text("utf-8") == words
