"""Session packs: TOML in, `Session` out, or every fault of the file at once; and a new pack to write on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec

from game.files.level_file import texts_within
from game.files.problem import Faults, FileError, Problem, Spellings, shown
from game.files.reading import SESSION, decoding, read_bytes, text_of
from game.files.shape import Near, differences
from game.files.tables import again, tables_of
from game.files.toml_lines import line_of, toml_of
from game.values.session import SESSION_FORMAT, Session, session_digest_bytes
from game.values.words import say

SUFFIX: Final = ".toml"


class SessionError(FileError):
    """A session pack cannot be played; it carries all problems of the file."""


def session_digest(session: Session) -> str:
    """Return 16 hexadecimal characters that change with anything in a session."""
    return sha256(session_digest_bytes(session)).hexdigest()[:16]


def read_session(path: Path, levels: Collection[str]) -> Session:
    """Return the session of a pack; `levels` are the ids that may stand in it.

    Raises SessionError, which carries every problem of the file.
    """
    file = str(path)
    near = Spellings()
    try:
        lines, table = toml_of(file, text_of(file, read_bytes(path, SESSION)))
        problems = list(differences(file, table, msgspec.inspect.type_info(Session), near=near))
        session = None
        if not problems:
            with decoding(file, say("files.session_file.a_session_pack")):
                session = msgspec.convert(table, Session)
    except FileError as error:
        raise SessionError(error.faults) from error
    problems.extend(_crosswise(file, path.stem, table, levels, near))
    if problems or session is None:
        problems = [replace(problem, line=line_of(lines, problem.place)) for problem in problems]
        raise SessionError(Faults(sorted(problems, key=lambda problem: (problem.line, problem.place))))
    return session


def _crosswise(file: str, stem: str, table: dict[str, Any], levels: Collection[str], near: Near) -> Iterator[Problem]:
    """Yield what the type cannot say. It looks at the raw table, so that one fault does not hide another."""
    given = table.get("id")
    if isinstance(given, str) and given != stem:
        yield Problem(file, "id", shown(given), say("files.level_file.the_name_of_the_file", stem=stem))
    if isinstance(table.get("title"), str) and not table["title"].strip():
        yield Problem(file, "title", say("files.level_file.no_text"), say("files.level_file.a_sentence"))
    yield from texts_within(file, "", table)
    seen: set[str] = set()
    for place, one in tables_of(table, "levels"):
        name = one.get("id")
        if isinstance(name, str):
            if name in seen:
                yield again(file, f"{place}.id", name)
            elif name not in levels:
                guess = near(name, levels)
                expected = say("files.session_file.a_level", levels=", ".join(levels))
                yield Problem(file, f"{place}.id", shown(name), expected, f"'{guess}'" if guess else "")
            seen.add(name)
        if one.get("whose") == "own" and "seed" in one:
            expected = say("files.session_file.no_seed")
            yield Problem(file, f"{place}.seed", shown(one["seed"]), expected)
    for place, one in tables_of(table, "tests"):
        answers, right = one.get("answers"), one.get("right")
        if (
            isinstance(answers, list)
            and isinstance(right, int)
            and not isinstance(right, bool)
            and right > len(answers)
        ):
            expected = say("files.session_file.one_of_the_answers", most=len(answers))
            yield Problem(file, f"{place}.right", shown(right), expected)
    for place, one in tables_of(table, "objectives"):
        if "avoids" in one and "score" in one:
            yield Problem(
                file, place, say("files.session_file.two_yardsticks"), say("files.session_file.one_yardstick")
            )


def new_pack(id_: str, title: str, levels: Sequence[str]) -> str:
    """Return a pack to write on: whole and playable, with a word on every key."""
    tables = "\n".join(say("files.session_file.new_level", id=level) for level in levels)
    name = msgspec.json.encode(title).decode()
    return say("files.session_file.new", format=SESSION_FORMAT, id=id_, title=name, levels=tables)
