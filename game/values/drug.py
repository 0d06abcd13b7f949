"""Drugs and the regimens in which they are ordered: data only."""

from __future__ import annotations

from typing import Final

from game.values.drugs import FORMULARY, PLACES
from game.values.regimen import Drug, Family, Kind, Regimen, Route

__all__ = [
    "ALL_STEROIDS",
    "DAMPENERS",
    "FORMULARY",
    "PLACES",
    "STEROIDS",
    "Drug",
    "Family",
    "Kind",
    "Regimen",
    "Route",
]

DAMPENERS: Final = tuple(regimen.id for regimen in FORMULARY.values() if regimen.family is Family.DAMPENING)
"""Regimens that dampen the immune response."""
STEROIDS: Final = tuple(regimen.id for regimen in FORMULARY.values() if regimen.kind is Kind.STEROID)
"""Regimens of steroids that are given to dampen; hydrocortisone in shock is none of them."""
ALL_STEROIDS: Final = (
    *[one.id for one in FORMULARY.values() if one.kind.is_steroid and one.id not in STEROIDS],
    *STEROIDS,
)
"""Every regimen of a steroid, stress doses first."""
