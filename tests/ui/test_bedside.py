"""A player with a keyboard alone, or with a mouse alone, can do everything at the bedside."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from pilot import Pilot
from sample_view import courses, level, over, reading, view

from game.app.levels import find_level
from game.case.appearance import Appearance, Position
from game.case.case import admit_case
from game.case.play import Play
from game.case.view import Alarm
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.bedside.bedside import Bedside
from game.ui.bedside.ended import title
from game.ui.bedside.header import who
from game.ui.bedside.intents import Consider
from game.ui.bedside.news2 import change_words
from game.ui.bedside.results import ResultsScene
from game.ui.bedside.wiring import Wiring
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.cues import AlarmBurst, PulseBeep, ResultChime, Silence
from game.ui.toolkit.intents import Back, StepHour
from game.ui.toolkit.pace import TICK_US
from game.ui.toolkit.page import BODY
from game.ui.toolkit.scene import Act
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, find, focus_order, walk
from game.values.channel import Channel, Panel
from game.values.ending import Ending, Outcome
from game.values.fact import AlarmRaised, OrderRefused, Priority, ResultReady
from game.values.level import Phenotype, SupportMode
from game.values.order import Actor, Device, Draw, Entry, Give, GiveFluid, SetDevice, SetPressor, SetProne, Stop
from game.values.ticks import TICKS_PER_DAY, ticks

GIVEABLE = {"2": "antibiotic", "5": "dexamethasone", "8": "tocilizumab"}
DRAWABLE = {
    "c": Panel.INFLAMMATION,
    "v": Panel.VIRAL_PCR,
    "l": Panel.LACTATE_CREATININE,
    "b": Panel.BLOOD_COUNT,
    "x": Panel.XRAY,
}
BY_HAND = {
    "device.4": SetDevice(device=Device.VENTILATOR),
    "position.prone": SetProne(prone=True),
    "pressor.more": SetPressor(norepinephrine_ug_per_kg_min=0.05),
    "fluid": GiveFluid(),
}


@pytest.mark.parametrize(("key", "regimen"), GIVEABLE.items())
def test_a_drug_is_given_by_two_keys(key, regimen):
    """The drug's own key asks, Enter confirms."""
    pilot = Pilot(view())
    pilot.press(key)

    assert pilot.play.orders == []

    pilot.press("return")

    assert pilot.play.orders == [Give(regimen=regimen)]


@pytest.mark.parametrize("regimen", [*GIVEABLE.values(), "paracetamol"])
def test_a_drug_is_given_by_two_clicks(regimen):
    """A click on the card asks, a click on the bright button confirms."""
    pilot = Pilot(view())
    if regimen == "paracetamol":
        pilot.click("support")
    pilot.click(regimen)
    pilot.click("ask.give")

    assert pilot.play.orders == [Give(regimen=regimen)]


def test_a_drug_is_given_by_tab_and_enter_alone():
    """Nobody needs to know a key: Tab goes to every order."""
    pilot = Pilot(view())
    pilot.tab_to("tocilizumab")
    pilot.press("return")
    pilot.tab_to("ask.give")
    pilot.press("return")

    assert pilot.play.orders == [Give(regimen="tocilizumab")]


def test_escape_gives_nothing():
    """Escape closes the question and orders nothing."""
    pilot = Pilot(view())
    pilot.press("8", "escape")

    assert pilot.play.orders == []
    assert pilot.bedside.look.asking is None


def test_the_question_names_dose_and_how_long_it_lasts():
    """Giving asks once, with the dose for this weight and what cannot be taken back."""
    pilot = Pilot(view())
    pilot.press("8")

    assert 'dialog "Give tocilizumab 640 mg IV?"' in pilot.words()
    assert "It blocks IL-6 for weeks, and masks fever and CRP." in pilot.words()


def test_a_running_drug_is_stopped():
    """Pressing what runs offers to stop it; pressing twice in haste keeps it."""
    pilot = Pilot(view())
    pilot.press("1", "return")
    assert pilot.play.orders == []
    pilot.press("1")
    pilot.click("ask.stop")

    assert pilot.play.orders == [Stop(regimen="remdesivir")]


def test_what_cannot_be_given_says_why():
    """A refusal is shown with its reason and orders nothing."""
    pilot = Pilot(view())
    pilot.press("6")

    assert "Dexamethasone is running: the same drug." in pilot.words()

    pilot.press("return")

    assert pilot.play.orders == []


