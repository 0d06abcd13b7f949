"""The futures of one analysis dealt out between two: what plays them here, and a peer that works at the same time.

What a future is worth depends on it alone and on none that is played beside it: whoever plays it finds the same bits.
A peer is a process of a desktop; one that is gone, or was never there, costs time and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeAlias

from game.case.ward import PROTOCOL_EVERY_TICKS
from game.futures.compiled_ward import Code, code_beyond, take_over
from game.patient.method import Mover
from game.review.valuation.gathered import Gathered
from game.review.valuation.value import Expected, Fits, Fork, Futures, Host, Track

__all__ = ["Dealing", "Fitting", "Peer", "Work", "Worths", "dealt", "done"]

SWEEP_COLUMNS: Final = 95
"""What half an hour of any sweep costs, in columns: each call costs something before the first is looked at (measured
with the compiled ward, as are the next two; they decide who plays what, and no result)."""
AFTERWARDS_HALF_HOURS: Final = 265
"""What the two weeks after its end cost of each future, in half hours of it: they are lived in longer steps."""
SHORT_STEPS: Final = 2
"""Times that half an hour costs where the steps are those of a case."""
CASE_HOUR: Final = 600
"""What an hour of one case costs in the same measure: to play it, or to ask the guideline about it and to name what was
done."""
ASKING: Final = 6000
"""What it costs to ask a peer for anything."""
ELSEWHERE: Final = 1.25
"""Times that futures cost which are sent to a peer and meet everything for the first time."""
LEAST_GAIN: Final = 0.8
"""Work is dealt out where it takes at most so much of the time that it takes in one place."""


@dataclass(frozen=True, slots=True)
class Worths:
    """Futures to be played."""

    forks: tuple[Fork, ...]
    code: Code | None = None
    """What was compiled here meanwhile: it need not be done twice."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """Hosts to be played under the orders of a track."""

    track: Track
    hosts: tuple[Host, ...]
    code: Code | None = None
    """As above."""


Work: TypeAlias = Worths | Fitting


class Peer(Protocol):
    """What does one piece of work after the other beside this process."""

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
    if work.code is not None:
        take_over(work.code)
    match work:
        case Worths(forks):
            return futures.worths(forks, cancelled)
        case Fitting(track, hosts):
            return futures.fits(track, hosts, cancelled)


def dealt(forks: Sequence[Fork], before: float = 0.0) -> tuple[list[int], list[int]]:
    """Return the places of the futures that are played here, and of those for a peer; none where that gains little.

    Those that begin last are dealt out, since a sweep costs from its first moment on. What is done here `before`, in
    half hours of a future, counts with what is played here.
    """
    order = sorted(range(len(forks)), key=lambda place: forks[place].case.tick)
    sweeps = [SWEEP_COLUMNS * _half_hours(forks[place]) for place in order]
    costs = [_cost(forks[place]) for place in order]
    late = float(sum(costs))
    whole = late + (sweeps[0] if sweeps else 0.0)
    best, longest, early = len(order), before + LEAST_GAIN * whole, before
    for count, sweep in enumerate(sweeps):
        # Who plays none of them saves a sweep.
        longer = max(early + (sweeps[0] if count else 0.0), ASKING + ELSEWHERE * (late + sweep))
        if longer < longest:
            best, longest = count, longer
        early, late = early + costs[count], late - costs[count]
    return order[:best], order[best:]


def _half_hours(fork: Fork) -> int:
    return (fork.case.admission.horizon - fork.case.tick) // PROTOCOL_EVERY_TICKS


def _cost(fork: Fork) -> int:
    """Return what a future costs beside others, in half hours of one that moves in long steps."""
    return _half_hours(fork) * (SHORT_STEPS if fork.long == 1 else 1) + AFTERWARDS_HALF_HOURS


class Dealing:
    """Plays futures, a share of them by a peer."""

    def __init__(self, own: Futures, peer: Peer) -> None:
        """Take what plays them here, and the peer."""
        self._own = own
        self._peer = peer
        self._code = Code({}, {})
        """What the peer was told."""

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
        if not theirs or not self._peer.free:
            return self._own.worths(forks, cancelled)
        here = [forks[place] for place in mine]
        late = Worths(tuple([forks[place] for place in theirs]), self._news())
        own, found = self._both(late, lambda: self._own.worths(here, cancelled), cancelled)
        by_place = dict(zip([*mine, *theirs], [*own, *found], strict=True))
        return [by_place[place] for place in range(len(forks))]

    def fits(self, track: Track, hosts: Sequence[Host], cancelled: Callable[[], bool] = lambda: False) -> Fits:
        """Play hosts under the orders and the support of a track, a share of them each. Raises CancelledError."""
        theirs = int(len(hosts) / (1.0 + ELSEWHERE))
        if not theirs or not self._peer.free:
            return self._own.fits(track, hosts, cancelled)
        here = len(hosts) - theirs
        beside = Fitting(track, tuple(hosts[here:]), self._news())
        first, second = self._both(beside, lambda: self._own.fits(track, hosts[:here], cancelled), cancelled)
        return Gathered([(first, n) for n in range(here)] + [(second, n) for n in range(theirs)])

    def begin(self, forks: Sequence[Fork], meanwhile_h: int | None = None) -> Sequence[Fork]:
        """Have these, or a share of them, played by the peer from now on, where it can; return those that it plays."""
        begun: Sequence[Fork] = forks
        if meanwhile_h is not None:
            _, theirs = dealt(forks, CASE_HOUR * meanwhile_h)
            begun = [forks[place] for place in theirs]
        if not begun or not self._peer.free:
            return ()
        self._peer.ask(Worths(tuple(begun), self._news()))
        return begun

    def _news(self) -> Code:
        """Return the code that the peer does not have yet; it is told."""
        code = code_beyond(self._code)
        self._code.written.update(code.written)
        self._code.machine.update(code.machine)
        return code

    def begun(self, cancelled: Callable[[], bool]) -> list[Expected] | None:
        """Wait for those, and return what each ends with; nothing if it failed. Raises CancelledError."""
        try:
            found: list[Expected] | None = self._peer.answer(cancelled)
        except BaseException:
            self._peer.drop()
            raise
        return found

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
