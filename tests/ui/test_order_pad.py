"""Orders are safe by design: one key and place for a drug, choices that a guideline leaves, what is known first."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pygame
import pytest
from pilot import Pilot
from sample_view import courses, level, reading, view

from game.case.case import admit_case, advance
from game.case.view import PendingResult
from game.files.folders import assets_folder
from game.futures.engine import mover
from game.ui.backends.pygame_canvas import PygameCanvas
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.bedside.drug_chart import drug_chart, told
from game.ui.bedside.intents import Consider
from game.ui.bedside.orders import status
from game.ui.bedside.prescribing import check_first, question
from game.ui.toolkit.intents import ChooseNumber, PlaceOrder
from game.ui.toolkit.keys import KEYS, bindings, number_key
from game.ui.toolkit.scene import Resize
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.stage import Stage
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, State, find, modal, walk
from game.values.channel import PANELS, Channel, Panel
from game.values.drug import FORMULARY, PLACES
from game.values.order import Give, Stop, Taper
from game.values.ticks import ticks
from tests.levels.plays import at
from tests.levels.plays import level as shipped

LEVELS = ("covid_storm", "quiet_recovery", "car_t_release", "septic_shock", "septic_shock_hands_on", "stressed_host")


def ward(name):
    """Return the sample view with the drugs and tests of a shipped level."""
    made = shipped(name)
    every = {course.regimen.id: course for course in courses()}
    lines = tuple(
        every.get(id_) or replace(courses()[1], regimen=FORMULARY[id_], dose_mg=FORMULARY[id_].dose(80.0, 0))
        for id_ in made.regimens
    )
    return view(level=msgspec.structs.replace(level(), regimens=made.regimens, panels=made.panels), courses=lines)


def places(tree):
    """Return where every drug of the treatment tab stands, by the drug."""
    found = {}
    for drug in PLACES:
        for id_ in (f"place.{drug.value}", *[one.id for one in FORMULARY.values() if one.drug is drug]):
            widget = find(tree, id_)
            if widget is not None:
                found[drug] = widget.rect.y
    return found


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1600, 900), (1920, 1080), (2560, 1440), (3840, 2160)])
def test_a_drug_has_one_place_on_every_level(size):
    """A hand that has learnt one bed finds its way at another; in a window of 1920 by 1080 some drugs had four."""
    canvas = PygameCanvas(pygame.Surface((8, 8)), assets_folder())
    found = set()
    for name in LEVELS:
        pilot = Pilot(ward(name))
        stage = Stage(pilot.bedside, canvas, Settings)
        stage.give(Resize(*size))
        found.add(tuple(places(stage.tree()).items()))
    assert len(found) == 1


@pytest.mark.parametrize("name", LEVELS)
def test_a_drug_has_one_key_on_every_level(name):
    """The key of a drug is its place in the formulary; where the level does not offer it the key does nothing."""
    for number, drug in enumerate(PLACES, 1):
        pilot = Pilot(ward(name))
        pilot.press(bindings({}).key(ChooseNumber(number)))
        asked = pilot.bedside.look.asking
        offered = [id_ for id_ in shipped(name).regimens if FORMULARY[id_].drug is drug]

        assert (asked is None and not offered) or [asked.regimen] == offered


@pytest.mark.parametrize("name", LEVELS)
def test_nothing_of_the_pad_has_to_be_scrolled_to(name):
    """Drugs and tests of every level are in sight in the design window."""
    scrolls = [w for w in walk(Pilot(ward(name)).tree()) if w.id == "pad.treat"]

    assert [w.extent <= w.rect.h for w in scrolls] == [True]


@pytest.mark.parametrize("name", LEVELS)
def test_a_test_that_is_under_way_says_when_its_result_comes(name):
    """In half the width *result in 1 h 45* had no room, and the button had lost its words without a reason."""
    seen = ward(name)
    # Beside *Shift+K* there is room for whole hours, as a day of waiting has them.
    due = {panel: 20.0 if panel is Panel.FUNGAL_ANTIGEN else 1.75 for panel in seen.level.panels}
    coming = tuple(PendingResult(panel, seen.tick, seen.tick + ticks(hours)) for panel, hours in due.items())
    tree = Pilot(replace(seen, pending=coming)).tree()
    told = {panel: find(tree, f"test_{panel.value}.time") for panel in due}

    assert [panel for panel, text in told.items() if text is None or not text.label.endswith(("1 h 45", "20 h"))] == []


def test_every_drug_has_a_key_and_a_key_has_one_meaning():
    """From the tenth drug on, the digits have it with shift: 0 is a test's."""
    assert {ChooseNumber(number) for number, _ in enumerate(PLACES, 1)} <= {one.intent for one in KEYS}
    assert len({one.key for one in KEYS}) == len(KEYS)
    assert [number_key(number) for number in (1, 9, 10, 11)] == ["1", "9", "shift+1", "shift+2"]


