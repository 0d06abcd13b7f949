"""What a culture grows, as the laboratory rings it through: the germ, and what it is sensitive to."""

from __future__ import annotations

import enum
from typing import Final

from game.values.noise import uniform
from game.values.words import say

__all__ = ["Germ", "told"]


class Germ(enum.IntEnum):
    """What gets in, told apart by the drugs that kill it; in the order of the model's compartments."""

    COVERED = 0
    """Bacteria that piperacillin-tazobactam kills."""
    RESISTANT = 1
    """Bacteria that it does not kill."""
    FUNGUS = 2


_RESISTANT: Final = ("klebsiella", "pseudomonas", "enterobacter")
"""With extended-spectrum or AmpC enzymes; which of them is drawn (assumed, each as often)."""
_FUNGI: Final = ("candida", "aspergillus")


def told(germ: Germ, usual: str, seed: int, *, carbapenem_works: bool) -> str:
    """Return what the laboratory says: the usual organism of the patients, or which other of its kind by this luck."""
    if germ is Germ.COVERED:
        return usual
    names = _RESISTANT if germ is Germ.RESISTANT else _FUNGI
    name = names[int(len(names) * uniform(seed, f"species/{germ.name.lower()}"))]
    if germ is Germ.FUNGUS:
        return say(f"organism.{name}")
    return say(f"organism.{'only_meropenem' if carbapenem_works else 'no_drug'}", germ=say(f"organism.{name}"))
