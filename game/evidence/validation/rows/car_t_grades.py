"""How severe the release syndromes are: the spread of grades, on the scales that the studies used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.evidence.validation import studies
from game.evidence.validation.experiment import CohortCourse
from game.evidence.validation.grades import Grades, astct, lee
from game.evidence.validation.lab import Lab, share
from game.evidence.validation.row import Basis, Chapter, Comparison, Found, Row, Section, holds
from game.evidence.validation.rows.infections import TREATED

SEEN: Final = 10.0
"""Percent of all patients in whom a grade counts as seen; each of the three was seen in more (26, 32 and 12 %)."""
_HOW: Final = (
    "Antibiotic for fever and the ward's support; a third of the hosts each with 10, 40 and 100 % of tumour; 43 % "
    "given tocilizumab at grade 2, as in ZUMA-1: worst grade before any second infection, share."
)


def _share(lab: Lab, graded: Callable[[CohortCourse], Grades], least: int, most: int = 4) -> float:
    """Return the percentage with a grade from `least` to `most`."""
    usual, treated = (graded(lab[f"car_t {name}"]) for name in ("usual", "tocilizumab"))
    shares = [share((grades >= least) & (grades <= most)) for grades in (usual, treated)]
    return (1.0 - TREATED) * shares[0] + TREATED * shares[1]


def _every_grade(lab: Lab) -> Found:
    first, second, worse = _share(lab, astct, 1, 1), _share(lab, astct, 2, 2), _share(lab, astct, 3)
    return holds(
        min(first, second, worse) >= SEEN,
        f"ASTCT grade 1 in {first:.0f} %, 2 in {second:.0f} %, 3 or worse in {worse:.0f} %",
    )


_IN: Final = Chapter(Section.CAR_T)

CAR_T_GRADES: Final[tuple[Row, ...]] = (
    _IN.row(
        "grade-3", "Grade 3 or worse (Lee's scale)", "%", (12.0, 13.0), Comparison.DIFFERENCE,
        studies.RELEASE_GRADES, Basis.CALIBRATED, _HOW, lambda lab: Found(_share(lab, lee, 3)), (6.0, 12.0),
        "tocilizumab",
    ),
    _IN.claim(
        "every-grade", "Grades 1, 2, and 3 or worse are each seen", studies.HAY_2017,
        Basis.CALIBRATED, _HOW, _every_grade, "tocilizumab",
    ),
)  # fmt: skip
