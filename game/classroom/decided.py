"""What was first ordered at a bed by which hour, by its learner and by the guideline with the same patient."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from weakref import WeakValueDictionary

from game.case.state import Case
from game.case.walk import walk
from game.policy.policy import ordered_by
from game.policy.reference import Reference
from game.values.channel import Panel
from game.values.fact import Fact, refusals
from game.values.order import Actor, Befall, Draw, Entry, Give, actor_of, mishaps_in
from game.values.order_words import regimen_name
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text
from game.values.wire import Wire
from game.values.words import say

MOST_TICKS_AT_ONCE: Final = 4 * TICKS_PER_HOUR
"""So far a bed, or a run beside it, is played on before the next one has its turn."""
_IL6: Final = "il6"


class First(Wire, frozen=True, kw_only=True):
    """A drug that was given for the first time, or IL-6 that was taken for the first time."""

    what: str
    """The regimen, or IL-6."""
    name: str
    tick: Tick
    when: str


class Firsts:
    """What was first ordered when, and not refused."""

    def __init__(self, minute: int) -> None:
        """Begin with nothing; `minute` is that of the day at which the level begins."""
        self._minute = minute
        self._found: dict[str, First] = {}

    def note(self, entries: Sequence[Entry], facts: Sequence[Fact]) -> None:
        """Take note of the orders of one tick and of what came of them."""
        for entry, reason in zip(entries, refusals(entries, facts), strict=True):
            order = entry.order
            if reason is not None or actor_of(order) is not Actor.PLAYER:
                continue
            if isinstance(order, Give):
                self._add(order.regimen, regimen_name(order.regimen), entry.tick)
            elif isinstance(order, Draw) and order.panel is Panel.IL6:
                self._add(_IL6, say("classroom.page.il6_taken"), entry.tick)

    def _add(self, what: str, name: str, tick: Tick) -> None:
        if what not in self._found:
            self._found[what] = First(what=what, name=name, tick=tick, when=clock_text(tick, self._minute))

    @property
    def all(self) -> tuple[First, ...]:
        """Return them, the earliest first."""
        return tuple(self._found.values())


class GuidelineRun:
    """A patient in the hands of the guideline; what an instructor lets happen at the beds of this run happens here."""

    def __init__(self, admitted: Case, mishaps: tuple[Entry, ...] = ()) -> None:
        """Begin with the patient as admitted."""
        self._case = admitted
        self._mishaps = mishaps
        self._firsts = Firsts(admitted.admission.level.start.clock_minute)

    def behind(self, tick: Tick) -> int:
        """Return how many ticks are to be played until it stands where a learner does."""
        return 0 if self._case.outcome is not None else max(0, tick - self._case.tick)

    def firsts(self, tick: Tick) -> tuple[First, ...]:
        """Return what was first ordered by a moment: a run may be further than a bed, which is told no more."""
        return tuple(one for one in self._firsts.all if one.tick <= tick)

    def step(self, until: Tick) -> None:
        """Play on, a few hours at most."""
        to = min(until, self._case.tick + MOST_TICKS_AT_ONCE)
        for step in walk(self._case, ordered_by(Reference(), self._mishaps), to):
            self._case = step.case
            self._firsts.note(step.entries, step.case.facts)


class GuidelineRuns:
    """The runs of a ward: beds with the same patient, who met the same at the same hours, share one."""

    def __init__(self) -> None:
        """Begin with none; a run is kept as long as a bed has it."""
        self._runs: WeakValueDictionary[tuple[object, ...], GuidelineRun] = WeakValueDictionary()

    def of(self, admitted: Case, entries: Iterable[Entry]) -> GuidelineRun:
        """Return the run of a patient as admitted; `entries` are the lines of a bed, of which mishaps alone matter."""
        mishaps = mishaps_in(entries)
        happened = tuple((one.tick, one.order.mishap) for one in mishaps if isinstance(one.order, Befall))
        key = (admitted.admission.level.id, admitted.admission.seed, happened)
        found = self._runs.get(key)
        if found is None:
            found = self._runs[key] = GuidelineRun(admitted, mishaps)
        return found
