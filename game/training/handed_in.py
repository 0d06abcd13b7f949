"""A case file that was handed in, as it was found: whose it is, whether it holds, what happened in it."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from game.review.findings import Analysis
from game.review.scoring.early import filed_as_early
from game.values.log import EndLine, Stopper
from game.values.order import Entry
from game.values.session import learner_key
from game.values.ticks import Tick


class HandIn(enum.Enum):
    """What is to be held of a file."""

    CONFIRMED = "confirmed"
    """Played again, every byte of it is as the game wrote it."""
    UNFINISHED = "unfinished"
    """True as far as it goes, but the case has no end."""
    EDITED = "edited"
    """It is not as the game wrote it."""
    FOREIGN = "foreign"
    """A case of another session, level, patient or game."""
    TWICE = "twice"
    """The same was handed in before."""
    UNREADABLE = "unreadable"
    """No case file, or a damaged one."""
    WAITING = "waiting"
    """It was not looked into yet."""


@dataclass(frozen=True, slots=True)
class FirstDose:
    """When a drug was first given, and what was known of IL-6 then."""

    regimen: str
    tick: Tick
    il6: float | None
    """The last result that was back, pg/mL; nothing where there was none."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One file."""

    file: str
    """Its name, with its folder where that is one of the folder of the class."""
    path: str
    learner: str
    standing: HandIn
    why: tuple[str, ...] = ()
    """Why it does not count, each a sentence that could follow the file's name."""
    level: str = ""
    seed: int = 0
    attempt: int = 1
    end: EndLine | None = None
    doses: tuple[FirstDose, ...] = ()
    orders: str = ""
    """Fingerprint of the orders; empty where there are none."""
    mark: str = ""
    """Fingerprint of the whole file."""
    stopped_by: Stopper | None = None
    """Who or what stopped it; nothing where it came to its end."""
    begun: str = ""
    """The chain of its second line, by which a host knows the case; empty for one of no session."""
    claims: tuple[Entry, ...] = ()
    """What stands in it as an instructor's."""
    reach: Tick = 0
    """Last tick that the file knows of."""
    analysis: Analysis | None = None
    """Nothing while it was not found yet."""
    remarks: tuple[str, ...] = field(default=())
    """What is to be said about a file that nevertheless counts."""

    @property
    def key(self) -> str:
        """Return by what its learner is known."""
        return learner_key(self.learner)

    @property
    def counts(self) -> bool:
        """Say whether it is a finished case that holds, and in which time has passed."""
        return self.standing is HandIn.CONFIRMED and self.end is not None and self.end.tick > 0

    @property
    def stopped(self) -> bool:
        """Say whether it was stopped where it stood: what followed is no decision of its learner."""
        return self.stopped_by is not None

    @property
    def stop(self) -> Tick | None:
        """Return where it was stopped; nothing where it came to its end."""
        return self.reach if self.stopped else None

    @property
    def score(self) -> int | None:
        """Return the score as it was found, or else as it was handed in."""
        if self.analysis is not None and self.analysis.score is not None:
            return self.analysis.score.total
        return None if self.end is None else self.end.score

    @property
    def by_dice(self) -> bool:
        """Say whether dice ended it before anything was decided: it earns nothing, and shows nothing either."""
        end, score = self.end, self.score
        return end is not None and score is not None and filed_as_early(end.ending, end.tick, score)

    @property
    def left_out(self) -> str:
        """Return why its score says nothing of its learner: `dice`, `stopped`; empty where it does."""
        return "dice" if self.by_dice else "stopped" if self.stopped else ""

    @property
    def scored(self) -> bool:
        """Say whether the score was found here, and not only handed in."""
        return self.analysis is not None and self.analysis.score is not None
