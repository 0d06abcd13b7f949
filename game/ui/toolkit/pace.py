"""How fast time runs on the screens."""

from __future__ import annotations

from typing import Final

TICK_US: Final = 250_000
"""Real time of one tick at 1×: an hour passes in three seconds, so that a week of a ward fits into a quarter of an hour
(assumed; `game.evidence.minutes` says what a case comes to)."""