def test_a_late_refusal_is_shown():
    """If the order itself is refused, the reason is shown as well."""
    pilot = Pilot(view())
    pilot.play.refusal = "The pharmacy is closed."
    pilot.press("x")

    assert "The pharmacy is closed." in pilot.words()


@pytest.mark.parametrize(("key", "panel"), DRAWABLE.items())
def test_a_test_is_ordered_by_key_and_by_click(key, panel):
    """One key or one click takes a sample."""
    pilot = Pilot(view())
    pilot.press(key)
    pilot.click(f"test_{panel.value}")

    assert pilot.play.orders == [Draw(panel=panel), Draw(panel=panel)]


def test_a_pending_test_shows_when_it_comes_and_cannot_be_pressed():
    """A sample at the laboratory counts down."""
    pilot = Pilot(view())

    assert 'button "IL-6" = result in 1 h [disabled]' in pilot.words()
    assert "test_il6" not in {widget.id for widget in focus_order(pilot.tree())}


@pytest.mark.parametrize(("intent", "order"), BY_HAND.items())
def test_support_is_run_by_hand_where_the_level_says_so(intent, order):
    """Device, position, norepinephrine and fluid have buttons for mouse and keyboard."""
    for way in ("mouse", "keys"):
        pilot = Pilot(view(level=level(SupportMode.PLAYER)))
        pilot.press("u")
        if way == "mouse":
            pilot.click(intent)
        else:
            pilot.tab_to(intent)
            pilot.press("return")

        assert pilot.play.orders == [order]


def test_the_focus_stays_on_a_dial_that_is_turned():
    """The button for more norepinephrine is the same one at every dose, so that it can be pressed again."""
    pilot = Pilot(view(level=level(SupportMode.PLAYER)))
    pilot.press("u")
    pilot.tab_to("pressor.more")
    for number in (1, 2, 3):
        pilot.press("return")
        dose = 0.05 * number
        pilot.play.view = replace(
            pilot.play.view, support=replace(pilot.play.view.support, norepinephrine_ug_per_kg_min=dose)
        )

    assert pilot.stage.focus == "pressor.more"
    assert pilot.play.orders == [SetPressor(norepinephrine_ug_per_kg_min=dose) for dose in (0.05, 0.1, 0.15)]


@pytest.mark.parametrize("percent", [100, 200])
def test_what_a_press_has_come_to_stands_beside_its_buttons(percent):
    """In large text the list of what runs is scrolled away while a dial is turned: nothing showed that a press did."""
    held = replace(view().support, norepinephrine_ug_per_kg_min=0.15, fluid_boluses=1)
    pilot = Pilot(view(level=level(SupportMode.PLAYER), support=held), Settings(text_percent=percent))
    pilot.press("u")
    titles = [one.label for one in walk(pilot.tree()) if one.id.startswith("dial.")]

    assert [one for one in titles if one.endswith("0.15 µg/kg/min")]
    assert [one for one in titles if one.endswith("1 × 500 mL")]


def test_a_need_of_one_hour_is_seen_as_a_dot():
    """At admission the chart of the oxygen need held a speck."""
    now = view()
    pilot = Pilot(view(support_history=((now.tick, now.support),), news2_history=((now.tick, now.news2.total),)))
    pilot.press("u")
    for name in ("oxygen", "news2"):
        plot, canvas = find(pilot.tree(), f"history.{name}.plot"), RecordingCanvas()
        plot.paint(canvas, plot.rect)
        assert [one.rect.w >= 3 for one in canvas.drawn if one.what == "circle"] == [True]


def test_the_ward_runs_support_otherwise():
    """Under the ward's protocol the tab only tells."""
    pilot = Pilot(view())
    pilot.press("u")

    assert "The ward runs all of this by its protocol, every half hour." in pilot.words()
    assert not any(widget.id.startswith(("device.", "pressor.")) for widget in walk(pilot.tree()))


def test_focus_reaches_all_that_can_be_pressed():
    """The focus order is every widget with an intent that is not disabled, once, and Shift+Tab goes back."""
    pilot = Pilot(view())
    order = [widget.id for widget in focus_order(pilot.tree())]
    seen = []
    for _ in order:
        pilot.press("tab")
        seen.append(pilot.stage.focus)

    assert seen == order
    assert len(order) == len(set(order))

    pilot.press("shift+tab")

    assert pilot.stage.focus == order[-2]


