"""The page works on strips in Python's memory as Python does, to the bit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.chromium import needs_chromium
from tests.web.tabs import opened

pytest.importorskip(
    "playwright.sync_api", reason="the seat is tried in Chromium, with playwright of the extra [browser]"
)

pytestmark = [pytest.mark.slow, needs_chromium]
BOTH = """async (code) => {
  const { python } = (await import("./seat.js")).running();
  python.globals.set("page", (await import("./columns.js")).columnsOf(python));
  return python.runPython(code);
}"""
WORKED = """
from array import array
from math import inf, nan
from game.web.strips import NUMBER, beside, plain

SOME = [0.1, -2.5, nan, 3.0, inf, 1e-300, -0.0, 0.0, -inf, 2.0 ** 60]
floats = [array("d", SOME), array("d", SOME[::-1])]
truths = [array("B", [1, 0, 0, 1, 1, 0, 1, 0, 0, 1]), array("B", [0, 0, 1, 1, 0, 1, 1, 0, 1, 0])]
places = array("d", [3, 0, 6, 1, 5, 2, 4])
finds_truths = {"lt", "le", "gt", "ge", "eq", "ne", "and", "or", "xor", "nan", "finite", "not"}
page_work = beside(page)
alone = {"abs", "neg", "root", "copy", "whole", "nan", "finite", "not", "pick"}
many, apart = 7, []
for name, number in NUMBER.items():
    for one, two in ((floats, floats), (floats, truths), (truths, floats), (truths, truths)):
        if name in {"and", "or", "xor"} and (one is floats or two is floats):
            continue
        if name == "neg" and one is truths:
            continue
        if name == "whole":
            one = [array("d", [1.75, -1.75, -0.25, 2.0 ** 60, 0.0, 3.0, -7.0, 1.0, 1.0, 1.0])]
        if name == "truediv" and two is truths or name == "root":
            two, one = [array("d", [abs(x) + 1.0 for x in SOME])] * 2, [array("d", [abs(x) for x in SOME])]
        if name == "truediv":
            two = [array("d", [abs(x) + 1.0 for x in SOME])] * 2
        other = places if name in {"take", "lay"} else two[-1]
        for step, step_2 in ((1, 1), (0, 1), (1, 0)):
            if (step, step_2) != (1, 1) and (name in alone or (name in {"take", "lay"} and step_2 == 0)):
                continue
            came = []
            for work in (plain, page_work):
                out = array("B" if name in finds_truths else "d", [0] * 9)
                count = work(number, many, one[0], 1, step, other, 0, step_2, out, 2, truths[0], 1)
                came.append((count, out.tobytes()))
            rows = []
            for work in (plain, page_work):
                out = array("B" if name in finds_truths else "d", [0] * 20)
                work(number, 5, one[0], 1, step, other, 0, step_2, out, 2, truths[0], 1, 3, 1, 5)
                rows.append(out.tobytes())
            if came[0] != came[1] or rows[0] != rows[1]:
                apart.append((name, step, step_2, came))
str(apart)
"""


def test_every_piece_of_work_has_the_bits_of_python(browser: Any, address: str) -> None:
    context = browser.new_context()
    page = opened(context, address)

    assert page.evaluate(BOTH, WORKED) == "[]"

    context.close()
