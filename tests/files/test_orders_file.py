"""Files of orders: the same orders in four spellings, and every fault at once."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from game.files.case_file import case_bytes
from game.files.orders_file import OrdersError, read_orders
from game.values.channel import Panel
from game.values.drug import FORMULARY
from game.values.order import Actor, Device, Draw, Entry, Give, GiveFluid, SetDevice, SetPressor, SetProne, Stop
from tests.files.test_case_file import LOG

ENTRIES = tuple(
    Entry(tick=tick, actor=Actor.PLAYER, order=order)
    for tick, order in (
        (0, Draw(panel=Panel.IL6)),
        (6, Give(regimen="tocilizumab")),
        (12, SetDevice(device=Device.HIGH_FLOW)),
        (12, SetProne(prone=True)),
        (24, SetPressor(norepinephrine_ug_per_kg_min=0.1)),
        (24, GiveFluid()),
        (36, Stop(regimen="tocilizumab")),
    )
)


def test_the_same_orders_come_from_csv_toml_and_json(tmp_path: Path) -> None:
    rows = (
        ("0", "draw", "il6"),
        ("3", "stop", "tocilizumab"),
        ("0.5", "give", "tocilizumab"),
        ("1", "device", "high_flow"),
        ("1", "prone", "yes"),
        ("2", "pressor", "0.1"),
        ("2", "fluid", ""),
    )
    csv, toml, json = tmp_path / "orders.csv", tmp_path / "orders.toml", tmp_path / "orders.jsonl"
    csv.write_text("hour,order,what\n" + "".join(f"{hour}, {kind}, {what}\n" for hour, kind, what in rows))
    toml.write_text(
        "".join(f'[[orders]]\nhour = {hour}\norder = "{kind}"\nwhat = "{what}"\n' for hour, kind, what in rows)
    )
    json.write_bytes(b"\n".join(msgspec.json.encode(entry) for entry in ENTRIES) + b"\n\n")

    assert read_orders(csv) == ENTRIES
    assert read_orders(toml) == ENTRIES
    assert read_orders(json) == ENTRIES


def test_a_case_file_gives_its_orders(tmp_path: Path) -> None:
    path = tmp_path / "case.jsonl"
    path.write_bytes(case_bytes(LOG))

    assert read_orders(path) == LOG.entries


KINDS = "'give', 'stop', 'draw', 'device', 'prone', 'pressor' or 'fluid'"
*MOST, LAST = (f"'{regimen}'" for regimen in FORMULARY)
REGIMENS = f"{', '.join(MOST)} or {LAST}"
EXAMPLE = '{"tick":3,"actor":"player","order":{"kind":"give","regimen":"tocilizumab"}}'
UNREADABLE = "what can not be read (Object missing required field `actor`)"
FAULTS = {
    ("o.csv", "hour,order,what\n1,giv,tocilizumab\n0.01,give,toci\n"): [
        f":2: order: found 'giv', expected {KINDS}; did you mean 'give'?",
        ":3: hour: found '0.01', expected hours since admission, in whole ticks of 5 min",
        f":3: what: found 'toci', expected {REGIMENS}",
    ],
    ("o.csv", "time,order,what\n1,fluid,\n"): [
        ":2: time: found an unknown key, expected hour, order, what",
        ":2: hour: found 'nothing', expected hours since admission, in whole ticks of 5 min",
    ],
    ("o.toml", "[[orders]]\nhour = 1\norder = 'pressor'\nwhat = 9\n"): [
        ": orders[0].what: found 9, expected norepinephrine from 0 to 3 µg/kg/min"
    ],
    ("o.toml", "orders = 1\n"): [": found the keys ['orders'], expected tables [[orders]] and nothing else"],
    ("o.jsonl", '{"tick":1}\n'): [f":1: found {UNREADABLE}, expected an order such as {EXAMPLE}"],
}


@pytest.mark.parametrize(("given", "expected"), FAULTS.items())
def test_every_fault_is_named(tmp_path: Path, given: tuple[str, str], expected: list[str]) -> None:
    path = tmp_path / given[0]
    path.write_text(given[1])

    with pytest.raises(OrdersError) as caught:
        read_orders(path)

    assert [problem.text for problem in caught.value.problems] == [f"{path}{one}" for one in expected]
