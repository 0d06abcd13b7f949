"""Level files: TOML in, `Level` out, or every fault of the file at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from sys import float_info
from typing import Any, TypeGuard

import msgspec

from game.files.coach_rules import coach_problems
from game.files.letters import letter_remarks
from game.files.problem import Faults, FileError, Problem, Spellings, control_sign, shown
from game.files.reading import LEVEL, ReadError, decoding, files_in, is_folder, read_bytes, text_of
from game.files.shape import Near, differences
from game.files.tables import again, not_offered, tables_of, texts_of
from game.files.toml_lines import line_of, toml_of
from game.patient.compartments import NAMES as COMPARTMENTS
from game.patient.constants import TABLE
from game.values.channel import Panel
from game.values.drug import FORMULARY
from game.values.level import Level, level_digest_bytes
from game.values.ticks import MINUTES_PER_TICK
from game.values.words import say

SUFFIX = ".toml"
_TICK_H = MINUTES_PER_TICK / 60
ROUTINE_EVERY_H = 0.5
"""The ward looks at its routine on every half hour."""
_CONSTANTS = {constant.name: constant for constant in TABLE}
_PANELS = {panel.value for panel in Panel}
LONGEST_WORD = 100
"""A longer word has no place on a screen; scripts that set no spaces are broken anywhere."""
_LONG_WORD = re.compile(rf"[^\s\u2e80-\U0003ffff]{{{LONGEST_WORD + 1},}}")
LONGEST_ILLNESS_H = 960.0
"""Hours before admission that a drawn illness may have as its median: as many as one that is written (`Start`)."""
LARGEST = 2.0**53
"""Above it a float tells whole numbers apart no more."""


class LevelError(FileError):
    """A level file cannot be played; it carries all problems of the file."""


def level_digest(level: Level) -> str:
    """Return 16 hexadecimal characters that change with anything in a level."""
    return sha256(level_digest_bytes(level)).hexdigest()[:16]


def read_level(path: Path) -> Level:
    """Return the level of a file.

    Raises LevelError, which carries every problem of the file.
    """
    try:
        level, faults = _read(path)
    except FileError as error:
        raise LevelError(error.faults) from error
    if level is None or len(faults):
        raise LevelError(faults)
    return level


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a level file, or in a folder that gives none."""

    path: Path
    faults: Faults
    is_folder: bool = False
    remarks: tuple[str, ...] = ()
    """What a machine may not be able to show, a line each; no fault."""


def check_levels(paths: Iterable[Path]) -> Iterator[Checked]:
    """Yield what is found in every file, what lies between files too; a folder stands for its files, by name."""
    seen: dict[str, Path] = {}
    for given in paths:
        files: tuple[Path, ...] = (given,)
        if is_folder(given):
            try:
                files = files_in(given, SUFFIX)
            except ReadError as error:
                yield Checked(given, error.faults, is_folder=True)
                continue
            if not files:
                problem = Problem(
                    str(given),
                    "",
                    say("files.level_file.no_file", suffix=SUFFIX),
                    say("files.level_file.at_least_one_level"),
                )
                yield Checked(given, Faults([problem]), is_folder=True)
        for path in files:
            yield _checked(path, seen)


def _checked(path: Path, seen: dict[str, Path]) -> Checked:
    try:
        level, faults = _read(path)
    except FileError as error:
        return Checked(path, error.faults)
    if level is not None:
        if level.id in seen:
            faults.add(
                Problem(
                    str(path),
                    "id",
                    say("files.level_file.as_in", level=level.id, seen=seen[level.id]),
                    say("files.level_file.an_id_of_its_own"),
                )
            )
        seen.setdefault(level.id, path)
    return Checked(path, faults, remarks=letter_remarks(path))


def _read(path: Path) -> tuple[Level | None, Faults]:
    """Return the level, if the file has the shape of one, and its faults.

    Raises FileError for what is no TOML.
    """
    file = str(path)
    text = text_of(file, read_bytes(path, LEVEL))
    lines, table = toml_of(file, text)
    near = Spellings()
    problems = list(differences(file, table, msgspec.inspect.type_info(Level), near=near))
    level = None
    if not problems:
        with decoding(file, say("files.level_file.a_level")):
            level = msgspec.convert(table, Level)
    problems.extend(_crosswise(file, path.stem, table, near))
    problems = [replace(problem, line=line_of(lines, problem.place)) for problem in problems]
    return level, Faults(sorted(problems, key=lambda problem: (problem.line, problem.place)))