def every_length():
    """Return the sample view in which every drug can be given, at every length that a guideline leaves."""
    return view(courses=tuple(replace(one, refusal="", possible=10) for one in courses()))


def test_a_dose_and_a_length_are_chosen_before_giving():
    """Two presses choose, and the order carries the choice."""
    pilot = Pilot(every_length())
    pilot.press("6")
    pilot.click("ask.dose.32")
    pilot.click("ask.course.10")

    assert 'dialog "Give methylprednisolone 32 mg IV?"' in pilot.words()

    pilot.click("ask.give")

    assert pilot.play.orders == [Give(regimen="methylprednisolone", dose_mg=32.0, doses=10)]


def running(regimen):
    """Return the sample view in which a course runs."""
    lines = tuple(
        replace(one, running=True, given=(ticks(8),), next_due=ticks(56), left=9, refusal="It is running.")
        if one.regimen.id == regimen
        else one
        for one in courses()
    )
    return view(courses=lines)


@pytest.mark.parametrize("height", range(480, 760, 20))
def test_no_button_of_a_drug_is_cut_in_half_where_its_dialog_scrolls(height):
    """Of *for how long* the lower half was missing in large text; what does not fit whole is scrolled to."""
    pilot = Pilot(every_length(), Settings(text_percent=200), (1280, height))
    for number in pilot.bedside.numbers:
        pilot.press(str(number))
        area = find(pilot.tree(), "ask.scroll")
        pressed = [one for one in area.children if one.intent is not None] if area is not None else []
        assert [one.id for one in pressed if one.rect.y < area.rect.bottom < one.rect.bottom] == []
        pilot.press("escape")


def test_with_large_text_the_longest_dialog_of_a_drug_shows_all_its_choices():
    """Where there is little height, a name stands beside its buttons."""
    pilot = Pilot(every_length(), Settings(text_percent=200))
    pilot.press("6")
    area = find(pilot.tree(), "ask.scroll")
    shown = [one.id for one in area.children if one.intent is not None and area.rect.contains(one.rect)]
    assert {id_.rpartition(".")[0] for id_ in shown} == {"ask.dose", "ask.course"}


def test_give_stop_and_taper_stand_beside_each_other():
    """What is not possible now stands there too, and cannot be pressed."""
    pilot = Pilot(running("dexamethasone"))
    pilot.press("5")
    tree = pilot.tree()
    row = [find(tree, id_) for id_ in ("ask.give", "ask.stop", "ask.taper", "ask.back")]

    assert [State.DISABLED in widget.state for widget in row] == [True, False, False, False]
    assert len({widget.rect.y for widget in row}) == 1
    assert "9 more to come" in pilot.words()


@pytest.mark.parametrize(("button", "order"), [("ask.stop", Stop), ("ask.taper", Taper)])
def test_a_steroid_is_stopped_or_tapered(button, order):
    """Each takes a key and a press."""
    pilot = Pilot(running("dexamethasone"))
    pilot.press("5")
    pilot.click(button)

    assert pilot.play.orders == [order(regimen="dexamethasone")]


def test_an_antiviral_offers_no_taper():
    """Only steroids are ended in steps."""
    pilot = Pilot(view())
    pilot.press("1")

    assert find(pilot.tree(), "ask.taper") is None


