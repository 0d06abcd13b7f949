"""Orders for a case without a window: a case file, JSON lines of entries, TOML or CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from game.files.case_file import read_case
from game.files.case_lines import CaseFileError
from game.files.problem import Faults, FileError, Problem, Spellings, listed, nearest, shown
from game.files.reading import ORDERS, decimal_of, decoding, json_of, read_bytes, text_of
from game.files.shape import Near
from game.files.toml_lines import line_of, toml_of
from game.values.channel import Panel
from game.values.drug import FORMULARY
from game.values.order import (
    Actor,
    Device,
    Draw,
    Entry,
    Give,
    GiveFluid,
    Order,
    SetDevice,
    SetPressor,
    SetProne,
    Stop,
    Taper,
    actor_of,
)
from game.values.ticks import MINUTES_PER_TICK, ticks
from game.values.words import count, say

KINDS = ("give", "stop", "taper", "draw", "device", "prone", "pressor", "fluid")
_DEVICES = {device.name.lower(): device for device in Device}
_PANELS = {panel.value: panel for panel in Panel}
_PRONE = {"yes": True, "no": False}
MOST_ORDERS: Final = 100_000
"""Five at every tick of the longest case."""
MOST_TICKS: Final = 1_000_000
_KEYS: Final = ("hour", "order", "what")
_OTHER_SIGNS: Final = {";": "semicolons", "\t": "tabs", "|": "bars"}
"""What some programs write between the cells of a table."""
_HEADER: Final = re.compile(r'[^\r\n]*"line":"case"')
_ROW: Final = re.compile(r"[^\r\n]+")
_END: Final = re.compile(r"\r\n|\r|\n")
_EXAMPLE: Final = '{"tick":3,"actor":"player","order":{"kind":"give","regimen":"tocilizumab"}}'
_CHOICE: Final = re.compile(r"(?P<regimen>\w+)(?: (?P<mg>[0-9]{1,5}) mg)?(?: x(?P<doses>[0-9]{1,2}))?")
"""A regimen with a chosen dose or a chosen number of doses: 'methylprednisolone 32 mg x10'."""
HIGHEST_PRESSOR = 3.0
"""Norepinephrine, µg/kg/min; no ward gives more."""


class OrdersError(FileError):
    """A file of orders cannot be used; it carries every fault of the file."""


def read_orders(path: Path) -> tuple[Entry, ...]:
    """Return the orders of a file in the order of their ticks: every line that is not blank is one, or is refused.

    The suffix says what it is. '.toml': tables [[orders]] with hour, order and what. '.csv': the same as columns.
    Anything else: a case file, or its order lines alone. Raises OrdersError, or CaseFileError for a case file.
    """
    file = str(path)
    try:
        text = text_of(file, read_bytes(path, ORDERS))
        if _HEADER.match(text):
            return read_case(path).log.entries
        match path.suffix.lower():
            case ".toml":
                found = _from_toml(file, text)
            case ".csv":
                found = _from_rows(file, _csv_rows(file, text))
            case _:
                found = _from_json(file, text)
        entries, faults = _sorted_out(file, found)
    except CaseFileError:
        raise
    except FileError as error:
        raise OrdersError(error.faults) from error
    if len(faults):
        raise OrdersError(faults)
    return tuple(sorted(entries, key=lambda entry: entry.tick))


def _sorted_out(file: str, found: Iterable[Entry | Problem]) -> tuple[list[Entry], Faults]:
    entries, faults = [], Faults()
    for number, one in enumerate(found):
        if number == MOST_ORDERS:
            most = count("things.orders", number)
            raise OrdersError(
                [
                    Problem(
                        file,
                        "",
                        say("files.orders_file.more_than_or_faults", most=most),
                        say("files.orders_file.at_most", most=most),
                    )
                ]
            )
        if isinstance(one, Problem):
            faults.add(one)
        else:
            entries.append(one)
    return entries, faults


def _from_toml(file: str, text: str) -> Iterator[Entry | Problem]:
    lines, table = toml_of(file, text)
    rows = table.get("orders")
    if not isinstance(rows, list) or len(table) != 1:
        raise OrdersError(
            [
                Problem(
                    file,
                    "",
                    say("files.orders_file.the_keys", list=list(table)[:10]),
                    say("files.orders_file.tables_orders_and_nothing_else"),
                )
            ]
        )
    placed = ((f"orders[{number}]", 0, row if isinstance(row, dict) else {"": row}) for number, row in enumerate(rows))
    for one in _from_rows(file, placed):
        yield replace(one, line=line_of(lines, one.place)) if isinstance(one, Problem) else one


def _csv_rows(file: str, text: str) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield the rows with the line on which each begins; a cell that is quoted may hold newlines."""
    # Without this the reader would take a lone carriage return for a part of a cell.
    reader = csv.reader(io.StringIO(text, newline=""), skipinitialspace=True, strict=True)
    head: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            break
        except csv.Error as error:
            found = say("files.orders_file.what_cannot_be_read", error=error)
            raise OrdersError(
                [Problem(file, "", found, say("files.orders_file.cells_with_commas_between_them"), line=line)]
            ) from error
        if not any(cells):
            continue
        if head is None:
            head = cells
            _check_head(file, head, line)
        elif len(cells) > len(head):
            yield "", line, {"": say("files.orders_file.cells", cells=len(cells))}
        else:
            yield "", line, dict(zip(head, cells, strict=False))
    if head is None:
        _check_head(file, [], 1)


