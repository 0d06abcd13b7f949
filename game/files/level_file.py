"""Level files: TOML in, `Level` out, or every fault of the file at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeGuard

import msgspec

from game.files.problem import FileError, Problem, listed, nearest, not_utf8, shown, unreadable
from game.files.shape import differences
from game.files.toml_lines import line_of, lines_of
from game.patient.constants import TABLE
from game.values.channel import Panel
from game.values.drug import FORMULARY
from game.values.level import Level, level_digest_bytes
from game.values.ticks import MINUTES_PER_TICK

ROUTINE_EVERY_H = 0.5
"""The ward looks at its routine on every half hour."""
_CONSTANTS = {constant.name: constant for constant in TABLE}
_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


class LevelError(FileError):
    """A level file can not be played; it carries all problems of the file."""


def level_digest(level: Level) -> str:
    """Return 16 hexadecimal characters that change with anything in a level."""
    return sha256(level_digest_bytes(level)).hexdigest()[:16]


def read_level(path: Path) -> Level:
    """Return the level of a file.

    Raises LevelError, which carries every problem of the file.
    """
    level, problems = _read(path)
    if level is None or problems:
        raise LevelError(problems)
    return level


def level_paths(paths: Iterable[Path]) -> list[Path]:
    """Return the level files among some paths: a folder stands for all '.toml' files in it, in order of name."""
    found: list[Path] = []
    for path in paths:
        found.extend(sorted(path.glob("*.toml")) if path.is_dir() else [path])
    return found


def check_levels(paths: Iterable[Path]) -> list[Problem]:
    """Return every problem of every file, those that lie between files too."""
    paths = list(paths)
    empty = [path for path in paths if path.is_dir() and not level_paths([path])]
    problems = [Problem(str(folder), "", "no '.toml' file", "at least one level") for folder in empty]
    seen: dict[str, Path] = {}
    for path in level_paths(paths):
        level, own = _read(path)
        problems.extend(own)
        if level is None:
            continue
        if level.id in seen:
            problems.append(Problem(str(path), "id", f"'{level.id}', as in {seen[level.id]}", "an id of its own"))
        seen.setdefault(level.id, path)
    return problems


def _read(path: Path) -> tuple[Level | None, list[Problem]]:
    """Return the level, if the file has the shape of one, and all problems."""
    file = str(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        return None, [unreadable(file, error)]
    try:
        # Notepad begins a file with a byte order mark; it means nothing.
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [not_utf8(file, raw, error)]
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [_syntax(file, text, error)]
    kind = msgspec.inspect.type_info(Level)
    problems = list(differences(file, table, kind))
    level = None if problems else msgspec.convert(table, Level)
    problems.extend(_crosswise(file, path.stem, table))
    problems.sort(key=lambda problem: problem.place)
    lines = lines_of(text)
    problems = [replace(problem, line=line_of(lines, problem.place)) for problem in problems]
    return level, sorted(problems, key=lambda problem: problem.line)


def _syntax(file: str, text: str, error: tomllib.TOMLDecodeError) -> Problem:
    message = str(error)
    at = _AT.search(message)
    reason = _AT.sub("", message)
    if at and at.group(1):
        line, column = int(at.group(1)), int(at.group(2))
    else:
        line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
    return Problem(file, "", f"what is not TOML ({reason[0].lower()}{reason[1:]})", "TOML", line=line, column=column)


def _crosswise(file: str, stem: str, table: dict[str, Any]) -> Iterator[Problem]:
    """Yield what the type can not say. It looks at the raw table, so that one fault does not hide another."""
    yield from _identity(file, stem, table)
    yield from _offers(file, table)
    yield from _host(file, table)
    yield from _times(file, table)


def _identity(file: str, stem: str, table: dict[str, Any]) -> Iterator[Problem]:
    given = table.get("id")
    if isinstance(given, str) and given != stem:
        yield Problem(file, "id", shown(given), f"'{stem}', the name of the file")
    for place in ("title", "summary"):
        if isinstance(table.get(place), str) and not table[place].strip():
            yield Problem(file, place, "no text", "a sentence")


def _texts(table: dict[str, Any], key: str) -> list[str]:
    given = table.get(key)
    return [one for one in given if isinstance(one, str)] if isinstance(given, list) else []


def _tables(table: dict[str, Any], key: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the tables of a list with their places."""
    given = table.get(key)
    if not isinstance(given, list):
        return []
    return [(f"{key}[{number}]", one) for number, one in enumerate(given) if isinstance(one, dict)]


