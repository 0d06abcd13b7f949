"""What truly happened in a case, hour by hour: the ground that scores and debriefs stand on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from game.case.case import Case
from game.patient import compartments
from game.patient.signs import Signs, signs
from game.values.portable import exp
from game.values.ticks import Tick

_C = compartments.INDEX
_NEVER = 1e300
"""A hazard over which nobody's threshold lies: whoever cannot die reaches it never."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The truth at one hour."""

    tick: Tick
    signs: Signs
    innate: float
    steroid: float
    occupancy: float


@dataclass(frozen=True, slots=True)
class Account:
    """A case from admission to its horizon, with the truth that play hides.

    A death does not stop the account: the hazard runs on, so that a chance of survival can be given that does not
    depend on when the dice fell. A discharge does.
    """

    moments: tuple[Moment, ...]

    @property
    def survival(self) -> float:
        """Return the chance of being alive at the end, 0 to 1."""
        first, last = self.moments[0].signs, self.moments[-1].signs
        return exp(first.cumulative_hazard - last.cumulative_hazard)


def deathless(case: Case) -> Case:
    """Return the same case where the fall of the dice kills nobody; the hazard is run all the same."""
    return replace(case, admission=replace(case.admission, dies_at_hazard=_NEVER))


def unheard(case: Case) -> Case:
    """Return the same case where nobody hears alarms, calls and words: a third of the time of a case goes there."""
    return replace(case, admission=replace(case.admission, heard=False))


def account_of(cases: Iterable[Case]) -> Account:
    """Return the truth of a case that was played already, without dice of death."""
    return Account(tuple([_moment(case) for case in cases]))


def _moment(case: Case) -> Moment:
    state = case.body.state
    return Moment(
        case.tick,
        signs(case.body, case.inputs),
        state[_C["innate_cells"]],
        state[_C["steroid_effect"]],
        state[_C["receptor_occupancy"]],
    )