def _crosswise(file: str, stem: str, table: dict[str, Any], near: Near) -> Iterator[Problem]:
    """Yield what the type cannot say. It looks at the raw table, so that one fault does not hide another."""
    yield from _identity(file, stem, table)
    yield from texts_within(file, "", table)
    yield from _offers(file, table, near)
    yield from _host(file, "", table, near)
    yield from _times(file, table)
    yield from _courses(file, table, near)
    yield from coach_problems(file, table, near)


def texts_within(file: str, place: str, value: object) -> Iterator[Problem]:
    """Yield the texts, wherever they stand, that no screen can show."""
    match value:
        case str():
            sign = control_sign(value)
            if sign:
                yield Problem(
                    file,
                    place,
                    say("files.level_file.the_control_sign", sign=sign),
                    say("files.level_file.text_without_control_signs"),
                )
            long = _LONG_WORD.search(value)
            if long:
                found = say("files.level_file.a_word_of_letters", long=f"{len(long[0]):,}")
                yield Problem(
                    file, place, found, say("files.level_file.words_of_at_most_letters", longest_word=LONGEST_WORD)
                )
        case dict():
            for key, one in value.items():
                yield from texts_within(file, f"{place}.{key}" if place else key, one)
        case list():
            for number, one in enumerate(value):
                yield from texts_within(file, f"{place}[{number}]", one)


def _identity(file: str, stem: str, table: dict[str, Any]) -> Iterator[Problem]:
    given = table.get("id")
    if isinstance(given, str) and given != stem:
        yield Problem(file, "id", shown(given), say("files.level_file.the_name_of_the_file", stem=stem))
    for place in ("title", "summary"):
        if isinstance(table.get(place), str) and not table[place].strip():
            yield Problem(file, place, say("files.level_file.no_text"), say("files.level_file.a_sentence"))


def _offers(file: str, table: dict[str, Any], near: Near) -> Iterator[Problem]:
    regimens, panels = texts_of(table, "regimens"), texts_of(table, "panels")
    for number, one in enumerate(regimens):
        if one not in FORMULARY:
            guess = near(one, FORMULARY)
            expected = say("files.level_file.a_regimen_of_the_formulary", formulary=", ".join(FORMULARY))
            yield Problem(file, f"regimens[{number}]", shown(one), expected, f"'{guess}'" if guess else "")
    for key, words in (("regimens", regimens), ("panels", panels)):
        seen: set[str] = set()
        for number, one in enumerate(words):
            if one in seen:
                yield again(file, f"{key}[{number}]", one)
            seen.add(one)
    allowed = [one for one in dict.fromkeys(regimens) if one in FORMULARY]
    yield from _refers(file, tables_of(table, "rules"), "regimen", allowed, "regimens", near)
    known = [one for one in dict.fromkeys(panels) if one in _PANELS]
    yield from _refers(file, tables_of(table, "labs"), "panel", known, "panels", near)
    for place, voice in tables_of(table, "voices"):
        about = voice.get("about")
        for number, one in enumerate(about if isinstance(about, list) else ()):
            if isinstance(one, str) and one not in allowed:
                expected = say("files.level_file.one_that_this_level_offers", where="regimens")
                yield Problem(file, f"{place}.about[{number}]", shown(one), expected)


def _refers(
    file: str, rows: Sequence[tuple[str, dict[str, Any]]], key: str, offered: Sequence[str], where: str, near: Near
) -> Iterator[Problem]:
    """Yield rows that speak of what the level does not offer, or of the same thing twice."""
    seen: set[str] = set()
    for place, row in rows:
        one = row.get(key)
        if not isinstance(one, str):
            continue
        if one in seen:
            yield again(file, f"{place}.{key}", one)
        elif one not in offered and (key == "regimen" or one in _PANELS):
            yield not_offered(file, f"{place}.{key}", one, offered, where, near)
        seen.add(one)


def _host(file: str, where: str, table: dict[str, Any], near: Near) -> Iterator[Problem]:
    host = table.get("host")
    if not isinstance(host, dict):
        return
    for name, given in host.items():
        constant = _CONSTANTS.get(name)
        if constant is None:
            guess = near(name, _CONSTANTS)
            expected = say("files.level_file.a_host_parameter_of_docs")
            yield Problem(
                file,
                f"{where}host.{name}",
                say("files.level_file.an_unknown_name"),
                expected,
                f"'{guess}'" if guess else "",
            )
            continue
        place, value = f"{where}host.{name}", given
        if isinstance(given, dict):
            place, value = f"{place}.median", given.get("median")
        if _number(value) and not constant.low <= value <= constant.high:
            unit = f" {constant.unit}" if constant.unit else ""
            yield Problem(
                file,
                place,
                shown(value),
                say("files.level_file.to", low=f"{constant.low:g}", high=f"{constant.high:g}", unit=unit),
            )


