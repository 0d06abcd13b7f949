"""What the score charges whatever the value says: one row for each price, each bound and each exemption."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from msgspec import structs

from game.app.levels import find_level
from game.futures.engine import mover
from game.patient import compartments
from game.review.findings import Episode, Luck, Mark
from game.review.scoring import charges as prices
from game.review.scoring import episodes as told
from game.review.scoring.charges import (
    BLIND_AT_MOST,
    FEVER_AT_MOST,
    PRICES_AT_MOST,
    TESTS_AT_MOST,
    TESTS_FREE_A_DAY,
    Charge,
    charges,
    owed,
)
from game.review.scoring.episodes import _not_called_right, counted, episodes
from game.review.scoring.judgement import _sums, with_gains
from game.review.scoring.naming import named
from game.review.scoring.telling import knew
from game.review.valuation.curve import Stretch
from game.review.valuation.differences import Difference
from game.review.valuation.tracking import track as tracked
from game.review.valuation.value import Track, first_hours
from game.review.valuation.vigils import unlooked
from game.review.verdict import Cause
from game.values.channel import Channel, Panel
from game.values.order import Draw, Give, Stop
from game.values.ticks import TICKS_PER_HOUR, taken_text, ticks
from tests.levels.plays import at, give
from tests.review.made_up import case, dose, track

DEX, TOCI, GERM = "dexamethasone", "tocilizumab", "remdesivir"
SHORT = [case(), case(hour=1.0)]
"""Too short for anyone to be charged for not looking."""


def test_prices_of_looking_alone_are_fifteen_points_at_most():
    assert BLIND_AT_MOST + TESTS_AT_MOST <= PRICES_AT_MOST == 15.0
    assert FEVER_AT_MOST <= PRICES_AT_MOST


@pytest.mark.parametrize("given", [[dose(DEX)] * 20, [dose(TOCI)] * 2, [dose(GERM)] * 10])
def test_a_drug_has_no_price_since_the_body_shows_what_it_does(given):
    assert charges(track(cases=SHORT, doses=given)) == ()


@pytest.mark.parametrize(
    ("samples", "hours", "points"),
    [(16, 24.0, None), (24, 24.0, None), (25, 24.0, 0.54), (25, 25.0, None), (66, 24.0, 3.0), (100, 24.0, 5.0)],
)
def test_samples_beyond_sixteen_a_day_have_their_price(samples, hours, points):
    found = charges(track(cases=[case(hour=hours)], drawn=[(0.01 * n, Panel.INFLAMMATION) for n in range(samples)]))

    assert [one.points for one in found] == ([] if points is None else [pytest.approx(points)])
    assert [one.cause for one in found] == ([] if points is None else [Cause.NEEDLESS_TEST])
    assert [one.first for one in found] == ([] if points is None else [ticks(0.01 * TESTS_FREE_A_DAY)])


def test_what_the_ward_draws_on_its_rounds_was_looked_at():
    end = [case(hour=100.0, routine=((Panel.IL6, ticks(24.0)),))]

    assert charges(track(level="car_t_release", cases=end)) == ()
    assert [one.cause for one in charges(track(level="car_t_release", cases=[case(hour=100.0)]))] == [
        Cause.IGNORED_TREND
    ]


LOOKS = [24.0, 48.0, 72.0, 96.0]


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
        ("covid_storm", 300.0, LOOKS, [], None, None),
        ("covid_storm", 300.0, [], [], 10.0, (24.0, 120.0)),
        ("septic_shock", 300.0, [], [], 4.8, (24.0, 48.0)),
        # A germ's drug hides nothing.
        ("covid_storm", 44.0, [], [dose(GERM, 5.0)], 4.0, (24.0, 44.0)),
        # What was dampened no longer shows how it burns, and hides an infection: every other day, for five days.
        ("covid_storm", 44.0, [], [dose(DEX, 34.0)], 2.0, (24.0, 34.0)),
        ("covid_storm", 300.0, [], [dose(TOCI, 20.0)], 10.0, (68.0, 140.0)),
        ("covid_storm", 300.0, [60.0, 100.0], [dose(TOCI, 20.0)], None, None),
        ("covid_storm", 72.0, [], [dose(TOCI, 0.0), dose(TOCI, 60.0)], 4.8, (48.0, 72.0)),
    ],
)
def test_not_looking_has_its_price(level, end, looks, given, points, stretch):
    drawn = [(hour, Panel.INFLAMMATION) for hour in looks]
    found = charges(track(level=level, cases=[case(), case(hour=end)], doses=given, drawn=drawn))

    assert [one.points for one in found] == ([] if points is None else [pytest.approx(points)])
    if stretch is not None:
        assert (found[0].first, found[0].last) == tuple(map(ticks, stretch))


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("septic_shock", "Look at lactate every six hours while NEWS2"),
        # As often as where the fall of these hours is charged: one debrief asked for twelve hours and for a day.
        ("covid_storm", "Look at least every twelve hours until"),
    ],
)
def test_in_sepsis_the_price_of_not_looking_asks_for_as_many_looks_as_the_guideline_run(level, words):
    """Whoever had not seen lactate in shock for a day was told to look once a day."""
    (one,) = charges(track(level=level, cases=[case(), case(hour=60.0)]))

    assert one.better.startswith(words)


@pytest.mark.parametrize(
    ("il6", "points"),
    [
        ((), 9.6),
        ((100.0, 300.0), 9.6),
        ((300.0, 290.0), 9.6),
        # Seen to fall at hour 30, when six hours had been charged already.
        ((300.0, 100.0), 1.2),
        ((300.0, 100.0, 300.0), 9.6),
    ],
)
def test_the_price_of_not_looking_ends_where_the_trend_was_seen_to_turn(il6, points):
    """*Look until the trend has turned* was charged for days after IL-6 had been seen to fall."""
    cases = [case(), case(hour=29.0), case(hour=30.0, il6=il6), case(hour=72.0, il6=il6)]
    (found,) = charges(track(cases=cases))

    assert found.points == pytest.approx(points)


def test_not_looking_is_named_after_what_could_have_been_seen():
    (before,) = charges(track(cases=[case(hour=44.0)]))
    (behind,) = charges(track(cases=[case(hour=100.0)], doses=[dose(TOCI, 1.0)]))

    assert (before.cause, behind.cause) == (Cause.IGNORED_TREND, Cause.OVER_DAMPENED)
    assert "IL-6 or CRP" in before.did
    assert "culture" in behind.did


def test_only_a_panel_that_shows_the_trend_is_a_look():
    def points(panel: Panel) -> list[float]:
        return [one.points for one in charges(track(cases=[case(hour=44.0)], drawn=[(22.0, panel)]))]

    assert points(Panel.INFLAMMATION) == points(Panel.IL6) == []
    assert points(Panel.CULTURE) == [pytest.approx(4.0)]


def test_behind_dampening_il6_shows_no_infection():
    def points(panel: Panel) -> list[float]:
        of = track(cases=[case(hour=60.0)], doses=[dose(TOCI, 0.0)], drawn=[(30.0, panel)])
        return [one.points for one in charges(of)]

    assert points(Panel.CULTURE) == points(Panel.INFLAMMATION) == points(Panel.BLOOD_COUNT) == []
    assert points(Panel.IL6) == [pytest.approx(2.4)]


UNLOOKED = [case(hour=float(hour)) for hour in range(241)]


@pytest.mark.parametrize(
    ("hour", "looks", "given", "wanted", "cause"),
    [
        (11, [], [], Panel.IL6, None),
        (12, [], [], Panel.IL6, Cause.IGNORED_TREND),
        # Whoever looks at every round is not late, nor is one who comes two hours after it.
        (31, [20.0], [], Panel.IL6, None),
        (32, [20.0], [], Panel.IL6, Cause.IGNORED_TREND),
        (32, [20.0, 34.0], [], Panel.IL6, None),
        (32, [20.0, 34.5], [], Panel.IL6, Cause.IGNORED_TREND),
        # The price ends with the usual time of the trend; what not looking does to the patient does not.
        (239, [], [], Panel.IL6, Cause.IGNORED_TREND),
        (40, [], [], Panel.XRAY, None),
        # Behind a steroid IL-6 still tells who needs more; behind its blocker it tells nothing.
        (40, [], [dose(DEX, 1.0)], Panel.IL6, Cause.IGNORED_TREND),
        (40, [], [dose(TOCI, 1.0)], Panel.IL6, None),
        # A day behind its first dose, not behind the door: before it nothing was hidden.
        (24, [], [dose(TOCI, 1.0)], Panel.CULTURE, None),
        (25, [], [dose(TOCI, 1.0)], Panel.CULTURE, Cause.OVER_DAMPENED),
        (123, [], [dose(TOCI, 100.0)], Panel.CULTURE, None),
        (124, [], [dose(TOCI, 100.0)], Panel.CULTURE, Cause.OVER_DAMPENED),
        (239, [], [dose(TOCI, 1.0)], Panel.CULTURE, Cause.OVER_DAMPENED),
        (239, [215.0], [dose(TOCI, 1.0)], Panel.CULTURE, Cause.OVER_DAMPENED),
        (239, [216.0], [dose(TOCI, 1.0)], Panel.CULTURE, None),
    ],
)
def test_hours_in_which_nobody_could_know_are_no_chance(hour, looks, given, wanted, cause):
    of = track(cases=UNLOOKED, doses=given, drawn=[(look, Panel.INFLAMMATION) for look in looks])
    found = unlooked(of, hour, Difference(not_drawn=(wanted,)))

    assert (None if found is None else found.cause) is cause
    assert unlooked(of, hour, Difference(not_drawn=(wanted,), missing=(DEX,))) is None
    assert unlooked(of, hour, Difference(not_drawn=(wanted,), kept=(DEX,))) is None
    # An antibiotic that is gone on with hides nothing.
    assert unlooked(of, hour, Difference(not_drawn=(wanted,), kept=("antibiotic",))) == found


@pytest.mark.parametrize(
    ("wanted", "markers", "blocked", "hours"),
    [
        # IL-6 is taken at every round: only the germs were not looked for, from the second round on.
        (Panel.INFLAMMATION, [], False, range(12, 100)),
        (Panel.IL6, [], False, ()),
        (Panel.INFLAMMATION, [6.0, 30.0], False, range(54, 100)),
        # Behind a blocker CRP is silent; whoever dampened looks for germs all the same.
        (Panel.INFLAMMATION, [], True, [*range(12, 40), *range(64, 100)]),
    ],
)  # fmt: skip
def test_whoever_takes_il6_alone_has_not_looked_for_germs(wanted, markers, blocked, hours):
    looks = [(12.0 * number, Panel.IL6) for number in range(20)] + [(look, Panel.CULTURE) for look in markers]
    of = track(cases=UNLOOKED, doses=[dose(TOCI, 40.0)] if blocked else [], drawn=looks)

    assert [hour for hour in range(100) if unlooked(of, hour, Difference(not_drawn=(wanted,)))] == list(hours)


@pytest.mark.parametrize("given", [[], [dose(DEX, 30.0)], [dose(TOCI, 30.0)]])
def test_rounds_every_twelve_hours_are_a_defensible_way_to_look(given):
    looks = [(12.0 * number, Panel.INFLAMMATION) for number in range(20)]
    of = track(cases=UNLOOKED, doses=given, drawn=looks)
    every = Difference(not_drawn=(Panel.IL6, Panel.CULTURE))

    assert [hour for hour in range(240) if unlooked(of, hour, every) is not None] == []


@pytest.mark.parametrize(
    ("did", "wish", "won"),
    [
        ([], Stop(regimen=DEX), []),
        # Three points for tocilizumab without a need, or dexamethasone on air: no trial found that to help.
        ([Give(regimen=TOCI)], Stop(regimen=DEX), []),
        ([Give(regimen=TOCI)], None, []),
        # Another drug in its place is no gain by leaving it out either.
        ([Give(regimen=TOCI)], Give(regimen=DEX), []),
        # To leave undone what the chart asks for wins nothing: 27 hours beside a bare fever won fifteen points.
        ([], Give(regimen=DEX), []),
        ([], Stop(regimen="antibiotic"), []),
        ([Give(regimen=GERM)], None, []),
        # An antibiotic that is begun, or stopped, sooner is a decision.
        ([Give(regimen="antibiotic")], None, [-20.0]),
        ([Stop(regimen="antibiotic")], None, [-20.0]),
    ],
)
def test_nobody_wins_by_what_no_chart_calls_for_or_by_leaving_undone_what_it_does(
    did, wish, won, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    of = track(cases=UNLOOKED[:3], ordered=[did, []], wishes=[[wish] if wish else [], []])
    better = Stretch(first=0, last=1, loss=-5.0, news=0.0, hindsight_loss=-5.0, value=80.0)
    found = episodes(of, [better], (), 25.0)

    assert [one.points for one in found if one.cause is not Cause.CHANCE] == won
    assert sum(one.loss for one in found) == -5.0


@pytest.mark.parametrize(
    ("losses", "told_of"),
    [
        # Sixteen points down and up again in a storm of samples: nothing was lost by it.
        ([16.0, -15.0, 14.0, -15.0], []),
        ([16.0, -4.0, 14.0, -6.0], [80.0]),
        ([-16.0, 4.0, -14.0, 6.0], []),
    ],
)
def test_going_on_with_a_drug_is_one_decision_however_its_value_wavers(
    losses, told_of, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    of = track(cases=UNLOOKED[:5], ordered=[[]] * 4, wishes=[[Stop(regimen=DEX)]] * 5)
    stretches = [
        Stretch(first=hour, last=hour + 1, loss=loss, news=0.0, hindsight_loss=0.0, value=80.0)
        for hour, loss in enumerate(losses)
    ]
    found = episodes(of, stretches, (), 25.0)

    assert [one.points for one in found if one.cause is not Cause.CHANCE] == told_of
    assert sum(one.loss for one in found) == sum(losses)


def test_what_was_begun_too_early_and_gone_on_with_is_two_where_one_lost_and_one_won(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    of = track(cases=UNLOOKED[:5], ordered=[[Give(regimen=DEX)], [], [], []], wishes=[[], *[[Stop(regimen=DEX)]] * 4])
    stretches = [
        Stretch(first=hour, last=hour + 1, loss=loss, news=0.0, hindsight_loss=0.0, value=80.0)
        for hour, loss in enumerate([8.0, -20.0, 4.0])
    ]
    found = episodes(of, stretches, (), 25.0)

    # What was won by going on is luck, and does not pay for the start.
    assert [one.points for one in found if one.cause is not Cause.CHANCE] == [32.0]


def test_what_was_won_by_beginning_it_too_early_pays_for_what_going_on_lost(monkeypatch: pytest.MonkeyPatch):
    """Ten points won in one hour and nineteen lost in the next by the same tocilizumab are one decision."""
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    of = track(cases=UNLOOKED[:5], ordered=[[Give(regimen=DEX)], [], [], []], wishes=[[], *[[Stop(regimen=DEX)]] * 4])
    stretches = [
        Stretch(first=hour, last=hour + 1, loss=loss, news=0.0, hindsight_loss=0.0, value=80.0)
        for hour, loss in enumerate([-4.0, 7.0, 1.0])
    ]
    found = episodes(of, stretches, (), 25.0)

    assert [one.points for one in found if one.cause is not Cause.CHANCE] == [16.0]


def shares_of(lost: int, hosts: int = 12) -> dict[int, float]:
    """Return how far each host parts from five points lost by all, where so many lost the same and the rest nothing."""
    return {host: ((hosts / lost if host < lost else 0.0) - 1.0) * 5.0 / hosts for host in range(hosts)}


@pytest.mark.parametrize(
    ("losses", "shares", "points"),
    [
        # Both hosts lost the same.
        ([5.0], [{1: 0.0, 2: 0.0}], [20.0]),
        ([5.0], [{1: 2.0, 2: 0.0, 3: -2.0}], [12.0]),
        ([-5.0], [{1: -3.0, 2: 1.0, 3: 2.0}], [-4.0]),
        ([3.0], [{1: 4.0, 2: 0.0}], []),
        # Of one decision the hosts' parts are summed first.
        ([5.0, 5.0], [{1: 4.0, 2: 0.0}, {1: -4.0, 2: 0.0}], [40.0]),
        ([5.0, 5.0], [{1: 6.0}, {2: 8.0}], [32.0]),
        # Of twelve hosts that are as likely one alone lost, or two, or five.
        ([5.0], [shares_of(1)], []),
        ([5.0], [shares_of(2)], [20.0]),
        ([5.0], [shares_of(5)], [20.0]),
    ],
)
def test_what_one_virtual_patient_alone_lost_is_chance(losses, shares, points, monkeypatch):
    """An hour that tipped one of thirty over an edge moved a score by seven points."""
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    # What is won is won by an order, and what is lost by leaving one out.
    won, undone = [Give(regimen="antibiotic")], [Give(regimen=GERM)]
    of = track(
        cases=UNLOOKED[:3], ordered=[won if losses[0] < 0.0 else [], []], wishes=[[] if losses[0] < 0.0 else undone] * 3
    )
    stretches = [
        Stretch(hour, hour + 1, loss, 0.0, 0.0, 80.0, share)
        for hour, (loss, share) in enumerate(zip(losses, shares, strict=True))
    ]
    found = episodes(of, stretches, (), 25.0)

    assert [one.points for one in found if one.cause is not Cause.CHANCE] == [
        pytest.approx(one, abs=0.1) for one in points
    ]
    assert sum(one.loss for one in found) == pytest.approx(sum(losses))


def test_what_one_virtual_patient_met_behind_dampening_that_nothing_called_for_is_charged(monkeypatch):
    """To bring a germ to a few is its harm: everything at once at the door scored 64 in place of 45."""
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    charged = []
    for drug, loss in ((DEX, 5.0), (DEX, -5.0), (GERM, 5.0)):
        of = track(cases=UNLOOKED[:3], ordered=[[Give(regimen=drug)], []], wishes=[[], []])
        stretch = Stretch(0, 1, loss, 0.0, 0.0, 80.0, shares_of(1) if loss > 0.0 else {})
        charged.append([one.points for one in episodes(of, [stretch], (), 25.0) if one.cause is not Cause.CHANCE])

    assert charged == [[20.0], [], []]


def test_only_what_counts_makes_a_score_unsteady(monkeypatch: pytest.MonkeyPatch):
    """A decision that is all chance moves no score, and a clean 100 said that other patients would move it by ten."""
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    of = track(cases=UNLOOKED[:5], ordered=[[]] * 4, wishes=[[Give(regimen=DEX)], [], [Give(regimen=DEX)], []])
    chance, counts = (
        Stretch(hour, hour + 1, 5.0, news=0.0, hindsight_loss=0.0, value=80.0, shares=shares_of(lost))
        for hour, lost in ((0, 1), (2, 12))
    )

    assert counted(episodes(of, [chance, counts], (), 25.0), [chance, counts]) == [counts]


DRUG = "antibiotic"


@pytest.mark.parametrize(
    ("stretches", "wish", "own", "prices"),
    [
        ((), DRUG, [], [(20.0, 0.0)]),
        # What the value shows of the same antibiotic is in the price, and told once: it was -8 beside -12.
        (((0, 60, 2.0),), DRUG, [], [(20.0, 2.0)]),
        (((0, 60, 5.0),), DRUG, [20.0], []),
        (((0, 60, 8.0),), DRUG, [32.0], []),
        (((100, 102, 2.0),), DRUG, [8.0], [(20.0, 0.0)]),
        # The antibiotic was missing in hours that have the name of the trend: the price stood beside them in full.
        (((0, 60, 2.0),), (DEX, DRUG), [8.0], [(12.0, 0.0)]),
        (((0, 60, 6.0),), (DEX, DRUG), [24.0], []),
        (((0, 60, 2.0),), DEX, [8.0], [(20.0, 0.0)]),
    ],
)  # fmt: skip
def test_a_missing_antibiotic_is_one_decision_and_paid_for_once(stretches, wish, own, prices, monkeypatch):
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    wishes = [Give(regimen=one) for one in ([wish] if isinstance(wish, str) else wish)]
    of = track(cases=UNLOOKED[:103], ordered=[[]] * 102, wishes=[wishes] * 103)
    fell = [Stretch(*one, 0.0, 0.0, 80.0) for one in stretches]
    price = Charge(ticks(2.0), ticks(50.0), Cause.LATE_ANTIMICROBIAL, 20.0, did="", better="", why="", study="")
    found = episodes(of, fell, (price,), 25.0)

    assert [(one.points, one.loss) for one in found if one.charged] == prices
    assert [one.points for one in found if not one.charged and one.cause is not Cause.CHANCE] == own
    assert sum(one.loss for one in found) == sum(one.loss for one in fell)


@pytest.mark.parametrize(
    ("cause", "hours", "lost", "price"),
    [
        (Cause.OVER_DAMPENED, (40, 41), 1.0, 6.0),
        (Cause.OVER_DAMPENED, (40, 41), 5.0, None),
        (Cause.OVER_DAMPENED, (60, 61), 1.0, 10.0),
        (Cause.IGNORED_TREND, (40, 41), 1.0, 10.0),
    ],
)
def test_not_looking_behind_dampening_is_paid_for_once(cause, hours, lost, price, monkeypatch):
    """Twenty points of value and ten of price for the same days without a look."""
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    of = track(cases=UNLOOKED, ordered=[[]] * 100, wishes=[[Draw(panel=Panel.CULTURE)]] * 101, doses=[dose(DEX)])
    fell = Stretch(*hours, lost, 0.0, 0.0, 80.0)
    ten = Charge(ticks(30.0), ticks(50.0), cause, 10.0, did="", better="", why="", study="")
    found = episodes(of, [fell], (ten,), 25.0)

    assert [one.points for one in found if one.charged] == ([] if price is None else [price])
    assert [one.points for one in found if one.unlooked] == [pytest.approx(4.0 * lost)]


@pytest.mark.parametrize(("fell", "points"), [((), 0.0), (((0, 60, 2.0),), 12.0)])
def test_in_hindsight_a_bare_fever_cost_what_the_germ_did(fell, points, monkeypatch):
    """The price stood as what it had cost in hindsight too, where no germ had ever come."""
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    of = track(cases=UNLOOKED[:103], ordered=[[]] * 102, wishes=[[Give(regimen=DRUG)]] * 103)
    stretches = [Stretch(*one, 0.0, 3.0, 80.0) for one in fell]
    price = Charge(ticks(2.0), ticks(50.0), Cause.LATE_ANTIMICROBIAL, 20.0, did="", better="", why="", study="")

    (one,) = [each for each in episodes(of, stretches, (price,), 25.0) if each.charged]
    assert (one.points, one.hindsight_points) == (20.0, points)


def test_a_fever_that_nobody_covered_wins_nothing_in_hindsight_either(monkeypatch):
    """A patient who did better without the antibiotic had the price counted as an order better than the reference."""
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    of = track(
        cases=UNLOOKED[:103], ordered=[[]] * 102, wishes=[[Give(regimen=DRUG)]] * 60 + [[Give(regimen=DEX)]] * 43
    )
    stretches = [Stretch(0, 60, 2.0, 0.0, -3.0, 80.0), Stretch(60, 102, 5.0, 0.0, 5.0, 80.0)]
    price = Charge(ticks(2.0), ticks(50.0), Cause.LATE_ANTIMICROBIAL, 20.0, did="", better="", why="", study="")
    found = episodes(of, stretches, (price,), 25.0)

    assert [(one.points, one.hindsight_points) for one in found if one.charged] == [(20.0, -12.0)]
    assert _sums(found, hindsight=False) == (60.0, 0.0, 0.0)
    assert _sums(found, hindsight=True) == (80.0, 0.0, 0.0)


@pytest.mark.parametrize(("last", "luck"), [(50.0, None), (0.0, Luck.RIGHT_BUT_UNLUCKY)])
def test_what_has_its_price_is_not_called_right_beside_it(last, luck, monkeypatch):
    """*Right, but this patient lost by it* stood over the antibiotic for whose absence 15 points were charged."""
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    of = track(cases=UNLOOKED[:103], ordered=[[]] * 102, wishes=[[Give(regimen=DRUG)]] * 103)
    price = Charge(0, ticks(last), Cause.LATE_ANTIMICROBIAL, 20.0, did="", better="", why="", study="")

    found = episodes(of, [Stretch(1, 60, 0.0, 0.0, 12.0, 80.0)], (price,), 25.0)
    assert [one.luck for one in found if not one.charged and one.cause is not Cause.CHANCE] == [luck]


@pytest.mark.parametrize(("waited", "luck"), [(True, None), (False, Luck.RIGHT_BUT_UNLUCKY)])
def test_to_wait_beside_a_bare_fever_is_not_called_right(waited, luck, monkeypatch):
    """27 hours of waiting were a gain that was *right*, and the same hours a mistake at 10 points (Bed 4, seed 63)."""
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    of = track(cases=UNLOOKED[:103], ordered=[[]] * 102, wishes=[[Give(regimen=DRUG)]] * 103)
    price = Charge(0, ticks(50.0), Cause.LATE_ANTIMICROBIAL, 20.0, did="", better="", why="", study="")
    found = episodes(of, [Stretch(1, 60, 0.0, 0.0, 12.0, 80.0)], (price,), 25.0)
    other = {"cause": Cause.OTHER, "waited": waited, "luck": Luck.RIGHT_BUT_UNLUCKY}
    gain = [one if one.charged else structs.replace(one, **other) for one in found if one.cause is not Cause.CHANCE]

    assert [one.luck for one in _not_called_right(gain) if not one.charged] == [luck]


def _feverish(*orders) -> Track:
    """Return hours after CAR-T cells with a fever and few neutrophils from hour 67 on."""
    level = find_level("car_t_release")
    return first_hours(tracked(level, 6, orders, move=mover()), 100)


@pytest.mark.parametrize(
    ("orders", "points"),
    [
        ((), 15.0),
        ((give(67.0, "antibiotic"),), None),
        ((give(69.0, "antibiotic"),), None),
        ((give(70.0, "antibiotic"),), 1),
        ((give(72.0, "antibiotic"),), 3.0),
        ((give(72.0, "meropenem"),), 3.0),
        # A drug against fungi is no answer, nor is one against the fever's cause.
        ((give(67.0, "voriconazole"),), 15.0),
    ],
)
def test_fever_with_few_neutrophils_and_no_antibiotic_has_its_price(orders, points):
    """Nothing at all ordered after CAR-T cells, through 74 hours of 38 °C or more at 0.3 neutrophils: three stars."""
    found = [one for one in charges(_feverish(*orders)) if one.cause is Cause.LATE_ANTIMICROBIAL]

    assert [one.points for one in found] == ([] if points is None else [points])
    assert all(one.first == ticks(67.0) for one in found)


def test_the_price_of_a_bare_fever_names_what_it_rests_on() -> None:
    """Neither temperature nor neutrophils stood under a price that rests on both, and its hours were told as rounds."""
    of = _feverish(give(77.0, "antibiotic"))
    (one,) = [one for one in charges(of) if one.cause is Cause.LATE_ANTIMICROBIAL]
    case = of.cases[67]
    hot, few = case.sheets.hours[-1].vitals[Channel.TEMPERATURE], case.sheets.chart.last(Channel.NEUTROPHILS)
    taken = taken_text(few.taken, of.level.start.clock_minute)

    assert one.knew == f"Temperature {hot.told} at 02:00; neutrophils {few.told}, taken {taken}"
    assert "for 10 hours in all" in one.did
    assert knew(case, rests_on=one.knew).startswith(f"{one.knew}; ")


@pytest.mark.parametrize(
    ("hour", "cultured"), [(None, False), (40.0, False), (43.0, True), (72.0, True), (80.0, False)]
)
def test_who_took_the_culture_is_told_to_begin_the_antibiotic_alone(hour: float | None, cultured: bool) -> None:
    """'Take a culture' was said of a fever whose culture had been taken within its first hour."""
    orders = (give(77.0, "antibiotic"), *([] if hour is None else [at(hour, Draw(panel=Panel.CULTURE))]))
    (one,) = [one for one in charges(_feverish(*orders)) if one.cause is Cause.LATE_ANTIMICROBIAL]

    assert one.better == ("Begin" if cultured else "Take a culture and begin") + " an antibiotic within the hour."


def test_all_prices_together_are_fifteen_points_at_most_and_the_fever_comes_first(monkeypatch):
    def priced(cause, points):
        return lambda _of: Charge(0, 12, cause, points, did="", better="", why="", study="")

    of = track(cases=UNLOOKED[:3])
    monkeypatch.setattr(prices, "_blindness", priced(Cause.IGNORED_TREND, 10.0))
    monkeypatch.setattr(prices, "_tests", priced(Cause.NEEDLESS_TEST, 4.0))
    told = []
    for fever in (3.0, 12.0, 15.0):
        monkeypatch.setattr(prices, "_bare_fever", priced(Cause.LATE_ANTIMICROBIAL, fever))
        told.append([one.points for one in charges(of)])

    assert told == [[3.0, 10.0, 2.0], [12.0, 3.0], [15.0]]


@pytest.mark.parametrize(("il6", "cause"), [((100.0, 300.0), Cause.IGNORED_TREND), ((300.0, 100.0), Cause.OTHER)])
def test_an_il6_that_was_last_seen_to_fall_is_no_trend_that_was_ignored(il6, cause):
    hours = [*UNLOOKED[:40], case(il6=il6, hour=40.0), UNLOOKED[41]]
    of = track(cases=hours, ordered=[[]] * 41, wishes=[*[[]] * 40, [Draw(panel=Panel.IL6)]])
    waited = Stretch(first=40, last=41, loss=5.0, news=0.0, hindsight_loss=5.0, value=80.0)

    assert named(of, waited).cause is cause


@pytest.mark.parametrize(
    ("news2", "words"), [(4, "that a calm patient really is calm"), (5, "whether the treatment works")]
)
def test_nobody_is_told_of_a_calm_patient_at_a_high_score(news2, words):
    """'Nobody can know that a calm patient really is calm' was said of a woman on a ventilator at NEWS2 16."""
    cases = [case(hour=float(hour), news2=news2) for hour in range(49)]
    (charge,) = charges(track(cases=cases))

    assert words in charge.why


@pytest.mark.parametrize(
    ("germs", "points", "luck"),
    [(0.5, 0.0, None), (0.0, -40.0, Luck.LUCKY_BUT_WRONG), (0.0009, -40.0, Luck.LUCKY_BUT_WRONG)],
)
def test_nobody_gains_in_hindsight_by_bacteria_that_met_no_antibiotic(germs, points, luck, monkeypatch):
    """17 h without an antibiotic at a procalcitonin of 24: *wrong, but this patient gained by it*, 28 points."""
    monkeypatch.setattr(told, "knew", lambda *_case, **_rest: "")
    of = track(cases=UNLOOKED[:11], ordered=[[]] * 10, wishes=[[Give(regimen=DRUG)]] * 11)
    state = [0.0] * len(compartments.INDEX)
    state[compartments.INDEX["bacteria"]] = germs
    for one in of.cases:
        monkeypatch.setattr(one, "body", SimpleNamespace(state=state), raising=False)
    (one,) = [each for each in episodes(of, [Stretch(0, 10, 8.0, 0.0, -10.0, 80.0)], (), 25.0) if each.points]

    assert (one.points, one.hindsight_points, one.luck) == (32.0, points, luck)
    assert one.hindsight_loss == -10.0


def test_the_promise_counts_of_a_price_what_is_due_by_its_hour():
    """Ten points for days without a look, of which most were still to come: whoever took over there got nine more."""
    of = tracked(find_level("covid_storm"), 1, (), move=mover())
    (price,) = charges(of)
    hour = price.first // TICKS_PER_HOUR + 10
    lost = {"hindsight_loss": 0.0, "hindsight_points": 0.0, "mark": Mark.FINE, "knew": "", "did": "", "better": "",
            "better_value": 0.0, "why": "", "study": ""}  # fmt: skip
    owes = Episode(first=price.first, last=price.last, cause=price.cause, loss=0.0, points=10.0, charged=True, **lost)
    first, last = ticks(float(hour)), ticks(hour + 1.0)
    late = Episode(first=first, last=last, cause=Cause.IGNORED_TREND, loss=5.0, points=20.0, charged=False, **lost)

    told = with_gains([owes, late], lambda tick: owed(of, (price,), tick // TICKS_PER_HOUR))

    assert owed(of, (price,), of.last) == {price.cause: 1.0}
    assert owed(of, (price,), hour) == {price.cause: pytest.approx(0.2)}
    assert [one.gained for one in told] == [0, 28]