def test_the_focus_stays_inside_a_question():
    """While a question is open, Tab does not leave it and clicks outside do nothing."""
    pilot = Pilot(view())
    pilot.press("8")
    inside = {widget.id for widget in focus_order(pilot.tree())}
    for _ in range(5):
        pilot.press("tab")

        assert pilot.stage.focus in inside

    assert inside == {"ask.give", "ask.back"}


def test_time_runs_stops_and_steps():
    """Space runs and pauses; one tick takes a quarter of a second at 1x, a sixteenth at 4x; S is an hour."""
    pilot = Pilot(view())
    start = pilot.play.view.tick
    pilot.stage.tick(5_000_000)

    assert pilot.play.view.tick == start

    pilot.press("space")
    for _ in range(120):
        pilot.stage.tick(16_667)

    assert pilot.play.view.tick == start + 8

    pilot.press("f7")
    pilot.stage.tick(250_000)

    assert pilot.play.view.tick == start + 12

    pilot.press("s")

    assert pilot.play.view.tick == start + 24
    assert not pilot.bedside.look.pace.running


def test_time_controls_can_be_clicked():
    """Every control of time has a button."""
    pilot = Pilot(view())
    for id_, speed in (("speed_2", 2), ("speed_4", 4), ("speed_1", 1)):
        pilot.click(id_)

        assert pilot.bedside.look.pace.speed == speed
        assert pilot.bedside.look.pace.running

    pilot.click("pause")

    assert not pilot.bedside.look.pace.running

    start = pilot.play.view.tick
    pilot.click("step")

    assert pilot.play.view.tick == start + 12


def test_time_stands_still_while_a_question_is_open():
    """Nobody loses minutes while reading a question."""
    pilot = Pilot(view())
    pilot.press("space", "8")
    start = pilot.play.view.tick
    pilot.stage.tick(3_000_000)

    assert pilot.play.view.tick == start


def test_skip_runs_to_the_next_result_and_stops():
    """N runs until a result is there, then pauses and says which."""
    now = view()
    quiet = replace(now, tick=now.tick + 1)
    ready = replace(now, tick=now.tick + 2, facts=(ResultReady(now.tick + 2, Panel.IL6),))
    pilot = Pilot(now, coming=(quiet, ready))
    pilot.press("n")
    pilot.stage.tick(16_667)

    assert pilot.play.view.tick == now.tick + 2
    assert pilot.bedside.look.pace.reason == "result: IL-6"
    assert ResultChime() in pilot.ear.heard


@pytest.mark.parametrize("pause", [True, False])
def test_a_new_alarm_pauses_if_so_set(pause):
    """An alarm stops time where the player wants that, and is heard in any case."""
    now = view(alarms=())
    alarm = AlarmRaised(now.tick + 1, Channel.SPO2, Priority.HIGH, "SpO₂ 84 %, below 85")
    pilot = Pilot(now, Settings(pause_on_alarm=pause), coming=(replace(now, tick=now.tick + 1, facts=(alarm,)),))
    pilot.press("space")
    pilot.stage.tick(1_000_000)

    assert pilot.bedside.look.pace.running is not pause
    assert AlarmBurst(Priority.HIGH) in pilot.ear.heard


@pytest.mark.parametrize("percent", [100, 200])
def test_the_clock_names_the_alarm_that_stopped_time(percent):
    """In large text *new alarm* stood over a page from which the monitor was scrolled away."""
    now, short = view(alarms=()), "Respiratory rate 31, above 30"
    raised = AlarmRaised(now.tick + 1, Channel.RESPIRATORY_RATE, Priority.MEDIUM, short)
    seen = Alarm(Channel.RESPIRATORY_RATE, Priority.MEDIUM, short, now.tick + 1, active=True, short=short)
    settings = Settings(pause_on_alarm=True, text_percent=percent)
    pilot = Pilot(now, settings, coming=(replace(now, tick=now.tick + 1, facts=(raised,), alarms=(seen,)),))
    pilot.press("space")
    pilot.stage.tick(1_000_000)
    told, canvas = find(pilot.tree(), "clock.pace"), RecordingCanvas()
    told.paint(canvas, told.rect)

    assert short in told.label
    assert [one.text for one in canvas.drawn if not one.cut] == [told.label]


