"""How long a case takes a person: its expert play at the bedside, with a declared time for all that is read.

Real time comes from the screen itself: its frames, its pace, its stops. What nobody can measure without readers is
declared here and assumed: how long a stop, a result, a word and an order take.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.case.case import admit_case
from game.case.play import Play
from game.case.view import View
from game.ui.bedside.bedside import Bedside
from game.ui.bedside.intents import Asked, RunToEnd
from game.ui.bedside.round import is_morning_round, round_words
from game.ui.bedside.wiring import Wiring
from game.ui.toolkit.cues import Silence
from game.ui.toolkit.intents import Intent, RunToEvent
from game.ui.toolkit.scene import Act
from game.ui.toolkit.settings import Settings
from game.values.fact import Called, NurseSaid, ResultReady, Urged
from game.values.level import Level
from game.values.log import Log
from game.values.order import Draw, Entry, Give, Stop, Taper
from game.values.ticks import TICKS_PER_HOUR, Tick, hours

NEXT_EVENT: Final = RunToEvent()
"""The default pace: time is spent where something asks for the player."""
FRAME_US: Final = 16_667
"""Sixty frames a second."""
OPENING_S: Final = 45.0
"""The story, the aims and a first look at the screen (assumed)."""
LOOK_S: Final = 2.0
"""At every stop: why it stopped, and a look at the monitor (assumed)."""
RESULT_S: Final = 3.0
"""A test that came back, with its trend (assumed)."""
WORDS_PER_S: Final = 238.0 / 60.0
"""Silent reading of English prose (Brysbaert 2019, J Mem Lang 109:104047)."""
TEST_S: Final = 1.0
"""One key (assumed)."""
DRUG_S: Final = 8.0
"""To think, read the dialog and confirm (assumed)."""
SUPPORT_S: Final = 3.0
"""A turn of oxygen or norepinephrine: one press beside the value it is for (assumed)."""
NEAR: Final = TICKS_PER_HOUR
"""What is ordered within this time of a stop is ordered at it, after one look."""
LEAST_MIN: Final = 8.0
MOST_MIN: Final = 12.0
"""What a case that needs a decision should take."""


@dataclass
class Minutes:
    """What a case asks of whoever plays it."""

    level: str
    hours: float = 0.0
    """Of the ward's clock."""
    passing_s: float = 0.0
    """Real seconds in which time runs on the screen."""
    reading_s: float = OPENING_S
    stops: int = 0
    results: int = 0
    words: int = 0
    tests: int = 0
    drugs: int = 0
    offered: Tick | None = None
    """When the end of the case was offered first."""
    ending: str = ""
    unread_s: float = 0.0
    """Came in while time ran, and is read while it runs on."""

    def stopped(self) -> None:
        """Count a stop and the look that it takes."""
        self.stops += 1
        self.reading_s += LOOK_S

    def read(self, text: str) -> None:
        """Count words that are to be read."""
        words = sum(any(sign.isalnum() for sign in one) for one in text.split())
        self.words += words
        self.unread_s += words / WORDS_PER_S

    @property
    def total(self) -> float:
        """Return the minutes from the first look to the debrief."""
        return (self.passing_s + self.reading_s) / 60.0


class _Seat:
    """A play whose orders come from the log of an expert, each at its tick."""

    def __init__(self, play: Play, orders: tuple[Entry, ...], told: Minutes) -> None:
        self._play = play
        self._orders = list(orders)
        self._told = told
        self.hurried = False
        """The end was offered and taken: nobody asks for tests any more."""
        self.stopped = -NEAR
        """When time stood still last."""

    @property
    def view(self) -> View:
        return self._play.view

    @property
    def finished(self) -> bool:
        return self._play.finished

    def tick(self) -> View:
        """Give the orders of this tick, then let it pass."""
        told, here = self._told, self._play.view.tick
        looked = False
        while self._orders and self._orders[0].tick <= here:
            entry = self._orders.pop(0)
            test = isinstance(entry.order, Draw)
            if test and self.hurried:
                continue
            self._play.order(entry.actor, entry.order)
            looked = True
            told.tests += test
            told.drugs += not test
            told.reading_s += TEST_S if test else DRUG_S if isinstance(entry.order, Give | Stop | Taper) else SUPPORT_S
        if looked and here - self.stopped > NEAR:
            self.stopped = here
            told.stopped()
        view = self._play.tick()
        for fact in view.facts:
            match fact:
                case ResultReady():
                    told.results += 1
                    told.unread_s += RESULT_S
                case Called() | NurseSaid() | Urged():
                    told.read(fact.text)
                case _:
                    pass
        return view


def minutes(level: Level, log: Log, go: Intent = NEXT_EVENT) -> Minutes:
    """Play the log of a level on the bedside as it stands, with the settings of a new player."""
    told = Minutes(level.id)
    play = Play(admit_case(level, log.header.seed), record=lambda _: None, mark=lambda _tick, _digest: None)
    seat = _Seat(play, log.entries, told)
    scene = Bedside(seat, Wiring(Settings, lambda _: None, Silence(), lambda _: None))  # type: ignore[arg-type]
    while not seat.finished:
        if scene.look.asking is Asked.DECIDED:
            if told.offered is None:
                told.offered = seat.view.tick
            seat.hurried = True
            scene.handle(Act(RunToEnd()))
        elif not scene.look.pace.running:
            if is_morning_round(seat.view):
                told.read(round_words(seat.view))
            told.reading_s += told.unread_s
            told.unread_s = 0.0
            told.stopped()
            seat.stopped = seat.view.tick
            scene.handle(Act(go))
        scene.tick(FRAME_US)
        told.passing_s += FRAME_US / 1e6
        told.unread_s = max(0.0, told.unread_s - FRAME_US / 1e6)
    outcome = seat.view.outcome
    told.hours = hours(seat.view.tick)
    told.ending = outcome.ending.value if outcome is not None else ""
    return told
