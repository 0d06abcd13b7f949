"""What the guideline would not have begun, in words: not yet, no more, or not in this disease at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.review.valuation.differences import given
from game.review.valuation.value import Track
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY, Family
from game.values.words import say, together, within

_GERMS: Final = ("antibiotic", "meropenem", "voriconazole")
ASKED_FOR: Final[dict[Treated, frozenset[str]]] = {
    Treated.VIRAL: frozenset({*_GERMS, "remdesivir", "dexamethasone", "tocilizumab"}),
    Treated.SEPSIS: frozenset({*_GERMS, "hydrocortisone"}),
    Treated.RELEASE: frozenset({*_GERMS, "tocilizumab", "dexamethasone_high"}),
}
"""What the reference may ask for in a disease at some hour; what is not among it is never only too early."""


def blamed(regimens: Sequence[str]) -> list[str]:
    """Return what was begun unasked, without what eases and changes nothing else, unless that is all there is."""
    return [one for one in regimens if FORMULARY[one].family is not Family.SUPPORT] or list(regimens)


def unasked(of: Track, first: int, regimens: Sequence[str]) -> list[str]:
    """Return that these were not to be begun in hours that begin at the first, each with whether it comes too late."""
    asked = ASKED_FOR[DISEASES[of.level.phenotype].treated]
    before = {one for hour in range(first) for one in given(of.wishes[hour])}
    never = [one for one in regimens if one not in asked]
    over = [one for one in regimens if one in asked and one in before]
    early = [one for one in regimens if one in asked and one not in before]
    ids = (("scoring.episodes.no_yet", early), ("scoring.episodes.no_more", over), ("scoring.episodes.no", never))
    return [say(id_, names=_names(names)) for id_, names in ids if names]


def _names(regimens: Sequence[str]) -> str:
    return together((within(FORMULARY[one].label) for one in regimens), "words.or")
