"""Orders for a case without a window: a case file, JSON lines of entries, TOML or CSV."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from game.files.case_file import read_case
from game.files.problem import FileError, Problem, listed, nearest, not_utf8, shown, unreadable
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
)
from game.values.ticks import MINUTES_PER_TICK, ticks

KINDS = ("give", "stop", "draw", "device", "prone", "pressor", "fluid")
_DEVICES = {device.name.lower(): device for device in Device}
_PANELS = {panel.value: panel for panel in Panel}
_PRONE = {"yes": True, "no": False}
HIGHEST_PRESSOR = 3.0
"""Norepinephrine, µg/kg/min; no ward gives more."""


class OrdersError(FileError):
    """A file of orders can not be used; it carries every fault of the file."""


def read_orders(path: Path) -> tuple[Entry, ...]:
    """Return the orders of a file in the order of their ticks.

    The suffix says what it is. '.toml': tables [[orders]] with hour, order and what. '.csv': the same as columns.
    Anything else: a case file, or its order lines alone. Raises OrdersError, or CaseFileError for a case file.
    """
    file = str(path)
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise OrdersError([unreadable(file, error)]) from error
    except UnicodeDecodeError as error:
        raise OrdersError([not_utf8(file, raw, error)]) from error
    if path.suffix == ".toml":
        found = list(_from_rows(file, _toml_rows(file, text)))
    elif path.suffix == ".csv":
        found = list(_from_rows(file, _csv_rows(text)))
    elif '"line":"case"' in text.partition("\n")[0]:
        return read_case(path).log.entries
    else:
        found = list(_from_json(file, text))
    problems = [one for one in found if isinstance(one, Problem)]
    if problems:
        raise OrdersError(problems)
    entries = [one for one in found if isinstance(one, Entry)]
    return tuple(sorted(entries, key=lambda entry: entry.tick))


def _toml_rows(file: str, text: str) -> Iterator[tuple[str, int, dict[str, Any]]]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OrdersError([Problem(file, "", f"what is not TOML ({error})", "TOML")]) from error
    rows = table.get("orders")
    if not isinstance(rows, list) or len(table) != 1:
        raise OrdersError([Problem(file, "", f"the keys {list(table)}", "tables [[orders]] and nothing else")])
    for number, row in enumerate(rows):
        yield f"orders[{number}]", 0, row if isinstance(row, dict) else {}


def _csv_rows(text: str) -> Iterator[tuple[str, int, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text), skipinitialspace=True)
    for row in reader:
        yield "", reader.line_num, {str(key): (value or "").strip() for key, value in row.items() if key is not None}


def _from_rows(file: str, rows: Iterable[tuple[str, int, dict[str, Any]]]) -> Iterator[Entry | Problem]:
    for place, line, row in rows:
        at = f"{place}." if place else ""
        strange = [key for key in row if key not in {"hour", "order", "what"}]
        for key in strange:
            guess = nearest(key, ("hour", "order", "what"))
            yield Problem(file, at + key, "an unknown key", "hour, order, what", guess and f"'{guess}'", line)
        hour = _hour(row.get("hour"))
        if hour is None:
            yield Problem(
                file,
                f"{at}hour",
                shown(row.get("hour", "nothing")),
                f"hours since admission, in whole ticks of {MINUTES_PER_TICK} min",
                line=line,
            )
        kind = row.get("order")
        if kind not in KINDS:
            guess = nearest(str(kind), KINDS)
            found = shown(kind) if kind else "nothing"
            yield Problem(file, f"{at}order", found, listed(KINDS), guess and f"'{guess}'", line)
            continue
        order = _order(str(kind), row.get("what", ""))
        if isinstance(order, tuple):
            expected, guess = order
            found = shown(row.get("what") or "nothing")
            yield Problem(file, f"{at}what", found, expected, guess and f"'{guess}'", line)
        elif hour is not None and not strange:
            yield Entry(tick=ticks(hour), actor=Actor.PLAYER, order=order)


def _hour(given: object) -> float | None:
    try:
        hour = float(given)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    tick_count = hour * 60 / MINUTES_PER_TICK
    return hour if 0 <= tick_count < 1e6 and abs(tick_count - round(tick_count)) < 1e-6 else None


def _order(kind: str, what: object) -> Order | tuple[str, str]:
    """Return the order, or what was expected and the nearest known spelling."""
    word = "yes" if what is True else "no" if what is False else str(what)
    chosen: dict[str, tuple[Iterable[str], Callable[[str], Order]]] = {
        "give": (FORMULARY, lambda one: Give(regimen=one)),
        "stop": (FORMULARY, lambda one: Stop(regimen=one)),
        "draw": (_PANELS, lambda one: Draw(panel=_PANELS[one])),
        "device": (_DEVICES, lambda one: SetDevice(device=_DEVICES[one])),
        "prone": (_PRONE, lambda one: SetProne(prone=_PRONE[one])),
    }
    if kind == "fluid":
        return GiveFluid()
    if kind == "pressor":
        try:
            rate = float(word)
        except ValueError:
            rate = -1.0
        if 0.0 <= rate <= HIGHEST_PRESSOR:
            return SetPressor(norepinephrine_ug_per_kg_min=rate)
        return f"norepinephrine from 0 to {HIGHEST_PRESSOR:g} µg/kg/min", ""
    known, make = chosen[kind]
    return make(word) if word in known else (listed(known), nearest(word, known))


def _from_json(file: str, text: str) -> Iterator[Entry | Problem]:
    for number, row in enumerate(text.splitlines(), start=1):
        if not row.strip():
            continue
        try:
            entry = msgspec.json.decode(row, type=Entry)
        except msgspec.MsgspecError as error:
            example = '{"tick":3,"actor":"player","order":{"kind":"give","regimen":"tocilizumab"}}'
            yield Problem(file, "", f"what can not be read ({error})", f"an order such as {example}", line=number)
        else:
            yield entry
