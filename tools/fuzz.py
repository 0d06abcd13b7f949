"""Damage files of every format at random and read them: `python tools/fuzz.py [COUNT]`.

Each format has one door (`game.files`). Whatever a file holds, the door gives a value or an error of ours, in short
lines without control signs; anything else is a fault of the game. The dice are seeded by format and number: what failed
once fails again with `--only FORMAT --first NUMBER 1`.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random  # noqa: TID251  a fuzzer wants dice; they are seeded
from time import process_time
from typing import Final

import msgspec

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from game.files.case_file import case_bytes, read_case, read_ends
from game.files.level_file import level_digest, read_level
from game.files.notes_file import read_notes
from game.files.orders_file import read_orders
from game.files.problem import FileError, visible
from game.files.session_file import new_pack, read_session, session_digest
from game.files.settings_file import read_settings
from game.files.sheet_file import read_sheet
from game.ui.toolkit.keys import KEYS
from game.values.log import DigestLine, Header, Log, SessionLine
from game.values.note import Note
from game.values.settings import Settings
from game.values.sheet import Sheet

LONGEST_LINE: Final = 6000
"""Of what is said; a path of 4,096 characters is within."""
MOST_LINES: Final = 120
_NUMBER: Final = re.compile(rb"-?\d+(?:\.\d+)?")
_NUMBERS: Final = (
    b"-1", b"0", b"1e999", b"-1e999", b"1e-999", b"nan", b"inf", b"9" * 25, b"9" * 400, b"9" * 5000, b"0x" + b"f" * 900,
    b"9007199254740993", b"1e308", b"true", b"null", b"''", b"[]", b"{}", b"1979-05-27 07:32:00",
)  # fmt: skip
_PIECES: Final = (
    b"\x00", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\xc2\x85", b"\x0b", b"\x0c", b"\r", b"\r\n", b"\n" * 50,
    b"\\",
    b'"', b"'", b'"""', b"'''", b",", b"=", b".", b"#", b"[[", b"]]", b"{", b"}", b"\x1b[2J", b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"\\u0000", b"\\ud800", b"a" * 2000, b"a." * 2000, b"[" * 3000, b'{"a":' * 3000, b"{a=" * 3000, b"]" * 30,
    b"}" * 30,
)  # fmt: skip
_CSV: Final = (
    b"hour,order,what\n0,draw,il6\n0.5,give,tocilizumab\n1,prone,yes\n2,pressor,0.1\n2,fluid,\n3,stop,tocilizumab\n"
)
_JSON_LINES: Final = b"""\
{"tick":0,"actor":"player","order":{"kind":"draw","panel":"il6"}}
{"tick":6,"actor":"player","order":{"kind":"give","regimen":"tocilizumab"}}
{"tick":9,"actor":"player","order":{"kind":"pressor","norepinephrine_ug_per_kg_min":0.1}}
{"tick":12,"actor":"player","order":{"kind":"device","device":3}}
"""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, whole ones of it, and its door."""

    name: str
    file: str
    whole: tuple[bytes, ...]
    read: Callable[[Path], object]
    """Returns what is said about the file, where the door raises nothing."""


def formats() -> Iterator[Format]:
    """Yield every format that the game reads."""
    paths = sorted((ROOT / "levels").glob("*.toml"))
    levels = tuple(path.read_bytes().replace(f'"{path.stem}"'.encode(), b'"level"') for path in paths)
    cases = tuple(path.read_bytes()[:9000] for path in sorted((ROOT / "levels").glob("*.jsonl")))
    short = tuple(one[: one.rindex(b"\n") + 1] for one in cases)
    of_session = Log(
        Header(format=2, game="0", method="m", level="level", level_digest="0" * 16, seed=1),
        digests=tuple(DigestLine(tick=12 * hour, digest="0" * 16) for hour in range(1, 9)),
        session=SessionLine(session="a", session_digest="0" * 16, learner="Ann", attempt=1, sealed=True),
    )
    short = (*short, case_bytes(of_session))
    settings = msgspec.json.format(msgspec.json.encode(Settings(keys={one.id: one.key for one in KEYS[:9]})))
    notes = msgspec.json.encode({"format": 1, "notes": [Note(tick=12 * n, text=f"A note, {n}.") for n in range(5)]})
    rows = [line.split(b",") for line in _CSV.splitlines()[1:]]
    toml = b"".join(b'[[orders]]\nhour = %s\norder = "%s"\nwhat = "%s"\n' % tuple(row) for row in rows)
    yield Format("level", "level.toml", levels, lambda path: level_digest(read_level(path)))
    pack = new_pack("session", "A night", [path.stem for path in paths]).encode()
    yield Format("session", "session.toml", (pack,), lambda path: session_digest(read_session(path, ("covid_storm",))))
    filled = Sheet(format=1, session="a", session_digest="0" * 16, learner="Ann", before=(1, 2), commitment="I will.")
    yield Format("sheet", "ann.sheet.json", (msgspec.json.format(msgspec.json.encode(filled)),), read_sheet)
    yield Format("settings", "settings.json", (settings,), lambda path: read_settings(path)[1])
    yield Format("notes", "case.notes.json", (notes,), lambda path: read_notes(path)[1].splitlines())
    yield Format("orders_csv", "orders.csv", (_CSV,), read_orders)
    yield Format("orders_toml", "orders.toml", (toml,), read_orders)
    yield Format("orders_json", "orders.jsonl", (_JSON_LINES,), read_orders)
    yield Format("case", "case.jsonl", short, lambda path: (read_ends(path), read_case(path))[:0])


def damaged(dice: Random, whole: tuple[bytes, ...]) -> bytes:
    """Return one of some files after one to four random changes."""
    content = dice.choice(whole)
    for _ in range(dice.randint(1, 4)):
        content = _changed(dice, content, whole)
    return content


def _changed(dice: Random, content: bytes, whole: tuple[bytes, ...]) -> bytes:
    at = dice.randint(0, len(content))
    end = min(len(content), at + dice.choice((1, 1, 2, 8, 40, 400)))
    match dice.randint(0, 8):
        case 0 if at < len(content):
            return content[:at] + bytes([content[at] ^ (1 << dice.randint(0, 7))]) + content[at + 1 :]
        case 1:
            return content[:at] + content[end:]
        case 2:
            return content[:at]
        case 3:
            lines = content.splitlines(keepends=True)
            dice.shuffle(lines)
            return b"".join(lines)
        case 4:
            numbers = list(_NUMBER.finditer(content))
            if numbers:
                one = dice.choice(numbers)
                return content[: one.start()] + dice.choice(_NUMBERS) + content[one.end() :]
        case 5:
            return content[:at] + content[at:end] * dice.choice((2, 3, 50)) + content[end:]
        case 6:
            other = dice.choice(whole)
            start = dice.randint(0, len(other))
            return content[:at] + other[start : start + dice.choice((5, 50, 500))] + content[end:]
        case 7:
            return content[:at] + bytes(dice.randint(0, 255) for _ in range(dice.randint(1, 8))) + content[at:]
    return content[:at] + dice.choice(_PIECES) + content[at:]


def complaint(one: Format, path: Path) -> str:
    """Read a file through its door and return what the game did wrong; empty if nothing."""
    try:
        said = one.read(path)
    except FileError as error:
        said = str(error).split("\n")
        if not error.problems:
            return "an error without a problem"
    except Exception:  # noqa: BLE001  this is what is looked for
        return traceback.format_exc()
    lines = [line for line in said if isinstance(line, str)] if isinstance(said, (list, tuple)) else []
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        return f"{len(lines)} lines of up to {max(map(len, lines))} characters"
    return next((f"a control sign: {line!r}" for line in lines if visible(line) != line), "")


def fuzz(one: Format, numbers: range, folder: Path) -> Iterator[tuple[int, bytes, str]]:
    """Read damaged files and yield the number, the content and the complaint of each that the game does not bear."""
    path = folder / one.file
    for number in numbers:
        content = damaged(Random(f"{one.name}/{number}"), one.whole)  # noqa: S311  dice of a test
        path.write_bytes(content)
        wrong = complaint(one, path)
        if wrong:
            yield number, content, wrong
        for left in folder.iterdir():
            # Settings and notes with faults are set aside.
            left.unlink()


def main() -> int:
    """Fuzz every format and print a line for each."""
    parser = argparse.ArgumentParser(description="Damage files of every format at random and read them.")
    parser.add_argument("count", nargs="?", type=int, default=2000, metavar="COUNT", help="files of each format (2000)")
    parser.add_argument("--only", default="", metavar="FORMAT", help="only this format")
    parser.add_argument("--first", type=int, default=0, metavar="NUMBER", help="number of the first file (0)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the inputs that fail are kept")
    given = parser.parse_args()
    failures = 0
    for one in formats():
        if given.only not in {"", one.name}:
            continue
        begun, wrong = process_time(), 0
        with tempfile.TemporaryDirectory() as folder:
            for number, content, words in fuzz(one, range(given.first, given.first + given.count), Path(folder)):
                wrong += 1
                if wrong <= 3:
                    print(f"{one.name} {number}: {words}")
                    if given.keep:
                        given.keep.mkdir(parents=True, exist_ok=True)
                        (given.keep / f"{number}.{one.file}").write_bytes(content)
        took = process_time() - begun
        print(f"{one.name:<12}{given.count:>9,} files{wrong:>6,} faults{took:>8.1f} s", flush=True)
        failures += wrong
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
