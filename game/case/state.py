"""What a case consists of: frozen values, grouped by how often they change."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from game.bedside.alarms import Watch
from game.bedside.chart import Chart
from game.case.view import Support
from game.case.ward import Holding
from game.patient.body import Body, Inputs
from game.patient.method import Mover, stepped
from game.patient.signs import Vitals
from game.values.channel import Channel, Panel, Reading
from game.values.drug import Regimen
from game.values.ending import Ending, Outcome
from game.values.fact import Called, Fact, Urged
from game.values.level import LabRule, Level
from game.values.ticks import Tick

FAR = 1 << 60
"""A tick that never comes."""


@dataclass(frozen=True, slots=True)
class Admission:
    """What is settled at the door and never changes."""

    level: Level
    seen: Level
    """The level without what only the model knows: all that a player or a policy may see of it."""
    organism: str
    """What a blood culture shows in this patient, where it grows; the truth."""
    seed: int
    horizon: Tick
    hazard_at_door: float
    """Hazard of death that was run before admission."""
    dies_at_hazard: float
    """The cumulative hazard at which this patient, with this luck, dies."""
    rules: dict[Panel, LabRule]
    routine: tuple[tuple[Panel, Tick], ...]
    """Tests that the ward draws by itself, and how many ticks apart."""
    move: Mover = field(default=stepped, compare=False, repr=False)
    """What lets the body live on. It is handed in, so that the core knows of no compiled code; it changes no bit."""
    heard: bool = True
    """Whether anybody hears alarms, calls and words. They change nothing else, and where nobody does there are none."""


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One regimen on the drug chart."""

    regimen: Regimen
    max_doses: int
    running: bool = False
    given: tuple[Tick, ...] = ()
    next_due: Tick | None = None
    left: int = 0
    """Doses that the running course still has."""
    chosen_mg: float = 0.0
    """Each dose of the running course, where another than the usual was ordered."""
    tapering: bool = False
    missing: bool = False
    """The next dose of the running course will not be given at its time."""
    before: int = 0
    """Doses given before the newest course."""
    ordered: int = 0
    """Doses of the newest course, as it was ordered or is tapered."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample on its way through the laboratory."""

    panel: Panel
    taken: Tick
    due: Tick
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Hour:
    """What was written down on a full hour."""

    tick: Tick
    vitals: dict[Channel, Reading]
    news2_total: int
    support: Support


@dataclass(frozen=True, slots=True)
class Dying:
    """When the dice fell, and what the patient dies of."""

    since: Tick
    ending: Ending


@dataclass(frozen=True, slots=True)
class Sheets:
    """The papers at the foot of the bed: all that changes seldom."""

    courses: tuple[CourseLine, ...]
    samples: tuple[Sample, ...] = ()
    chart: Chart = Chart()  # noqa: RUF009  frozen and empty
    hours: tuple[Hour, ...] = ()
    said: tuple[tuple[Tick, str], ...] = ()
    notes_said: tuple[int, ...] = ()
    """Places in the level's notes of those that the nurse has said."""
    calls: tuple[Called, ...] = ()
    """What the player was called for, oldest first."""
    pressed: tuple[Urged, ...] = ()
    """Who pressed for what, oldest first."""
    history: tuple[Fact, ...] = ()
    dying: Dying | None = None
    """Nothing in a patient who lives; the last hours are seen before they end."""
    well_hours: int = 0
    """Hours running in which the patient could have gone home."""
    highest_rung: float = 0.0
    was_febrile: bool = False
    bolus_ends: Tick = FAR
    """When a bolus that a person ordered has run in."""
    oxygen_back: Tick = FAR
    """When tubing that came off is found and put on again; far off while it is on."""
    next_order_due: Tick = FAR
    """When the next dose of a running course, the end of a bolus, or the tubing falls due."""
    next_result_due: Tick = FAR

    def changed(self, **changes: Any) -> Sheets:
        """Return these sheets with some fields replaced and the two due times brought up to date."""
        after = replace(self, **changes)
        doses = [line.next_due for line in after.courses if line.next_due is not None]
        return replace(
            after,
            next_order_due=min([*doses, after.bolus_ends, after.oxygen_back]),
            next_result_due=min([sample.due for sample in after.samples], default=FAR),
        )

    def course(self, regimen_id: str) -> CourseLine | None:
        """Return the line of one regimen, if the level offers it."""
        return next((line for line in self.courses if line.regimen.id == regimen_id), None)


@dataclass(frozen=True, slots=True)
class Case:
    """A level being played: everything at one tick."""

    admission: Admission
    tick: Tick
    body: Body
    holding: Holding
    """What the ward holds the patient up with from this tick on."""
    inputs: Inputs
    """The same, as the body takes it."""
    breathed: Inputs
    """What the body had during the tick that brought it here."""
    shown: Vitals
    """True vital signs at this tick; the monitor adds its error."""
    watches: tuple[Watch, ...]
    sheets: Sheets
    facts: tuple[Fact, ...] = ()
    """What happened in the last tick."""
    outcome: Outcome | None = None
    recent: tuple[Vitals, ...] = ()
    """True vital signs of the last hour, this tick's last: where a probe is off, the last reading is found here."""
