"""The chest film: which zones are clouded, and what the radiologist writes.

A film is read in six zones, three on each side (the RALE score reads it in four: Warren 2018, Thorax 73:840). The
reading says how many are clouded; which ones follows the order in which oedema and viral pneumonia usually come, from
the bases up.
"""

from __future__ import annotations

from typing import Final

from game.values.channel import Reading

ZONES: Final = ("right base", "left base", "right middle zone", "left middle zone", "right apex", "left apex")
"""In the order in which they cloud (assumed)."""
_FOUND: Final = (
    "Clear lungs.",
    "Clouding at the right base.",
    "Clouding at both bases.",
    "Clouding at both bases and in the right middle zone.",
    "Clouding of the lower and middle zones on both sides.",
    "Widespread clouding on both sides; only the left apex is clear.",
    "Clouding of all six zones, as in ARDS.",
)


def clouded(reading: Reading) -> int:
    """Return how many zones of a film are clouded, 0 to 6."""
    return int(reading.shown)


def report(readings: tuple[Reading, ...]) -> str:
    """Return the radiologist's line on the newest film, compared with the one before."""
    if not readings:
        return ""
    now = clouded(readings[-1])
    if len(readings) < 2:
        return f"{_FOUND[now]} No earlier film."
    before = clouded(readings[-2])
    change = "More than before." if now > before else "Less than before." if now < before else "Unchanged."
    return f"{_FOUND[now]} {change}"
