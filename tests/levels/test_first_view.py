"""What a level's text claims of its patient is what monitor and laboratory show in the first hours, whoever is drawn.

The claims are written down a second time here, by hand and in numbers, beside the very words: who changes the words, or
the patient, says here what must be so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pytest

from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.view import View
from game.case.walk import advance_to
from game.futures.engine import mover
from game.patient.signs import signs
from game.review.playback.hourly_truth import deathless
from game.values.channel import Channel
from game.values.courses import course_of
from game.values.ticks import ticks
from tests.levels.plays import LEVELS, NAMES, level

SEEDS = range(1, 9)
"""Drawn patients of each level, beside the one as written."""
HOURS = (0, 6, 12)
STORMS = frozenset({"storm", "stubborn", "both", "turns"})


class Bed(NamedTuple):
    """One patient whom nobody treats, in the first twelve hours."""

    written: bool
    course: str
    views: tuple[View, ...]
    """At `HOURS`."""
    il6: tuple[float, ...]
    """In truth, pg/mL."""

    @property
    def door(self) -> View:
        return self.views[0]

    def shown(self, channel: Channel) -> float:
        return self.door.vitals[channel].shown

    def newest(self, channel: Channel) -> float:
        return self.door.labs[channel][-1].shown


@cache
def beds(name: str) -> tuple[Bed, ...]:
    one = level(name)
    found = []
    for seed in (one.seed, *SEEDS):
        case = deathless(admit_case(one, seed, mover()))
        course = course_of(one, seed)
        assert course is not None
        views, il6 = [], []
        for hour in HOURS:
            case = advance_to(case, (), ticks(hour))
            views.append(build_view(case))
            il6.append(signs(case.body, case.inputs).il6)
        found.append(Bed(seed == one.seed, course.id, tuple(views), tuple(il6)))
    return tuple(found)


def calm(bed: Bed) -> bool:
    """Say whether the first look calls nobody: NEWS2 asks for no urgent review."""
    return bed.door.news2.total <= 4


def on_air(bed: Bed) -> bool:
    return bed.door.support.fio2 == 0.21


def febrile(bed: Bed) -> bool:
    """Say whether there is fever in the first half day: the thermometer of one minute is no illness."""
    return max(view.vitals[Channel.TEMPERATURE].shown for view in bed.views) >= 38.0


def doubles_unseen(bed: Bed) -> bool:
    """Say whether IL-6 doubles in about twelve hours from some tens, of a storm, while NEWS2 asks for little.

    The patient as written moves by two points at most; of those drawn a few are further on.
    """
    if bed.course not in STORMS:
        return True
    calls = 4 if bed.written else 5
    doubled = bed.il6[2] / bed.il6[0] >= (2.0 if bed.written else 1.7)
    return doubled and bed.il6[0] <= (100.0 if bed.written else 200.0) and bed.views[1].news2.total <= calls


def does_not_double(bed: Bed) -> bool:
    return bed.course != "mild" or bed.il6[2] < 1.5 * bed.il6[0]


def low_pressure(bed: Bed) -> bool:
    return bed.shown(Channel.MAP) < 75.0


CLAIMS: dict[str, tuple[tuple[str, Callable[[Bed], bool]], ...]] = {
    "quiet_recovery": (
        ("Fever and a cough", febrile),
        ("breathing room air", on_air),
        ("eating and drinking, and walks to the bathroom unaided", calm),
        ("IL-6 is raised but does not double", does_not_double),
    ),
    "covid_storm": (
        ("She looks comfortable", calm),
        ("She is sitting up in bed, on the phone", on_air),
        ("Five days of fever", febrile),
        ("NEWS2 stays low for hours while IL-6 doubles", doubles_unseen),
    ),
    "car_t_release": (
        ("No fever yet", lambda bed: bed.shown(Channel.TEMPERATURE) < 38.0),
        ("He has almost no neutrophils", lambda bed: bed.newest(Channel.NEUTROPHILS) <= 0.5),
        ("He keeps asking when something is supposed to happen", calm),
    ),
    "septic_shock": (
        ("fever and rigors since this morning", febrile),
        ("His blood pressure has just dropped", low_pressure),
        ("Pain in the left flank for two days", lambda bed: bed.newest(Channel.CRP) >= 10.0),
    ),
    "stressed_host": (
        ("Fever since yesterday", febrile),
        ("He says it is only a fever", calm),
        ("What can be read in the numbers before NEWS2 sounds the alarm?", doubles_unseen),
    ),
    "septic_shock_hands_on": (
        ("Her blood pressure is falling", low_pressure),
        ("since yesterday the calf has been red, hot and twice its size", lambda bed: bed.newest(Channel.CRP) >= 50.0),
    ),
}
"""Words of each level, and what must be so in every bed of it."""


def test_every_level_has_claims() -> None:
    assert set(CLAIMS) == set(NAMES)


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, claims in CLAIMS.items() for words, _ in claims])
def test_what_the_text_of_a_level_claims_is_what_is_seen(name: str, words: str) -> None:
    assert words in (LEVELS / f"{name}.toml").read_text("utf-8")
    holds = dict(CLAIMS[name])[words]
    for bed in beds(name):
        seen = [(view.news2.total, view.vitals[Channel.TEMPERATURE].shown) for view in bed.views]
        assert holds(bed), f"{bed.course}: NEWS2 and temperature {seen}, IL-6 {bed.il6}"
