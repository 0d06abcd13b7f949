"""Notes on a finished case: a small JSON file beside the case file, which itself is never changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from game.files.output import put_aside, write_bytes
from game.files.problem import Faults, FileError, Problem, Spellings
from game.files.reading import NOTES, ReadError, decoding, exists, json_of, read_bytes, text_of
from game.files.shape import differences
from game.values.note import Note
from game.values.wire import Wire
from game.values.words import count, say

NOTES_FORMAT = 1
MOST_TOLD: Final = 5
MOST_NOTES: Final = 20_000
"""One at every tick of the longest case."""


class _Notes(Wire, frozen=True, kw_only=True):
    """The whole file."""

    format: Annotated[int, Meta(ge=1, le=NOTES_FORMAT)]
    notes: tuple[Note, ...]


def notes_path(case: Path) -> Path:
    """Return where the notes of a case file lie."""
    return case.with_suffix(".notes.json")


def read_notes(path: Path) -> tuple[tuple[Note, ...], str]:
    """Return the notes by their moments, and what is to be said about their file.

    Without a file there are none. Of a file with faults the notes that are good are taken; the file is set aside.
    """
    file = str(path)
    faults = Faults(most=MOST_TOLD)
    found: list[Note] = []
    try:
        text = text_of(file, read_bytes(path, NOTES))
        with decoding(file, say("files.notes_file.a_notes_file_as_the")):
            table: Any = json_of(text, object)
    except ReadError as error:
        if error.missing:
            return (), ""
        faults.extend(error.problems)
    except FileError as error:
        faults.extend(error.problems)
    else:
        given = table.get("notes") if isinstance(table, dict) else None
        if isinstance(given, list) and len(given) > MOST_NOTES:
            faults.add(
                Problem(
                    file,
                    "notes",
                    count("things.notes", len(given)),
                    say("files.notes_file.at_most", most_notes=f"{MOST_NOTES:,}"),
                )
            )
            table["notes"] = given[:MOST_NOTES]
        faults.extend(differences(file, table, msgspec.inspect.type_info(_Notes), near=Spellings()))
        found = _good(table)
    told = "\n".join([*faults.lines, put_aside(path, "notes")]) if len(faults) else ""
    return tuple(sorted(found, key=lambda note: note.tick)), told


def _good(table: object) -> list[Note]:
    """Return the notes of a file that can be read."""
    given = table.get("notes") if isinstance(table, dict) else None
    kind = msgspec.inspect.type_info(Note)
    return [
        msgspec.convert(one, Note)
        for one in (given if isinstance(given, list) else ())
        if next(differences("", one, kind, near=lambda _word, _known: ""), None) is None
    ]


def write_notes(path: Path, notes: tuple[Note, ...]) -> str:
    """Write all notes in one piece, and return what is to be said; nothing if all is well.

    A file with faults is set aside first; where that cannot be done, nothing is written over it.
    """
    _, complaint = read_notes(path)
    if complaint and exists(path):
        return say("files.notes_file.nothing_is_written_over_it", complaint=complaint)
    try:
        whole = _Notes(format=NOTES_FORMAT, notes=notes)
        write_bytes(path, msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n")
    except FileError as error:
        return say("files.notes_file.the_notes_cannot_be_kept", error=error, path=path)
    return complaint
