"""The futures of one analysis dealt out between two: what plays them here, and a peer that works at the same time.

What a future is worth depends on it alone and on none that is played beside it: whoever plays it finds the same bits.
A peer is a process of a desktop; one that is gone, or was never there, costs time and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeAlias

from game.case.ward import PROTOCOL_EVERY_TICKS
from game.patient.method import Mover
from game.review.valuation.gathered import Gathered
from game.review.valuation.playback import Hands, Yardsticks
from game.review.valuation.value import REFERENCE, Expected, Fits, Fork, Futures, Host, Track
from game.values.level import Level
from game.values.order import Entry

__all__ = ["Dealing", "Fitting", "Other", "Peer", "Work", "Worths", "dealt", "done"]

SWEEP_COLUMNS: Final = 80
"""What half an hour of any sweep costs, in columns: each call costs something before the first is looked at (measured
with the compiled ward; it decides who plays what, and no result)."""
LEAST_GAIN: Final = 0.8
"""Work is dealt out where the longer share is at most so much of the whole."""


@dataclass(frozen=True, slots=True)
class Worths:
    """Futures to be played."""

    forks: tuple[Fork, ...]


@dataclass(frozen=True, slots=True)
class Fitting:
    """Hosts to be played under the orders of a track."""

    track: Track
    hosts: tuple[Host, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """A patient to be played in other hands."""

    level: Level
    seed: int
    mishaps: tuple[Entry, ...]


Work: TypeAlias = Worths | Fitting | Other


class Peer(Protocol):
    """What does one piece of work after the other beside this process."""

    @property
    def idle(self) -> bool:
        """Say whether it is there, or on its way, and was given nothing."""

    @property
    def free(self) -> bool:
        """Say whether it could begin at once."""

    def ask(self, work: Work) -> None:
        """Give it a piece of work; it has nothing else to do."""

    def answer(self, cancelled: Callable[[], bool]) -> Any:
        """Wait for what it found; nothing from one that is gone or has failed. Raises CancelledError."""

    def drop(self) -> None:
        """Let go of what was asked."""


def done(work: Work, futures: Futures, cancelled: Callable[[], bool]) -> Any:
    """Return what a piece of work finds: this is what a peer does. Raises CancelledError."""
    match work:
        case Worths(forks):
            return futures.worths(forks, cancelled)
        case Fitting(track, hosts):
            return futures.fits(track, hosts, cancelled)
        case Other(level, seed, mishaps):
            hands = Hands(level, seed, cancelled, move=futures.move, mishaps=mishaps)
            return Yardsticks(hands.by(REFERENCE), hands.by(None))


def dealt(forks: Sequence[Fork]) -> tuple[list[int], list[int]]:
    """Return the places of the futures that are played here, and of those for a peer; none where that gains little.

    Those that begin last are dealt out, since a sweep costs from its first moment on.
    """
    order = sorted(range(len(forks)), key=lambda place: forks[place].case.tick)
    lengths = [_half_hours(forks[place]) for place in order]
    whole = float(sum(lengths) + SWEEP_COLUMNS * lengths[0]) if lengths else 0.0
    best, longest, early = 0, whole, 0.0
    late = float(sum(lengths))
    for count, length in enumerate(lengths[:-1], 1):
        early, late = early + length, late - length
        longer = max(early + SWEEP_COLUMNS * lengths[0], late + SWEEP_COLUMNS * lengths[count])
        if longer < longest:
            best, longest = count, longer
    if longest > LEAST_GAIN * whole:
        return order, []
    return order[:best], order[best:]


def _half_hours(fork: Fork) -> int:
    return (fork.case.admission.horizon - fork.case.tick) // PROTOCOL_EVERY_TICKS


class Dealing:
    """Plays futures, a share of them by a peer."""

    def __init__(self, own: Futures, peer: Peer) -> None:
        """Take what plays them here, and the peer."""
        self._own = own
        self._peer = peer
        self._others: Yardsticks | None = None
        self._asked = False
        """Whether other hands were asked for and not heard of yet."""

    @property
    def rough(self) -> Futures | None:
        """Return futures for a first look, if any are faster than these."""
        return self._own.rough

    @property
    def move(self) -> Mover:
        """Return what lets a single body live as fast as can be here."""
        return self._own.move

    def worths(self, forks: Sequence[Fork], cancelled: Callable[[], bool] = lambda: False) -> list[Expected]:
        """Return what each future ends with. Raises CancelledError."""
        mine, theirs = dealt(forks)
        if not theirs or not self._free():
            return self._own.worths(forks, cancelled)
        here = [forks[place] for place in mine]
        late = Worths(tuple([forks[place] for place in theirs]))
        own, found = self._both(late, lambda: self._own.worths(here, cancelled), cancelled)
        by_place = dict(zip([*mine, *theirs], [*own, *found], strict=True))
        return [by_place[place] for place in range(len(forks))]

    def fits(self, track: Track, hosts: Sequence[Host], cancelled: Callable[[], bool] = lambda: False) -> Fits:
        """Play hosts under the orders and the support of a track, half of them each. Raises CancelledError."""
        half = len(hosts) // 2
        if not half or self._asked or not self._free():
            return self._own.fits(track, hosts, cancelled)
        theirs = Fitting(track, tuple(hosts[half:]))
        first, second = self._both(theirs, lambda: self._own.fits(track, hosts[:half], cancelled), cancelled)
        return Gathered([(first, n) for n in range(half)] + [(second, n) for n in range(len(hosts) - half)])

    def begin(self, forks: Sequence[Fork]) -> bool:
        """Have these played by the peer from now on, where it can; say so."""
        if not self._free():
            return False
        self._peer.ask(Worths(tuple(forks)))
        return True

    def begun(self, cancelled: Callable[[], bool]) -> list[Expected] | None:
        """Wait for those, and return what each ends with; nothing if it failed. Raises CancelledError."""
        try:
            found: list[Expected] | None = self._peer.answer(cancelled)
        except BaseException:
            self._peer.drop()
            raise
        return found

    def ask_for_others(self, level: Level, seed: int, hands: Hands) -> None:
        """Have a patient played in other hands from now on, where a peer can and these hands have not."""
        if self._peer.idle and not hands.knows_others:
            self._peer.ask(Other(level, seed, hands.mishaps))
            self._asked = True
            hands.await_others(self.others)

    def others(self) -> Yardsticks | None:
        """Return the patient in the other hands that were asked for, once they have played; nothing if they failed."""
        if self._asked:
            self._asked = False
            self._others = self._peer.answer(lambda: False)
        return self._others

    def _free(self) -> bool:
        # What was asked for first is nearly there when a sweep begins, and the peer does one thing at a time.
        self.others()
        return self._peer.free

    def _both(self, theirs: Work, mine: Callable[[], Any], cancelled: Callable[[], bool]) -> tuple[Any, Any]:
        """Return what was found here, and by the peer meanwhile; what it does not find is found here."""
        self._peer.ask(theirs)
        try:
            own = mine()
            found = self._peer.answer(cancelled)
        except BaseException:
            self._peer.drop()
            raise
        return own, done(theirs, self._own, cancelled) if found is None else found
