"""Notes on a finished case: a small JSON file beside the case file, which itself is never changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from game.files.problem import Problem, unreadable
from game.values.note import Note
from game.values.wire import Wire

NOTES_FORMAT = 1


class _Notes(Wire, frozen=True, kw_only=True):
    """The whole file."""

    format: Annotated[int, Meta(ge=1, le=NOTES_FORMAT)]
    notes: tuple[Note, ...]


def notes_path(case: Path) -> Path:
    """Return where the notes of a case file lie."""
    return case.with_suffix(".notes.json")


def read_notes(path: Path) -> tuple[tuple[Note, ...], str]:
    """Return the notes by their moments, and what is to be said if the file can not be used; it is never written over.

    Without a file there are none.
    """
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_Notes)
    except FileNotFoundError:
        return (), ""
    except OSError as error:
        return (), unreadable(str(path), error).text
    except msgspec.DecodeError as error:
        return (), Problem(str(path), "", f"what are no notes ({error})", "a notes file as the game wrote it").text
    return tuple(sorted(found.notes, key=lambda note: note.tick)), ""


def write_notes(path: Path, notes: tuple[Note, ...]) -> str:
    """Write all notes in one piece, and return what is to be said if that fails; empty if it does not."""
    _, complaint = read_notes(path)
    if complaint:
        return f"{complaint} Nothing is written over it."
    fresh = path.with_suffix(".new")
    try:
        whole = _Notes(format=NOTES_FORMAT, notes=notes)
        fresh.write_bytes(msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n")
        fresh.replace(path)
    except OSError as error:
        return f"The notes can not be kept ({error.strerror or error}): {path}"
    return ""
