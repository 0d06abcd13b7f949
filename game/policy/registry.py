"""Every policy by name."""

from __future__ import annotations

from typing import Final

from game.policy.novices import LATE_H, Late
from game.policy.policy import Policy
from game.policy.recipes import ByTheClock, Il6SlopeAlone, NeverLooks, OneRecipe
from game.policy.reference import Reference
from game.policy.traps import (
    ActsAtNews2Of7,
    ActsOnIl6Alone,
    DampenToTheEnd,
    EverythingAtOnce,
    Idle,
    InfectionOnly,
    OrdersEveryTest,
    WaitsForOrganFailure,
)

_ALL: tuple[Policy, ...] = (
    Idle(),
    InfectionOnly(),
    EverythingAtOnce(),
    DampenToTheEnd(),
    ActsOnIl6Alone(),
    ActsAtNews2Of7(),
    WaitsForOrganFailure(),
    OrdersEveryTest(),
    NeverLooks(),
    ByTheClock(0),
    ByTheClock(12),
    ByTheClock(24),
    OneRecipe(),
    Il6SlopeAlone(),
    *[Late(hours) for hours in reversed(LATE_H)],
    Reference(),
)
POLICIES: Final[dict[str, Policy]] = {policy.name: policy for policy in _ALL}
