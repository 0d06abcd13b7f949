"""The folder of a seat, without a browser: whole, the same to the byte, and refused in words where it cannot be."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from game.app import main, web_folder
from game.app.web_folder import COMPILED, GAME, MissingRuntimeError, game_archive, seat_files, zipped

ALONE = """
import sys
sys.path.insert(0, sys.argv[1])
sys.modules.update(dict.fromkeys(("numpy", "pygame", "scipy", "wasmtime", "multiprocessing", "ssl")))
import game.web.seat
del sys.modules["numpy"]
from game.web import plain_numpy
plain_numpy.stand_in()
import game.report.html, game.review.scoring.analysis, game.web.analysis, game.web.futures
print(game.__file__)
"""
"""What the browser's Python has no more than an installed seat has: a module that is None cannot be imported."""


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write files in the place of the pinned ones, and pin these."""
    made = tmp_path / "runtime"
    made.mkdir()
    pins = {}
    for name in web_folder.PINS:
        content = name.encode()
        (made / Path(name).name).write_bytes(content)
        pins[name] = hashlib.sha256(content).hexdigest()
    monkeypatch.setattr(web_folder, "PINS", pins)
    return made


def test_a_folder_has_all_that_its_page_asks_for(
    runtime: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "seat"

    assert main(["web", "--out", str(out), "--runtime", str(runtime)]) == 0

    assert str(out) in capsys.readouterr().out
    files = seat_files(runtime)
    assert {one.relative_to(out).as_posix() for one in out.rglob("*") if one.is_file()} == set(files)
    named = json.loads((out / "packages.json").read_text("utf-8"))
    assert named[-1] == GAME
    assert {*named, "index.html", "seat.js", "kernel.wasm", "looks.wasm", "pyodide/pyodide.mjs"} <= set(files)


def test_what_was_compiled_lies_beside_its_source_and_a_folder_is_whole_without(runtime: Path) -> None:
    library = zipped({"abc.py": b"source"})
    path = runtime / "python_stdlib.zip"
    path.write_bytes(library)
    web_folder.PINS["pyodide/python_stdlib.zip"] = hashlib.sha256(library).hexdigest()
    without = seat_files(runtime)
    assert without["pyodide/python_stdlib.zip"] == library

    own = "game/web/__pycache__/seat.cpython-314.pyc"
    (runtime / COMPILED).write_bytes(zipped({"python_stdlib.zip/abc.pyc": b"code", f"{GAME}/{own}": b"own"}))
    files = seat_files(runtime)

    assert set(files) == set(without)
    assert {name for name in files if files[name] != without[name]} == {"pyodide/python_stdlib.zip", GAME}
    assert zipfile.ZipFile(io.BytesIO(files["pyodide/python_stdlib.zip"])).read("abc.pyc") == b"code"
    game = zipfile.ZipFile(io.BytesIO(files[GAME]))
    assert game.read(own) == b"own"
    assert set(zipfile.ZipFile(io.BytesIO(without[GAME])).namelist()) == {*game.namelist()} - {own}

    (runtime / COMPILED).write_bytes(b"half a file")
    with pytest.raises(MissingRuntimeError, match=r"compiled\.zip"):
        seat_files(runtime)


def test_a_file_that_is_missing_or_another_is_named(
    runtime: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = runtime / "pyodide.mjs"
    path.write_bytes(b"another")
    with pytest.raises(MissingRuntimeError, match=r"pyodide\.mjs"):
        seat_files(runtime)
    path.unlink()

    assert main(["web", "--out", str(tmp_path / "seat"), "--runtime", str(runtime)]) == 3

    assert "pyodide.mjs is missing" in capsys.readouterr().err


def test_a_folder_that_cannot_be_is_refused_in_words(
    runtime: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seat").write_text("a file", "utf-8")

    assert main(["web", "--out", str(tmp_path / "seat"), "--runtime", str(runtime)]) == 2

    assert str(tmp_path / "seat") in capsys.readouterr().err


def test_the_archive_is_the_same_to_the_byte_and_a_seat_begins_from_it_alone(tmp_path: Path) -> None:
    packed = game_archive()
    assert packed == game_archive()
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path)

    told = subprocess.run(
        [sys.executable, "-c", ALONE, str(tmp_path)], cwd=tmp_path, check=False, capture_output=True, text=True
    )

    assert (told.stderr, told.stdout.startswith(str(tmp_path))) == ("", True)