@pytest.mark.parametrize("percent", [100, 200])
def test_a_number_that_alarms_stands_clear_of_both_edges_of_its_ground(percent):
    """A heart rate of three figures touched the left edge of the red."""
    high = Alarm(Channel.HEART_RATE, Priority.HIGH, "", 0, active=True, short="")
    rate = {Channel.HEART_RATE: reading(Channel.HEART_RATE, 52, 168.0)}
    seen = view(alarms=(high,), vitals={**view().vitals, **rate})
    pilot, canvas = Pilot(seen, Settings(text_percent=percent)), RecordingCanvas()
    value = find(pilot.tree(), "monitor.ecg.value")
    value.paint(canvas, value.rect)
    ground, number = (one.rect for one in canvas.drawn)

    assert value.rect.contains(ground)
    assert number.x - ground.x == ground.right - number.right == 4 * percent // 100


def test_a_low_alarm_never_pauses():
    """A low alarm asks for no hurry: it sounds, and time runs on."""
    now = view(alarms=())
    alarm = AlarmRaised(now.tick + 1, Channel.TEMPERATURE, Priority.LOW, "Temperature 39.8 °C, above 39.5")
    pilot = Pilot(now, Settings(pause_on_alarm=True), coming=(replace(now, tick=now.tick + 1, facts=(alarm,)),))
    pilot.press("space")
    pilot.stage.tick(1_000_000)

    assert pilot.bedside.look.pace.running
    assert AlarmBurst(Priority.LOW) in pilot.ear.heard


def test_a_new_alarm_is_seen_but_not_heard_while_silenced():
    """Two minutes of quiet are two minutes of quiet; the alarm stands on the screen, and stops time if so set."""
    now = view(alarms=())
    alarm = AlarmRaised(now.tick + 1, Channel.SPO2, Priority.HIGH, "SpO₂ 84 %, below 85")
    pilot = Pilot(now, Settings(pause_on_alarm=True), coming=(replace(now, tick=now.tick + 1, facts=(alarm,)),))
    pilot.press("a", "space")
    pilot.stage.tick(1_000_000)

    assert not any(isinstance(cue, AlarmBurst) for cue in pilot.ear.heard)
    assert pilot.bedside.look.pace.reason == "new alarm"


def test_silence_lasts_two_minutes_and_is_shown():
    """A silences the bursts for 120 seconds and counts down on the button."""
    pilot = Pilot(view())
    pilot.press("a")
    pilot.stage.tick(1_000_000)

    assert 'button "Silenced 1:59"' in pilot.words()

    for _ in range(118):
        pilot.stage.tick(1_000_000)

    assert not any(isinstance(cue, AlarmBurst) for cue in pilot.ear.heard)

    assert pilot.ear.ended == 1

    pilot.stage.tick(2_000_000)

    assert AlarmBurst(Priority.MEDIUM) not in pilot.ear.heard

    pilot.press("space")
    pilot.stage.tick(100_000)

    assert AlarmBurst(Priority.MEDIUM) in pilot.ear.heard


def test_a_result_is_named_while_time_runs():
    """A result that does not stop time is named beside the clock for an hour."""
    now = view(alarms=())
    ready = replace(now, tick=now.tick + 1, facts=(ResultReady(now.tick + 1, Panel.CULTURE),))
    pilot = Pilot(now, coming=(ready,))
    pilot.press("space")
    pilot.stage.tick(1_000_000)

    assert "1× · result: Culture" in pilot.words()
    assert ResultChime() in pilot.ear.heard

    pilot.stage.tick(13_000_000)

    assert "Running at 1×" in pilot.words()


def test_space_presses_in_a_question():
    """In a dialog the space bar presses what is marked instead of pausing."""
    pilot = Pilot(view())
    pilot.press("8", "space")

    assert pilot.play.orders == [Give(regimen="tocilizumab")]


def test_the_pulse_is_heard_only_while_time_runs():
    """The beep carries SpO₂; a paused bedside is quiet, and M makes it quiet for good."""
    pilot = Pilot(view(alarms=()))
    pilot.stage.tick(1_000_000)

    assert pilot.ear.heard == []

    pilot.press("space")
    pilot.stage.tick(900_000)

    assert PulseBeep(91.0) in pilot.ear.heard

    pilot.press("m")
    pilot.ear.heard.clear()
    pilot.stage.tick(900_000)

    assert pilot.ear.heard == []
    assert not pilot.settings.sound