def test_what_must_be_checked_first_is_told_with_its_age_or_as_never_measured():
    """Tocilizumab asks for neutrophils and procalcitonin: one is known, one never was."""
    labs = {**view().labs, Channel.NEUTROPHILS: (reading(Channel.NEUTROPHILS, 46.0, 2.4),)}
    pilot = Pilot(view(labs=labs))
    pilot.press("8")

    assert "Neutrophils 2.4 ×10⁹/L, 6 h ago" in pilot.words()
    assert "Procalcitonin: never measured" in pilot.words()


def test_every_test_says_what_it_costs():
    """Blood and time of the staff stand beside every test, as data."""
    assert all(0 <= kind.blood_ml <= 40 and 0 < kind.staff_minutes <= 15 for kind in PANELS.values())
    assert "blood taken 0 mL" in Pilot(view()).words()


@pytest.mark.parametrize("regimen", ["tocilizumab", "remdesivir"])
def test_what_is_given_once_offers_no_stop(regimen):
    course = next(one for one in courses() if one.regimen.id == regimen)
    ids = [id_ for id_, _, _ in question(view(), course, Consider(regimen)).choices]

    assert ("ask.stop" in ids) is (regimen == "remdesivir")


@pytest.mark.parametrize("regimen", FORMULARY)
def test_before_a_drug_is_given_its_card_says_what_a_ward_asks_for_besides(regimen):
    """Neither renal doses nor allergy nor hepatitis B are played: whoever prescribes here was told nothing of them."""
    free = replace(courses()[0], regimen=FORMULARY[regimen], refusal="", running=False, given=(), next_due=None)
    asked = question(view(), free, Consider(regimen))

    assert asked.beneath == FORMULARY[regimen].to_know
    assert len(asked.beneath) > 20
    assert question(view(), replace(free, refusal="Next dose possible at 09:00."), Consider(regimen)).beneath == ""


def test_a_card_is_read_below_the_choices():
    pilot = Pilot(every_length())
    pilot.press("6")
    said, chosen = find(pilot.tree(), "ask.beneath"), find(pilot.tree(), "ask.course.10")

    assert "32 mg a day is as strong as 6 mg of dexamethasone" in pilot.words()
    assert chosen.rect.bottom < said.rect.y


def test_dexamethasone_is_not_offered_to_sepsis_by_its_need_for_oxygen():
    """*Check oxygen need* passed every septic shock: the study behind the dose is of COVID-19."""
    assert check_first(view(), FORMULARY["dexamethasone"]) == "For COVID-19 that needs oxygen; check glucose"


def test_only_tests_that_can_be_ordered_are_named():
    without = view(level=msgspec.structs.replace(level(), panels=(Panel.IL6,)))

    assert check_first(view(), FORMULARY["remdesivir"]) == "Check ALT first"
    assert check_first(without, FORMULARY["remdesivir"]) == ""
    assert check_first(without, FORMULARY["paracetamol"]) == "It masks fever"


def test_a_question_keeps_the_capitals_of_what_it_asks_about():
    """It asked for 'dexamethasone, crs dose'."""
    pilot = Pilot(ward("car_t_release"))
    pilot.press("5")
    (title,) = [one.label for one in walk(pilot.tree()) if one.id.endswith(".title") and "CRS" in one.label]
    assert title.startswith("Give dexamethasone, CRS dose")


def test_only_what_acts_is_filled_in_a_question():
    """The dose that is chosen is ringed: filled, it asked to be pressed as the answer does."""
    pilot = Pilot(ward("car_t_release"))
    pilot.press("5")
    buttons = [one for one in walk(modal(pilot.tree())) if one.role is Role.BUTTON]
    assert [one.id for one in buttons if State.SELECTED in one.state]
    assert [one.id for one in buttons if _filled(one)] == ["ask.give"]


def _filled(button):
    """Say whether the ground of a button is bright."""
    canvas = RecordingCanvas()
    button.paint(canvas, button.rect)
    return any(one.what == "fill_rect" and one.colour is Ink.BRIGHT for one in canvas.drawn)


