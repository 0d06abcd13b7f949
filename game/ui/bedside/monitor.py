"""The monitor: an alarm line, four traces with their numbers."""

from __future__ import annotations

from dataclasses import dataclass

from game.bedside.rhythm import HeartRhythm
from game.case.view import Alarm, View
from game.ui.charts.trace import Pulse, Rhythm, traces
from game.ui.toolkit.canvas import Align, Canvas, Paint, Weight
from game.ui.toolkit.controls import button, button_width, panel, text
from game.ui.toolkit.intents import SilenceAlarms
from game.ui.toolkit.layout import Rect, rows
from game.ui.toolkit.page import RADIUS, SMALL, VITAL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, State, Widget
from game.values.channel import KINDS, Channel, Flag, Reading
from game.values.fact import Priority
from game.values.ticks import span_text
from game.values.words import Worded, say

SIGNS = {Priority.HIGH: "!!!", Priority.MEDIUM: "!!", Priority.LOW: "!"}
"""Marks of the three priorities, as monitors print them."""
LEAST_VITAL = 24.0
"""Design pixels of the smallest number that is read from the foot of a bed (assumed)."""
AROUND = 8
"""Design pixels beside a number that alarms, both sides together."""
_PRIORITIES = Worded({one: f"bedside.monitor.priority.{one.name.lower()}" for one in Priority})
"""What is read out in place of the signs."""
INKS = {Priority.HIGH: Ink.DANGER, Priority.MEDIUM: Ink.LOOK, Priority.LOW: Ink.SPO2}
_FLASH_US = {Priority.HIGH: 330_000, Priority.MEDIUM: 1_000_000}
"""Half a flash: 1.5 Hz for high and 0.5 Hz for medium, never above 2 Hz; low stays lit."""


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One trace of the monitor."""

    name: str
    channels: tuple[Channel, ...]
    ink: Ink

    @property
    def title(self) -> str:
        """Return its name as the monitor writes it."""
        return say(f"monitor.{self.name}")

    @property
    def below(self) -> str:
        """Return where it is measured."""
        return say(f"monitor.{self.name}.below")


ROWS = (
    TraceRow("ecg", (Channel.HEART_RATE,), Ink.ECG),
    TraceRow("spo2", (Channel.SPO2,), Ink.SPO2),
    TraceRow("abp", (Channel.SYSTOLIC, Channel.DIASTOLIC, Channel.MAP), Ink.PRESSURE),
    TraceRow("rr", (Channel.RESPIRATORY_RATE,), Ink.BREATHING),
)


def vital(view: View, channel: Channel) -> Reading | None:
    """Return the monitor's reading, unless the probe is off."""
    reading = view.vitals.get(channel)
    return reading if reading is not None and reading.flag is not Flag.ABSENT else None


def pulse_of(view: View) -> Pulse:
    """Return what shapes the traces; a sign that is not measured takes a usual value."""
    usual = {Channel.HEART_RATE: 80.0, Channel.SYSTOLIC: 110.0, Channel.DIASTOLIC: 65.0, Channel.RESPIRATORY_RATE: 16.0}
    values = []
    for channel, otherwise in usual.items():
        reading = vital(view, channel)
        values.append(reading.value if reading is not None else 0.0 if view.rhythm is HeartRhythm.NONE else otherwise)
    heart, high, low, breathing = values
    return Pulse(heart, high, low, breathing, view.rhythm)


def monitor(page: Page, rect: Rect, view: View, rhythm: Rhythm, silenced: str) -> Widget:
    """Return the monitor's panel; `silenced` says how long alarms stay quiet, empty if they sound."""
    inner = rect.inset(page.px(12), page.px(10))
    strip = strip_height(page, inner.w)
    parts = rows(inner, (strip, 1.0, 1.0, 1.0, 1.0), page.px(6))
    alarms = tuple(sorted(view.alarms, key=lambda alarm: (not alarm.active, -alarm.priority, alarm.since)))
    children = [alarm_line(page, parts[0], alarms, silenced)]
    still = page.settings.reduced_motion
    width = max(2, page.px(1.7))
    ecg, pleth, pressure, breathing = traces(rhythm, width, still)
    seen = pleth if vital(view, Channel.SPO2) is not None else _flat(Ink.SPO2, width)
    paints = (ecg, seen, pressure, breathing)
    for row, part, paint in zip(ROWS, parts[1:], paints, strict=True):
        alarm = next((alarm for alarm in alarms if alarm.channel in row.channels and alarm.active), None)
        children.append(_trace_row(page, part, view, row, paint, alarm))
    return panel(page, "monitor", rect, tuple(children), say("bedside.monitor.monitor"))


