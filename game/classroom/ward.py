"""The processes that play the beds of a live class on, so that the host itself is always free to listen."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from time import monotonic
from typing import Final

import msgspec

from game.classroom.beds import LiveBed
from game.classroom.room import News
from game.values.level import Level

SHOW_EVERY_S: Final = 0.5
"""So often a bed is shown anew at most; its learner reports once a second, and at every order."""
MOST_DEATHS: Final = 3
"""So many processes of one part may die in a lesson, whatever they showed before; then its beds stand still.

One bed that kills its process would else be begun again for ever, and hold up all that share it."""
Shown = Callable[[int, bytes], None]
"""Is handed a case and its `BedShown` as JSON."""


def follow(pipe: Connection, levels: tuple[Level, ...], first: Callable[[], None]) -> None:
    """Play beds on until the pipe is closed; `first` is done before all else."""
    first()
    beds: dict[int, LiveBed] = {}
    shown_s: dict[int, float] = {}
    """When each bed was shown last."""
    stale: set[int] = set()
    """Beds that are to be shown anew."""
    while True:
        busy = any(bed.behind for bed in beds.values())
        due_s = min((shown_s[case] for case in stale), default=0.0) + SHOW_EVERY_S
        wait = 0.0 if busy else max(0.0, due_s - monotonic()) if stale else None
        try:
            while pipe.poll(wait):
                news: News = pipe.recv()
                if news.case not in beds:
                    beds[news.case] = LiveBed(news.case, levels)
                    shown_s[news.case] = -SHOW_EVERY_S
                beds[news.case].hear(news.first, news.lines, news.tick)
                stale.add(news.case)
                wait = 0.0
            stale |= {case for case, bed in beds.items() if bed.behind}
            for case in stale:
                beds[case].step()
            now = monotonic()
            for case in [case for case in stale if shown_s[case] + SHOW_EVERY_S <= now]:
                stale.remove(case)
                shown_s[case] = now
                shown = beds[case].shown
                if shown is not None:
                    pipe.send((case, msgspec.json.encode(shown)))
        except (EOFError, OSError):
            return


class Ward:
    """Shares the beds out to some processes, and starts another one in the place of any that dies, a few times."""

    def __init__(self, levels: tuple[Level, ...], first: Callable[[], None], shown: Shown, processes: int = 1) -> None:
        """Take what is played, and what each process does first; `shown` is called from threads of the ward."""
        self._parts = [_Part(levels, first, shown) for _ in range(processes)]

    def start(self, all_news: Callable[[], Sequence[News]]) -> None:
        """Begin with all that is known; `all_news` gives it again if a process has to be started again."""
        for number, part in enumerate(self._parts):
            part.start(lambda number=number: self._of(number, all_news()))  # type: ignore[misc]

    def hear(self, news: Sequence[News]) -> None:
        """Hand on what came of cases."""
        for number, part in enumerate(self._parts):
            part.hear(self._of(number, news))

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

    def __init__(self, levels: tuple[Level, ...], first: Callable[[], None], shown: Shown) -> None:
        self._levels = levels
        self._first = first
        self._shown = shown
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

    def hear(self, news: Sequence[News]) -> None:
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
                self._shown(case, shown)
        except (EOFError, OSError, TypeError):
            # A pipe that is closed under a thread that reads it raises any of them.
            pass
        self._deaths += 1
        if not self._closed and not self.given_up:
            self.start(all_news)
