"""The folder that any web server serves as a seat of the game, and what of it is not ours and is therefore pinned."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from game.app.reports import make_folder
from game.files.folders import assets_folder, levels_folder, package_folder, words_folder
from game.files.output import write_bytes
from game.report.html import environment
from game.values.words import say

PINS: Final[dict[str, str]] = {
    "pyodide/pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide/pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide/pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "pyodide/python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
    "pyodide/pyodide-lock.json": "5dc2fc119108bc148c7457dc86e7675b5c87e1cafd420b9c34c1eaef7b36c010",
    "msgspec-0.22.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl": (
        "a66b1766311e42371e509c996c3933b161c7ae0eabdf361af5316dec197e1022"
    ),
    "jinja2-3.1.6-py3-none-any.whl": "85ece4451f492d0c13c5dd7c13a64681a86afae63a5f347908daf103ce6d2f67",
    "markupsafe-3.0.4-cp314-cp314-manylinux2014_x86_64.manylinux_2_17_x86_64.manylinux_2_28_x86_64.whl": (
        "a8e9f292fcda89b324f2f5c91d13f1424a153e40fc2756f38ee23b15835ff300"
    ),
}
"""SHA-256 of every file from elsewhere: Python for the browser (npm, pyodide 314.0.7) and three wheels (PyPI).

Of the wheel for Linux only its Python is used: what is compiled in it has a name that the browser's Python passes over.
"""
GAME: Final = "game.zip"
COMPILED: Final = "compiled.zip"
"""What the browser's Python made of its files and the game's (`tools/fetch_pyodide.py`); without it a tab is late."""
_LEFT_OUT: Final = ("evidence", "classroom", "web/static", "web/templates", "web/runtime")
"""Rooms that a seat does not need."""
_KEPT: Final = ("classroom/__init__.py", "classroom/messages.py", "classroom/seen.py")
"""What a seat knows of a live class."""
_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip knows: the same files make the same bytes."""


class MissingRuntimeError(Exception):
    """Python for the browser is not here, or is another; the message says what to do."""


def runtime_folder() -> Path:
    """Return where the pinned files lie, in a checkout as in a wheel that was built with them."""
    return package_folder() / "web" / "runtime"


def check_runtime(runtime: Path) -> None:
    """Raise MissingRuntimeError unless every pinned file is there, and is the one that was pinned."""
    for name, pin in PINS.items():
        path = runtime / Path(name).name
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise MissingRuntimeError(say("app.web_folder.missing", file=path)) from error
        if found != pin:
            raise MissingRuntimeError(say("app.web_folder.another", file=path))


def seat_files(runtime: Path) -> dict[str, bytes]:
    """Return the files of a seat by their names. Raises MissingRuntimeError."""
    check_runtime(runtime)
    wheels = [name for name in PINS if name.endswith(".whl")]
    files = {name: (runtime / Path(name).name).read_bytes() for name in PINS}
    for path in sorted((package_folder() / "web" / "static").iterdir()):
        files[path.name] = path.read_bytes()
    files["index.html"] = seat_page()
    for path in sorted((assets_folder() / "fonts").iterdir()):
        files[f"fonts/{path.name}"] = path.read_bytes()
    files[GAME] = game_archive()
    for name in ("kernel.wasm", "looks.wasm"):
        files[name] = (package_folder() / "futures" / name).read_bytes()
    files["packages.json"] = json.dumps([*wheels, GAME]).encode()
    files.update(_compiled(runtime, files))
    return files


def _compiled(runtime: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the archives for which there is compiled Python, with that beside the sources."""
    if not (runtime / COMPILED).exists():
        return {}
    made: dict[str, dict[str, bytes]] = {}
    try:
        with zipfile.ZipFile(runtime / COMPILED) as compiled:
            for name in compiled.namelist():
                archive, _, member = name.partition("/")
                made.setdefault(archive, {})[member] = compiled.read(name)
    except zipfile.BadZipFile as error:
        raise MissingRuntimeError(say("app.web_folder.another", file=runtime / COMPILED)) from error
    return {name: _joined(files[name], made[Path(name).name]) for name in files if Path(name).name in made}


def _joined(archive: bytes, more: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        there = {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}
    return zipped({**there, **more})


def seat_page() -> bytes:
    """Return the page, with what is said before the game is there in the words of this installation."""
    return environment("game.web").get_template("seat.html").render().encode()


def write_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a seat into a folder. Raises FileError."""
    for name, content in files.items():
        make_folder((out / name).parent)
        write_bytes(out / name, content)


def game_archive() -> bytes:
    """Return the game itself with levels, words and assets, as the browser's Python imports it."""
    return zipped({name: path.read_bytes() for name, path in _of_the_game()})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip, in the order of their names and without a date."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return made.getvalue()


def _of_the_game() -> Iterator[tuple[str, Path]]:
    package = package_folder()
    shipped = {"levels": levels_folder(), "assets": assets_folder(), "words": words_folder()}
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        skipped = name.startswith((*[f"{one}/" for one in _LEFT_OUT], *[f"{one}/" for one in shipped]))
        if path.is_file() and (name in _KEPT or not skipped) and "__pycache__" not in name:
            yield f"game/{name}", path
    for folder, found in shipped.items():
        for path in sorted(found.rglob("*")):
            if path.is_file():
                yield f"game/{folder}/{path.relative_to(found).as_posix()}", path
