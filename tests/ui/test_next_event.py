"""Time is spent where it is needed: the next event, the menu, the end of a case that is decided, the drug chart."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from layout_rules import broken_rules
from msgspec import structs
from pilot import Pilot
from sample_view import courses, reading, view

from game.case.build_view import build_view
from game.case.leaving import WELL_HOURS_TO_LEAVE
from game.case.view import Alarm, PendingResult
from game.files.case_file import read_case
from game.review.playback.replay import replay
from game.ui.bedside.attention import asks, decided, newly_kept_in, overdue
from game.ui.bedside.drug_chart import DrugChartScene
from game.ui.bedside.intents import Asked, RunToEnd
from game.ui.bedside.round import round_words, well_for
from game.ui.toolkit.help import HelpScene
from game.ui.toolkit.scene import Act
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import find
from game.values.channel import Channel, Flag, Panel
from game.values.fact import (
    AlarmRaised,
    Called,
    CallReason,
    CourseStopped,
    DoseGiven,
    Priority,
    ResultReady,
    SupportChanged,
)
from game.values.level import Phenotype, SupportMode
from game.values.order import Device
from game.values.ticks import ticks
from tests.levels import plays

NOW = view(pending=(), news2_history=(), support_history=())


def after(ticks_on, **changes):
    """Return the sample view some ticks later."""
    return replace(NOW, tick=NOW.tick + ticks_on, facts=(), **changes)


def ran(*coming, settings=None):
    """Press N with nothing pending and let a frame pass."""
    pilot = Pilot(NOW, settings, coming=coming)
    pilot.press("n")
    pilot.stage.tick(16_667)
    return pilot


EVENTS = (
    (SupportChanged(NOW.tick + 2, Device.MASK, "mask 10 L/min"), "support: mask 10 L/min"),
    (Called(NOW.tick + 2, CallReason.RISING, "He is worse."), "nurse called"),
    (DoseGiven(NOW.tick + 2, "remdesivir", 100.0), "last dose: remdesivir"),
)


@pytest.mark.parametrize(("fact", "reason"), EVENTS)
def test_the_next_event_is_whatever_asks_for_the_player(fact, reason):
    """A change of support, a call and the end of a course stop time, even where calls do not pause by themselves."""
    lines = tuple(replace(one, running=False, next_due=None) for one in courses())
    event = replace(after(2, courses=lines), facts=(fact,))
    pilot = ran(after(1), event, settings=Settings(pause_on_call=False))

    assert pilot.play.view.tick == NOW.tick + 2
    assert reason in pilot.bedside.look.pace.reason
    assert not pilot.bedside.look.pace.running


def test_results_of_one_round_are_read_together():
    """Of two results half an hour apart the second ends the run, and both are announced."""
    pending = (
        PendingResult(Panel.INFLAMMATION, ticks(51), NOW.tick + 2),
        PendingResult(Panel.IL6, ticks(51), NOW.tick + 6),
    )
    first = replace(after(2, pending=pending[1:]), facts=(ResultReady(NOW.tick + 2, Panel.INFLAMMATION),))
    second = replace(after(6), facts=(ResultReady(NOW.tick + 6, Panel.IL6),))
    pilot = Pilot(replace(NOW, pending=pending), coming=(after(1, pending=pending), first, second))
    pilot.press("n")
    pilot.stage.tick(16_667)

    assert pilot.bedside.look.pace.reason == "result: IL-6"
    assert pilot.play.view.tick == NOW.tick + 6
    assert len(pilot.said) == 2


def test_a_routine_dose_is_no_event():
    """What the nurse gives by the chart asks for nobody."""
    dose = replace(after(2), facts=(DoseGiven(NOW.tick + 2, "remdesivir", 100.0),))

    assert ran(after(1), dose).bedside.look.pace.running


def test_a_dose_that_may_be_repeated_is_an_event():
    """Tocilizumab may follow once more after eight hours: that moment is not slept through."""
    barred = tuple(
        replace(one, given=(ticks(45),), refusal="Too soon.") if one.regimen.id == "tocilizumab" else one
        for one in courses()
    )
    free = tuple(replace(one, refusal="") if one.regimen.id == "tocilizumab" else one for one in barred)
    ill, well = replace(NOW.news2, total=5), replace(NOW.news2, total=4)
    pilot = ran(after(1, courses=barred, news2=ill), after(2, courses=free, news2=ill))

    assert pilot.bedside.look.pace.reason == "Tocilizumab: minimum interval over"
    # Of somebody who is well it is none: it invited a dose that nobody needed.
    assert ran(after(1, courses=barred, news2=well), after(2, courses=free, news2=well)).bedside.look.pace.running


def run_from_noon(news2, **changes):
    """Press N at noon over a patient with this score, and let time run to the next morning at most."""
    pilot = Pilot(replace(NOW, tick=ticks(52), news2=replace(NOW.news2, total=news2), **changes))
    pilot.press("n")
    for _ in range(60):
        pilot.stage.tick(16_667)
    return pilot


def test_time_never_runs_past_a_morning_round():
    """With nothing pending N ends at eight in the morning at the latest."""
    pilot = run_from_noon(4)

    assert pilot.bedside.look.pace.reason == "morning round"
    assert pilot.play.view.tick == ticks(72)


@pytest.mark.parametrize("news2", [5, 6])
def test_one_run_passes_a_shift_at_most_over_whom_the_score_calls_urgent(news2):
    """A press passed twelve hours at NEWS2 5, and the debrief charged nine points for not looking in them."""
    pilot = run_from_noon(news2)

    assert pilot.play.view.tick == ticks(60)
    assert pilot.bedside.look.pace.reason == f"8 hours on: NEWS2 {news2}"


def test_one_run_passes_six_hours_at_most_over_an_emergency():
    """A press passed sixteen hours at NEWS2 10, since nothing new happened in them."""
    pilot = run_from_noon(10)

    assert pilot.play.view.tick == ticks(58)
    assert pilot.bedside.look.pace.reason == "6 hours on: NEWS2 10"


def test_a_charted_score_is_told_as_charted_where_the_monitor_shows_another():
    """Beside "NEWS2 4" in green the clock said "6 hours on: NEWS2 7"."""
    pilot = run_from_noon(4, news2_history=((ticks(52), 7),))

    assert pilot.bedside.look.pace.reason == "6 hours on: charted NEWS2 7"


def test_each_run_over_an_emergency_has_its_own_six_hours():
    pilot = run_from_noon(7)
    pilot.press("n")
    for _ in range(60):
        pilot.stage.tick(16_667)

    assert pilot.play.view.tick == ticks(64)


def test_a_score_that_flickers_between_two_hours_asks_for_no_look():
    """At 22:50 the screen said NEWS2 7 between a 6 and a 5 of the sheet, and time stood still for it."""
    assert run_from_noon(7, news2_history=((ticks(52), 4),)).play.view.tick == ticks(72)


def test_on_a_ventilator_a_look_in_half_a_day_is_enough():
    """Four looks a day at a score that stood at 12 for a week said nothing new."""
    held = replace(NOW.support, device=Device.VENTILATOR)

    pilot = run_from_noon(12, support=held)

    assert pilot.play.view.tick == ticks(64)
    assert "12 hours on, ventilated" in pilot.words()


def test_no_look_is_asked_for_just_before_the_morning_round():
    view_at = partial(replace, NOW, news2=replace(NOW.news2, total=10))

    assert overdue(view_at(tick=ticks(69)), ticks(60))
    assert not overdue(view_at(tick=ticks(71)), ticks(60))


def at_round(**changes):
    """Return the hour before a morning round of day 4, and the round."""
    before, start = ticks(72) - 1, {"courses": (), "pending": ()}
    now = replace(NOW, tick=before, **start)
    return now, replace(now, tick=before + 1, **changes)


def test_a_round_says_what_changed_since_yesterday_and_whether_anybody_looked():
    """NEWS2, support and results with both values; without a result that is said, and that nothing runs."""
    held = ((ticks(47), replace(MASK, text="mask 10 L/min")), (ticks(71), NOW.support))
    scores = ((ticks(47), 6), (ticks(71), 9))
    labs = {
        Channel.CRP: (reading(Channel.CRP, 40, 100.0), reading(Channel.CRP, 70, 40.0)),
        Channel.LACTATE: (reading(Channel.LACTATE, 40, 2.0),),
    }
    before, then = at_round(support_history=held, news2_history=scores, labs=labs)
    words = round_words(then)

    assert words == ("Since yesterday: NEWS2 6 → 9, mask 10 L/min → cannula 4 L/min, CRP 100 → 40. No drug is running.")
    assert "no blood result" in round_words(replace(then, labs={Channel.LACTATE: labs[Channel.LACTATE]}))

    same = labs | {Channel.CRP: (reading(Channel.CRP, 40, 40.0), reading(Channel.CRP, 70, 40.0))}
    assert "NEWS2" not in round_words(replace(then, support=replace(then.support, device=Device.VENTILATOR)))
    assert "results as before" in round_words(replace(then, labs=same))
    assert "No drug" not in round_words(replace(then, courses=courses()))

    def given(hours_ago: float) -> str:
        lines = tuple(
            replace(
                one, running=False, given=(then.tick - ticks(hours_ago),) if one.regimen.id == "tocilizumab" else ()
            )
            for one in courses()
        )
        return round_words(replace(then, courses=lines))

    assert given(24.0 * 3).endswith("CRP 100 → 40. No course is running; tocilizumab still acts.")
    assert given(24.0 * 14).endswith("No drug is running.")

    pilot = Pilot(before, coming=(then,))
    pilot.press("n")
    pilot.stage.tick(16_667)

    assert pilot.said == [f"08:00 · {words}"]


def test_who_has_only_just_come_has_no_yesterday():
    assert not round_words(replace(NOW, tick=ticks(11)))


def alarms(*levels):
    """Return views with an alarm of SpO₂ each, two hours apart."""
    steps = [(NOW.tick + 24 * number, level) for number, level in enumerate(levels, 1)]
    return [replace(NOW, tick=tick, facts=(AlarmRaised(tick, Channel.SPO2, level, "SpO₂"),)) for tick, level in steps]


def test_an_alarm_as_before_is_no_event_and_a_graver_one_is():
    """On the way to the next event; where time runs at a pace each alarm stops it, as the setting says."""
    same, graver = (Priority.MEDIUM, Priority.MEDIUM), (Priority.MEDIUM, Priority.HIGH)
    cases = (("n", same, False), ("n", graver, True), ("space", same, True))
    for key, levels, stops in cases:
        pilot = Pilot(NOW, coming=alarms(*levels))
        for _ in range(2):
            pilot.press(key)
            pilot.stage.tick(3_000_000 // 12)
        assert (pilot.bedside.look.pace.reason == NOW.alarms[0].short) is stops, (key, levels)


def test_an_alarm_that_is_the_players_to_answer_asks_again_every_four_hours():
    """Where the ward turns the oxygen and the pump, one look is enough."""
    low = Alarm(Channel.MAP, Priority.HIGH, "MAP 54 mmHg, below 55", NOW.tick, active=True, short="MAP 54 mmHg")
    hands = structs.replace(NOW.level, support=SupportMode.PLAYER)
    for level, hours, stops in ((hands, 4, True), (hands, 3, False), (NOW.level, 4, False)):
        then = replace(after(ticks(hours), level=level), alarms=(low,))

        assert (asks(NOW, then) == "still: MAP 54 mmHg") is stops

    seen = replace(NOW, level=hands)
    pilot = Pilot(seen, coming=[replace(one, level=hands) for one in alarms(Priority.MEDIUM, Priority.MEDIUM)])
    for _ in range(2):
        pilot.press("n")
        pilot.stage.tick(16_667)
    assert pilot.bedside.look.pace.reason == NOW.alarms[0].short
    assert pilot.play.view.tick == NOW.tick + 48
    # Two hours apart; where the ward acts, eight.


def halves(first, last):
    """Return hourly values of 60 hours that were one thing for the first half and another for the second."""
    return tuple((ticks(hour), first if hour < 30 else last) for hour in range(61))


MASK = replace(NOW.support, device=Device.MASK, fio2=0.6)
OXYGEN = replace(NOW.support, fio2=0.28, oxygen_l_per_min=2.0)
AIR = replace(NOW.support, device=Device.AIR, fio2=0.21, oxygen_l_per_min=0.0)
BETTER = replace(NOW, tick=ticks(60), news2_history=halves(9, 4), support_history=halves(MASK, OXYGEN))


def test_a_case_is_decided_when_for_a_day_nothing_got_worse():
    """More support was needed before, none was added for a day."""
    assert decided(BETTER)


def test_who_never_needed_oxygen_is_over_it_when_crp_has_halved():
    """The sheets of a mild case show it by the inflammation."""
    labs = {Channel.CRP: (reading(Channel.CRP, 2, 100.0), reading(Channel.CRP, 50, 40.0))}

    assert decided(replace(BETTER, support_history=halves(AIR, AIR), labs=labs))


HISTORIES = ("news2_history", "support_history")
STEROID = tuple(replace(one, running=one.regimen.id == "dexamethasone", next_due=ticks(61)) for one in courses())
OPEN = (
    {"courses": STEROID},
    {"news2_history": (*halves(4, 4)[:-1], (ticks(60), 5))},
    {"news2_history": halves(9, 9)},
    {"support_history": halves(OXYGEN, OXYGEN), "labs": {}},
)


@pytest.mark.parametrize("changes", OPEN)
def test_a_case_is_not_decided_while_something_is_open(changes):
    """A steroid to be stopped, a score that rose or stays high, a case that was never worse: that is not decided."""
    assert not decided(replace(BETTER, **changes))


def test_a_decided_case_offers_to_run_to_its_end():
    """The offer stands still; who takes it is stopped by a call, not by a round."""
    pilot = Pilot(replace(BETTER, tick=ticks(60) - 1), coming=(BETTER,))
    pilot.press("n")
    pilot.stage.tick(16_667)

    assert pilot.bedside.look.asking is Asked.DECIDED
    assert broken_rules(pilot.tree()) == []

    pilot.click("ask.end")
    for _ in range(60):
        pilot.stage.tick(16_667)

    assert pilot.bedside.look.pace.to_end
    assert pilot.play.view.tick > ticks(72)

    tick = pilot.play.view.tick + 1
    pilot.play.coming = [replace(BETTER, tick=tick, facts=(Called(tick, CallReason.EMERGENCY, "Come now."),))]
    pilot.stage.tick(16_667)

    assert not pilot.bedside.look.pace.running


def test_the_end_is_not_offered_while_a_result_is_due_any_moment():
    """It was offered over a blood that was due in forty minutes."""
    assert not decided(replace(BETTER, pending=(PendingResult(Panel.IL6, ticks(59), ticks(61)),)))
    assert decided(replace(BETTER, pending=(PendingResult(Panel.CULTURE, ticks(59), ticks(83)),)))


def well_at_rounds(*regimens):
    """Return the hour before a morning round and the round, of who was well on air since the evening."""
    since, now = ticks(59), ticks(72)
    calm = NOW.vitals | {
        Channel.SPO2: reading(Channel.SPO2, 60, 97.0),
        Channel.TEMPERATURE: reading(Channel.TEMPERATURE, 60, 36.8),
    }
    every = range(0, now + 1, ticks(1))
    sheets = {
        "news2_history": tuple((tick, 1 if tick > since else 5) for tick in every),
        "support_history": tuple((tick, AIR) for tick in every),
        "vital_history": tuple((tick, calm) for tick in every),
    }
    lines = tuple(replace(one, running=one.regimen.id in regimens) for one in courses())
    then = replace(NOW, tick=now, courses=lines, **sheets)
    return replace(then, tick=now - 1), then


def test_the_round_names_the_drug_that_alone_keeps_a_patient_in():
    """Well on air with NEWS2 0 she lay four days more under a steroid, and nobody said why."""
    _, then = well_at_rounds("dexamethasone", "remdesivir")
    ill = tuple((tick, 3 if tick == then.tick - ticks(2) else one) for tick, one in then.news2_history)

    assert round_words(then).endswith("Well for 13 h, and kept in by this alone: dexamethasone (not by remdesivir).")
    alone = round_words(well_at_rounds("dexamethasone")[1])
    assert alone.endswith("Well for 13 h, and kept in by this alone: dexamethasone.")
    assert "kept in" not in round_words(well_at_rounds("remdesivir")[1])
    assert "kept in" not in round_words(replace(then, news2_history=ill))
    # On the fourth morning it said 'for twelve hours' again.
    days = tuple((tick, 1) for tick, _ in then.news2_history)
    assert "Well for 3 d" in round_words(replace(then, news2_history=days))
    # One low reading in three days began the count anew: 'Well for 3 d 13 h', and a day later 'Well for 12 h'.
    once = tuple((tick, 3 if tick == then.tick - ticks(14) else 1) for tick, _ in then.news2_history)
    assert "Well for 3 d" in round_words(replace(then, news2_history=once))
    # Who came at half past eight is written down at half past, and seen at the full hour.
    assert "kept in" in round_words(replace(then, tick=then.tick + 6))


def test_no_drug_keeps_in_whom_the_ward_would_not_let_go_without_it():
    """'Kept in by this alone: paracetamol' was said on day two after CAR-T cells, who are watched for a week."""
    _, then = well_at_rounds("dexamethasone")
    cells = structs.replace(then.level, phenotype=Phenotype.CAR_T)
    assert "kept in" in round_words(then)
    assert "kept in" not in round_words(replace(then, level=cells))

    def after_tocilizumab(hours_ago):
        lines = [
            replace(one, given=(then.tick - ticks(hours_ago),)) if one.regimen.id == "tocilizumab" else one
            for one in then.courses
        ]
        return round_words(replace(then, courses=tuple(lines)))

    # Four days behind it nobody goes home, whatever is stopped.
    assert "kept in" not in after_tocilizumab(30.0)
    assert "kept in" in after_tocilizumab(100.0)


def test_no_round_says_that_no_drug_runs_beside_norepinephrine():
    """It said 'norepinephrine off → 0.05 µg/kg/min, no blood result. No drug is running.' in one breath."""
    _, then = at_round(labs={})
    pump = replace(then.support, norepinephrine_ug_per_kg_min=0.05)
    assert round_words(then).endswith("No drug is running.")
    assert round_words(replace(then, support=pump)).endswith("No drug but norepinephrine is running.")


def test_a_round_tells_what_the_cultures_grew_and_calls_no_morning_with_a_result_one_without():
    """An hour after rods had grown in the blood a round said 'CRP 70 → 314' alone, and 'no blood result' of a count."""
    grown = replace(reading(Channel.BLOOD_CULTURE, 70, 4.0), words="Gram-negative rods")
    none = replace(reading(Channel.BLOOD_CULTURE, 71, 3.0), flag=Flag.BELOW)
    old, new = reading(Channel.CRP, 40, 100.0), reading(Channel.CRP, 70, 40.0)

    def told(labs):
        return round_words(at_round(labs=labs)[1])

    assert "CRP 100 → 40, cultures: Gram-negative rods." in told(
        {Channel.CRP: (old, new), Channel.BLOOD_CULTURE: (grown, none)}
    )
    assert "cultures: no growth." in told({Channel.BLOOD_CULTURE: (none,)})
    assert "no blood result" not in told({Channel.BLOOD_CULTURE: (none,)})
    assert "new: FBC." in told({Channel.PLATELETS: (reading(Channel.PLATELETS, 70, 200.0),)})
    assert "no blood result" in told({Channel.URINE: (reading(Channel.URINE, 70, 1.0),)})
    assert "cultures" not in told({Channel.BLOOD_CULTURE: (replace(grown, known=ticks(40)),)})


def test_the_hours_that_the_round_tells_are_those_by_which_the_ward_lets_go():
    log = read_case(plays.LEVELS / "covid_storm.expert.jsonl").log
    told = []
    for case, _ in replay(plays.level("covid_storm"), log):
        if case.tick % ticks(6) == 0:
            span = well_for(build_view(case), case.tick)
            told.append(span)
            assert (span > 0) is (case.sheets.well_hours >= WELL_HOURS_TO_LEAVE), case.tick
    assert max(told) > WELL_HOURS_TO_LEAVE


@pytest.mark.parametrize(("regimen", "stops"), [("dexamethasone", True), ("remdesivir", False)])
def test_a_run_to_the_end_stops_once_where_only_a_drug_keeps_the_patient_in(regimen, stops):
    before, then = well_at_rounds(regimen)
    pilot = Pilot(before, coming=(then,))
    pilot.bedside._ask(Asked.DECIDED)
    pilot.bedside.handle(Act(RunToEnd()))
    pilot.stage.tick(16_667)

    assert pilot.bedside.look.pace.running is not stops
    assert newly_kept_in(then) is stops
    longer = tuple((tick, 1) for tick, _ in then.news2_history)
    assert not newly_kept_in(replace(then, news2_history=longer))


def test_what_comes_in_on_the_way_to_the_end_is_not_left_standing():
    """A result of Friday stood at the foot of the screen while Sunday passed."""
    ready = replace(BETTER, tick=BETTER.tick + 1, facts=(ResultReady(BETTER.tick + 1, Panel.IL6),))
    pilot = Pilot(BETTER, coming=(ready,))
    pilot.bedside._ask(Asked.DECIDED)
    pilot.bedside.handle(Act(RunToEnd()))
    pilot.stage.tick(16_667)

    assert pilot.bedside.look.pace.to_end
    assert pilot.said == []


def test_the_menu_leads_everywhere_by_mouse_alone():
    """Keys, glossary, settings, pages and the way out can be clicked."""
    pilot = Pilot(NOW)
    pilot.click("menu")
    assert broken_rules(pilot.tree()) == []
    for id_ in ("menu.keys", "menu.glossary", "menu.settings", "menu.results", "menu.drugs", "menu.leave"):
        assert find(pilot.tree(), id_) is not None
    pilot.click("menu.keys")
    assert isinstance(pilot.stage.scenes[-1], HelpScene)
    pilot.click("help.close")
    pilot.click("menu")
    pilot.click("menu.leave")

    assert pilot.bedside.look.asking is Asked.LEAVE


@pytest.mark.parametrize("way", ["key", "click"])
def test_the_drug_chart_opens_by_a_key_and_by_a_click(way):
    """It tells what was given, what is next and when the last dose is due."""
    lines = tuple(replace(one, left=3) if one.running else one for one in courses())
    pilot = Pilot(replace(NOW, courses=lines))
    if way == "key":
        pilot.press("z")
    else:
        pilot.click("drug_chart")

    assert isinstance(pilot.stage.scenes[-1], DrugChartScene)
    assert "1 dose given · last 100 mg, 44 h ago · next 100 mg in 18 h · last dose Day 6 · 06:00" in pilot.words()

    pilot.press("z")

    assert pilot.stage.scenes[-1] is pilot.bedside


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 720)])
def test_the_drug_chart_fits(percent, size):
    """Nothing of it is cut, with a course that was stopped and one that is tapered."""
    ends = (
        CourseStopped(ticks(30), "remdesivir", tapered=False),
        CourseStopped(ticks(31), "dexamethasone", tapered=True),
    )
    pilot = Pilot(replace(NOW, history=(*NOW.history, *ends)), Settings(text_percent=percent), size)
    pilot.press("z")

    assert broken_rules(pilot.tree()) == []


def test_an_organ_says_its_state_as_a_word():
    """A bar that grows as things get worse could be read as health."""
    tree = Pilot(NOW).tree()

    assert [find(tree, f"organ.{name}.state").label for name in ("Lungs", "Heart")] == ["worrying", "well"]


def test_a_score_that_rose_and_is_low_stops_no_run_to_the_end():
    """On the way to the end of a decided case a call for NEWS2 2 is written down; one for 6 stops time."""
    for grade, stops in ((2, False), (6, True)):
        called = replace(after(2), facts=(Called(NOW.tick + 2, CallReason.RISING, "Please look.", grade=grade),))
        pilot = Pilot(NOW, coming=(after(1), called, after(3)))
        pilot.bedside._ask(Asked.DECIDED)
        pilot.click("ask.end")
        pilot.stage.tick(16_667)

        assert pilot.bedside.look.pace.running is not stops


def test_the_reason_of_a_pause_is_whole_beside_the_clock_and_in_its_help():
    """The longest that there is: a support in words."""
    change = SupportChanged(NOW.tick + 1, Device.VENTILATOR, "norepinephrine 0.85 µg/kg/min")
    for percent in (100, 150, 200):
        pilot = ran(replace(after(1), facts=(change,)), settings=Settings(text_percent=percent))
        told = find(pilot.tree(), "clock.pace")

        assert told.help == f"Paused · support: {change.text}"
        assert broken_rules(pilot.tree()) == []


def test_the_offer_of_the_end_names_what_still_dampens():
    """Young courses keep the case open; an old one is asked about."""
    pilot = Pilot(replace(BETTER, courses=STEROID))
    pilot.bedside._ask(Asked.DECIDED)

    assert "Still running: dexamethasone. Is it still needed?" in pilot.words()

    later = ticks(72)
    moved = {name: tuple((tick + later, one) for tick, one in getattr(BETTER, name)) for name in HISTORIES}
    assert decided(replace(BETTER, tick=BETTER.tick + later, courses=STEROID, **moved))


def test_the_offer_of_the_end_says_what_the_score_does_not():
    """A fever that stays, and blood that nobody has taken for days; nothing of it where all is well and new."""
    hot = BETTER.vitals | {Channel.TEMPERATURE: reading(Channel.TEMPERATURE, 60, 38.6)}
    cool = BETTER.vitals | {Channel.TEMPERATURE: reading(Channel.TEMPERATURE, 60, 37.2)}
    stale = {Channel.CRP: (reading(Channel.CRP, 10, 100.0),)}
    fresh = {Channel.CRP: (reading(Channel.CRP, 50, 100.0),)}
    for vitals, labs, told in (
        (hot, fresh, "a fever of 38.6 °C"),
        (cool, stale, "taken 2 d 2 h ago"),
        (cool, fresh, ""),
    ):
        pilot = Pilot(replace(BETTER, vitals=vitals, labs=labs))
        pilot.bedside._ask(Asked.DECIDED)
        words = pilot.words()

        assert ("Still there" in words) is (vitals is hot)
        assert ("The last blood" in words) is (labs is stale)
        assert told in words


def test_what_the_player_orders_by_hand_is_no_event():
    """Where support is in the player's hands."""
    hands = structs.replace(NOW.level, support=SupportMode.PLAYER)
    change = SupportChanged(NOW.tick + 1, Device.MASK, "mask 10 L/min")
    for level, stops in ((NOW.level, True), (hands, False)):
        before, event = replace(NOW, level=level), replace(after(1, level=level), facts=(change,))

        assert bool(asks(before, event)) is stops
