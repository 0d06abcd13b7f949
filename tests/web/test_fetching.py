"""What comes from elsewhere into a seat: fetched as pinned, refused where it is another, without a network."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import tarfile
from pathlib import Path

import pytest

from game.app import web_folder
from game.app.web_folder import PINS, MissingRuntimeError, check_runtime, runtime_folder
from tools import fetch_pyodide


def test_what_was_fetched_here_is_what_is_pinned() -> None:
    if not runtime_folder().is_dir():
        pytest.skip("Python for the browser was not fetched here (tools/fetch_pyodide.py)")

    check_runtime(runtime_folder())


def test_what_is_asked_for_is_what_is_pinned() -> None:
    assert all(re.fullmatch("[0-9a-f]{64}", pin) for pin in PINS.values())
    wheels = {name.split("-")[0]: name.split("-")[1] for name in PINS if name.endswith(".whl")}
    assert wheels == dict(one.split("==") for one in fetch_pyodide.WHEELS)


@pytest.fixture
def pinned(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Give npm and pip other files, which cost no network, and pin these."""
    files = {name: name.encode() for name in PINS}
    monkeypatch.setattr(web_folder, "PINS", {name: hashlib.sha256(it).hexdigest() for name, it in files.items()})

    def run(
        asked: list[str], *, check: bool, cwd: str = "", stdout: int | None = None, text: bool = False
    ) -> subprocess.CompletedProcess[str]:
        assert check
        if asked[-1] == fetch_pyodide.PYODIDE:
            with tarfile.open(Path(cwd) / "pyodide.tgz", "w:gz") as packed:
                for name, content in files.items():
                    if name.startswith("pyodide/"):
                        entry = tarfile.TarInfo(f"package/{Path(name).name}")
                        entry.size = len(content)
                        packed.addfile(entry, io.BytesIO(content))
            return subprocess.CompletedProcess(asked, 0, "pyodide.tgz\n")
        (name,) = [one for one in files if one.startswith(asked[-1].replace("==", "-") + "-")]
        (Path(asked[asked.index("--dest") + 1]) / name).write_bytes(files[name])
        return subprocess.CompletedProcess(asked, 0)

    monkeypatch.setattr(fetch_pyodide.subprocess, "run", run)
    return files


def test_all_that_is_pinned_is_fetched(pinned: dict[str, bytes], tmp_path: Path) -> None:
    fetch_pyodide.fetch(tmp_path)

    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {Path(k).name: v for k, v in pinned.items()}


@pytest.mark.parametrize("name", [name for name in PINS if name.endswith((".wasm", "any.whl"))])
def test_another_file_than_the_pinned_one_is_refused(pinned: dict[str, bytes], tmp_path: Path, name: str) -> None:
    pinned[name] = b"another"

    with pytest.raises(MissingRuntimeError, match=re.escape(Path(name).name)):
        fetch_pyodide.fetch(tmp_path)
