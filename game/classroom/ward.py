"""The processes that play the beds of a live class on, so that the host itself is always free to listen."""

from __future__ import annotations

import multiprocessing
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from time import monotonic
from typing import Final, NamedTuple

import msgspec

from game.classroom.beds import BedShown, LiveBed
from game.classroom.decided import GuidelineRuns
from game.classroom.room import News
from game.values.level import Level

SHOW_EVERY_S: Final = 0.5
"""So often a bed that somebody looks at is shown anew at most."""
SHOW_OTHERS_EVERY_S: Final = 2.0
"""The same of all others: what their learners report stands beside it sooner, and a view costs four ticks."""
AT_ONCE_S: Final = 0.2
"""So long beds are played on before it is heard again what came."""
MOST_LOOKED_AT: Final = 4
"""A bed in the list and some on walls; the one that was looked at longest ago gives way."""
MOST_DEATHS: Final = 3
"""So many processes of one part may die in a lesson, whatever they showed before; then its beds stand still.

One bed that kills its process would else be begun again for ever, and hold up all that share it."""
ShowBed = Callable[[int, bytes], None]
"""Is handed a case and its `BedShown` as JSON."""


class Looked(NamedTuple):
    """The beds at which somebody looks."""

    cases: tuple[int, ...]


class _PartBeds:
    """The beds of one process: those that somebody looks at first, the others one after the other."""

    def __init__(self, levels: tuple[Level, ...]) -> None:
        self._levels = levels
        self._runs = GuidelineRuns()
        self._beds: dict[int, LiveBed] = {}
        self._over: dict[int, BedShown] = {}
        """What is shown of cases at their end: of those the rest is let go, or a long lesson would fill the machine."""
        self._turns: deque[int] = deque()
        self._looked: tuple[int, ...] = ()
        self._shown_s: dict[int, float] = {}
        """When each bed was shown last."""
        self._stale: set[int] = set()
        """Beds that are to be shown anew."""

    def hear(self, told: News | Looked) -> None:
        """Take up what came of a case, or at which somebody looks."""
        if isinstance(told, Looked):
            self._looked = told.cases
            self._stale.update(case for case in told.cases if case in self._beds or case in self._over)
            return
        if told.case in self._over:
            return
        if told.case not in self._beds:
            self._beds[told.case] = LiveBed(told.case, self._levels, self._runs)
            self._turns.append(told.case)
        self._beds[told.case].hear(told.first, told.lines, told.tick)
        self._stale.add(told.case)

    def _due_s(self, case: int) -> float:
        every_s = SHOW_EVERY_S if case in self._looked else SHOW_OTHERS_EVERY_S
        return self._shown_s.get(case, -every_s) + every_s

    def idle_s(self) -> float | None:
        """Return how long there is nothing to do; nothing where that is until something is heard."""
        if any(bed.behind or bed.guideline_behind for bed in self._beds.values()):
            return 0.0
        return max(0.0, min(map(self._due_s, self._stale)) - monotonic()) if self._stale else None

    def play_on(self) -> None:
        """Play beds on, those that are looked at whatever comes, and as many of the others as there is time for."""
        until_s = monotonic() + AT_ONCE_S
        for case in self._looked:
            self._step(case)
        for _ in range(len(self._turns)):
            self._turns.rotate(-1)
            self._step(self._turns[-1])
            if monotonic() >= until_s:
                return
        if not any(bed.behind for bed in self._beds.values()):
            self._follow_guidelines(until_s)

    def _follow_guidelines(self, until_s: float) -> None:
        """Play the guideline runs on in the time that no bed needs."""
        for case, bed in self._beds.items():
            if bed.guideline_behind:
                bed.follow_guideline()
                self._stale.add(case)
            if monotonic() >= until_s:
                return

    def _step(self, case: int) -> None:
        bed = self._beds.get(case)
        if bed is not None and (bed.behind or case in self._stale):
            bed.step()
            self._stale.add(case)

    def to_show(self) -> Iterator[tuple[int, BedShown]]:
        """Yield the beds that are to be shown now."""
        now = monotonic()
        for case in [case for case in self._stale if self._due_s(case) <= now]:
            self._stale.remove(case)
            self._shown_s[case] = now
            shown = self._over[case] if case in self._over else self._beds[case].shown
            if shown is None:
                continue
            yield case, shown
            if case in self._beds and self._beds[case].over and not self._beds[case].guideline_behind:
                self._over[case] = shown
                self._turns.remove(case)
                del self._beds[case]


