"""The facilitator's guide of a level: a lesson of fifty minutes on one or two sheets of paper.

Its order is that of the INACSL standards for prebriefing and debriefing (Healthcare Simulation Standards of Best
Practice, Clin Simul Nurs 2021;58): what is safe here is said first, and the talk afterwards goes from feelings through
facts to what stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.report.html import environment, explained
from game.report.style import FONTS, LIGHT, styled
from game.ui.backends.svg_canvas import code
from game.ui.toolkit.theme import Ink
from game.values.caution import FOR_EDUCATION
from game.values.drug import FORMULARY
from game.values.ending import SENTENCES, Ending
from game.values.level import Level
from game.values.log import EndLine
from game.values.order import Entry, Give
from game.values.ticks import Tick, clock_text, hours
from game.values.words import say, within

MINUTES: Final = (("prebrief", 8), ("play", 18), ("debrief", 21), ("commitment", 3))
"""The parts of a lesson, with their minutes (assumed: fifty in all, the talk afterwards the longest of them)."""
SHORTER: Final = {"prebrief": 6, "play": 18, "debrief": 18, "commitment": 3}
"""The same in a school hour of forty-five (assumed): the case takes what it takes, prebrief and talk give way."""
SECONDS_AN_HOUR: Final = 3.0
"""Seconds that an hour of the case takes at speed 1 (`game.ui.toolkit.pace.TICK_US`); a test holds them together."""
SPEED: Final = 1
"""At which a class plays; there are faster ones, for whoever waits."""
TALK: Final = (("reactions", 3), ("description", 4), ("analysis", 10), ("summary", 4))
"""Phases of the talk afterwards, with their minutes; those of the report of a case."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """How a case that comes with the level ended."""

    end: EndLine

    @property
    def words(self) -> str:
        """Return ending, hour and score in a sentence."""
        known = next((one for one in Ending if one.value == self.end.ending), None)
        ending = SENTENCES[known] if known is not None else ""
        hour = f"{round(hours(self.end.tick), 1):g}"
        return say("training.guide.recorded", ending=ending, hour=hour, score=self.end.score)


def guide(level: Level, expert: EndLine | None, idle: EndLine | None, orders: Sequence[Entry] = ()) -> str:
    """Return the page of a level; `expert` and `idle` are how the cases that come with it ended.

    `orders` are those of the expert's: they say at which hours to look up.
    """
    page = (
        environment("game.training")
        .get_template("guide.html")
        .render(
            level=level,
            guide=level.guide,
            expert=Recorded(expert).words if expert is not None else "",
            idle=Recorded(idle).words if idle is not None else "",
            rows=[
                (span, say(f"training.guide.part.{name}"), say(f"training.guide.do.{name}")) for name, span in lesson()
            ],
            doses=first_doses(level, orders) if expert is not None else "",
            shorter=SHORTER,
            whole=sum(SHORTER.values()),
            talk=TALK,
            analysis=dict(TALK)["analysis"] + SHORTER["debrief"] - dict(MINUTES)["debrief"],
            play_minutes=play_minutes(level),
            speed=SPEED,
            never=say(FOR_EDUCATION),
            fonts=FONTS,
            quiet=code(LIGHT, Ink.QUIET),
            **styled(()),
        )
    )
    return explained(page)


def first_doses(level: Level, orders: Sequence[Entry]) -> str:
    """Return when each drug was first ordered, as the clock of the ward says it; empty where none was."""
    first: dict[str, Tick] = {}
    for entry in orders:
        if isinstance(entry.order, Give):
            first.setdefault(entry.order.regimen, entry.tick)
    start = level.start.clock_minute
    return "; ".join(f"{within(FORMULARY[one].label)} {clock_text(tick, start)}" for one, tick in first.items())


def play_minutes(level: Level) -> int:
    """Return how long a case lasts on the wall at most, at the speed of a class and without a pause."""
    return round(level.horizon_h * SECONDS_AN_HOUR / SPEED / 60)


def lesson() -> tuple[tuple[str, str], ...]:
    """Return the parts of a lesson: each name, and from which to which minute it lasts.

    A case that takes longer than its part is stopped there; a formative lesson loses nothing by it.
    """
    parts, at = [], 0
    for name, minutes in MINUTES:
        parts.append((name, f"{at}–{at + minutes}"))
        at += minutes
    return tuple(parts)
