"""What a screen shows of a bed in a few signs: from the host's own view, or as a learner's game reports it."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta

from game.bedside.news2 import Response
from game.case.view import View
from game.values.channel import KINDS, Channel, Flag
from game.values.ticks import Tick
from game.values.wire import Wire
from game.values.words import say

Risk = Literal["low", "medium", "high"]
_RISKS: Final[dict[Response, Risk]] = {
    Response.EMERGENCY: "high",
    Response.URGENT: "medium",
    Response.URGENT_PART: "medium",
}
_ALONE: Final = (Channel.HEART_RATE, Channel.SPO2, Channel.RESPIRATORY_RATE, Channel.TEMPERATURE)
Short = Annotated[str, Meta(max_length=40)]


class ShownVital(Wire, frozen=True, kw_only=True):
    """A vital sign on the instructor's page."""

    name: str
    value: str
    unit: str


class Seen(Wire, frozen=True, kw_only=True):
    """What a learner's screen shows, by the word of the learner's game: shown as reported, until it is verified."""

    tick: Annotated[Tick, Meta(ge=0, le=1_000_000)]
    vitals: Annotated[tuple[Short, ...], Meta(min_length=5, max_length=5)]
    """The four that stand alone, and the blood pressure."""
    news2: Annotated[int, Meta(ge=0, le=20)] | None
    """Nothing on a ventilator."""
    response: Risk
    """By what NEWS2 asks for; on a ventilator by the parts that the machine does not explain."""
    il6: Short


class Reported(Wire, frozen=True, kw_only=True):
    """The same for the instructor's page."""

    case: int
    tick: Tick
    when: str
    vitals: tuple[ShownVital, ...]
    news2: int | None
    response: Risk
    il6: str


def seen_on(view: View) -> Seen:
    """Return what a screen shows, the vital signs as they are written on a ward's board: the pressure is one."""
    told = {channel: reading.text for channel, reading in view.vitals.items()}
    pressure = f"{told[Channel.SYSTOLIC]}/{told[Channel.DIASTOLIC]} ({told[Channel.MAP]})"
    il6 = [one for one in view.labs.get(Channel.IL6, ()) if one.flag is not Flag.ABSENT]
    return Seen(
        tick=view.tick,
        vitals=(*[told[one] for one in _ALONE], pressure),
        news2=None if view.ventilated else view.news2.total,
        response=_RISKS.get(view.own_parts.response, "low"),
        il6=f"{il6[-1].text} {KINDS[Channel.IL6].unit}" if il6 else "",
    )


def named(seen: Seen) -> tuple[ShownVital, ...]:
    """Return the vital signs with their names and units."""
    names = [*[say(f"classroom.vital.{one.value}") for one in _ALONE], say("classroom.vital.pressure")]
    units = [KINDS[one].unit for one in (*_ALONE, Channel.MAP)]
    return tuple(
        ShownVital(name=name, value=value, unit=unit)
        for name, value, unit in zip(names, seen.vitals, units, strict=True)
    )