def follow(pipe: Connection, levels: tuple[Level, ...], first: Callable[[], None]) -> None:
    """Play beds on until the pipe is closed; `first` is done before all else."""
    first()
    beds = _PartBeds(levels)
    while True:
        try:
            wait = beds.idle_s()
            while pipe.poll(wait):
                beds.hear(pipe.recv())
                wait = 0.0
            beds.play_on()
            for case, shown in beds.to_show():
                pipe.send((case, msgspec.json.encode(shown)))
        except (EOFError, OSError):
            return


class Ward:
    """Shares the beds out to some processes, and starts another one in the place of any that dies, a few times."""

    def __init__(self, levels: tuple[Level, ...], first: Callable[[], None], show: ShowBed, processes: int = 1) -> None:
        """Take what is played, and what each process does first; `show` is called from threads of the ward."""
        self._parts = [_Part(levels, first, show) for _ in range(processes)]
        self._looked: tuple[int, ...] = ()

    def start(self, all_news: Callable[[], Sequence[News]]) -> None:
        """Begin with all that is known; `all_news` gives it again if a process has to be started again."""
        for number, part in enumerate(self._parts):
            part.start(lambda number=number: self._of(number, all_news()))  # type: ignore[misc]

    def hear(self, news: Sequence[News]) -> None:
        """Hand on what came of cases."""
        for number, part in enumerate(self._parts):
            part.hear(self._of(number, news))

    def look(self, case: int) -> None:
        """Play a bed on before all others, beside those at which others look."""
        self._looked = (case, *[one for one in self._looked if one != case])[:MOST_LOOKED_AT]
        for part in self._parts:
            part.hear((Looked(self._looked),))

    def _of(self, number: int, news: Sequence[News]) -> list[News]:
        return [one for one in news if one.case % len(self._parts) == number]

    @property
    def given_up(self) -> bool:
        """Say whether there are beds that are not played on any more."""
        return any(part.given_up for part in self._parts)

    def close(self) -> None:
        """End the processes."""
        for part in self._parts:
            part.close()


class _Part:
    """One of these processes."""

    def __init__(self, levels: tuple[Level, ...], first: Callable[[], None], show: ShowBed) -> None:
        self._levels = levels
        self._first = first
        self._show = show
        self._pipe: Connection | None = None
        self._sending = threading.Lock()
        self._closed = False
        self._deaths = 0
        """How many processes died."""

    @property
    def given_up(self) -> bool:
        """Say whether no other process is started any more."""
        return self._deaths >= MOST_DEATHS

    def start(self, all_news: Callable[[], Sequence[News]]) -> None:
        """Begin with all that is known."""
        ours, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=follow, args=(theirs, self._levels, self._first), name="ward", daemon=True)
        process.start()
        theirs.close()
        self._pipe = ours
        threading.Thread(target=self._listen, args=(ours, all_news), name="ward", daemon=True).start()
        self.hear(all_news())

    def hear(self, news: Sequence[News | Looked]) -> None:
        """Hand on what came of cases."""
        for one in news:
            try:
                with self._sending:
                    if self._pipe is not None:
                        self._pipe.send(one)
            except OSError:
                # The listening thread starts another process, which is told all of it.
                return

    def close(self) -> None:
        """End the process."""
        self._closed = True
        if self._pipe is not None:
            self._pipe.close()

    def _listen(self, pipe: Connection, all_news: Callable[[], Sequence[News]]) -> None:
        try:
            while True:
                case, shown = pipe.recv()
                self._show(case, shown)
        except (EOFError, OSError, TypeError):
            # A pipe that is closed under a thread that reads it raises any of them.
            pass
        self._deaths += 1
        if not self._closed and not self.given_up:
            self.start(all_news)