def test_news2_opens_to_its_seven_parts():
    """W or a click opens NEWS2; W or Escape closes it."""
    pilot = Pilot(view())
    for way in (lambda: pilot.press("w"), lambda: pilot.click("news2")):
        way()
        words = pilot.words()

        for part in (
            "Respiratory rate",
            "SpO₂",
            "Air or oxygen",
            "Systolic",
            "Heart rate",
            "Consciousness",
            "Temperature",
        ):
            assert part in words
        pilot.press("w")

        assert pilot.bedside.look.asking is None


def test_the_end_leads_to_the_debrief():
    """When the outcome is there, the banner says it and its button leads on."""
    pilot = Pilot(view(), coming=(over(),))
    pilot.press("space")
    pilot.stage.tick(1_000_000)

    assert "goes home" in pilot.words()

    pilot.press("return")

    assert pilot.ended == 1
    assert pilot.stage.scenes == ()


@pytest.mark.parametrize(
    ("ending", "ink"),
    [(Ending.DISCHARGED, Ink.WELL), (Ending.TIME_UP, Ink.TEXT), (Ending.DIED_OF_SHOCK, Ink.DANGER)],
)
def test_only_who_goes_home_ends_in_green(ending, ink):
    """*The case is over* stood in green over a woman on a ventilator at an SpO₂ of 84 %."""
    outcome = Outcome(ending, over().tick)
    ended = replace(over(), outcome=outcome)
    pilot = Pilot(view(), coming=(ended,))
    pilot.press("space")
    pilot.stage.tick(1_000_000)
    named = [one for one in walk(pilot.tree()) if one.label == title(ended, outcome)]
    (heading,) = [one for one in named if one.role is Role.TEXT]
    canvas = RecordingCanvas()
    heading.paint(canvas, heading.rect)

    assert {one.colour for one in canvas.drawn} == {ink}


def test_leaving_asks_first():
    """Escape asks; the case file is kept."""
    pilot = Pilot(view())
    pilot.press("escape")
    pilot.click("ask.back")

    assert pilot.stage.scenes

    pilot.press("escape")
    pilot.click("ask.leave")

    assert pilot.stage.scenes == ()


def test_keys_can_be_changed():
    """A binding of the settings replaces the key everywhere, in the help as well."""
    pilot = Pilot(view(), Settings(keys={"pause": "p"}))
    pilot.press("p")

    assert pilot.bedside.look.pace.running

    pilot.press("f1")

    assert "Pause, or let time run" in pilot.words()
    assert 'text "P"' in pilot.words()

    pilot.press("escape")

    assert pilot.stage.scenes == (pilot.bedside,)


def test_the_chart_shows_only_what_was_measured():
    """Dots of the chart are the results that are back, and a ring marks the sample that is not."""
    sample = view(labs={Channel.IL6: (reading(Channel.IL6, 6, 71),)}, il6_doubling=None)
    pilot = Pilot(sample)
    plot = next(widget for widget in walk(pilot.tree()) if widget.id == "il6.plot")
    canvas = RecordingCanvas()
    plot.paint(canvas, plot.rect)

    # The disc of a dose, at the foot, has the colour of its drug.
    dots = [call for call in canvas.drawn if call.what == "circle" and not isinstance(call.colour, Mix)]
    assert len(dots) == 2
    assert "result in 1 h" in canvas.texts()


def test_the_doubling_time_can_be_switched_off():
    """A level may keep the aid to itself."""
    plain = level()
    hidden = view(
        level=type(plain)(**{f: getattr(plain, f) for f in plain.__struct_fields__} | {"show_doubling_time": False})
    )

    assert "doubles about every 7.5 h" in Pilot(view()).words()
    assert "doubles about" not in Pilot(hidden).words()


def test_an_old_sample_of_il6_tells_its_age_and_no_slope():
    """A slope of the day before yesterday says nothing of today."""
    seen = view()
    newest = seen.labs[Channel.IL6][-1].taken
    words = Pilot(replace(seen, tick=newest + TICKS_PER_DAY + 12)).words()
    assert 'text "taken 25 h ago"' in words
    assert "doubles about" not in words