def _check_head(file: str, head: list[str], line: int) -> None:
    """Raise OrdersError for a first row that does not name the columns: it may be an order, and would be lost."""
    if sorted(head) != sorted(_KEYS):
        found = shown(",".join(head)) if head else "nothing"
        other = next((words for sign, words in _OTHER_SIGNS.items() if len(head) == 1 and sign in head[0]), "")
        wanted = say("files.orders_file.a_first_row_with_the", keys=", ".join(_KEYS))
        if other:
            wanted += say("files.orders_file.with_commas_between_the_cells", other=other)
        raise OrdersError([Problem(file, "", found, wanted, line=line)])


def _from_rows(file: str, rows: Iterable[tuple[str, int, dict[str, Any]]]) -> Iterator[Entry | Problem]:
    near = Spellings()
    for place, line, row in rows:
        at = f"{place}." if place else ""
        if "" in row:
            yield Problem(file, place, shown(row[""]).strip("'"), ", ".join(_KEYS), line=line)
            continue
        strange = [key for key in row if key not in _KEYS]
        for key in strange:
            guess = near(key, _KEYS)
            yield Problem(
                file, at + key, say("files.orders_file.an_unknown_key"), ", ".join(_KEYS), guess and f"'{guess}'", line
            )
        hour = _hour(row.get("hour"))
        if hour is None:
            yield Problem(
                file,
                f"{at}hour",
                shown(row.get("hour", "nothing")),
                say("files.orders_file.hours_since_admission_in_whole", minutes_per_tick=MINUTES_PER_TICK),
                line=line,
            )
        kind = row.get("order")
        if not isinstance(kind, str) or kind not in KINDS:
            guess = near(kind, KINDS) if isinstance(kind, str) else ""
            found = shown(kind) if kind else "nothing"
            yield Problem(file, f"{at}order", found, listed(KINDS), guess and f"'{guess}'", line)
            continue
        order = _order(kind, row.get("what", ""), near)
        if isinstance(order, tuple):
            expected, guess = order
            found = shown(row.get("what") or "nothing")
            yield Problem(file, f"{at}what", found, expected, guess and f"'{guess}'", line)
        elif hour is not None and not strange:
            yield Entry(tick=ticks(hour), actor=Actor.PLAYER, order=order)


def _hour(given: object) -> float | None:
    if isinstance(given, bool) or not isinstance(given, (int, float, str)):
        return None
    try:
        hour = decimal_of(given) if isinstance(given, str) else float(given)
    except OverflowError:
        return None
    if hour is None:
        return None
    tick_count = hour * 60 / MINUTES_PER_TICK
    return hour if 0 <= tick_count < MOST_TICKS and abs(tick_count - round(tick_count)) < 1e-6 else None


