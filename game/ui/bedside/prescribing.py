"""The dialog of a drug: give, stop and taper side by side, what a guideline leaves open, what to look at first."""

from __future__ import annotations

from dataclasses import dataclass

from game.case.giving import TAPER_DAYS, doses_a_day, last_due
from game.case.view import Course, View
from game.ui.bedside.intents import Consider
from game.ui.charts.plot import value_text
from game.ui.charts.span import FAMILY_INK
from game.ui.toolkit.intents import Back, Intent, PlaceOrder
from game.ui.toolkit.theme import Ink
from game.values.channel import KINDS, PANEL_OF, Channel
from game.values.drug import FORMULARY, Regimen, Route
from game.values.order import Give, Stop, Taper
from game.values.order_words import dose_text
from game.values.ticks import Tick, clock_text, span_text
from game.values.words import count, say, within

Buttons = tuple[tuple[str, str, Intent | None], ...]


@dataclass(frozen=True, slots=True)
class Prescribing:
    """What is asked before an order."""

    title: str
    words: tuple[str, ...]
    choices: Buttons
    ink: Ink
    options: tuple[tuple[str, Buttons], ...] = ()
    bright: str = "ask.back"
    """The button that Enter presses: the safe one, unless a dose is to be given."""
    beneath: str = ""
    """What a real ward asks for besides."""


def last_dose(course: Course) -> Tick | None:
    """Return when the last dose of a running course is due."""
    if course.next_due is None:
        return None
    return last_due(course.regimen, course.next_due, course.left)


def known(view: View, channel: Channel) -> str:
    """Return the latest value of what must be looked at before a dose, or that there is none."""
    name = KINDS[channel].label
    results = view.labs.get(channel, ())
    pending = next((one for one in view.pending if one.panel is PANEL_OF[channel]), None)
    if results:
        ago = span_text(view.tick - results[-1].taken)
        told = say("bedside.prescribing.value_ago", name=name, value=value_text(results[-1]), ago=ago)
    else:
        told = say("bedside.prescribing.never_measured", name=name)
    if pending is None:
        return told
    return say("bedside.prescribing.pending", told=told, span=span_text(pending.due - view.tick))


def check_first(view: View, regimen: Regimen) -> str:
    """Return what to look at before a dose; empty where it is only tests that this level does not offer."""
    offered = any(PANEL_OF[channel] in view.level.panels for channel in regimen.checks)
    return regimen.check_first if offered or not regimen.checks else ""


def checks(view: View, regimen: Regimen) -> tuple[str, ...]:
    """Return what is known of everything that must be looked at first."""
    offered = [channel for channel in regimen.checks if PANEL_OF[channel] in view.level.panels]
    told = [known(view, channel) for channel in offered]
    if regimen.pressor_from_ug_per_kg_min:
        now = f"{view.support.norepinephrine_ug_per_kg_min:.2f}"
        needed = f"{regimen.pressor_from_ug_per_kg_min:.2f}"
        told.append(say("bedside.prescribing.norepinephrine", now=now, needed=needed))
    return tuple(told)


def _options(course: Course, asked: Consider) -> tuple[tuple[str, Buttons], ...]:
    """Return the choices that a guideline leaves, where the course can be begun."""
    regimen = course.regimen
    rows = []
    doses = regimen.every_dose_mg
    if len(doses) > 1:
        chosen = asked.dose_mg or doses[0]
        each = tuple(
            (
                f"ask.dose.{mg:g}",
                dose_text(mg),
                None if mg == chosen else Consider(regimen.id, 0.0 if mg == doses[0] else mg, asked.doses),
            )
            for mg in doses
        )
        rows.append((say("bedside.prescribing.each_dose"), each))
    lengths = [length for length in regimen.every_course if length <= course.possible]
    if len(lengths) > 1:
        taken = asked.doses or regimen.doses
        each = tuple(
            (
                f"ask.course.{length}",
                _length(regimen, length),
                None
                if length == taken
                else Consider(regimen.id, asked.dose_mg, 0 if length == regimen.doses else length),
            )
            for length in lengths
        )
        rows.append((say("bedside.prescribing.for_how_long"), each))
    return tuple(rows)


