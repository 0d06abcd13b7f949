"""Fetch Python for the browser, and check it: what `cytokine-storm web` needs and no repository should hold.

    python tools/fetch_pyodide.py [FOLDER]

`npm pack` and `pip download` fetch exactly the files that `game/app/web_folder.py` pins by their SHA-256, into
`game/web/runtime`, where a wheel that is built afterwards takes them up too. Nothing is fetched by the game itself.

Then that Python compiles itself and the game, under node, which came with npm: half of a tab's start is spent on that
otherwise. Run it again after a change of the game: a file that has changed is compiled in the tab, and starts it later.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from game.app.web_folder import COMPILED, PINS, MissingRuntimeError, check_runtime, game_archive, runtime_folder

PYODIDE: Final = "pyodide@314.0.7"
_BROWSER: Final = ("--platform", "pyemscripten_2026_0_wasm32", "--python-version", "314")
_LINUX: Final = ("--platform", "manylinux2014_x86_64", "--python-version", "314")
WHEELS: Final = {
    "msgspec==0.22.0": _BROWSER,
    "jinja2==3.1.6": (),
    # There is none for the browser. It does without the compiled part, which alone differs between systems.
    "markupsafe==3.0.4": _LINUX,
}


def fetch(folder: Path) -> None:
    """Fetch all pinned files into a folder. Raises MissingRuntimeError if one is not what was pinned."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        # Found by name: on Windows it is a script, which does not start without its ending.
        run = [shutil.which("npm") or "npm", "pack", "--silent", PYODIDE]
        told = subprocess.run(run, cwd=place, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
        packed = told.stdout.strip()
        with tarfile.open(Path(place) / packed.splitlines()[-1]) as archive:
            for name in PINS:
                if name.startswith("pyodide/"):
                    found = archive.extractfile(f"package/{Path(name).name}")
                    assert found is not None
                    (folder / Path(name).name).write_bytes(found.read())
        for asked, where in WHEELS.items():
            run = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
            subprocess.run([*run, *where, "--dest", place, asked], check=True)  # noqa: S603
        for path in Path(place).glob("*.whl"):
            shutil.copy(path, folder / path.name)
    check_runtime(folder)


def compile_all(folder: Path) -> None:
    """Compile what a seat imports, by the Python that was fetched."""
    with tempfile.TemporaryDirectory() as place:
        game = Path(place) / "game.zip"
        game.write_bytes(game_archive())
        script = Path(__file__).parent / "compile_pyodide.mjs"
        run = [shutil.which("node") or "node", str(script), str(folder), str(game), str(folder / COMPILED)]
        subprocess.run(run, check=True)  # noqa: S603


def _is_there(folder: Path) -> bool:
    try:
        check_runtime(folder)
    except MissingRuntimeError:
        return False
    return True


def main() -> int:
    """Fetch them unless they are there, compile, and say where they are."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", nargs="?", type=Path, default=runtime_folder())
    folder = asked.parse_args().folder
    try:
        if not _is_there(folder):
            fetch(folder)
        compile_all(folder)
    except (MissingRuntimeError, OSError, subprocess.CalledProcessError) as error:
        print(error)
        return 1
    print(f"{len(PINS)} files, all as pinned, and what they compiled, in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