def _offers(file: str, table: dict[str, Any]) -> Iterator[Problem]:
    regimens, panels = _texts(table, "regimens"), _texts(table, "panels")
    for number, one in enumerate(regimens):
        if one not in FORMULARY:
            guess = nearest(one, FORMULARY)
            expected = f"a regimen of the formulary ({', '.join(FORMULARY)})"
            yield Problem(file, f"regimens[{number}]", shown(one), expected, f"'{guess}'" if guess else "")
    for key, words in (("regimens", regimens), ("panels", panels)):
        for number, one in enumerate(words):
            if one in words[:number]:
                yield Problem(file, f"{key}[{number}]", f"'{one}' again", "each one once")
    yield from _refers(file, _tables(table, "rules"), "regimen", regimens, "regimens")
    known = [one for one in panels if one in {panel.value for panel in Panel}]
    yield from _refers(file, _tables(table, "labs"), "panel", known, "panels")


def _refers(
    file: str, rows: Sequence[tuple[str, dict[str, Any]]], key: str, offered: Sequence[str], where: str
) -> Iterator[Problem]:
    """Yield rows that speak of what the level does not offer, or of the same thing twice."""
    seen: set[str] = set()
    for place, row in rows:
        one = row.get(key)
        if not isinstance(one, str):
            continue
        if one in seen:
            yield Problem(file, f"{place}.{key}", f"'{one}' again", "each one once")
        elif one not in offered and (key == "regimen" or one in {panel.value for panel in Panel}):
            guess = nearest(one, offered)
            expected = f"one that this level offers in '{where}'" + (f": {listed(offered)}" if offered else "")
            yield Problem(file, f"{place}.{key}", shown(one), expected, f"'{guess}'" if guess else "")
        seen.add(one)


def _host(file: str, table: dict[str, Any]) -> Iterator[Problem]:
    host = table.get("host")
    if not isinstance(host, dict):
        return
    for name, given in host.items():
        constant = _CONSTANTS.get(name)
        if constant is None:
            guess = nearest(name, _CONSTANTS)
            expected = "a host parameter of docs/model.md"
            yield Problem(file, f"host.{name}", "an unknown name", expected, f"'{guess}'" if guess else "")
            continue
        place, value = f"host.{name}", given
        if isinstance(given, dict):
            place, value = f"{place}.median", given.get("median")
        if _number(value) and not constant.low <= value <= constant.high:
            unit = f" {constant.unit}" if constant.unit else ""
            yield Problem(file, place, shown(value), f"{constant.low:g} to {constant.high:g}{unit}")


def _times(file: str, table: dict[str, Any]) -> Iterator[Problem]:
    tick_h = MINUTES_PER_TICK / 60
    start = table.get("start")
    before = start.get("hours_before") if isinstance(start, dict) else None
    whole: list[tuple[str, object, float, str]] = [
        ("horizon_h", table.get("horizon_h"), tick_h, f"whole ticks of {MINUTES_PER_TICK} min"),
        ("start.hours_before", before, tick_h, f"whole ticks of {MINUTES_PER_TICK} min"),
    ]
    for place, lab in _tables(table, "labs"):
        whole.append((f"{place}.routine_every_h", lab.get("routine_every_h"), ROUTINE_EVERY_H, "whole half hours"))
        delay = f"whole ticks of {MINUTES_PER_TICK} min"
        whole.append((f"{place}.delay_minutes", lab.get("delay_minutes"), MINUTES_PER_TICK, delay))
        for number, back in enumerate(lab["history_h"] if isinstance(lab.get("history_h"), list) else ()):
            spot = f"{place}.history_h[{number}]"
            whole.append((spot, back, tick_h, f"whole ticks of {MINUTES_PER_TICK} min"))
            if _number(back) and _number(before) and not 0 <= back <= before:
                yield Problem(file, spot, shown(back), f"0 to {before} h, the length of the illness before admission")
    for place, value, step, expected in whole:
        if _number(value) and abs(value / step - round(value / step)) > 1e-6:
            yield Problem(file, place, shown(value), expected)
    horizon = table.get("horizon_h")
    for place, note in _tables(table, "notes"):
        after = note.get("after_h")
        if _number(after) and _number(horizon) and horizon > 0 and not 0 <= after <= horizon:
            yield Problem(file, f"{place}.after_h", shown(after), f"0 to {horizon} h, the length of the case")


def _number(value: object) -> TypeGuard[float]:
    """Say whether this is a finite number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < float("inf")