def monitor_height(page: Page, width: int) -> int:
    """Return the least height at which the four numbers have the room of their least size."""
    row = page.line(LEAST_VITAL) + page.line(SMALL) + page.px(1)
    return strip_height(page, width - 2 * page.px(12)) + 4 * (row + page.px(6)) + 2 * page.px(10)


def _numbers(view: View, row: TraceRow) -> tuple[str, str]:
    """Return the large number and the line below it."""
    first = view.vitals.get(row.channels[0])
    words = first.text if first is not None else "–"
    unit = KINDS[row.channels[0]].unit
    if view.rhythm is HeartRhythm.NONE and row.channels[0] is Channel.HEART_RATE:
        return "0", unit
    if row.channels[0] is Channel.SYSTOLIC:
        low, mean = view.vitals.get(Channel.DIASTOLIC), view.vitals.get(Channel.MAP)
        number = f"{words}/{low.text if low else '–'}" if vital(view, Channel.SYSTOLIC) else "–"
        return number, f"MAP {mean.text if mean else '–'} {unit}"
    if row.channels[0] is Channel.SPO2:
        return words, f"{unit} · {view.support.text}" if vital(view, Channel.SPO2) else _last_words(view, Channel.SPO2)
    return words, unit


def _last_words(view: View, channel: Channel) -> str:
    """Return the last reading there was, with its age, for a sign that is not read now."""
    last = view.news2.readings.get(channel)
    if last is None:
        return say("bedside.monitor.never_measured")
    return say(
        "bedside.monitor.last_ago", last=last.text, unit=KINDS[channel].unit, span=span_text(view.tick - last.taken)
    )


def _flat(ink: Ink, width: int) -> Paint:
    """Return the trace of a probe that reads nothing: a line without a pulse, and no picture of health."""

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.line((box.x, box.bottom - 2), (box.right - 1, box.bottom - 2), ink, width)

    return paint


