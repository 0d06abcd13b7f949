"""The pages of a live class, by templates that escape every word."""

from __future__ import annotations

from typing import Final

from game.classroom.lesson import Lesson
from game.report.html import environment
from game.report.style import FONTS, styled
from game.values.caution import FOR_EDUCATION
from game.values.order_words import MISHAP_WORDS
from game.values.words import say

_WORDS: Final = (
    "all_beds", "alone_here", "away", "beds_stand", "behind", "between", "called", "came", "came_at", "case_over",
    "class_gave", "coming", "confirm_end", "confirm_free", "differs", "forged", "forged_by",
    "guideline_coming", "guideline_gave", "guideline_how", "hours", "il6", "joined", "kept_back", "kept_back_by",
    "last_order", "lost", "lost_here", "needs", "news2", "no_bed", "no_bed_yet", "no_case", "no_il6", "no_vote_open",
    "nothing_given", "of_beds", "over", "pause", "paused", "refused", "reported", "resume", "running", "sent",
    "since_admission", "take_back", "taken_back", "time_left", "time_up", "to_all", "to_beds", "try", "ventilated",
    "vote", "voted", "votes", "votes_as", "votes_as_nobody", "waits", "waits_now", "where", "where_over",
)  # fmt: skip
"""Words that the script of the page needs."""


def _made(name: str, **values: object) -> str:
    return environment("game.classroom").get_template(name).render(never=say(FOR_EDUCATION), **values)


def _words() -> dict[str, str]:
    return {name: say(f"classroom.page.{name}") for name in _WORDS}


def learner_page(title: str, address: str, *, seat: bool) -> str:
    """Return what a learner's browser is shown: how to join, here where the host has a `seat` for browsers."""
    return _made("learners.html", title=title, address=address, seat=seat)


def enter_page(title: str) -> str:
    """Return the page that asks for the secret."""
    return _made("enter.html", title=title)


def teach_page(title: str, code: str, address: str, lesson: Lesson | None = None) -> str:
    """Return the instructor's page; its script fills it. A `lesson` has the questions to ask."""
    return _made(
        "teach.html",
        title=title,
        code=code,
        address=address,
        words=_words(),
        mishaps=list(MISHAP_WORDS.items()),
        levels=() if lesson is None else lesson.levels,
        questions=() if lesson is None else lesson.session.debrief,
        tests=() if lesson is None else lesson.session.tests,
    )


def room_page(title: str, code: str, address: str) -> str:
    """Return what the whole class is shown on the projector."""
    return _made("room.html", title=title, code=code, address=address, words=_words())


def bed_page(title: str, case: int) -> str:
    """Return one bed, large."""
    return _made("bed.html", title=title, case=case, words=_words())


def vote_page(title: str) -> str:
    """Return the page on which learners vote; its script asks for what there is to choose."""
    return _made("vote.html", title=title, words=_words())


def style() -> str:
    """Return the style sheet, in the colours of the game."""
    return _made("class.css", fonts=FONTS, **styled(()))
