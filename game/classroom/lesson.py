"""What is taught in a room, and whether a case belongs there."""

from __future__ import annotations

from dataclasses import dataclass

from game.classroom.hosted import Hosted
from game.files.level_file import level_digest
from game.files.problem import visible
from game.patient.method import METHOD
from game.values.level import Level
from game.values.log import HOSTED_LOG_FORMATS
from game.values.session import Session, index_of, learner_key, seed_for
from game.values.words import say


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is taught: a pack with its levels and its files."""

    session: Session
    digest: str
    levels: tuple[Level, ...]
    pack_name: str
    pack: str
    beside: dict[str, str]
    """Files of levels that lie beside the pack."""


def strange(lesson: Lesson, key: str, hosted: Hosted) -> str:
    """Return why a case does not belong to a lesson, or to the seat of a learner by a key; empty if it does.

    It is asked after each line, and can tell from the second on.
    """
    header, line = hosted.reading.header, hosted.reading.session
    assert header is not None
    if hosted.reading.taken == 1:
        wrong = header.format not in HOSTED_LOG_FORMATS or header.branched_from
        return say("classroom.another_format") if wrong else ""
    if hosted.reading.taken != 2:
        return "" if line is not None else say("training.inspecting.of_no_session")
    if line is None:
        return say("training.inspecting.of_no_session")
    if line.session_digest != lesson.digest:
        return say("training.inspecting.another_session", session=line.session)
    if learner_key(line.learner) != key:
        return say("classroom.another_learner")
    index = index_of(lesson.session, header.level)
    if index is None:
        return say("training.inspecting.not_in_the_session", level=visible(header.level))
    level = lesson.levels[index]
    if header.level_digest != level_digest(level):
        return say("training.inspecting.another_level", level=visible(header.level))
    if header.method != METHOD:
        return say("classroom.another_model")
    seed = seed_for(lesson.session, index, level, line.learner)
    if header.seed != seed:
        return say("training.inspecting.another_patient", seed=header.seed, wanted=seed)
    return ""
