"""What truly happened in a case, hour by hour: the ground that scores and debriefs stand on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from game.case.case import Case, admit_case, advance
from game.patient import compartments
from game.patient.signs import Signs, signs
from game.values.channel import Panel
from game.values.drug import FORMULARY, Family
from game.values.ending import Outcome
from game.values.fact import DoseGiven, SampleTaken
from game.values.level import Level
from game.values.order import Draw, Entry
from game.values.portable import exp
from game.values.ticks import TICKS_PER_HOUR, Tick, ticks

_C = compartments.INDEX
_NEVER = 1e300


@dataclass(frozen=True, slots=True)
class Moment:
    """The truth at one hour."""

    tick: Tick
    signs: Signs
    innate: float
    steroid: float
    occupancy: float
    norepinephrine_ug_per_kg_min: float


@dataclass(frozen=True, slots=True)
class Account:
    """A case from admission to its horizon, with the truth that play hides.

    A death does not stop the account: the hazard runs on, so that a chance of survival can be given that does not
    depend on when the dice fell. A discharge does.
    """

    level: Level
    moments: tuple[Moment, ...]
    doses: tuple[DoseGiven, ...]
    drawn: tuple[tuple[Tick, Panel], ...]
    """Tests that a person ordered and the ward took."""
    outcome: Outcome | None
    """How the case truly ended, by the luck of its seed; nothing while it is not over."""

    @property
    def survival(self) -> float:
        """Return the chance of being alive at the end, 0 to 1."""
        first, last = self.moments[0].signs, self.moments[-1].signs
        return exp(first.cumulative_hazard - last.cumulative_hazard)

    @property
    def organ_function(self) -> float:
        """Return what is left of lungs, heart and kidneys at the end, 0 to 1."""
        last = self.moments[-1].signs
        return 1.0 - (last.lung_injury + last.heart_injury + last.kidney_injury) / 3.0

    def doses_of(self, family: Family) -> tuple[DoseGiven, ...]:
        """Return the doses of one family of drugs, oldest first."""
        return tuple([dose for dose in self.doses if FORMULARY[dose.regimen].family is family])


def deathless(case: Case) -> Case:
    """Return the same case where the fall of the dice kills nobody; the hazard is run all the same."""
    return replace(case, admission=replace(case.admission, dies_at_hazard=_NEVER))


def account(level: Level, seed: int, entries: Iterable[Entry]) -> Account:
    """Play a case again from its orders and write down the truth of every hour."""
    waiting = sorted(entries, key=lambda entry: entry.tick)
    case = admit_case(level, seed)
    dies_at = case.admission.dies_at_hazard
    case = deathless(case)
    horizon = ticks(level.horizon_h)
    moments: list[Moment] = []
    doses: list[DoseGiven] = []
    drawn: list[tuple[Tick, Panel]] = []
    place = 0
    died: Tick | None = None
    while True:
        state = case.body.state
        hazard = state[_C["cumulative_hazard"]]
        if died is None and hazard >= dies_at:
            died = case.tick
        if case.tick % TICKS_PER_HOUR == 0 or case.outcome is not None or case.tick >= horizon:
            moments.append(
                Moment(
                    case.tick,
                    signs(case.body, case.inputs),
                    state[_C["innate_cells"]],
                    state[_C["steroid_effect"]],
                    state[_C["receptor_occupancy"]],
                    case.inputs.norepinephrine_ug_per_kg_min,
                )
            )
        if case.outcome is not None or case.tick >= horizon:
            break
        due: list[Entry] = []
        while place < len(waiting) and waiting[place].tick <= case.tick:
            due.append(waiting[place])
            place += 1
        ordered = {entry.order.panel for entry in due if isinstance(entry.order, Draw)}
        case = advance(case, tuple(due))
        for fact in case.facts:
            if isinstance(fact, DoseGiven):
                doses.append(fact)
            elif isinstance(fact, SampleTaken) and fact.panel in ordered:
                drawn.append((fact.tick, fact.panel))
    outcome = case.outcome if died is None else None
    return Account(level, tuple(moments), tuple(doses), tuple(drawn), outcome)
