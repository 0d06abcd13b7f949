"""What was hidden in a case until it was over, in a sentence or two: what was drawn, the storm, new germs, mishaps."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from game.case.build_view import build_view
from game.case.case import Case
from game.patient import compartments
from game.policy.bed import AtView
from game.policy.reference import BACTERIAL_UG_PER_L, release_grade
from game.review.valuation.value import Track
from game.values.courses import course_of, of_course
from game.values.disease import Disease, Treated
from game.values.diseases import DISEASES
from game.values.level import PossibleCourse
from game.values.order_words import order_words
from game.values.portable import log10
from game.values.ticks import clock_text
from game.values.words import say

_GERMS: Final = ("bacteria", "resistant_bacteria", "fungus")
GREW: Final = 1.0
"""10^6 CFU/mL of germs from which an infection is told (assumed)."""
FOUND: Final = 0.001
"""10^6 CFU/mL of germs from which a culture grows; so few add less than 0.2 µg/L to procalcitonin."""


def bacteria_in(case: Case) -> bool:
    """Say whether bacteria were there, so many that a culture grows."""
    return any(case.body.state[compartments.INDEX[germ]] >= FOUND for germ in ("bacteria", "resistant_bacteria"))


def hidden(of: Track) -> str:
    """Return what was hidden, with what an instructor let happen."""
    minute = of.level.start.clock_minute
    text = _of_the_patient(of)
    for entry in of.mishaps:
        when, what = clock_text(entry.tick, minute), order_words(entry.order)
        text += say("scoring.analysis.the_instructor_let_it_happen", when=when, what=what)
    return text


def _was(of: Track, course: PossibleCourse, disease: Disease) -> str:
    """Return what was drawn; a release syndrome with how far it came, which drugs may have kept from severe."""
    if disease.treated is not Treated.RELEASE:
        return say("scoring.analysis.this_was", was=course.was)
    grade = max(release_grade(AtView(build_view(case))) for case in of.cases)
    return say("scoring.analysis.came_to_grade", was=course.was, grade=grade)


def _of_the_patient(of: Track) -> str:
    """Return what was drawn, how far the storm came, and which germs came beside it."""
    at = compartments.INDEX
    scale_free = [(case.body.state[at["innate_cells"]], case) for case in of.cases]
    storm, when = max(scale_free, key=lambda pair: pair[0])
    minute = of.level.start.clock_minute
    most, at_most = f"{100.0 * storm:.0f}", clock_text(when.tick, minute)
    text = say("scoring.analysis.at_most_of_the_innate", storm=most, when=at_most)
    course = course_of(of.level, of.seed)
    disease = DISEASES[of_course(of.level, course).phenotype]
    if course is not None:
        text = f"{_was(of, course, disease)} {text}"
    if disease.bacterial:
        return text
    # What was there at the door, or had got in before it, is no second one.
    brought = {course.infection.germ} if course is not None and course.infection is not None else set[str]()
    return text + _new_germs(of, brought)


def _new_germs(of: Track, brought: Container[str]) -> str:
    """Return whether germs came that were neither `brought` nor there at the door, and how far; empty beside others."""
    at, minute = compartments.INDEX, of.level.start.clock_minute
    door = {germ: of.cases[0].body.state[at[germ]] for germ in _GERMS}
    new = [germ for germ in _GERMS if germ not in brought and door[germ] <= GREW]
    grew = [case for case in of.cases[1:] if any(case.body.state[at[germ]] > GREW for germ in new)]
    if grew:
        return say("scoring.analysis.a_new_infection_grew_past", when=clock_text(grew[0].tick, minute))
    came = [germ for germ in new if door[germ] < FOUND]
    loads = [(case.body.state[at[germ]], -case.tick) for case in of.cases[1:] for germ in came]
    most, before = max(loads, default=(0.0, 0))
    if most >= FOUND:
        # Cut and not rounded: a germ that stays under what is told as an infection never reads as that much.
        decades = int(10.0 * (6.0 + log10(most))) / 10.0
        return say("scoring.analysis.a_new_germ_came_to", most=f"{decades:.1f}", when=clock_text(-before, minute))
    if brought or len(came) < len(_GERMS):
        return ""
    told = say("scoring.analysis.no_second_infection_came")
    highest = max(case.body.state[at["procalcitonin_ug_per_l"]] for case in of.cases)
    if highest >= BACTERIAL_UG_PER_L:
        told += say("scoring.analysis.procalcitonin_without_germs", highest=f"{highest:.1f}")
    return told
