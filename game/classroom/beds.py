"""A bed of a live class, played on from the lines that its learner sent: the same `advance`, a few hours behind no one.

A bed is caught up in bounded steps, so that one learner who runs through a night does not keep the others waiting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.case.build_view import build_view
from game.case.case import admit_case, advance, stop
from game.case.digest import digest
from game.case.state import Case
from game.classroom.decided import MOST_TICKS_AT_ONCE, First, Firsts, GuidelineRun, GuidelineRuns
from game.classroom.seen import Risk, ShownVital, named, seen_on
from game.files.case_lines import CaseLines
from game.futures.engine import mover
from game.policy.reference import Reference
from game.review.scoring.blame import blame
from game.review.valuation.differences import cause_of, difference
from game.review.valuation.value import Track
from game.review.verdict import Cause, Pitfall
from game.review.wording import PITFALL_LABELS
from game.values.channel import Channel, Flag
from game.values.ending import SENTENCES, Ending
from game.values.fact import refusals
from game.values.level import Level
from game.values.order import Actor, Entry, Order, actor_of
from game.values.order_words import order_words
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text, hours
from game.values.wire import Wire

MOST_ORDERS: Final = 12
"""The last orders that are shown."""
_POLICY: Final = Reference()


class ShownOrder(Wire, frozen=True, kw_only=True):
    """An order, or what the instructor did."""

    when: str
    words: str
    refused: bool
    told: bool


class ShownPitfall(Wire, frozen=True, kw_only=True):
    """A pitfall that a learner walks towards just now."""

    name: str
    hours: int
    """Hours without a break in which the reference would have done otherwise."""


class BedShown(Wire, frozen=True, kw_only=True):
    """All that the instructor's page shows of a bed."""

    case: int
    level: str
    patient: str
    attempt: int
    tick: Tick
    when: str
    vitals: tuple[ShownVital, ...]
    support: str
    news2: int | None
    response: Risk
    news2_history: tuple[tuple[float, float], ...]
    """Hour and total, of the hours in which no machine breathed."""
    il6: str
    il6_history: tuple[tuple[float, float], ...]
    """Hour of the sample, and the result in pg/mL, of what is back."""
    orders: tuple[ShownOrder, ...]
    ordered: int
    """How many orders there were."""
    came: int
    """How many of them were the instructor's."""
    alarms: tuple[str, ...]
    pitfalls: tuple[ShownPitfall, ...]
    did: tuple[First, ...]
    """What its learner gave first, and when."""
    guideline: tuple[First, ...]
    """What the guideline run of the same patient gave first, as far as it is played."""
    guideline_behind: int
    """Ticks of that run that are still to be played until it stands where the bed does."""
    ended: str
    behind: int
    """Ticks that are still to be played."""
    differs: str
    """Where the case, played again here, is not as its lines say; empty if it is."""


@dataclass(slots=True)
class _Hour:
    """What the reference would have done at the last whole hour, and what was done since."""

    case: Case
    wish: tuple[Order, ...]
    ordered: list[Entry]


