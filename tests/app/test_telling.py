"""What is printed, and what the command line takes: neither obeys what a stranger wrote."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from game.app import main
from game.app.telling import telling, visible_json
from tests.files.sample_level import written


def test_control_signs_are_shown_whatever_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with telling():
        sys.stdout.write("\x1b[2Jone\ntwo\u202e\rthree\n")
        sys.stderr.write("\r50 %")

    assert capsys.readouterr() == ("\\x1b[2Jone\ntwo\\u202e\\rthree\n", "\r50 %")


def test_a_level_cannot_steer_the_terminal_that_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, ("A sample", "A \u202esample"))

    assert main(["simulate", str(path)]) == 0
    assert capsys.readouterr().out.startswith("A \\u202esample (sample), seed 7\n")


def test_json_stays_json_when_its_signs_are_shown() -> None:
    text = json.dumps({"a": "\u202e\x85\U000e0041 – α"}, ensure_ascii=False, indent=2)

    assert json.loads(visible_json(text)) == json.loads(text)
    assert visible_json(text).replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["trial", "actt-1", "--threads", "0"], "--threads: '0' is not a whole number from 1 to 256"),
        (["trial", "actt-1", "--patients", "99999999999"], "'99999999999' is not a whole number from 1 to 1,000,000"),
        (["trial", "actt-1", "--patients", "-1"], "--patients: '-1' is not a whole number from 1 to 1,000,000"),
        (["trial", "actt-1", "--seed", "9" * 5000], f"'{'9' * 37}...' is not a whole number from 0 to"),
        (["ladder", "--jobs", "0"], "--jobs: '0' is not a whole number from 1 to 256"),
        (["ladder", "--seeds", "1e3"], "--seeds: '1e3' is not a whole number from 1 to 100,000"),
        (["simulate", "covid_storm", "--seed", "٣"], "--seed: '٣' is not a whole number from 0 to"),
        (["play", "--frames", "-1"], "--frames: '-1' is not a whole number from 0 to 1,000,000"),
        (["play", "\x1b[2J", "x"], "unrecognized arguments: x"),
        (["check", "\x1b[2J", "--strange\x1b"], "unrecognized arguments: --strange\\x1b"),
    ],
)
def test_a_number_without_bound_is_refused_in_words(
    capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)

    assert left.value.code == 2
    assert expected in capsys.readouterr().err


@pytest.mark.usefixtures("scored_once")
@pytest.mark.parametrize("suffix", [".csv", ".CSV", ".toml", ".jsonl"])
def test_every_order_of_a_file_is_counted_and_what_is_saved_is_confirmed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    level, orders, case = written(tmp_path), tmp_path / f"orders{suffix}", tmp_path / "case.jsonl"
    rows = (("0", "give", "remdesivir"), ("0", "fluid", ""), ("700", "give", "tocilizumab"))
    if suffix == ".toml":
        text = "".join(f"[[orders]]\nhour = {hour}\norder = '{kind}'\nwhat = '{what}'\n" for hour, kind, what in rows)
    elif suffix == ".jsonl":
        text = "\r\n".join(
            f'{{"tick":{tick},"actor":"player","order":{order}}}'
            for tick, order in (
                (0, '{"kind":"give","regimen":"remdesivir"}'),
                (0, '{"kind":"fluid"}'),
                (8400, '{"kind":"give","regimen":"tocilizumab"}'),
            )
        )
    else:
        text = "\r".join(["hour,order,what", *map(",".join, rows)])
    orders.write_bytes(text.encode())

    assert main(["simulate", str(level), "--orders", str(orders), "--save", str(case)]) == 0
    assert "  orders: 1 carried out, 1 refused, 1 after the end and not carried out\n" in capsys.readouterr().out
    assert main(["verify", str(case), "--level", str(level)]) == 0