def _order(kind: str, what: object, near: Near) -> Order | tuple[str, str]:
    """Return the order, or what was expected and the nearest known spelling."""
    word = "yes" if what is True else "no" if what is False else shown(what) if not isinstance(what, str) else what
    chosen: dict[str, tuple[Iterable[str], Callable[[str], Order]]] = {
        "give": (FORMULARY, lambda one: Give(regimen=one)),
        "stop": (FORMULARY, lambda one: Stop(regimen=one)),
        "taper": (FORMULARY, lambda one: Taper(regimen=one)),
        "draw": (_PANELS, lambda one: Draw(panel=_PANELS[one])),
        "device": (_DEVICES, lambda one: SetDevice(device=_DEVICES[one])),
        "prone": (_PRONE, lambda one: SetProne(prone=_PRONE[one])),
    }
    if kind == "fluid":
        return (say("files.orders_file.nothing_a_bolus_has_one"), "") if word else GiveFluid()
    chosen_dose = _CHOICE.fullmatch(word) if kind == "give" else None
    if chosen_dose is not None and chosen_dose["regimen"] in FORMULARY:
        dose, doses = float(chosen_dose["mg"] or 0.0), int(chosen_dose["doses"] or 0)
        return Give(regimen=chosen_dose["regimen"], dose_mg=dose, doses=doses)
    if kind == "pressor":
        rate = decimal_of(word) if isinstance(what, str) else what if isinstance(what, (int, float)) else None
        if rate is not None and not isinstance(what, bool) and 0.0 <= rate <= HIGHEST_PRESSOR:
            return SetPressor(norepinephrine_ug_per_kg_min=float(rate))
        return say("files.orders_file.norepinephrine_from_0_to_ug", highest_pressor=f"{HIGHEST_PRESSOR:g}"), ""
    known, make = chosen[kind]
    return make(word) if word in known else (listed(known), near(word, known))


def _from_json(file: str, text: str) -> Iterator[Entry | Problem]:
    line, before = 1, 0
    for row in _ROW.finditer(text):
        # CR, LF and CRLF end a line; a file of one line end has one line.
        line += len(_END.findall(text, before, row.start()))
        before = row.end()
        if row[0].isspace():
            continue
        try:
            with decoding(file, say("files.orders_file.an_order_such_as", example=_EXAMPLE), line):
                entry = json_of(row[0], Entry)
        except FileError as error:
            yield from error.problems
        else:
            strange = strange_parts(file, line, entry)
            if actor_of(entry.order) is Actor.INSTRUCTOR:
                kind = type(entry.order).__struct_config__.tag
                strange.append(Problem(file, "order.kind", shown(kind), listed(KINDS), line=line))
            if not strange:
                yield entry
            yield from strange


def strange_parts(file: str, line: int, entry: Entry) -> list[Problem]:
    """Return what the type of an order lets pass, though it means nothing."""
    found = []
    if not 0 <= entry.tick < MOST_TICKS:
        found.append(
            Problem(
                file,
                "tick",
                shown(entry.tick),
                say("files.orders_file.0_to_ticks_since_admission", most_ticks=f"{MOST_TICKS - 1:,}"),
                line=line,
            )
        )
    if entry.actor is not Actor.PLAYER:
        found.append(Problem(file, "actor", shown(entry.actor.value), shown(Actor.PLAYER.value), line=line))
    match entry.order:
        case Give(regimen=regimen) | Stop(regimen=regimen) | Taper(regimen=regimen) if regimen not in FORMULARY:
            guess = nearest(regimen, FORMULARY)
            hint = guess and f"'{guess}'"
            found.append(Problem(file, "order.regimen", shown(regimen), listed(FORMULARY), hint, line))
        case SetPressor(norepinephrine_ug_per_kg_min=rate) if not 0.0 <= rate <= HIGHEST_PRESSOR:
            expected = say("files.orders_file.norepinephrine_from_0_to_ug", highest_pressor=f"{HIGHEST_PRESSOR:g}")
            found.append(Problem(file, "order", shown(rate), expected, line=line))
    return found