class LiveBed:
    """One case under way."""

    def __init__(self, case: int, levels: tuple[Level, ...], runs: GuidelineRuns) -> None:
        """Begin before the first line, which says which level it is, and with whom; `runs` are those of all beds."""
        self._id = case
        self._levels = {level.id: level for level in levels}
        self._reading = CaseLines(str(case))
        self._case: Case | None = None
        self._until = 0
        self._given = 0
        """Entries that were handed to `advance`."""
        self._hour: _Hour | None = None
        self._did = Firsts(0)
        self._runs = runs
        self._admitted: Case | None = None
        self._guideline: GuidelineRun | None = None
        self._walks: dict[Pitfall, int] = {}
        self._orders: list[ShownOrder] = []
        self._came = 0
        self._differs = ""
        self._marks = 0
        """Fingerprints that were compared."""

    def hear(self, first: int, lines: bytes, tick: Tick) -> None:
        """Take lines that the room has found right, from number `first` on, and the moment to which the case has come.

        Those that are known already are passed over.
        """
        for line in lines.splitlines()[max(0, self._reading.taken - first) :]:
            self._reading.take(self._reading.taken + 1, line)
        self._until = max(self._until, self._reading.tick, tick)
        header = self._reading.header
        if self._case is None and header is not None and header.level in self._levels:
            # The room takes the first line of any hosted case; by the second it knows one that is none of this lesson.
            self._case = self._admitted = admit_case(self._levels[header.level], header.seed, mover())
            self._did = Firsts(self._case.admission.level.start.clock_minute)
            self._begin_hour(self._case)
        if self._admitted is not None:
            self._guideline = self._runs.of(self._admitted, self._reading.entries)

    @property
    def behind(self) -> int:
        """Return how many ticks are still to be played."""
        case = self._case
        return 0 if case is None or case.outcome is not None or self._differs else max(0, self._until - case.tick)

    @property
    def guideline_behind(self) -> int:
        """Return how many ticks of the guideline run are still to be played: it follows where the bed is."""
        run, case = self._guideline, self._case
        return 0 if run is None or case is None or self._differs else run.behind(case.tick)

    def follow_guideline(self) -> None:
        """Play the guideline run on, a few hours at most."""
        if self._guideline is not None and self._case is not None:
            self._guideline.step(self._case.tick)

    @property
    def over(self) -> bool:
        """Say whether nothing more can come of it: its last line is here, and it is played that far."""
        ended = self._case is not None and self._case.outcome is not None
        return self._reading.end is not None and (ended or bool(self._differs))

    def step(self) -> None:
        """Play on, a few hours at most."""
        for _ in range(MOST_TICKS_AT_ONCE):
            if not self.behind:
                break
            self._tick()
        end, case = self._reading.end, self._case
        if case is None or case.outcome is not None or end is None:
            return
        if end.ending == Ending.STOPPED.value and case.tick == end.tick:
            self._case = stop(case)

    def _tick(self) -> None:
        case, entries = self._case, self._reading.entries
        assert case is not None
        first = self._given
        while self._given < len(entries) and entries[self._given].tick <= case.tick:
            self._given += 1
        due = entries[first : self._given]
        if any(entry.tick != case.tick for entry in due):
            # An order that came when its tick was played already: the lines of a true case never do that.
            self._differs = clock_text(due[0].tick, case.admission.level.start.clock_minute)
            return
        case = advance(case, due)
        self._case = case
        self._note(due, refusals(due, case.facts))
        self._did.note(due, case.facts)
        self._compare(case)
        if case.tick % TICKS_PER_HOUR == 0:
            self._end_hour(case)

    def _note(self, due: list[Entry], refused: list[str | None]) -> None:
        assert self._case is not None
        minute = self._case.admission.level.start.clock_minute
        for entry, reason in zip(due, refused, strict=True):
            told = actor_of(entry.order) is Actor.INSTRUCTOR
            self._came += told
            when = clock_text(entry.tick, minute)
            self._orders.append(
                ShownOrder(when=when, words=order_words(entry.order), refused=reason is not None, told=told)
            )
            if self._hour is not None and not told and reason is None:
                self._hour.ordered.append(entry)

    def _compare(self, case: Case) -> None:
        """Hold a fingerprint against the case; those of ticks that were played before it came are passed over."""
        digests = self._reading.digests
        while self._marks < len(digests) and digests[self._marks].tick <= case.tick:
            mark = digests[self._marks]
            if mark.tick == case.tick and mark.digest != digest(case):
                self._differs = clock_text(case.tick, case.admission.level.start.clock_minute)
            self._marks += 1

    def _begin_hour(self, case: Case) -> None:
        self._hour = _Hour(case, _POLICY.orders(build_view(case)), [])

    def _end_hour(self, case: Case) -> None:
        """Find the pitfall of the hour that is over, and begin the next."""
        hour = self._hour
        assert hour is not None
        level, seed = case.admission.level, case.admission.seed
        track = Track(level, seed, (hour.case,), (hour.wish,), (tuple(hour.ordered),), (0,), (), (), over=False)
        cause: Cause = cause_of(track, 0, difference(track, 0, 1))
        blamed = [pitfall for pitfall, causes in blame(level).items() if cause in causes]
        self._walks = {pitfall: self._walks.get(pitfall, 0) + 1 for pitfall in blamed}
        if case.outcome is None:
            self._begin_hour(case)

    @property
    def shown(self) -> BedShown | None:
        """Return what is shown of the bed; nothing before it is known who lies in it."""
        if self._case is None:
            return None
        view = build_view(self._case)
        minute = view.level.start.clock_minute
        session = self._reading.session
        seen = seen_on(view)
        il6 = [one for one in view.labs.get(Channel.IL6, ()) if one.flag is not Flag.ABSENT]
        return BedShown(
            case=self._id,
            level=view.level.title,
            patient=view.level.patient.name,
            attempt=1 if session is None else session.attempt,
            tick=view.tick,
            when=clock_text(view.tick, minute),
            vitals=named(seen),
            support=view.support.text,
            news2=seen.news2,
            response=seen.response,
            news2_history=tuple((hours(tick), float(total)) for tick, total in view.scored),
            il6=seen.il6,
            il6_history=tuple((hours(one.taken), one.value) for one in il6),
            orders=tuple(self._orders[-MOST_ORDERS:]),
            ordered=len(self._orders),
            came=self._came,
            alarms=tuple(one.short for one in view.alarms if one.active),
            pitfalls=tuple(ShownPitfall(name=PITFALL_LABELS[one], hours=many) for one, many in self._walks.items()),
            did=self._did.all,
            guideline=() if self._guideline is None else self._guideline.firsts(view.tick),
            guideline_behind=self.guideline_behind,
            ended="" if view.outcome is None else SENTENCES[view.outcome.ending],
            behind=self.behind,
            differs=self._differs,
        )