def _trace_row(page: Page, rect: Rect, view: View, row: TraceRow, paint: Paint, alarm: Alarm | None) -> Widget:
    number, unit = _numbers(view, row)
    size = min(VITAL, (rect.h - page.line(SMALL)) / page.unit / 1.34)
    size = max(size, LEAST_VITAL)
    name = row.name
    widest = "188/88" if Channel.SYSTOLIC in row.channels else "188"
    numbers = max(page.width(one, size, Weight.BOLD) for one in (number, widest))
    room = max(numbers + page.px(AROUND), page.width(unit, SMALL))
    right = Rect(rect.right - room, rect.y, room, rect.h)
    small = page.line(SMALL)
    tall = page.line(size)
    top = rect.y + max(0, (rect.h - tall - small) // 2)
    left = Rect(rect.x, rect.y, rect.w - room - page.px(12), rect.h)
    title = text(
        page, f"monitor.{name}.title", Rect(left.x, left.y, left.w, 0), row.title, SMALL, row.ink, Weight.SEMIBOLD
    )
    changed = name == "ecg" and view.rhythm is not HeartRhythm.SINUS
    lead = say(f"monitor.rhythm.{view.rhythm.value}", below=row.below) if changed else row.below
    at = Rect(left.x, left.bottom - small, left.w, 0)
    below = text(page, f"monitor.{name}.lead", at, lead, SMALL, Ink.DANGER if changed else Ink.QUIET)
    wave = Rect(left.x, left.y + small, left.w, max(8, left.h - 2 * small))
    trace = Widget(
        f"monitor.{name}.trace", wave, Role.CHART, say("bedside.monitor.trace", title=row.title), paint=paint
    )
    value = _value(page, f"monitor.{name}.value", Rect(right.x, top, room, tall), number, row.ink, size, alarm)
    under = text(
        page, f"monitor.{name}.unit", Rect(right.x, top + tall, room, 0), unit, SMALL, Ink.QUIET, align=Align.RIGHT
    )
    return Widget(
        f"monitor.{name}", rect, Role.GROUP, row.title, f"{number} {unit}", children=(title, trace, below, value, under)
    )


def _value(page: Page, id_: str, rect: Rect, number: str, ink: Ink, size: float, alarm: Alarm | None) -> Widget:
    pixels = page.px(size)
    still = page.settings.reduced_motion

    def paint(canvas: Canvas, box: Rect) -> None:
        lit = alarm is not None and _lit(canvas, alarm.priority, still)
        if alarm is not None and lit:
            wide = canvas.text_size(number, pixels, Weight.BOLD)[0] + page.px(AROUND)
            ground = Rect(box.right - wide, box.y + page.px(3), wide, box.h - page.px(3))
            canvas.fill_rect(ground, INKS[alarm.priority], page.px(6))
        colour = Ink.ON_BRIGHT if lit else ink
        canvas.text(
            (box.right - page.px(AROUND / 2) * bool(alarm), box.y), number, pixels, colour, Weight.BOLD, Align.RIGHT
        )

    state = State.ALERT if alarm is not None else State.NONE
    return Widget(id_, rect, Role.TEXT, number, alarm.text if alarm else "", state, paint=paint)


def _lit(canvas: Canvas, priority: Priority, still: bool) -> bool:
    if still or priority not in _FLASH_US:
        return True
    return canvas.now_us // _FLASH_US[priority] % 2 == 0


def caption(alarms: tuple[Alarm, ...], *, brief: bool = False) -> str:
    """Return the words of the strongest alarm, and how many more there are.

    In brief these are a number alone, and of one that is over its time says that.
    """
    top = alarms[0]
    ended = "" if top.active or brief else say("bedside.monitor.over")
    id_ = "bedside.monitor.more_brief" if brief else "bedside.monitor.more"
    more = say(id_, alarms=len(alarms) - 1) if len(alarms) > 1 else ""
    return f"{SIGNS[top.priority]} {top.short}{ended}{more}"


def aloud(alarms: tuple[Alarm, ...]) -> str:
    """Return the same words as they are read out: a priority has a name there, and no signs."""
    said = caption(alarms).removeprefix(SIGNS[alarms[0].priority]).strip()
    return say("bedside.monitor.alarm", priority=_PRIORITIES[alarms[0].priority], alarm=said)


def strip_height(page: Page, width: int) -> int:
    """Return the height of the alarm line; it stays the same with and without alarms, so that nothing jumps."""
    lines = 2 if width < page.px(350) else 1
    return max(lines * page.line(SMALL) + page.px(8), page.px(28))


def alarm_line(page: Page, rect: Rect, alarms: tuple[Alarm, ...], silenced: str) -> Widget:
    """Return the line that names the strongest alarm and how many more there are, with the button that silences."""
    small = page.line(SMALL)
    if not alarms:
        calm = Rect(rect.x, rect.y + (rect.h - small) // 2, rect.w, rect.h)
        words = text(page, "alarms.none", calm, say("bedside.monitor.no_alarms"), SMALL, Ink.QUIET)
        return Widget(
            "alarms", rect, Role.GROUP, say("bedside.monitor.alarms"), say("bedside.monitor.none"), children=(words,)
        )
    top = alarms[0]
    wide = button_width(page, say("bedside.monitor.quiet_2_00"), SMALL) - page.px(8)
    press = Rect(rect.right - wide, rect.y, wide, rect.h)
    said = caption(alarms)
    room = Rect(rect.x, rect.y, rect.w - wide - page.px(8), rect.h)
    lines = page.wrap(said, SMALL, room.w - page.px(14), Weight.SEMIBOLD)
    if len(lines) * small > room.h:
        lines = page.wrap(caption(alarms, brief=True), SMALL, room.w - page.px(14), Weight.SEMIBOLD)
    pixels = page.px(SMALL)
    still = page.settings.reduced_motion

    def paint(canvas: Canvas, box: Rect) -> None:
        lit = top.active and _lit(canvas, top.priority, still)
        ink = INKS[top.priority]
        canvas.fill_rect(box, ink if lit else Mix(ink, Ink.PANEL, 0.16), page.px(RADIUS - 4))
        y = box.centre[1] - small * len(lines) // 2
        for index, line in enumerate(lines):
            colour = Ink.ON_BRIGHT if lit else Ink.TEXT
            canvas.text((box.x + page.px(8), y + index * small), line, pixels, colour, Weight.SEMIBOLD)

    line = Widget("alarms.caption", room, Role.TEXT, aloud(alarms), "", State.ALERT, paint=paint)
    label = say("bedside.monitor.quiet", silenced=silenced) if silenced else say("bedside.monitor.silence")
    quiet = button(page, "alarms.silence", press, label, SilenceAlarms(), size=SMALL)
    return Widget("alarms", rect, Role.GROUP, say("bedside.monitor.alarms"), children=(line, quiet))
