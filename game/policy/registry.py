"""Every policy by name."""

from __future__ import annotations

from typing import Final

from game.policy.policy import Policy
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
    Reference(),
)
POLICIES: Final[dict[str, Policy]] = {policy.name: policy for policy in _ALL}
