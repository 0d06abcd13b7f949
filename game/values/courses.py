"""Which course the illness of a level takes: drawn from the seed alone, by the weights of the level file."""

from __future__ import annotations

from msgspec import structs

from game.values.level import Level, PossibleCourse, Prior, Start
from game.values.noise import uniform

__all__ = ["course_at", "course_of", "is_drawn", "of_course", "seen_at_the_door"]


def is_drawn(level: Level, seed: int) -> bool:
    """Say whether a seed draws a patient of its own; the level's own seed gives the patient as written."""
    return bool(level.courses) and seed != level.seed


def course_at(level: Level, share: float) -> PossibleCourse | None:
    """Return the course that stands at a share, 0 to 1, of all weights; nothing for a level without courses."""
    total = 0.0
    for course in level.courses:
        total = total + course.weight
    reached = 0.0
    for course in level.courses:
        reached = reached + course.weight
        if share * total < reached:
            return course
    return level.courses[-1] if level.courses else None


def course_of(level: Level, seed: int) -> PossibleCourse | None:
    """Return the course of the patient that a seed gives; the truth, not to be seen before the debrief."""
    return course_at(level, uniform(seed, "course") if is_drawn(level, seed) else 0.0)


def of_course(level: Level, course: PossibleCourse | None) -> Level:
    """Return the level as if it had this one course: its illness, its host, its germ."""
    if course is None:
        return level
    other = course.phenotype is not None and course.phenotype is not level.phenotype
    host: dict[str, float | Prior] = {} if other else level.host
    start = level.start
    before = course.hours_before
    return structs.replace(
        level,
        phenotype=course.phenotype or level.phenotype,
        host={**host, **course.host},
        start=Start(
            hours_before=start.hours_before if before is None or isinstance(before, Prior) else before,
            pathogen=course.pathogen or (0.0 if other else start.pathogen),
            symptom_day=start.symptom_day,
            clock_minute=start.clock_minute,
        ),
        organism=course.organism or ("" if other else level.organism),
        courses=(course,),
    )


def seen_at_the_door(level: Level) -> Level:
    """Return a level without what only the model knows: who may lie there, and what is in the body."""
    start = structs.replace(level.start, hours_before=0.0, pathogen=0.0)
    return structs.replace(level, host={}, courses=(), organism="", start=start)
