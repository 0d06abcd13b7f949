"""What the desk gets from a browser tab in place of threads and processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol

from game.app.confirming import seal_of
from game.app.platform import Digging, Take
from game.files.ledger import Ledger
from game.review.valuation.tracking import Tracking
from game.values.level import Level
from game.values.log import Log
from game.values.order import Entry
from game.values.ticks import Tick
from game.values.words import say
from game.web.analysis import asked_of, found_in
from game.web.begun import Batch, BegunShelf
from game.web.turns import Turns

NOT_AHEAD: Final = "a tab does not work ahead"
"""Nobody reads it: who follows a case gives up quietly, and asks again at its end."""


class Beside(Protocol):
    """What the page does beside itself."""

    def dig(self, number: int, asked: bytes) -> None:
        """Start a worker of this number and give it a case; it answers by `Tab.found`."""

    def end(self, number: int) -> None:
        """End a worker."""


class Tab:
    """A tab as a machine; `game.app.platform.Platform` says what is asked of it."""

    def __init__(self, page: Beside, begun: BegunShelf) -> None:
        """Begin with nothing to do; on the shelf stands what earlier workers had found."""
        self.background = Turns()
        self._page = page
        self._shelf = begun
        self._workers: dict[int, TabWorker] = {}
        self._begun = 0

    def dig(self, level: Level, seed: int, *, while_played: bool) -> Digging:
        """Return a worker for a case. Raises OSError for one that is still played: a tab has no rest to work ahead."""
        del seed
        if while_played:
            raise OSError(NOT_AHEAD)
        self._begun += 1
        made = self._workers[self._begun] = TabWorker(self._page, self._begun, level, self._shelf)
        return made

    def found(self, number: int, told: bytes) -> None:
        """Take what a worker has found."""
        self._workers[number].hear_of(found_in(told))

    def lost(self, number: int) -> None:
        """Take note that a worker has failed; why stands in the browser's console, for whoever can read it."""
        self._workers[number].end()

    def again(self, ledger: Ledger) -> InTurns:
        """Return what confirms case files between two frames."""
        return InTurns(ledger, self.background)


class InTurns:
    """Plays case files again, one in a turn."""

    def __init__(self, ledger: Ledger, turns: Turns) -> None:
        """Take the ledger that is written into."""
        self._ledger = ledger
        self._turns = turns

    def ask(self, path: Path, level: Level) -> None:
        """Put a file into the queue."""
        self._turns.submit(self._confirm, path, level)

    def close(self) -> None:
        """Nothing has to be ended: what waits is gone with the tab."""

    def _confirm(self, path: Path, level: Level) -> None:
        seal = seal_of(path, level)
        if seal is not None:
            self._ledger.add(*seal)


class TabWorker:
    """Takes one case apart in a worker; `game.app.platform.Digging` says what is asked of it."""

    def __init__(self, page: Beside, number: int, level: Level, begun: BegunShelf) -> None:
        """Start nothing before something is asked."""
        self._shelf = begun
        self._keep: Callable[[Batch], None] = lambda _: None
        self._page = page
        self._number = number
        self._level = level
        self._take: Take | None = None

    @property
    def lives(self) -> bool:
        """Say whether it is at work."""
        return self._take is not None

    def hear(self, entries: Sequence[Entry], until: Tick) -> None:
        """Hear nothing: it begins when the case is over."""

    def ask(self, log: Log, begun: Tracking | None, take: Take) -> None:
        """Find all that can be found; the hours that were `begun` here are played once more over there."""
        del begun
        self._take = take
        known, self._keep = self._shelf.of(self._level, log)
        self._page.dig(self._number, asked_of(self._level, log, known))

    def hear_of(self, found: object) -> None:
        """Pass on what was found."""
        take = self._take
        if take is None:
            return
        if isinstance(found, Batch):
            self._keep(found)
            return
        if found is None or isinstance(found, str):
            self._take = None
            self._page.end(self._number)
        take(found)

    def end(self) -> None:
        """End the worker at once."""
        self.hear_of(say("app.analyst.the_analysis_ended_before_its"))

    def join(self, seconds: float | None = None) -> None:
        """Wait for nothing: a tab that waits hears nothing."""