def test_the_dialog_of_a_drug_that_another_alone_bars_stops_that_one():
    meropenem = replace(
        courses()[1], regimen=FORMULARY["meropenem"], refusal="The other is running.", bars_it="antibiotic"
    )
    choices = {
        id_: (words, intent) for id_, words, intent in question(view(), meropenem, Consider("meropenem")).choices
    }

    assert choices["ask.give"][1] is None
    assert choices["ask.stop"] == ("Stop piperacillin-tazobactam", PlaceOrder(Stop(regimen="antibiotic")))


def over(name, given, ordered, refusal="", before=0):
    """Return the sample view with a course that runs no more, its last dose four hours ago."""
    made = {"running": False, "next_due": None, "refusal": refusal, "ordered": ordered, "before": before}
    last = ticks(48.0)
    doses = tuple(last - ticks(24.0) * number for number in reversed(range(given + before)))
    lines = [replace(one, given=doses, **made) if one.regimen.id == name else one for one in courses()]
    return view(courses=tuple(lines))


def course_of(of, name):
    return next(one for one in of.courses if one.regimen.id == name)


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (over("remdesivir", 5, 5), "Ended: 5 of 5 doses, last 4 h ago"),
        (over("remdesivir", 3, 5), "Stopped: 3 of 5 doses, last 4 h ago"),
        (over("remdesivir", 1, 5, refusal="ALT."), "Stopped: 1 of 5 doses, last 4 h ago · not now"),
        (over("remdesivir", 2, 5, before=5), "Stopped: 2 of 5 doses, last 4 h ago"),
    ],
)
def test_a_course_that_is_over_says_so_with_its_doses(of, words):
    """'Given 5 × ... not now' was said of a course that had ended as it should."""
    course = course_of(of, "remdesivir")

    assert status(of, course)[0][0] == words
    assert told(of, course).startswith(words.split(", last")[0])


@pytest.mark.parametrize(("given", "asked"), [(10, True), (9, False)])
def test_before_a_second_whole_course_it_is_asked_for_its_reason(given, asked):
    """Ten days of dexamethasone were begun anew by one press, and nothing on the screen said that they were over."""
    of = over("dexamethasone", given, 10)
    words = " ".join(question(of, course_of(of, "dexamethasone"), Consider("dexamethasone")).words)

    assert ("A whole course, 10 doses, ended 4 h ago." in words) is asked


@pytest.mark.parametrize("name", LEVELS)
def test_the_chart_keeps_the_order_of_the_pad(name):
    """On Bed 4 tocilizumab stood above the steroids on the chart and below them on the pad."""
    seen = ward(name)
    waiting = {f"drugs.{one.regimen.id}": one.regimen.drug for one in seen.courses if not one.given}
    lines = [one.id for one in walk(drug_chart(Pilot(view()).stage.page, seen)) if one.id in waiting]
    assert len(lines) == len(waiting) > 1
    assert lines == sorted(lines, key=lambda id_: PLACES.index(waiting[id_]))


def test_the_chart_counts_the_doses_of_a_course_as_they_were_ordered():
    """Five of ten, stopped, five more and a taper of three days: each course has its own count."""
    one = shipped("covid_storm")
    case = admit_case(one, one.seed, mover())
    orders = {
        0.0: Give(regimen="dexamethasone", doses=5),
        30.0: Stop(regimen="dexamethasone"),
        60.0: Give(regimen="dexamethasone"),
        90.0: Taper(regimen="dexamethasone"),
    }
    seen = {}
    for tick in range(ticks(170.0)):
        due = [at(hour, order) for hour, order in orders.items() if ticks(hour) == tick]
        case = advance(case, due)
        if tick in {ticks(hour) for hour in (40.0, 80.0, 165.0)}:
            line = case.sheets.course("dexamethasone")
            seen[tick] = (len(line.given) - line.before, line.ordered, line.running)

    assert list(seen.values()) == [(2, 5, False), (1, 10, True), (5, 5, False)]
