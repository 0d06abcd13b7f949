"""Finds the level that a word on the command line, or the header of a case file, means."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from game.app.exits import Exit, Fault
from game.files.folders import FolderError, levels_folder
from game.files.level_file import SUFFIX, LevelError, level_digest, read_level
from game.files.problem import nearest, visible
from game.files.reading import ReadError, exists, files_in
from game.values.level import Level
from game.values.log import Header
from game.values.words import say

GUIDED: Final = "guided"
"""Folder of the guided cases, beside the levels that are scored."""


def shipped_paths() -> dict[str, Path]:
    """Return the files of the shipped levels by id.

    Raises Fault if the game is not whole.
    """
    try:
        return {path.stem: path for path in files_in(levels_folder(), SUFFIX)}
    except FolderError as error:
        raise Fault(Exit.ENVIRONMENT, str(error)) from error


def guided_paths() -> dict[str, Path]:
    """Return the files of the guided cases by id; they have no score, and no expert."""
    try:
        return {path.stem: path for path in files_in(levels_folder() / GUIDED, SUFFIX)}
    except FolderError as error:
        raise Fault(Exit.ENVIRONMENT, str(error)) from error
    except ReadError:
        return {}


def all_paths() -> dict[str, Path]:
    """Return the files of all levels that come with the game by id, the guided ones last."""
    return {**shipped_paths(), **guided_paths()}


def shipped_ids() -> list[str]:
    """Return the ids of the shipped levels, the guided ones last."""
    return list(all_paths())


def shipped_levels() -> tuple[Level, ...]:
    """Return the shipped levels in the order of the ward."""
    found = [read_level(path) for path in shipped_paths().values()]
    return tuple(sorted(found, key=lambda level: (level.order, level.id)))


def playable_levels(warn: Callable[[str], None]) -> tuple[Level, ...]:
    """Return what a player is offered, the guided cases first; of a broken one the faults are told."""
    levels = []
    for path in (*guided_paths().values(), *shipped_paths().values()):
        try:
            levels.append(read_level(path))
        except LevelError as error:
            warn(say("commands.play.this_level_is_left_out", error=error))
    return tuple(levels)


def find_level(word: str) -> Level:
    """Return the level with this id, or of this path.

    Raises Fault for a word that means nothing, and LevelError for a broken file.
    """
    shipped = all_paths()
    if word in shipped:
        return read_level(shipped[word])
    path = Path(word)
    if path.suffix.lower() == SUFFIX or exists(path):
        return read_level(path)
    guess = nearest(word, shipped)
    hint = say("app.levels.did_you_mean", guess=guess) if guess else ""
    raise Fault(
        Exit.USAGE,
        say("app.levels.there_is_no_level_there", visible=visible(word), shipped=", ".join(shipped), hint=hint),
    )


def level_of(header: Header, word: str = "") -> Level:
    """Return the level that a case was played on; `word` says where it lies, if it is not a shipped one.

    Raises Fault if it is not to be had, or if it was changed since.
    """
    if not word and header.level not in all_paths():
        hint = say("app.levels.name_its_file_with_level")
        raise Fault(Exit.USAGE, say("app.levels.the_level_of_this_case", level=header.level, hint=hint))
    level = find_level(word or header.level)
    if level_digest(level) != header.level_digest:
        raise Fault(
            Exit.FINDINGS,
            say(
                "app.levels.the_level_is_not_the",
                level=header.level,
                level_digest=level_digest(level),
                level_digest_2=header.level_digest,
            ),
        )
    return level
