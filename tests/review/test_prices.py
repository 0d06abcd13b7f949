"""What the score charges whatever the value says: one row for each price, each bound and each exemption."""

from __future__ import annotations

import pytest

from game.review.scoring.charges import charges
from game.review.verdict import Cause
from game.values.channel import Channel, Panel
from game.values.ticks import ticks
from tests.review.made_up import case, dose, result, track

DEX, TOCI, GERM = "dexamethasone", "tocilizumab", "remdesivir"
SHORT = [case(), case(hour=1.0)]
"""Too short for anyone to be charged for not looking."""


def doses(regimen: str, count: int, first: float = 0.0):
    return [dose(regimen, first) for _ in range(count)]


def charged(mine, theirs, level="covid_storm"):
    return [
        (one.cause, pytest.approx(one.points))
        for one in charges(track(level=level, cases=SHORT, doses=mine), track(level=level, doses=theirs))
    ]


@pytest.mark.parametrize(
    ("mine", "theirs", "level", "points"),
    [
        ([], doses(DEX, 10), "covid_storm", None),
        (doses(DEX, 10), doses(DEX, 10), "covid_storm", None),
        # A part of a course that the reference began allows a whole one.
        (doses(DEX, 10), doses(DEX, 3), "covid_storm", None),
        (doses(DEX, 15), doses(DEX, 3), "covid_storm", 7.5),
        (doses(TOCI, 2), doses(TOCI, 1), "covid_storm", 15.0),
        # More than a course is allowed where the reference gave more.
        (doses(TOCI, 2), doses(TOCI, 2), "covid_storm", None),
        # Where the reference dampened nothing, a begun course counts whole.
        (doses(DEX, 1), [], "quiet_recovery", 18.0),
        (doses(DEX, 20), [], "quiet_recovery", 36.0),
        # The other kind is cheaper up to one course, except in sepsis.
        (doses(DEX, 10) + doses(TOCI, 1), doses(DEX, 10), "covid_storm", 8.0),
        (doses(DEX, 10) + doses(TOCI, 2), doses(DEX, 10), "covid_storm", 23.0),
        (doses(DEX, 5), doses(TOCI, 1), "covid_storm", 4.0),
        (doses(DEX, 10) + doses(TOCI, 1), doses(DEX, 10), "septic_shock", 15.0),
    ],
)
def test_dampening_beyond_the_reference_has_its_price(mine, theirs, level, points):
    assert charged(mine, theirs, level) == ([] if points is None else [(Cause.OVER_DAMPENED, points)])


@pytest.mark.parametrize(
    ("theirs", "better", "said"),
    [
        (doses(TOCI, 1), "Stop there.", "1 course beyond what the reference gave"),
        ([], "None of it: the reference did without.", "A begun course counts whole"),
    ],
)
def test_a_price_says_what_would_have_been_better(theirs, better, said):
    (one,) = charges(track(cases=SHORT, doses=doses(TOCI, 2)), track(doses=theirs))

    assert one.better == better
    assert said in one.did


def test_the_dose_that_is_beyond_stands_where_it_was_given_and_the_chart_of_that_hour_says_whether_it_was_safe():
    moments = [case(), case(chart={Channel.NEUTROPHILS: result(0.5)}, hour=1.0)]
    given = [dose(TOCI, 1.0), dose(TOCI, 0.0)]
    (one,) = charges(track(cases=moments, doses=given), track(doses=doses(TOCI, 1)))
    (other,) = charges(track(cases=moments, doses=given), track(doses=[]))

    assert (one.first, one.last, one.cause) == (ticks(1.0), ticks(1.0), Cause.UNSAFE_ORDER)
    assert (other.first, other.last, other.cause) == (0, ticks(1.0), Cause.OVER_DAMPENED)


