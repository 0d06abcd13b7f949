"""What the guideline asks for in a disease, as a debrief tells it and as its timing map shows it."""

from __future__ import annotations

import pytest

from game.review.scoring.unasked import ASKED_FOR, unasked
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY, Family
from game.values.level import Phenotype
from game.values.order import Give
from tests.review.made_up import track


def test_what_is_asked_for_in_the_same_hours_was_not_asked_for_before_them():
    ask = [Give(regimen="remdesivir")]

    assert unasked(track(wishes=[[], ask]), 1, ["remdesivir"]) == ["No remdesivir yet"]
    assert unasked(track(wishes=[ask, []]), 1, ["remdesivir"]) == ["No remdesivir any more"]


@pytest.mark.parametrize("phenotype", Phenotype)
def test_all_dampening_that_the_guideline_asks_for_has_its_place_on_the_timing_map(phenotype):
    disease = DISEASES[phenotype]
    asked = {one for one in ASKED_FOR[disease.treated] if FORMULARY[one].family is Family.DAMPENING}
    mapped = {one for way in disease.map_drugs for one in way}

    assert asked <= mapped, f"`map_drugs` of {phenotype.value}: an axis of the map, or a place on one beside others"