def test_a_drug_for_each_key():
    """Each drug has one key and one place; support has its number in its own tab."""
    pilot = Pilot(view())
    cards = [w.id for w in walk(pilot.tree()) if isinstance(w.intent, Consider) and w.role is Role.BUTTON]

    assert cards == [c.regimen.id for c in courses() if c.regimen.id != "paracetamol"]
    assert "Hydrocortisone" in pilot.words()

    pilot.press("9")

    assert "Give paracetamol 1 g?" in pilot.words()


def test_a_drug_that_would_be_refused_is_not_offered():
    """The dialog gives the reason, and nothing that ends in a refusal can be pressed."""
    pilot = Pilot(view())
    pilot.press("6")
    assert "not now" in pilot.words()
    assert [widget.intent for widget in focus_order(pilot.tree())] == [Back()]

    pilot.press("return")

    assert pilot.bedside.look.asking is None
    assert pilot.play.orders == []


def test_an_order_refused_at_once_is_told_once():
    """What the player was told when ordering is not told again when time runs on."""
    pilot = Pilot(view())
    pilot.play.refusal = "A result is at the laboratory already."
    pilot.press("v")

    (order,) = pilot.play.orders
    assert "It has been entered in the log." in pilot.words()

    pilot.press("return")
    entry = Entry(tick=pilot.play.view.tick, actor=Actor.PLAYER, order=order)
    refused = OrderRefused(tick=entry.tick, entry=entry, reason=pilot.play.refusal)
    pilot.play.coming = [replace(pilot.play.view, tick=entry.tick + 1, facts=(refused,))]
    pilot.press("s")

    assert pilot.bedside.look.asking is None


def test_on_a_ventilator_no_score_of_wards_is_shown():
    """NEWS2 14 stood in red for eleven days over a man who slept on a ventilator, and its alarm sounded."""
    held = replace(view().support, device=Device.VENTILATOR, text="ventilator, FiO₂ 0.60")
    pilot = Pilot(view(support=held))
    chip = find(pilot.tree(), "news2")
    assert (chip.label, "NEWS2 is for those who breathe" in chip.value) == ("Ventilated", True)

    pilot.press("w")
    words = pilot.words().split("On a ventilator: no NEWS2")[1]
    assert "ventilator, FiO₂ 0.60" in words
    assert 'SpO₂" = 91 %: 3 points' in words
    assert "26/min: " not in words, "the machine breathes: no points for it"


@pytest.mark.parametrize(("key", "tab"), [("u", "pad.support"), ("t", "pad.treat")])
def test_a_tab_that_is_turned_to_by_key_comes_into_sight(key, tab):
    """With large text all stands in one column, and the key changed what nobody saw."""
    pilot = Pilot(view(), Settings(text_percent=200))
    column = find(pilot.tree(), "column.0").rect
    assert find(pilot.tree(), "pad.treat").rect.y >= column.bottom

    pilot.press("u", key)
    assert column.y <= find(pilot.tree(), tab).rect.y < column.centre[1]
    assert column.y <= find(pilot.tree(), "treat").rect.y, "half a line of the tabs stood above what was turned to"


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720)])
def test_with_large_text_the_trend_of_il6_is_in_sight_wherever_the_column_stands(size):
    """Its chart lay below the monitor, and a result was told by a notice alone."""
    pilot = Pilot(view(), Settings(text_percent=200), size)
    for key in ("t", "u"):
        tree = pilot.tree()
        line, column, trend = (find(tree, id_) for id_ in ("glance", "column.0", "il6.trend"))
        assert find(tree, "header").rect.bottom <= line.rect.y < line.rect.bottom <= column.rect.y
        assert line.label == f"IL-6, pg/mL: {view().labs[Channel.IL6][-1].text}, {trend.label}"
        pilot.press(key)

    pilot.click("glance")
    assert isinstance(pilot.stage.scenes[-1], ResultsScene)
    assert find(Pilot(view()).tree(), "glance") is None


def test_no_word_is_broken_on_the_drug_chart():
    """Piperacillin-tazobact-am, with large text in a small window."""
    pilot = Pilot(view(), Settings(text_percent=200), (1024, 640))
    pilot.press("z")
    page = pilot.stage.page
    names = [one for one in walk(pilot.tree()) if one.id.startswith("drugs.") and one.id.endswith(".name")]
    assert names
    for one in names:
        assert all(page.width(word, BODY, Weight.SEMIBOLD) <= one.rect.w for word in one.label.split()), one.label


