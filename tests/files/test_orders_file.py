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


KINDS = "'give', 'stop', 'taper', 'draw', 'device', 'prone', 'pressor' or 'fluid'"
*MOST, LAST = (f"'{regimen}'" for regimen in FORMULARY)
REGIMENS = f"{', '.join(MOST)} or {LAST}"
HOURS = "hours since admission, in whole ticks of 5 min"
EXAMPLE = '{"tick":3,"actor":"player","order":{"kind":"give","regimen":"tocilizumab"}}'
UNREADABLE = "what cannot be read (Object missing required field `actor`)"
FAULTS = {
    ("o.csv", "hour,order,what\n1,giv,tocilizumab\n0.01,give,toci\n"): [
        f":2: order: found 'giv', expected {KINDS}; did you mean 'give'?",
        ":3: hour: found '0.01', expected hours since admission, in whole ticks of 5 min",
        f":3: what: found 'toci', expected {REGIMENS}",
    ],
    ("o.csv", "time,order,what\n1,fluid,\n"): [
        ":1: found 'time,order,what', expected a first row with the names hour, order, what",
    ],
    ("o.csv", "0,give,remdesivir\n"): [
        ":1: found '0,give,remdesivir', expected a first row with the names hour, order, what",
    ],
    ("o.csv", "hour;order;what\n1;fluid;\n"): [
        (
            ":1: found 'hour;order;what', expected a first row with the names hour, order, what, "
            "with commas between the cells, not semicolons"
        ),
    ],
    ("o.csv", "hour\torder\twhat\n1\tfluid\t\n"): [
        (
            ":1: found 'hour\\torder\\twhat', expected a first row with the names hour, order, what, "
            "with commas between the cells, not tabs"
        ),
    ],
    ("o.csv", "hour,order,what\n1_0,fluid,\n١,fluid,\n1e1,fluid,\n1,pressor,1_0\n1,pressor,٠\n"): [
        *(f":{line}: hour: found '{hour}', expected {HOURS}" for line, hour in ((2, "1_0"), (3, "١"), (4, "1e1"))),
        ":5: what: found '1_0', expected norepinephrine from 0 to 3 µg/kg/min",
        ":6: what: found '٠', expected norepinephrine from 0 to 3 µg/kg/min",
    ],
    ("o.csv", ""): [":1: found nothing, expected a first row with the names hour, order, what"],
    ("o.csv", 'hour,order,what\n1,fluid,\n\n2,give,"toci\nlizumab"\n3,giv,x\n'): [
        f":4: what: found 'toci\\nlizumab', expected {REGIMENS}; did you mean 'tocilizumab'?",
        f":6: order: found 'giv', expected {KINDS}; did you mean 'give'?",
    ],
    ("o.csv", "hour,order,what\n1,fluid,,2,fluid\n"): [":2: found 5 cells, expected hour, order, what"],
    ("o.csv", 'hour,order,what\n1,give,"x\n'): [
        ":2: found what cannot be read (unexpected end of data), expected cells with commas between them",
    ],
    ("o.csv", "hour,order,what\n1,fluid,2\n"): [":2: what: found '2', expected nothing: a bolus has one size"],
    ("o.csv", "hour,order,what\n1e999,fluid,\n-1,fluid,\nnan,fluid,\n"): [
        f":{line}: hour: found '{hour}', expected hours since admission, in whole ticks of 5 min"
        for line, hour in ((2, "1e999"), (3, "-1"), (4, "nan"))
    ],
    ("o.toml", "[[orders]]\nhour = 1\norder = 'pressor'\nwhat = 9\n"): [
        ":4: orders[0].what: found 9, expected norepinephrine from 0 to 3 µg/kg/min"
    ],
    ("o.toml", "orders = [\n  3,\n  {hour = true, order = 'fluid'},\n]\n"): [
        ":2: orders[0]: found 3, expected hour, order, what",
        ":3: orders[1].hour: found true, expected hours since admission, in whole ticks of 5 min",
    ],
    ("o.toml", "[[orders]]\nhour = 0x" + "f" * 900 + "\norder = []\n"): [
        f":2: orders[0].hour: found a number of about 1081 digits, expected {HOURS}",
        f":3: orders[0].order: found nothing, expected {KINDS}",
    ],
    ("o.toml", "orders = 1\n"): [": found the keys ['orders'], expected tables [[orders]] and nothing else"],
    ("o.jsonl", '{"tick":1}\n'): [f":1: found {UNREADABLE}, expected an order such as {EXAMPLE}"],
    ("o.jsonl", EXAMPLE.replace('"tick":3', '"tick":3,"t\\u0069ck":4') + "\n"): [
        f":1: found what cannot be read ('tick' stands twice), expected an order such as {EXAMPLE}",
    ],
    ("o.jsonl", EXAMPLE.replace('"regimen"', '"regimen":"x","regimen"') + "\n"): [
        f":1: found what cannot be read ('regimen' stands twice), expected an order such as {EXAMPLE}",
    ],
    ("o.jsonl", f"{EXAMPLE}\r\n\r\n{EXAMPLE}\r{EXAMPLE.replace('tocilizumab', 'toci')}"): [
        f":4: order.regimen: found 'toci', expected {REGIMENS}",
    ],
    ("o.jsonl", '{"tick":1,"actor":"instructor","order":{"kind":"fluid"}}\n'): [
        ":1: actor: found 'instructor', expected 'player'",
    ],
    ("o.jsonl", '{"tick":-1,"actor":"player","order":{"kind":"pressor","norepinephrine_ug_per_kg_min":1e300}}\n'): [
        ":1: tick: found -1, expected 0 to 999,999 ticks since admission",
        ":1: order: found 1e+300, expected norepinephrine from 0 to 3 µg/kg/min",
    ],
}


