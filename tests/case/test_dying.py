"""Nobody dies from a calm screen: hours of decline, a ward that does more, a rhythm that changes, a last call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from game.bedside.news2 import EMERGENCY_FROM
from game.bedside.rhythm import HeartRhythm
from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.dying import DYING_TICKS
from game.case.state import Case
from game.case.walk import walk
from game.files.level_file import read_level
from game.futures.engine import mover
from game.patient import compartments
from game.policy.policy import ordered_by
from game.policy.registry import POLICIES
from game.values.channel import VITALS, Channel
from game.values.ending import SENTENCES, Ending
from game.values.fact import CallReason, Priority
from game.values.level import Level, SupportMode
from game.values.ticks import TICKS_PER_HOUR, ticks

LEVELS = sorted((Path(__file__).parents[2] / "levels").glob("*.toml"))
FALLS_AT_H = (0.0, 9.0, 31.0)
HAZARD = compartments.INDEX["cumulative_hazard"]


def dying(level: Level, seed: int, policy: str, hour: float) -> Iterator[Case]:
    """Yield the last hours of a patient for whom the dice fall at an hour, whatever the screen shows then."""
    case = admit_case(level, seed, mover())
    if hour:
        *_, last = walk(case, ordered_by(POLICIES[policy]), ticks(hour))
        case = last.case
    hazard = case.body.state[HAZARD]
    case = replace(case, admission=replace(case.admission, dies_at_hazard=hazard))
    yield from (step.case for step in walk(case, ordered_by(POLICIES[policy])))


@cache
def deaths() -> tuple[tuple[Case, ...], ...]:
    """Return the last hours of some patients of every level."""
    found = []
    for number, path in enumerate(LEVELS):
        level = read_level(path)
        for hour in FALLS_AT_H:
            policy = ("idle", "reference", "everything_at_once")[number % 3]
            cases = tuple(dying(level, 11 + number, policy, hour))
            if cases[0].outcome is None:
                found.append(cases)
    return tuple(found)


def hours_written(cases: tuple[Case, ...]) -> list[int]:
    since = cases[-1].sheets.dying
    assert since is not None
    return [hour.news2_total for hour in cases[-1].sheets.hours if hour.tick >= since.since]


def test_a_death_takes_six_hours_and_ends_as_what_it_began_with() -> None:
    assert len(deaths()) >= 12
    for cases in deaths():
        last = cases[-1]
        assert last.outcome is not None
        assert last.sheets.dying is not None
        assert last.outcome.ending is last.sheets.dying.ending
        assert last.outcome.ending.died
        assert last.tick - last.sheets.dying.since == DYING_TICKS


def test_a_death_of_neither_lungs_shock_nor_infection_is_told_as_it_was_seen() -> None:
    """*Multi-organ failure* was the end of a patient whose organs kept 99 % of their function: the dice had fallen."""
    assert "the circulation gave way, and then the breathing" in SENTENCES[Ending.DIED_OF_ORGAN_FAILURE]
    assert "organ" not in SENTENCES[Ending.DIED_OF_ORGAN_FAILURE]
    found = [
        cases for cases in deaths() if cases[-1].outcome and cases[-1].outcome.ending is Ending.DIED_OF_ORGAN_FAILURE
    ]
    assert found
    for cases in found:
        first, *_, last = [case.shown for case in cases if case.sheets.dying is not None]
        lost = [
            ((first.map - now.map) / (first.map - last.map), (first.spo2 - now.spo2) / (first.spo2 - last.spo2))
            for now in (case.shown for case in cases[DYING_TICKS // 4 : -DYING_TICKS // 4])
        ]
        assert all(blood > breath for blood, breath in lost)


def test_the_last_three_hours_of_a_death_are_an_emergency_by_news2() -> None:
    for cases in deaths():
        news2 = hours_written(cases)
        assert min(news2[-3:]) >= EMERGENCY_FROM, (cases[0].admission.level.id, news2)


def test_the_ward_gives_more_support_to_whoever_dies() -> None:
    for cases in deaths():
        if cases[0].admission.level.support is SupportMode.PLAYER:
            continue
        first, last = cases[0].holding, cases[-1].holding
        assert (last.rung, last.pressor) > (first.rung, first.pressor)


def test_the_rhythm_changes_from_sinus_to_extra_beats_to_slow_to_none() -> None:
    for cases in deaths():
        seen = list(dict.fromkeys(build_view(case).rhythm for case in (*cases[:: TICKS_PER_HOUR // 2], cases[-1])))
        assert seen == [HeartRhythm.SINUS, HeartRhythm.ECTOPIC, HeartRhythm.AGONAL, HeartRhythm.NONE]


def test_somebody_calls_for_the_decline_hours_before_and_for_the_arrest_at_the_end() -> None:
    for cases in deaths():
        last = cases[-1]
        when = {call.reason: last.tick - call.tick for call in last.sheets.calls}
        assert when[CallReason.FAILING] >= 3 * TICKS_PER_HOUR
        assert 0 < when[CallReason.ARREST] < TICKS_PER_HOUR


def test_a_high_alarm_sounds_in_the_last_hour() -> None:
    for cases in deaths():
        alarms = build_view(cases[-2]).alarms
        assert any(one.priority is Priority.HIGH and one.active for one in alarms)


def test_the_nurse_says_nothing_hopeful_in_the_last_three_hours() -> None:
    hopeful = ("comfortable", "laughing", "slept well", "better")
    for cases in deaths():
        last = cases[-1]
        said = [words for tick, words in last.sheets.said if last.tick - tick <= 3 * TICKS_PER_HOUR]
        assert not [words for words in said if any(word in words for word in hopeful)]


@pytest.mark.parametrize("seed", [2, 3])
def test_whoever_the_dice_kill_by_themselves_is_seen_to_decline_too(seed: int) -> None:
    *_, step = walk(admit_case(read_level(LEVELS[0]), seed, mover()), ordered_by(POLICIES["idle"]))
    last = step.case
    assert last.outcome is not None
    if last.outcome.ending.died:
        assert min(hours_written((last,))[-3:]) >= EMERGENCY_FROM


def test_whoever_begins_to_die_does_not_go_home() -> None:
    for cases in deaths():
        assert all(case.outcome is None for case in cases[:-1])


def test_nothing_is_read_of_a_heart_that_stands_still() -> None:
    """*Mean pressure 41 mmHg* and *SpO₂ 62 %* stood beside the organs of somebody with asystole."""
    for cases in deaths():
        seen = build_view(cases[-1])
        told = {channel: seen.vitals[channel].text for channel in VITALS}
        breath = told.pop(Channel.RESPIRATORY_RATE)
        del told[Channel.TEMPERATURE]

        assert set(told.values()) == {"–"}
        assert (breath == "–") is not seen.ventilated
        lungs, heart = (one.text.split(",")[0] for one in seen.organs[:2])
        assert (lungs, heart) in {("not breathing", "no heartbeat"), ("no pulse for the probe", "no heartbeat")}