def test_what_was_refused_before_a_case_was_left_is_not_told_again():
    """The dialog came once more with the first minute after the case was taken up."""
    case = admit_case(find_level("covid_storm"), 7)
    left = Play(case, lambda _: None, lambda *_: None)
    assert left.order(Actor.PLAYER, Stop(regimen="dexamethasone"))
    wiring = Wiring(Settings, lambda _: None, Silence(), lambda _: None)
    again = Bedside(Play(case, lambda _: None, lambda *_: None, left.due), wiring)

    again.handle(Act(StepHour()))

    assert again.look.asking is None


def test_two_bedsides_never_share_a_kept_picture():
    """What a canvas keeps is bound to one tree."""
    one, other = Pilot(view()).tree(), Pilot(view()).tree()

    kept = {widget.frozen for widget in walk(one) if widget.frozen is not None}
    assert kept
    assert kept.isdisjoint({widget.frozen for widget in walk(other)})


def test_the_nurses_word_names_its_day_where_that_is_not_today():
    now = view(nurse=((ticks(20), "She sleeps."),))

    assert "NURSE’S NOTE · DAY 2 · 04:00" in Pilot(now).words()
    assert "NURSE’S NOTE · 04:00" in Pilot(replace(now, tick=ticks(22))).words()


@pytest.mark.parametrize(("moved", "words"), [(None, ""), (0, ", as six hours ago"), (-2, ", -2 in six hours")])
def test_the_score_says_how_it_moved_and_never_plus_nothing(moved, words):
    assert change_words(replace(view().news2, change_6h=moved)) == words


def _all_of(pilot, seen):
    """Return the dump of this bedside as one that stands still shows a view."""
    still = Pilot(seen)
    still.bedside._look = replace(still.bedside.look, pace=pilot.bedside.look.pace)
    return still.words()


def test_while_time_runs_no_frame_draws_all_of_a_moment_and_within_a_tenth_of_a_second_all_is_of_it():
    """What a tick costs is spread: first the body goes on, then part after part of the screen follows."""
    later = replace(view(), tick=view().tick + 1, pending=(), nurse=(), calls=())
    pilot = Pilot(view(), coming=(later,))
    pilot.press("space")
    pilot.stage.tick(TICK_US)
    shown = [pilot.words()]
    for _ in range(6):
        pilot.stage.tick(16_667)
        shown.append(pilot.words())

    assert shown[0] == _all_of(pilot, view())
    assert len(set(shown)) > 2
    assert shown[-1] == _all_of(pilot, later)


def test_where_time_stops_all_of_the_screen_is_of_that_moment():
    """A player who is asked for reads no chart of the tick before."""
    alarm = AlarmRaised(view().tick + 1, Channel.SPO2, Priority.HIGH, "SpO₂ 84 %, below 85")
    later = replace(view(), tick=view().tick + 1, pending=(), nurse=(), calls=(), facts=(alarm,))
    pilot = Pilot(view(), coming=(later,))
    pilot.press("space")
    pilot.stage.tick(TICK_US)

    assert not pilot.bedside.look.pace.running
    assert pilot.words() == _all_of(pilot, later)


@pytest.mark.parametrize(
    ("phenotype", "day"), [(Phenotype.CAR_T, "day 4 after the cells"), (Phenotype.COVID, "day 4 of symptoms")]
)
def test_days_count_from_the_cells_where_nobody_has_symptoms_yet(phenotype, day):
    """A student without a fever was on 'day 2 of symptoms', beside 'CAR-T cells day 2'."""
    begun = msgspec.structs.replace(level().start, symptom_day=2.0)
    made = msgspec.structs.replace(level(), phenotype=phenotype, start=begun)

    assert who(view(level=made))[1].endswith(f" · {day}")


def test_the_support_tab_says_how_the_patient_is_seen_to_lie():
    """'Position: supine' stood beside a nurse who said that he sat bolt upright and would not lie back."""
    pilot = Pilot(view(appearance=Appearance(position=Position.UPRIGHT)))
    pilot.click("support")
    assert "sitting upright" in pilot.words()
