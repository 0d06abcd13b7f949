"""Answer sheets: a small JSON file for each learner of a training session."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from game.files.output import write_bytes
from game.files.problem import FileError, Problem, Spellings, shown, visible
from game.files.reading import SHEET, decoding, json_of, read_bytes, text_of
from game.files.shape import differences
from game.values.sheet import Sheet
from game.values.words import say

SUFFIX: Final = ".sheet.json"


def read_sheet(path: Path) -> Sheet:
    """Return an answer sheet. Raises FileError with every fault of the file."""
    file = str(path)
    text = text_of(file, read_bytes(path, SHEET))
    with decoding(file, SHEET.name):
        table = json_of(text, object)
    problems = list(differences(file, table, msgspec.inspect.type_info(Sheet), near=Spellings()))
    if problems:
        raise FileError(problems)
    with decoding(file, SHEET.name):
        sheet = msgspec.convert(table, Sheet)
    words = {"learner": sheet.learner, "commitment": sheet.commitment}
    unseen = [name for name, said in words.items() if visible(said) != said]
    if unseen:
        wanted = say("files.level_file.text_without_control_signs")
        raise FileError([Problem(file, name, shown(visible(words[name])), wanted) for name in unseen])
    return sheet


def sheet_text(sheet: Sheet) -> str:
    """Return an answer sheet as its file holds it."""
    return msgspec.json.format(msgspec.json.encode(sheet), indent=2).decode() + "\n"


def write_sheet(path: Path, sheet: Sheet) -> None:
    """Write an answer sheet in one piece. Raises FileError."""
    write_bytes(path, sheet_text(sheet).encode())
