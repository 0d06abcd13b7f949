"""The drugs of the game, one file each, in the order of their places on the order pad and of their keys."""

from __future__ import annotations

from typing import Final

from game.values.drugs import (
    antibiotic,
    dexamethasone,
    hydrocortisone,
    meropenem,
    methylprednisolone,
    paracetamol,
    remdesivir,
    tocilizumab,
    voriconazole,
)
from game.values.regimen import Drug, Regimen

__all__ = ["FORMULARY", "PLACES"]

_FILES: Final = (
    remdesivir,
    antibiotic,
    meropenem,
    voriconazole,
    dexamethasone,
    methylprednisolone,
    hydrocortisone,
    tocilizumab,
    paracetamol,
)

FORMULARY: Final[dict[str, Regimen]] = {regimen.id: regimen for file in _FILES for regimen in file.REGIMENS}
"""Every regimen that a level may offer, by id. The amount of a drug in the body is in mg throughout."""

PLACES: Final[tuple[Drug, ...]] = tuple(dict.fromkeys(regimen.drug for regimen in FORMULARY.values()))
"""Every drug in the order of its place and key, which are the same on every level."""
