"""What the screen of a class asks of the shell; `app` provides it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from game.case.play import Play
from game.review.scoring.own import BesidePitfalls
from game.review.verdict import Pitfall, Verdict
from game.values.ticks import Tick


@dataclass(frozen=True, slots=True)
class ClassFile:
    """A case file that was handed in."""

    path: str
    learner: str
    alias: str
    """What stands in the place of the name where names are hidden."""
    title: str
    standing: str
    """What is to be held of it, in a word or three: 'confirmed', 'handed in twice'."""
    holds: bool
    """It is a finished case that holds."""
    told: str
    """Its score and ending, or why it does not count."""
    pitfalls: tuple[tuple[Pitfall, Verdict], ...] = ()
    """The verdicts; empty while they were not found."""
    beside: BesidePitfalls | None = None
    """What it lost that no pitfall names."""


@dataclass(frozen=True, slots=True)
class TalkingPoint:
    """A decision that many took alike, to be opened in the replay of one of them."""

    head: str
    """What it was, in which level and when."""
    told: str
    """How many took it, and what it cost them together."""
    path: str
    tick: Tick


class ClassDesk(Protocol):
    """What a class handed in, as far as it was looked into."""

    @property
    def title(self) -> str:
        """Return the title of the session, or the name of the folder."""

    def files(self) -> tuple[ClassFile, ...]:
        """Return the files that were played again; none before the first look is done."""

    def points(self) -> tuple[TalkingPoint, ...]:
        """Return the moments most worth talking about, as far as cases are analysed."""

    @property
    def progress(self) -> tuple[float, str]:
        """Return how far the work has come, 0 to 1, and what is done; no words once all is done."""

    @property
    def page(self) -> str:
        """Return where the board lies; empty while it was not written."""

    def open_later(self, path: str) -> Future[Play]:
        """Play a case again, to be shown."""
