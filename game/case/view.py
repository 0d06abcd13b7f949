"""What the player may know: readings, pending results, alarms, accepted orders. Never the body."""

from __future__ import annotations

from dataclasses import dataclass, field

from game.bedside.news2 import Consciousness, Parts, Response, counting, is_scored, response
from game.bedside.rhythm import HeartRhythm
from game.bedside.trend import Doubling
from game.case.appearance import Appearance
from game.values.channel import Channel, Panel, Reading
from game.values.drug import Regimen
from game.values.ending import Outcome
from game.values.fact import Called, Fact, Priority, Relayed, Urged
from game.values.level import Level
from game.values.order import Device
from game.values.ticks import Tick


@dataclass(frozen=True, slots=True)
class Course:
    """One regimen as the drug chart shows it."""

    regimen: Regimen
    running: bool
    given: tuple[Tick, ...]
    """Ticks at which a dose went in."""
    next_due: Tick | None
    """When the next dose is due, if the course runs."""
    dose_mg: float
    """The next dose for this patient, mg."""
    refusal: str
    """Why it cannot be given now, and what would make it possible; empty if it can."""
    bars_it: str = ""
    """The running regimen whose stop alone would make it possible; empty where there is none."""
    left: int = 0
    """Doses that the running course still has."""
    chosen_mg: float = 0.0
    """Each dose of the running course, where another than the usual was ordered."""
    tapering: bool = False
    possible: int = 0
    """Doses that the level still allows."""
    before: int = 0
    """Doses given before the newest course."""
    ordered: int = 0
    """Doses of the newest course, as it was ordered or is tapered."""

    @property
    def in_course(self) -> int:
        """Return how many doses of the newest course went in."""
        return len(self.given) - self.before

    @property
    def ended(self) -> bool:
        """Say whether a course of several doses was begun and runs no more."""
        return bool(self.given and self.regimen.every_h) and not self.running


@dataclass(frozen=True, slots=True)
class PendingResult:
    """A sample that the laboratory still has."""

    panel: Panel
    taken: Tick
    due: Tick


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm that is on, or that was on and has not been seen to (latched)."""

    channel: Channel | None
    """The vital sign; nothing where the early warning score itself alarms."""
    priority: Priority
    text: str
    since: Tick
    active: bool
    short: str
    """The same in as few words as there is room for on the monitor."""


@dataclass(frozen=True, slots=True)
class Support:
    """What holds the patient up."""

    device: Device
    oxygen_l_per_min: float
    """Flow on cannula and mask; 0 on air."""
    fio2: float
    prone: bool
    norepinephrine_ug_per_kg_min: float
    fluid_boluses: int
    text: str
    """In words: 'air', 'cannula 4 L/min', 'high flow, FiO₂ 0.60', 'ventilator, FiO₂ 0.70'."""

    @property
    def runs(self) -> bool:
        """Say whether oxygen or norepinephrine runs."""
        return self.device is not Device.AIR or self.norepinephrine_ug_per_kg_min > 0.0


@dataclass(frozen=True, slots=True)
class News2:
    """National Early Warning Score 2 with its seven parts (Royal College of Physicians, 2017).

    A part that was never measured is nothing, and the total the least that it can be.
    """

    total: int
    respiratory_rate: int | None
    spo2: int | None
    oxygen: int
    systolic: int | None
    heart_rate: int | None
    consciousness: int
    temperature: int | None
    change_6h: int | None
    """Total less the total six hours ago; nothing in the first six hours, while a part is missing, across a tube
    with its sedation, and where the score fell only under more support."""
    readings: dict[Channel, Reading] = field(default_factory=dict)
    """The reading that counts for each measured part: the monitor's, or the last there was."""

    @property
    def parts(self) -> tuple[int | None, ...]:
        """Return the points of the seven parts, in the order of the chart."""
        breathing = (self.respiratory_rate, self.spo2, self.oxygen)
        return (*breathing, self.systolic, self.heart_rate, self.consciousness, self.temperature)

    @property
    def complete(self) -> bool:
        """Say whether every part was measured."""
        return None not in self.parts

    @property
    def response(self) -> Response:
        """Return what the score asks for."""
        return response(self.total, max(part for part in self.parts if part is not None))


@dataclass(frozen=True, slots=True)
class OrganSign:
    """What the bedside shows of one organ: measured and in words, 0 well to 3 failing."""

    organ: str
    text: str
    grade: int
    """0 well, 1 worth a look, 2 worrying, 3 danger."""


@dataclass(frozen=True, slots=True)
class View:
    """Everything the player knows at one tick."""

    level: Level
    tick: Tick
    horizon: Tick
    vitals: dict[Channel, Reading]
    """The monitor's latest reading of each vital sign."""
    vital_history: tuple[tuple[Tick, dict[Channel, Reading]], ...]
    """Hourly vital signs, oldest first."""
    labs: dict[Channel, tuple[Reading, ...]]
    """Results that are back, by channel, oldest first by the time the sample was taken."""
    pending: tuple[PendingResult, ...]
    courses: tuple[Course, ...]
    """One for each regimen that the level offers."""
    support: Support
    alarms: tuple[Alarm, ...]
    news2: News2
    organs: tuple[OrganSign, ...]
    consciousness: Consciousness
    nurse: tuple[tuple[Tick, str], ...]
    """What the nurse said, oldest first."""
    facts: tuple[Fact, ...]
    """What happened in the last tick."""
    history: tuple[Fact, ...]
    """Orders carried out, refused, and support changes since admission, oldest first, for the timeline."""
    il6_doubling: Doubling | None
    """In what time measured IL-6 doubles, from its last two results; nothing where they rise within their error."""
    outcome: Outcome | None
    """How the case ended, once it has."""
    support_history: tuple[tuple[Tick, Support], ...] = ()
    """Hourly support, oldest first: the oxygen need is a trend of its own."""
    news2_history: tuple[tuple[Tick, int], ...] = ()
    """Hourly NEWS2, oldest first."""
    calls: tuple[Called, ...] = ()
    """What the nurse and the laboratory called for, oldest first."""
    pressed: tuple[Urged, ...] = ()
    """Who pressed for what, oldest first."""
    rhythm: HeartRhythm = HeartRhythm.SINUS
    """What the ECG shows."""
    appearance: Appearance = Appearance()  # noqa: RUF009  frozen
    """What the patient looks like."""

    @property
    def ventilated(self) -> bool:
        """Say whether a machine breathes for the patient; NEWS2 is not meant for those."""
        return not is_scored(self.support.device)

    @property
    def own_parts(self) -> Parts:
        """Return the parts of NEWS2 that say how the patient does: all, or those that no ventilator explains."""
        spo2 = self.news2.readings.get(Channel.SPO2)
        return counting(Parts(*self.news2.parts), self.support.device, None if spo2 is None else spo2.value)

    @property
    def scored(self) -> tuple[tuple[Tick, int], ...]:
        """Return the hourly NEWS2 of the hours in which no machine breathed for the patient, oldest first."""
        held = dict(self.support_history)
        return tuple(
            [(tick, total) for tick, total in self.news2_history if tick not in held or is_scored(held[tick].device)]
        )

    @property
    def instructor(self) -> tuple[Relayed, ...]:
        """Return what an instructor had somebody say, oldest first."""
        return tuple(fact for fact in self.history if isinstance(fact, Relayed))
