"""Every sentence of a debrief is true of its log: random plays, each held against log and chart by another reader."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs

from game.case.case import admit_case
from game.case.view import View
from game.case.walk import last_of, logged, walk
from game.futures.engine import mover
from game.futures.sweep import ColumnFutures
from game.patient.method import METHOD
from game.policy.reference import Reference
from game.review.findings import Analysis
from game.review.scoring.analysis import stages
from game.review.valuation.tracking import track
from game.review.verdict import Cause, Pitfall, Verdict
from game.values.channel import Panel
from game.values.ending import Ending
from game.values.level import Level
from game.values.log import EndLine, Header, Log
from game.values.order import Actor, Draw, Entry, Give, Order, Stop
from game.values.ticks import TICKS_PER_HOUR
from tests.levels.plays import at, give, level
from tests.review.true_of_log import play, untruths
from tests.review.true_of_remarks import more_untruths

FUTURES = ColumnFutures()
HOURS = 40
"""Long enough for a look to be due, short enough to be cheap."""
LEVELS = {
    name: structs.replace(level(name), horizon_h=float(HOURS))
    for name in ("car_t_release", "covid_storm", "quiet_recovery", "septic_shock", "stressed_host")
}


def debrief(one: Level, seed: int, entries: tuple[Entry, ...]) -> tuple[Log, Analysis]:
    """Return the log of these orders, dice and all, and its analysis up to the score."""
    last = last_of(walk(admit_case(one, seed, mover()), logged(entries)))
    assert last.outcome is not None
    header = Header(format=1, game="", method=METHOD, level=one.id, level_digest="", seed=seed)
    end = EndLine(tick=last.tick, ending=last.outcome.ending.value, score=0, digest="")
    log = Log(header, tuple(entry for entry in entries if entry.tick < last.tick), (), end)
    return log, list(islice(stages(one, log, FUTURES), 2))[-1]


def all_untruths(one: Level, log: Log, found: Analysis) -> list[str]:
    """Return what both parts of the reader find false."""
    return [*untruths(one, log, found), *more_untruths(found, log, play(one, log))]


def _order(one: Level) -> st.SearchStrategy[Order]:
    drugs = st.sampled_from(one.regimens)
    return st.one_of(
        st.builds(lambda regimen: Give(regimen=regimen), drugs),
        st.builds(lambda regimen: Give(regimen=regimen), drugs),
        st.builds(lambda regimen: Stop(regimen=regimen), drugs),
        st.builds(lambda panel: Draw(panel=panel), st.sampled_from(one.panels)),
        st.builds(lambda panel: Draw(panel=panel), st.sampled_from((Panel.IL6, Panel.INFLAMMATION))),
    )


@st.composite
def plays(draw: st.DrawFn) -> tuple[Level, int, tuple[Entry, ...]]:
    """Draw a bed, a patient and a play of up to a dozen orders; many on the hour, some between."""
    one = LEVELS[draw(st.sampled_from(sorted(LEVELS)))]
    seed = draw(st.sampled_from((one.seed, 1, 2, 3, 4, 5, 6)))
    when = st.one_of(st.integers(0, HOURS - 1).map(lambda hour: hour * TICKS_PER_HOUR), st.integers(0, 12 * HOURS - 1))
    placed = draw(st.lists(st.tuples(when, _order(one)), max_size=12))
    entries = [Entry(tick=tick, actor=Actor.PLAYER, order=order) for tick, order in placed]
    return one, seed, tuple(sorted(entries, key=lambda entry: entry.tick))


@settings(
    max_examples=8, deadline=None, derandomize=True, phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(plays())
def test_every_sentence_of_a_random_play_is_true_of_its_log(played: tuple[Level, int, tuple[Entry, ...]]) -> None:
    one, seed, entries = played
    log, found = debrief(one, seed, entries)

    assert all_untruths(one, log, found) == []


def test_who_waits_for_a_patient_who_begins_to_die_at_once_is_scored_as_waiting() -> None:
    """The dice strike in the first hour; the hours of dying are not judged, and yet the score is none of luck."""
    one = LEVELS["septic_shock"]
    log, _ = debrief(one, one.seed, ())
    end = EndLine(tick=76, ending=Ending.DIED_OF_ORGAN_FAILURE.value, score=0, digest="")
    found = list(islice(stages(one, Log(log.header, (), (), end), FUTURES), 2))[-1]

    assert found.score is not None
    assert found.score.total < 50
    assert [point.tick for point in found.curve] == [0, TICKS_PER_HOUR]


IL6 = Draw(panel=Panel.IL6)
CASES: dict[str, tuple[str, tuple[Entry, ...]]] = {
    "waiting": ("covid_storm", ()),
    "waiting in shock": ("septic_shock", ()),
    "the germ alone": ("stressed_host", (give(0.0, "remdesivir"), at(1.0, IL6), at(12.0, IL6))),
    "late by half a day": ("stressed_host", (give(0.0, "remdesivir"), give(18.0, "dexamethasone"))),
    "too much at once": (
        "quiet_recovery", (give(0.0, "dexamethasone"), give(0.0, "tocilizumab"), give(0.0, "antibiotic")),
    ),
    "a test an hour": ("covid_storm", tuple(at(float(hour), IL6) for hour in range(HOURS - 1))),
}  # fmt: skip


def test_a_verdict_says_what_was_lost_there_and_why() -> None:
    """'Meropenem given' was all the reason for the trend that nobody had answered."""
    _, found = debrief(LEVELS["covid_storm"], LEVELS["covid_storm"].seed, ())
    reason = next(one.reason for one in found.pitfalls if one.pitfall is Pitfall.IGNORED_TREND)
    worst = max((one for one in found.episodes if one.cause is Cause.IGNORED_TREND), key=lambda one: one.points)

    cost = f"What the trend asked for in these hours was not done in time, which cost {worst.points:.0f} points."
    assert reason == f"{worst.did} {cost} Every hour of a storm does lasting damage."


@pytest.mark.parametrize("case", CASES)
def test_every_sentence_of_a_known_mistake_is_true_of_its_log(case: str) -> None:
    name, entries = CASES[case]
    log, found = debrief(LEVELS[name], LEVELS[name].seed, entries)

    assert all_untruths(LEVELS[name], log, found) == []


@dataclass(frozen=True, slots=True)
class Person:
    """The guideline as a person plays it: begun late, given up, with drugs left out, others given at the door."""

    from_h: int = 0
    to_h: int = HOURS
    without: tuple[str, ...] = ()
    at_the_door: tuple[str, ...] = ()
    name: str = "person"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Return the orders of this hour."""
        hour = view.tick // TICKS_PER_HOUR
        first = [Give(regimen=one) for one in self.at_the_door] if hour == 0 else []
        asked = Reference().orders(view) if self.from_h <= hour < self.to_h else ()
        left = [one for one in asked if getattr(one, "regimen", "") not in (*self.without, *self.at_the_door)]
        return (*first, *left)