def _length(regimen: Regimen, doses: int) -> str:
    return count("bedside.prescribing.days", -(-doses // doses_a_day(regimen)))


def question(view: View, course: Course, asked: Consider) -> Prescribing:
    """Return the dialog of a drug: its buttons stand in the same order whether it runs or not."""
    regimen = course.regimen
    give = None if course.refusal else PlaceOrder(Give(regimen=regimen.id, dose_mg=asked.dose_mg, doses=asked.doses))
    # Where another drug alone bars this one, stop means that one: nothing else is to be done about it here.
    stopped = course.bars_it or (regimen.id if course.running else "")
    stop = PlaceOrder(Stop(regimen=stopped)) if stopped else None
    stop_words = say("bedside.prescribing.stop")
    if course.bars_it:
        stop_words = say("bedside.prescribing.stop_other", regimen=within(FORMULARY[course.bars_it].short))
    taper = PlaceOrder(Taper(regimen=regimen.id)) if course.running and not course.tapering else None
    dose = dose_text(asked.dose_mg or course.dose_mg)
    actions: Buttons = (
        (
            "ask.give",
            say("bedside.prescribing.give", dose=dose) if give else say("bedside.prescribing.give_none"),
            give,
        ),
        # What is given once has nothing left to stop.
        *((("ask.stop", stop_words, stop),) if regimen.every_h else ()),
        *((("ask.taper", say("bedside.prescribing.taper"), taper),) if regimen.tapers else ()),
    )
    back = (
        "ask.back",
        say("bedside.prescribing.keep_it") if course.running else say("bedside.prescribing.close"),
        Back(),
    )
    if course.running:
        return Prescribing(regimen.label, _running(view, course), (*actions, back), FAMILY_INK[regimen.family])
    if course.refusal:
        title = say("bedside.orders.not_now_3", regimen=regimen.label)
        return Prescribing(title, (course.refusal,), (*actions, back), Ink.LOOK)
    route = " IV" if regimen.route is Route.INTRAVENOUS else ""
    usual = not asked.dose_mg and not asked.doses
    rhythm = (say("bedside.orders.order", summary=regimen.summary),) if regimen.every_h and usual else ()
    check = check_first(view, regimen)
    first = f"{check}." if check else ""
    words = (*rhythm, *_again(view, course), regimen.lasts, first, *checks(view, regimen))
    title = say("bedside.orders.give_2", regimen=within(regimen.label), dose=dose, route=route)
    shown = tuple(line for line in words if line)
    ink, options = FAMILY_INK[regimen.family], _options(course, asked)
    return Prescribing(title, shown, (*actions, back), ink, options, "ask.give", regimen.to_know)


def _again(view: View, course: Course) -> tuple[str, ...]:
    """Return that a whole course is over already, before another is begun."""
    if not course.ended or course.in_course < max(course.ordered, course.regimen.doses):
        return ()
    span = span_text(view.tick - course.given[-1])
    return (count("bedside.prescribing.again", course.in_course, span=span),)


def _running(view: View, course: Course) -> tuple[str, ...]:
    regimen, start = course.regimen, view.level.start.clock_minute
    end = last_dose(course)
    assert end is not None
    assert course.next_due is not None
    key = "bedside.prescribing.tapering" if course.tapering else "bedside.prescribing.running"
    words = say(
        key,
        dose=dose_text(course.dose_mg),
        next=span_text(max(0, course.next_due - view.tick)),
        left=course.left,
        last=clock_text(end, start),
    )
    ways = (
        (say("bedside.prescribing.what_a_taper_is", days=TAPER_DAYS),) if regimen.tapers and not course.tapering else ()
    )
    return (words, *ways, say("bedside.orders.doses_already_given_stay_in"))
