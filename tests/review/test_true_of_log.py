"""Every sentence of a debrief is true of its log: random plays, each held against log and chart by another reader."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs

from game.case.case import admit_case
from game.case.walk import last_of, logged, walk
from game.futures.engine import mover
from game.futures.sweep import ColumnFutures
from game.patient.method import METHOD
from game.review.findings import Analysis
from game.review.scoring.analysis import stages
from game.review.verdict import Cause, Pitfall, Verdict
from game.values.channel import Panel
from game.values.ending import Ending
from game.values.level import Level
from game.values.log import EndLine, Header, Log
from game.values.order import Actor, Draw, Entry, Give, Order, Stop
from game.values.ticks import TICKS_PER_HOUR
from tests.levels.plays import at, give, level
from tests.review.true_of_log import untruths

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
def test_every_sentence_of_a_random_play_is_true_of_its_log(play: tuple[Level, int, tuple[Entry, ...]]) -> None:
    one, seed, entries = play
    log, found = debrief(one, seed, entries)

    assert untruths(one, log, found) == []


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

    assert untruths(LEVELS[name], log, found) == []


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