PLAYED: dict[str, tuple[str, int, Person]] = {
    "late": ("quiet_recovery", 701, Person(from_h=30)),
    "given up": ("covid_storm", 703, Person(to_h=14)),
    "all at the door": ("quiet_recovery", 708, Person(at_the_door=("dexamethasone", "paracetamol", "antibiotic"))),
    "no reserve": ("stressed_host", 306, Person(without=("meropenem",), at_the_door=("tocilizumab",))),
    "no antibiotic": ("car_t_release", 710, Person(without=("antibiotic", "meropenem"))),
    "in shock without": ("septic_shock", 1, Person(from_h=9, without=("hydrocortisone",))),
    "by hand, given up": ("septic_shock_hands_on", 322, Person(to_h=5)),
}


@pytest.mark.parametrize("who", PLAYED)
def test_every_sentence_of_a_play_as_people_play_is_true_of_its_log(who: str) -> None:
    name, seed, person = PLAYED[who]
    one = structs.replace(level(name), horizon_h=float(HOURS))
    ordered = track(one, seed, person, move=mover()).ordered
    log, found = debrief(one, seed, tuple(entry for entries in ordered for entry in entries))

    assert all_untruths(one, log, found) == []


def test_the_reader_finds_what_is_false() -> None:
    """A debrief of waiting, told of a play in which everything was given, and the other way round."""
    one = LEVELS["covid_storm"]
    idle, waited = debrief(one, one.seed, ())
    busy, treated = debrief(one, one.seed, (give(0.0, "remdesivir"), give(2.0, "tocilizumab"), at(3.0, IL6)))
    words = " ".join(untruths(one, busy, waited) + untruths(one, idle, treated))

    assert "but 1 tests were drawn" in words
    assert "is not in the log" in words
    assert untruths(one, idle, structs.replace(waited, curve=waited.curve[:1]))
    charged = [structs.replace(one, points=9.0) for one in waited.episodes if one.charged] * 2
    assert "prices of" in " ".join(untruths(one, idle, structs.replace(waited, episodes=(*waited.episodes, *charged))))
    guilty = [structs.replace(one, verdict=Verdict.FELL_IN) for one in waited.pitfalls]
    assert "fell_in for 0.0 points" in " ".join(untruths(one, idle, structs.replace(waited, pitfalls=tuple(guilty))))
    bare = [
        structs.replace(one, reason=worst.did) for one in waited.pitfalls for worst in waited.episodes if worst.points
    ]
    assert "which no episode tells" in " ".join(untruths(one, idle, structs.replace(waited, pitfalls=tuple(bare))))
    other = [
        structs.replace(one, cause=Cause.OVER_DAMPENED) for one in waited.episodes if one.cause is not Cause.CHANCE
    ]
    told = structs.replace(waited, episodes=tuple(other))
    assert "over-dampening without dampening" in " ".join(untruths(one, idle, told))


def test_the_reader_finds_what_is_false_beside_the_pitfalls_and_of_germs():
    """The same of remarks, of what no pitfall names, and of what is said of bacteria."""
    one = LEVELS["covid_storm"]
    log, found = debrief(one, one.seed, ())
    of = play(one, log)
    assert found.score is not None
    lied = (
        "You gave 4 boluses of fluid in hours in which",
        "You began meropenem in hours in which the guideline run asked",
    )
    remarked = structs.replace(found.score, remarks=lied)
    first = next(one for one in found.episodes if one.cause is not Cause.CHANCE)
    why = "The antibiotic that ran reaches the germ too. It also reaches more than that."
    told = [structs.replace(first, why=why), *[one for one in found.episodes if one is not first]]
    bare = "You dampened with dexamethasone while the chart spoke for bacteria and no antibiotic had gone in."
    judged = [structs.replace(one, reason=bare) for one in found.pitfalls]

    wrong = more_untruths(structs.replace(found, score=remarked, episodes=tuple(told), pitfalls=tuple(judged)), log, of)

    assert [len([words for words in wrong if part in words]) for part in ("0 were given", "begun unasked")] == [1, 1]
    assert any(f"{why}' of set()" in words for words in wrong)
    assert any("of hours without any antibiotic" in words for words in wrong)
    assert len([words for words in wrong if "every dose was covered" in words]) == len(found.pitfalls)
    assert more_untruths(found, log, of) == []