@pytest.mark.parametrize(
    ("mine", "theirs", "points"),
    [
        (doses(GERM, 5), doses(GERM, 5), None),
        (doses(GERM, 5), doses(GERM, 1), None),
        (doses(GERM, 10), doses(GERM, 5), 5.0),
        (doses(GERM, 5), [], 5.0),
        (doses(GERM, 1), [], 1.0),
        # Under half a point is let go.
        (doses("antibiotic", 2), [], None),
        (doses("antibiotic", 3), [], 15.0 / 21.0),
        (doses("antibiotic", 21), doses(GERM, 5), 5.0),
        (doses("paracetamol", 40), [], None),
    ],
)
def test_each_antimicrobial_beyond_the_reference_has_its_price(mine, theirs, points):
    assert charged(mine, theirs) == ([] if points is None else [(Cause.NEEDLESS_ANTIMICROBIAL, points)])


@pytest.mark.parametrize(
    ("mine", "theirs", "points"),
    [(20, 10, None), (28, 10, None), (29, 10, 0.54), (9, 0, 0.54), (70, 10, 3.0), (353, 10, 19.98), (400, 10, 20.0)],
)
def test_samples_beyond_twice_the_reference_have_their_price(mine, theirs, points):
    own = track(cases=SHORT, drawn=[(0.01 * n, Panel.CULTURE) for n in range(mine)])
    found = charges(own, track(drawn=[(0.0, Panel.IL6)] * theirs))

    assert [one.points for one in found] == ([] if points is None else [pytest.approx(points)])
    assert [one.cause for one in found] == ([] if points is None else [Cause.NEEDLESS_TEST])
    assert [one.first for one in found] == ([] if points is None else [ticks(0.01 * 2 * theirs)])


@pytest.mark.parametrize(
    ("level", "end", "looks", "given", "points", "stretch"),
    [
        ("covid_storm", 24.0, [], [], None, None),
        ("covid_storm", 26.0, [], [], None, None),
        ("covid_storm", 29.0, [], [], 1.0, (24.0, 29.0)),
        # Every stretch counts beyond its first day; the longest is named, the first of two that are as long.
        ("covid_storm", 100.0, [29.0, 64.0], [], 1.0 + 2.2 + 2.4, (88.0, 100.0)),
        ("covid_storm", 68.0, [34.0], [], 4.0, (24.0, 34.0)),
        # Five days count, and no more; in sepsis two.
        ("covid_storm", 300.0, [24.0, 48.0, 72.0, 96.0], [], None, None),
        ("covid_storm", 300.0, [], [], 19.2, (24.0, 120.0)),
        ("septic_shock", 300.0, [], [], 4.8, (24.0, 48.0)),
        # What was dampened no longer shows how it burns; a germ's drug hides nothing.
        ("covid_storm", 300.0, [], [dose(TOCI, 34.0)], 2.0, (24.0, 34.0)),
        ("covid_storm", 44.0, [], [dose(GERM, 5.0)], 4.0, (24.0, 44.0)),
    ],
)
def test_not_looking_has_its_price(level, end, looks, given, points, stretch):
    own = track(level=level, cases=[case(), case(hour=end)], doses=given, drawn=[(hour, Panel.IL6) for hour in looks])
    # The reference gave and took the same, so that nothing else is charged.
    found = charges(own, track(level=level, doses=given, drawn=[(0.0, Panel.IL6)] * 9))

    assert [one.points for one in found] == ([] if points is None else [pytest.approx(points)])
    if stretch is not None:
        assert (found[0].cause, found[0].first, found[0].last) == (Cause.IGNORED_TREND, *map(ticks, stretch))


def test_only_a_panel_that_shows_the_trend_is_a_look():
    def points(panel: Panel) -> list[float]:
        return [one.points for one in charges(track(cases=[case(hour=44.0)], drawn=[(22.0, panel)]), track())]

    assert points(Panel.INFLAMMATION) == points(Panel.IL6) == []
    assert points(Panel.CULTURE) == [pytest.approx(4.0)]
