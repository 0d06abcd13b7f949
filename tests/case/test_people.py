"""Relatives and colleagues press in their hours, say only what is so, and are heard again in a replay."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import msgspec
import pytest

from game.case.case import admit_case
from game.case.people import QUIET_TICKS, due
from game.case.scene import HOLDS, scene
from game.case.state import Case
from game.case.walk import hourly, walk
from game.futures.engine import mover
from game.patient.signs import signs
from game.policy.policy import ordered_by
from game.policy.registry import POLICIES
from game.values.level import Level, Voice
from game.values.ticks import hours, ticks
from tests.levels.plays import NAMES, level

UNTIL = ticks(60.0)
PLAYS = [(name, policy) for name in NAMES for policy in ("idle", "everything_at_once")]


@cache
def played(name: str, policy: str) -> tuple[Case, ...]:
    return tuple(hourly(walk(admit_case(level(name), level(name).seed, mover()), ordered_by(POLICIES[policy]), UNTIL)))


@pytest.mark.parametrize(("name", "policy"), PLAYS)
def test_whoever_presses_says_only_what_is_so_at_that_hour(name: str, policy: str) -> None:
    voices = {voice.text: voice for voice in level(name).voices}
    for case in played(name, policy):
        for said in case.sheets.pressed:
            if said.tick != case.tick:
                continue
            voice = voices[said.text]
            assert voice.after_h <= hours(case.tick) <= voice.until_h
            here = scene(case, signs(case.body, case.breathed))
            assert all(HOLDS[claim](here) for claim in voice.needs), (said.text, voice.needs)
            lines = [line for line in case.sheets.courses if line.regimen.id in voice.about]
            assert not any(line.given for line in lines) if said.more else any(line.running for line in lines)


@pytest.mark.parametrize(("name", "policy"), PLAYS)
def test_nobody_says_the_same_twice_and_none_speaks_soon_after_another(name: str, policy: str) -> None:
    heard = played(name, policy)[-1].sheets.pressed
    assert len({said.text for said in heard}) == len(heard)
    assert all(after.tick - before.tick >= QUIET_TICKS for before, after in pairwise(heard))


def test_a_second_voice_waits_until_the_first_is_long_past() -> None:
    sister, brother = [
        Voice(who=who, role="relative", text=who, presses="more", about=("tocilizumab",), after_h=0.0, until_h=72.0)
        for who in ("Her sister", "Her brother")
    ]
    both = msgspec.structs.replace(level("covid_storm"), voices=(sister, brother))
    case = admit_case(both, both.seed, mover())
    here = scene(case, signs(case.body, case.breathed))

    assert [said.who for said in case.sheets.pressed] == [sister.who]
    assert [due(replace(case, tick=tick), both, here) for tick in (QUIET_TICKS - 1, QUIET_TICKS)] == [None, brother]


def test_somebody_presses_on_most_levels_for_more_and_on_some_for_less() -> None:
    heard = [said for name, policy in PLAYS for said in played(name, policy)[-1].sheets.pressed]
    assert len({said.text for said in heard if said.more}) >= 4
    assert [said for said in heard if not said.more]


def test_the_words_move_nothing_in_the_body() -> None:
    name = "covid_storm"
    quiet = replace(admit_case(level(name), 5, mover()), tick=0)
    mute = replace(quiet, admission=replace(quiet.admission, level=_mute(name)))
    spoken, silent = (tuple(hourly(walk(one, lambda _: (), ticks(20.0))))[-1] for one in (quiet, mute))
    assert silent.sheets.pressed == ()
    assert spoken.body == silent.body


def _mute(name: str) -> Level:
    return msgspec.structs.replace(level(name), voices=())


def test_every_voice_of_the_levels_speaks_of_what_the_level_offers() -> None:
    for name in NAMES:
        assert level(name).voices
        for voice in level(name).voices:
            assert set(voice.about) <= set(level(name).regimens)
            assert voice.after_h < voice.until_h
