"""What was done well is told from log and chart, and never of hours that cost points."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from game.review.findings import Cause, Episode, Mark, Point
from game.review.scoring.other_plans import no_worse
from game.review.scoring.praise import praised
from game.values.channel import PANELS, Channel, Panel, Reading
from game.values.fact import OrderRefused
from game.values.order import Actor, Device, Draw, Entry, Give, Order, Stop
from game.values.ticks import ticks
from tests.review import made_up

HOURS = 14
DEXAMETHASONE = Give(regimen="dexamethasone")
STOPPED = Stop(regimen="dexamethasone")


def by_hour(*placed: tuple[int, Order]) -> list[list[Order]]:
    return [[order for hour, order in placed if hour == at] for at in range(HOURS)]


def wanted(order: Order, first: int, last: int) -> list[list[Order]]:
    return by_hour(*[(hour, order) for hour in range(first, last + 1)])


def words(
    ordered: Sequence[Sequence[Order]], wishes: Sequence[Sequence[Order]], found: Sequence[Episode] = ()
) -> list[tuple[int, str]]:
    cases = [made_up.case(hour=hour, il6=(10.0, 40.0)) for hour in range(HOURS + 1)]
    of = made_up.track(cases=cases, ordered=ordered, wishes=[*wishes, ()])
    return [(one.tick, one.text) for one in praised(of, found)]


def blamed(first: int, last: int, points: float, cause: Cause = Cause.IGNORED_TREND) -> Episode:
    return Episode(
        first=ticks(first), last=ticks(last), cause=cause, mark=Mark.FINE, loss=points, hindsight_loss=points,
        points=points, hindsight_points=points, charged=False, knew="", did="", better="", better_value=0.0, why="",
        study="",
    )  # fmt: skip


@pytest.mark.parametrize(("given", "told"), [(5, 1), (6, 1), (7, 1), (8, 0), (11, 0), (4, 0)])
def test_a_start_is_praised_within_two_hours_of_the_guideline_run_and_neither_before_nor_later(given: int, told: int):
    found = words(by_hour((given, DEXAMETHASONE)), wanted(DEXAMETHASONE, 5, given if given > 4 else 3))
    assert len(found) == told
    assert all("begun within two hours" in text for _, text in found)


def test_the_look_is_named_that_was_read_before_the_order():
    il6 = Draw(panel=Panel.IL6)
    # The second IL-6 of the made-up chart is taken at hour 6 and known a tick later.
    (found,) = words(by_hour((6, il6), (7, DEXAMETHASONE)), wanted(DEXAMETHASONE, 7, 7))
    assert "was read: IL-6." in found[1]


@pytest.mark.parametrize(
    ("level", "regimen", "drawn", "named"),
    [
        ("covid_storm", "dexamethasone", Panel.IL6, "was read: IL-6."),
        ("covid_storm", "antibiotic", Panel.INFLAMMATION, "was read: CRP, procalcitonin, ferritin, D-dimer."),
        # Procalcitonin asks for an antibiotic, norepinephrine for hydrocortisone, oxygen for the antiviral.
        ("covid_storm", "antibiotic", Panel.IL6, ""),
        ("covid_storm", "remdesivir", Panel.IL6, ""),
        ("septic_shock", "hydrocortisone", Panel.IL6, ""),
        ("septic_shock", "hydrocortisone", Panel.LACTATE_CREATININE, ""),
        ("septic_shock", "meropenem", Panel.IL6, "was read: IL-6."),
        ("car_t_release", "tocilizumab", Panel.IL6, "was read: IL-6."),
        ("car_t_release", "dexamethasone_high", Panel.IL6, ""),
    ],
)
def test_a_test_is_named_only_where_the_rule_of_the_drug_reads_it(level: str, regimen: str, drawn: Panel, named: str):
    """'Hydrocortisone begun, after IL-6 was read', of a drug that is begun by hours on norepinephrine."""
    read = {channel: (Reading(channel, ticks(6), ticks(6) + 1, 10.0),) for channel in PANELS[drawn].channels}
    cases = [made_up.case(hour=hour) for hour in range(HOURS + 1)]
    for one in cases:
        one.sheets.chart.of = lambda channel: read.get(channel, ())  # type: ignore[method-assign]
    give = Give(regimen=regimen)
    ordered = by_hour((6, Draw(panel=drawn)), (7, give))
    of = made_up.track(level=level, cases=cases, ordered=ordered, wishes=[*wanted(give, 7, 7), ()])

    (found,) = praised(of, ())
    assert (named in found.text) if named else (", after" not in found.text)


def test_a_look_whose_result_was_not_read_led_to_nothing():
    (found,) = words(by_hour((7, Draw(panel=Panel.IL6)), (8, DEXAMETHASONE)), wanted(DEXAMETHASONE, 8, 8))
    assert "drawn" not in found[1]


@pytest.mark.parametrize(("given", "led"), [(12, True), (13, False)])
def test_a_look_counts_for_the_orders_of_the_next_twelve_hours(given: int, led: bool):
    ordered = by_hour((0, Draw(panel=Panel.IL6)), (given, DEXAMETHASONE))
    (found,) = words(ordered, wanted(DEXAMETHASONE, given, given))
    assert ("was read: IL-6." in found[1]) is led


@pytest.mark.parametrize(("begun", "told"), [(0, 1), (1, 1), (2, 0)])
def test_nobody_is_praised_for_taking_back_what_nothing_had_called_for(begun: int, told: int):
    """The steroid on air at the door, and *stopped within two hours of the guideline run* an hour later."""
    assert len(words(by_hour((begun, DEXAMETHASONE), (3, STOPPED)), wanted(STOPPED, 3, 3))) == told


@pytest.mark.parametrize(("stopped", "told"), [(3, 1), (5, 1), (6, 0)])
def test_a_stop_in_time_is_praised(stopped: int, told: int):
    assert len(words(by_hour((stopped, STOPPED)), wanted(STOPPED, 3, stopped))) == told


@pytest.mark.parametrize(("points", "told"), [(0.9, 1), (1.0, 0), (20.0, 0)])
def test_nothing_is_praised_in_hours_that_cost_points(points: float, told: int):
    found = words(by_hour((5, DEXAMETHASONE)), wanted(DEXAMETHASONE, 5, 5), [blamed(4, 9, points)])
    assert len(found) == told


@pytest.mark.parametrize(
    ("news2", "chart", "wishes", "given", "found", "told"),
    [
        (4, {}, (), (), (), ""),
        (7, {}, (), (), (), "would have given none either"),
        (7, {Channel.NEUTROPHILS: made_up.result(0.3)}, (), (), (), "the chart spoke against it"),
        (7, {}, (DEXAMETHASONE,), (), (), ""),
        (7, {}, (), (made_up.dose("dexamethasone"),), (), ""),
        (7, {}, (), (), (blamed(20, 30, 4.0),), ""),
    ],
)
def test_withholding_is_praised_only_under_pressure_and_where_nothing_was_called_for(
    news2: int, chart: dict[Channel, object], wishes: tuple[Order, ...], given: tuple[object, ...],
    found: tuple[Episode, ...], told: str,
):  # fmt: skip
    cases = [made_up.case(hour=0), made_up.case(hour=1.25, news2=news2, chart=chart)]  # type: ignore[arg-type]
    of = made_up.track(cases=cases, wishes=[wishes, ()], doses=given)  # type: ignore[arg-type]
    praise = praised(of, found)
    assert [told in one.text for one in praise] == ([True] if told else [])
    assert all(one.tick == ticks(1) for one in praise)


def test_withholding_is_not_praised_where_the_patient_died():
    cases = [made_up.case(hour=0), made_up.case(hour=1, news2=7)]

    assert praised(made_up.track(cases=cases, wishes=[(), ()]), ())
    assert praised(made_up.track(cases=cases, wishes=[(), ()], died=True), ()) == ()


@pytest.mark.parametrize(("device", "news2"), [(Device.HIGH_FLOW, 11), (Device.VENTILATOR, 7)])
def test_withholding_is_praised_at_a_score_that_was_charted(device, news2):
    """'No dampening at NEWS2 11' was of an hour on a ventilator, on which the chart shows none."""
    cases = [made_up.case(), made_up.case(hour=1, news2=7), made_up.case(hour=2, news2=11, device=device)]

    (told,) = praised(made_up.track(cases=cases, wishes=[(), (), ()]), ())
    assert told.text.startswith(f"No dampening at NEWS2 {news2}:")


def test_the_best_plan_is_never_worse_than_the_play():
    def line(last: float) -> tuple[Point, ...]:
        return tuple(Point(tick=ticks(hour), in_view=value, hindsight=value) for hour, value in ((0, 80), (48, last)))

    assert no_worse(line(90.0), line(70.0)) == line(90.0)
    assert no_worse(line(90.0), line(91.0)) == line(91.0)
    assert no_worse(line(90.0), ()) == line(90.0)


def test_who_ordered_dampening_and_was_refused_withheld_nothing():
    """Hydrocortisone was refused at too little norepinephrine, and leaving it out was praised."""
    given = Entry(tick=6, actor=Actor.PLAYER, order=Give(regimen="hydrocortisone"))
    last = made_up.case(hour=1, news2=7)
    assert praised(made_up.track(cases=[made_up.case(), last], wishes=[(), ()]), ())

    last.sheets.history = (OrderRefused(6, given, "Needs norepinephrine."),)  # type: ignore[misc]
    assert praised(made_up.track(cases=[made_up.case(), last], wishes=[(), ()]), ()) == ()


def test_after_cells_few_neutrophils_are_not_said_to_forbid():
    few = {Channel.NEUTROPHILS: made_up.result(0.3)}
    cases = [made_up.case(), made_up.case(hour=1, news2=7, chart=few)]

    told = praised(made_up.track(level="car_t_release", cases=cases, wishes=[(), ()]), ())
    assert [one.text for one in told] == [
        "No dampening at NEWS2 7: on this chart the guideline run would have given none either."
    ]
