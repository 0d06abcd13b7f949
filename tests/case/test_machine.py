"""Random orders at random times: nothing leaves its limits, and replay gives the same case."""

from functools import cache
from math import isfinite

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from game.case.case import admit_case
from game.case.digest import digest
from game.case.play import Play
from game.case.walk import advance_to
from game.values.channel import KINDS, Flag, Panel
from game.values.drug import FORMULARY
from game.values.level import SupportMode
from game.values.order import Actor, Device, Draw, Give, GiveFluid, SetDevice, SetPressor, SetProne, Stop
from tests.case.levels import SEPSIS, level

LEVELS = (level(), level(support=SupportMode.PLAYER), SEPSIS)


@cache
def start(place, seed):
    return admit_case(LEVELS[place], seed)


ORDERS = st.one_of(
    st.builds(lambda regimen: Give(regimen=regimen), st.sampled_from([*FORMULARY, "nonsense"])),
    st.builds(lambda regimen: Stop(regimen=regimen), st.sampled_from(list(FORMULARY))),
    st.builds(lambda panel: Draw(panel=panel), st.sampled_from(list(Panel))),
    st.builds(lambda device: SetDevice(device=device), st.sampled_from(list(Device))),
    st.builds(lambda prone: SetProne(prone=prone), st.booleans()),
    st.builds(lambda dose: SetPressor(norepinephrine_ug_per_kg_min=dose), st.floats(-1.0, 2.0) | st.just(float("nan"))),
    st.just(GiveFluid()),
)


class Bedside(RuleBasedStateMachine):
    """A player who orders anything at any time."""

    @initialize(place=st.integers(0, 2), seed=st.integers(1, 2))
    def admit(self, place, seed):
        self.start = start(place, seed)
        self.entries, self.marks = [], []
        self.play = Play(self.start, self.entries.append, lambda tick, mark: self.marks.append((tick, mark)))

    @rule(order=ORDERS)
    def order(self, order):
        before = len(self.entries)
        waiting = self.play.view
        refusal = self.play.order(Actor.PLAYER, order)

        assert self.play.finished or before + 1 == len(self.entries)
        assert refusal == refusal.strip()
        assert self.play.view.vitals == waiting.vitals

    @rule(ticks=st.integers(1, 60))
    def wait(self, ticks):
        for _ in range(ticks):
            self.play.tick()

    @invariant()
    def readings_are_within_their_limits(self):
        seen = self.play.view
        results = [reading for results in seen.labs.values() for reading in results]
        for reading in [*seen.vitals.values(), *results]:
            kind = KINDS[reading.channel]
            assert isfinite(reading.value)
            assert reading.flag is Flag.ABSENT or kind.low <= reading.value <= kind.high
            assert reading.taken <= reading.known <= seen.tick
        assert 0 <= seen.news2.total <= 20
        assert 0.21 <= seen.support.fio2 <= 1.0
        assert 0.0 <= seen.support.norepinephrine_ug_per_kg_min <= 1.0

    @invariant()
    def the_drug_chart_is_whole(self):
        seen = self.play.view
        for course in seen.courses:
            assert course.running is (course.next_due is not None)
            assert course.next_due is None or course.next_due >= seen.tick
            assert len(course.given) <= course.regimen.max_doses
            gap = course.regimen.min_gap_h or course.regimen.every_h
            for earlier, later in zip(course.given, course.given[1:], strict=False):
                assert later - earlier >= gap * 12
        panels = [one.panel for one in seen.pending]
        assert len(panels) == len(set(panels))

    def teardown(self):
        if not hasattr(self, "play"):
            return
        case = advance_to(self.start, self.entries, self.play.view.tick)
        self.play.tick()
        waiting = [entry for entry in self.entries if entry.tick == case.tick]
        case = advance_to(case, waiting, case.tick + 1)
        assert digest(case) == self.play.case_digest
        assert all(y >= 0.0 and isfinite(y) for y in case.body.state)


Bedside.TestCase.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
TestBedside = Bedside.TestCase
