"""Who might be lying there: virtual patients drawn from what is known at the door, weighted by how they fit the chart.

Candidates come from the spreads of the disease around the courses of the level; one of each is its median host, marked
in no way.
Each was played under the same orders and the same support. Every candidate has luck of its own, so that the average
over hosts is one over futures too, and the case's own luck to come stays out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.patient.body import begun
from game.review.valuation.value import Host
from game.values.channel import Channel
from game.values.courses import course_at
from game.values.level import Level, PossibleCourse
from game.values.noise import evenly, mixed, stream
from game.values.portable import exp

CANDIDATES: Final = 192
"""So many that another draw of them moves a score by three to eight points on most plays (measured; `docs/score.md`);
with 64, of which twelve counted, by ten."""
MEDIAN_HOSTS: Final = 1
"""So many candidates are each course's own host; the rest are drawn."""
WEIGHT_KEPT: Final = 0.95
"""Share of the weight over which a value in view is averaged: the last twentieth lies on most candidates, and would
cost as much as all the rest."""
LEAST_EFFECTIVE: Final = 16.0
"""Weights are flattened until at least so many hosts count."""
STEP_TICKS: Final = 3
"""Ticks in a step of a virtual patient's equations, a quarter of an hour: values move by a few hundredths of a point,
and three steps cost as one did."""
LOOK_EVERY_H: Final = 6
"""Hours between the vital signs that count as independent looks."""

VITAL_ERRORS: Final[dict[Channel, float]] = {
    Channel.HEART_RATE: 6.0,
    Channel.SPO2: 2.0,
    Channel.MAP: 6.0,
    Channel.RESPIRATORY_RATE: 2.5,
    Channel.TEMPERATURE: 0.4,
}
"""Spread of a monitor's reading around the model, error of the model included (assumed)."""
CHART_ERRORS: Final[dict[Channel, tuple[str, float]]] = {
    Channel.IL6: ("il6", 0.35),
    Channel.CRP: ("crp_mg_per_l", 0.30),
    Channel.FERRITIN: ("ferritin_ug_per_l", 0.35),
    Channel.D_DIMER: ("d_dimer_mg_per_l", 0.35),
    Channel.PROCALCITONIN: ("procalcitonin_ug_per_l", 0.45),
    Channel.LACTATE: ("lactate_mmol_per_l", 0.30),
    Channel.CREATININE: ("creatinine_umol_per_l", 0.25),
    Channel.NEUTROPHILS: ("neutrophils", 0.30),
}
"""Compartment and relative spread of a result around the model: error of the assay and of the model (assumed)."""


def candidates(level: Level, seed: int) -> tuple[Host, ...]:
    """Return the virtual patients that might be this one, before the chart is looked at.

    They are spread over the courses of the level by weight, evenly in any first few of them: which one it is, nobody
    at the door can know.
    """
    key = stream(seed, "belief")
    found = []
    met: list[PossibleCourse | None] = []
    for number in range(CANDIDATES):
        own = mixed(key, number) >> 11
        course = course_at(level, evenly(number))
        spread = 0.0 if met.count(course) < MEDIAN_HOSTS else 1.0
        met.append(course)
        onset, parameters = begun(level, course, own, spread=spread)
        found.append(Host(parameters, own, onset, course.id if course is not None else ""))
    return tuple(found)


def weights(misfits: Sequence[float], most: int | None = None) -> dict[int, float]:
    """Return the weight of each host that is kept, by its place; they add up to 1.

    Kept are the likeliest, `most` of them where that is set, until they hold nearly all of the weight.
    """
    least = min(misfits)
    heat = 1.0
    while True:
        # Past this they weigh the same next to nothing, most of them: found once for all.
        far = 60.0 / heat
        nothing = exp(-0.5 * heat * far)
        raw = [exp(-0.5 * heat * (one - least)) if one - least < far else nothing for one in misfits]
        total = 0.0
        square = 0.0
        for one in raw:
            total = total + one
            square = square + one * one
        if total * total >= LEAST_EFFECTIVE * square or heat < 1e-3:
            break
        heat = 0.8 * heat
    kept = []
    held = 0.0
    for place in sorted(range(len(raw)), key=lambda place: (-raw[place], place))[:most]:
        if held >= WEIGHT_KEPT * total:
            break
        kept.append(place)
        held = held + raw[place]
    return {place: raw[place] / held for place in sorted(kept)}
