"""The chest film: which zones are clouded, and what the radiologist writes.

A film is read in six zones, three on each side (the RALE score reads it in four: Warren 2018, Thorax 73:840). The
reading says how many are shadowed; which ones follows the order in which oedema and viral pneumonia usually come, from
the bases up.
"""

from __future__ import annotations

from typing import Final

from game.values.channel import Reading
from game.values.words import say

_FOUND: Final = (
    "bedside.radiology.found.clear",
    "bedside.radiology.found.right_base",
    "bedside.radiology.found.both_bases",
    "bedside.radiology.found.three_zones",
    "bedside.radiology.found.four_zones",
    "bedside.radiology.found.five_zones",
    "bedside.radiology.found.all_zones",
)
"""By how many zones are clouded; which cloud first is assumed."""


def clouded(reading: Reading) -> int:
    """Return how many zones of a film are clouded, 0 to 6."""
    return int(reading.shown)


def report(readings: tuple[Reading, ...]) -> str:
    """Return the radiologist's line on the newest film, compared with the one before."""
    if not readings:
        return ""
    now = clouded(readings[-1])
    if len(readings) < 2:
        return say("bedside.radiology.no_earlier_film", found=say(_FOUND[now]))
    before = clouded(readings[-2])
    change = (
        say("bedside.radiology.more_than_before")
        if now > before
        else say("bedside.radiology.less_than_before")
        if now < before
        else say("bedside.radiology.unchanged")
    )
    return f"{say(_FOUND[now])} {change}"