@pytest.mark.parametrize(("given", "expected"), FAULTS.items())
def test_every_fault_is_named(tmp_path: Path, given: tuple[str, str], expected: list[str]) -> None:
    path = tmp_path / given[0]
    path.write_bytes(given[1].encode())

    with pytest.raises(OrdersError) as caught:
        read_orders(path)

    assert [problem.text for problem in caught.value.problems] == [f"{path}{one}" for one in expected]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["o.csv", "O.CSV", "o.Csv"])
def test_a_table_is_read_with_any_line_ends_and_any_suffix(tmp_path: Path, end: str, name: str) -> None:
    path = tmp_path / name
    rows = ["order, hour,what", "", "give,0.5,tocilizumab", " , ,", '"draw", 0 ,"il6"', "fluid,2", ""]
    path.write_bytes(b"\xef\xbb\xbf" + end.join(rows).encode())

    assert read_orders(path) == (ENTRIES[0], ENTRIES[1], ENTRIES[5])


def test_a_table_may_mix_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    path.write_bytes(b"hour,order,what\r0,draw,il6\r\n0.5,give,tocilizumab\n2,fluid,\r")

    assert read_orders(path) == (ENTRIES[0], ENTRIES[1], ENTRIES[5])


def test_too_many_orders_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    path.write_text("hour,order,what\n" + "1,fluid,\n" * 100_001)

    with pytest.raises(OrdersError, match="found more than 100,000 orders or faults, expected at most 100,000 orders"):
        read_orders(path)


@pytest.mark.parametrize("suffix", [".csv", ".toml", ".jsonl"])
@pytest.mark.parametrize("raw", [b"\n" * 100_000, b"\x00", b"\xff", b"[" * 50_000, b'"' * 50_000, b"9" * 200_000])
def test_whatever_stands_in_a_file_of_orders_is_refused_in_words_or_is_none(
    tmp_path: Path, suffix: str, raw: bytes
) -> None:
    path = tmp_path / f"o{suffix}"
    path.write_bytes(raw)

    if suffix == ".jsonl" and not raw.strip():
        assert read_orders(path) == ()
        return
    with pytest.raises(OrdersError) as caught:
        read_orders(path)
    assert all(len(problem.text) < 1500 for problem in caught.value.problems)
