"""The ledger of confirmed cases reads what is good of it, and does not spend minutes on what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.files.ledger import Ledger
from game.values.log import EndLine

END = EndLine(tick=12, ending="stopped", score=7, digest="c" * 16, score_version=2)


@pytest.mark.parametrize(
    ("above", "confirmed"),
    [
        (b"\n" * 100_000, True),
        (b"\r\n" * 100_000, True),
        (b"[\n" * 999, True),
        (b"\x00\xff\n" * 1000, False),
    ],
)
def test_blank_lines_cost_nothing_and_after_a_thousand_bad_ones_the_rest_is_confirmed_again(
    tmp_path: Path, above: bytes, *, confirmed: bool
) -> None:
    path = tmp_path / "confirmed.jsonl"
    Ledger(path).add("a" * 64, END, "m")
    path.write_bytes(above + path.read_bytes())

    assert Ledger(path).confirms("a" * 64, END, "m") is confirmed