def _courses(file: str, table: dict[str, Any], near: Near) -> Iterator[Problem]:
    """Yield what is wrong in the courses beyond their shape."""
    start = table.get("start")
    before = start.get("hours_before") if isinstance(start, dict) else None
    back = [one for _, lab in tables_of(table, "labs") for one in _numbers(lab.get("history_h"))]
    seen: set[str] = set()
    for place, course in tables_of(table, "courses"):
        name, was = course.get("id"), course.get("was")
        if isinstance(name, str):
            if name in seen:
                yield again(file, f"{place}.id", name)
            seen.add(name)
        if isinstance(was, str) and not was.strip():
            yield Problem(
                file,
                f"{place}.was",
                say("files.level_file.no_text"),
                say("files.level_file.what_the_debrief_says_that"),
            )
        yield from _host(file, f"{place}.", course, near)
        for name in course["state"] if isinstance(course.get("state"), dict) else ():
            if name not in COMPARTMENTS:
                guess = near(name, COMPARTMENTS)
                expected = say("files.level_file.a_compartment_of_docs_model")
                yield Problem(
                    file,
                    f"{place}.state.{name}",
                    say("files.level_file.an_unknown_name"),
                    expected,
                    f"'{guess}'" if guess else "",
                )
        at, own = f"{place}.hours_before", course.get("hours_before", before)
        if isinstance(own, dict):
            at, own = f"{at}.median", own.get("median")
            if _number(own) and own > LONGEST_ILLNESS_H:
                yield Problem(file, at, shown(own), say("files.level_file.illness_h", most=f"{LONGEST_ILLNESS_H:g}"))
        elif _number(own) and "hours_before" in course and not _whole(own, _TICK_H):
            yield Problem(file, at, shown(own), _whole_ticks())
        if _number(own) and "hours_before" in course and own < max(back, default=0.0):
            yield Problem(file, at, shown(own), say("files.level_file.h_or_more_since_a", back=f"{max(back):g}"))
        infection = course.get("infection")
        come = infection.get("hours_before") if isinstance(infection, dict) else None
        if _number(come):
            at = f"{place}.infection.hours_before"
            if not _whole(come, _TICK_H):
                yield Problem(file, at, shown(come), _whole_ticks())
            if _number(own) and come > own:
                yield Problem(file, at, shown(come), say("files.level_file.0_to_h_the_length_3", own=f"{own:g}"))


def _numbers(value: object) -> list[float]:
    return [one for one in value if _number(one)] if isinstance(value, list) else []


def _times(file: str, table: dict[str, Any]) -> Iterator[Problem]:
    start = table.get("start")
    before = start.get("hours_before") if isinstance(start, dict) else None
    whole: list[tuple[str, object, float, str]] = [
        ("horizon_h", table.get("horizon_h"), _TICK_H, _whole_ticks()),
        ("start.hours_before", before, _TICK_H, _whole_ticks()),
    ]
    for place, lab in tables_of(table, "labs"):
        whole.append(
            (
                f"{place}.routine_every_h",
                lab.get("routine_every_h"),
                ROUTINE_EVERY_H,
                say("files.level_file.whole_half_hours"),
            )
        )
        whole.append((f"{place}.delay_minutes", lab.get("delay_minutes"), MINUTES_PER_TICK, _whole_ticks()))
        for number, back in enumerate(lab["history_h"] if isinstance(lab.get("history_h"), list) else ()):
            spot = f"{place}.history_h[{number}]"
            whole.append((spot, back, _TICK_H, _whole_ticks()))
            if _number(back) and _number(before) and not 0 <= back <= before:
                yield Problem(file, spot, shown(back), say("files.level_file.0_to_h_the_length", before=before))
    for place, value, step, expected in whole:
        if _number(value) and not _whole(value, step):
            yield Problem(file, place, shown(value), expected)
    horizon = table.get("horizon_h")
    for place, note in (*tables_of(table, "notes"), *tables_of(table, "voices")):
        after = note.get("after_h")
        if _number(after) and _number(horizon) and horizon > 0 and not 0 <= after <= horizon:
            yield Problem(
                file, f"{place}.after_h", shown(after), say("files.level_file.0_to_h_the_length_2", horizon=horizon)
            )


def _whole(value: float, step: float) -> bool:
    """Say whether this is a whole number of steps; what is less than one and more than none is not."""
    if abs(value) >= LARGEST or abs(value / step - round(value / step)) > 1e-6:
        return False
    return value == 0 or round(value / step) != 0


def _number(value: object) -> TypeGuard[float]:
    """Say whether this is a finite number that a float can hold; a whole number of a file may be larger than any."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= float_info.max


def _whole_ticks() -> str:
    return say("files.level_file.whole_ticks_of_min", minutes_per_tick=MINUTES_PER_TICK)
