"""The board of a class: one page, whole in itself, of all that was handed in, for the talk afterwards."""

from __future__ import annotations

import shlex
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import log10
from typing import Any, Final

from game.report.analysis import worth
from game.report.html import environment, explained
from game.report.style import FONTS, LIGHT, styled
from game.review.scoring.judgement import stars_at
from game.review.scoring.own import beside_pitfalls, own_decisions
from game.review.verdict import Pitfall, Verdict
from game.review.wording import CAUSE_WORDS, PITFALL_LABELS, VERDICT_WORDS, points_words
from game.training.handed_in import HandedIn, HandIn
from game.training.losses import ClassMoment, fell_in, lost_by_hour, moments, stretches, verdict_on
from game.training.roster import Learner
from game.ui.backends.svg_canvas import code, colour_class
from game.ui.charts.span import FAMILY_INK
from game.ui.toolkit.theme import Ink
from game.values.caution import FOR_EDUCATION
from game.values.drug import FORMULARY, Family
from game.values.ending import SENTENCES, Ending
from game.values.level import Level
from game.values.order_words import regimen_name
from game.values.session import Aim, Session
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text, hour_text, hours
from game.values.words import Worded, capital, count, say, within

STANDINGS: Final = Worded({one: f"training.standing.{one.value}" for one in HandIn})
_WIDE, _HIGH, _EDGE = 760.0, 260.0, 58.0
"""Units of the chart of first doses, and of the room of its scale."""
_MARGIN: Final = 26.0
"""Units at the right of it, half as wide as the words of the last day."""
_IL6_TOP: Final = 5.0
"""The scale goes from 1 to 10^5 pg/mL, as on the screens of the game."""
_FULL: Final = 100
"""Points of a whole score."""
_MOST_TOLD: Final = 3
"""So many decisions of a case are told in a learner's part."""


@dataclass(frozen=True, slots=True)
class Class:
    """What a board is made of."""

    title: str
    files: tuple[HandedIn, ...]
    learners: tuple[Learner, ...]
    levels: tuple[Level, ...]
    session: Session | None = None
    waiting: int = 0
    """How many cases are still to be scored."""
    working: bool = False
    """More is to come: the page is written again, and loads itself again."""

    @property
    def unseen(self) -> int:
        """Return how many files were not looked into yet."""
        return sum(file.standing is HandIn.WAITING for file in self.files)


def board(of: Class) -> str:
    """Return the page."""
    cases = [case for learner in of.learners for case in learner.counted]
    levels = [level for level in of.levels if any(case.level == level.id for case in cases)]
    owners = {file.path: learner for learner in of.learners for file in learner.files}
    colours = {FAMILY_INK[family] for family in Family}
    page = (
        environment("game.training")
        .get_template("board.html")
        .render(
            of=of,
            levels=levels,
            standings=[(one, [file for file in of.files if file.standing is one]) for one in HandIn],
            standing_words=STANDINGS,
            confirmed=HandIn.CONFIRMED,
            analysed=any(file.scored for file in of.files),
            owners=owners,
            pitfalls=[_pitfall_rows(of, level) for level in levels],
            heat=[_heat(of, level) for level in levels],
            doses=[_doses(of, level) for level in levels],
            moments=[_told(one) for one in moments(of.learners, levels)],
            aims=[_reached(aim, of) for aim in (of.session.objectives if of.session else ())],
            tests=_tests(of),
            plans=[
                (one.alias, one.name, one.sheet.commitment) for one in of.learners if one.sheet and one.sheet.commitment
            ],
            questions=of.session.debrief if of.session else (),
            people=[_person(learner, of.levels) for learner in of.learners],
            script=script_mark(),
            never=say(FOR_EDUCATION),
            fonts=FONTS,
            quiet=code(LIGHT, Ink.QUIET),
            cause_words=CAUSE_WORDS,
            pitfall_labels=PITFALL_LABELS,
            verdict_words=VERDICT_WORDS,
            points_words=points_words,
            within=within,
            **styled(colours),
        )
    )
    return explained(page)


def script_mark() -> str:
    """Return the fingerprint by which a browser lets the one script of the page run, and no other.

    It keeps over a reload whether names are hidden; where no script runs, the page is the same and only forgets it.
    """
    words = environment("game.training").get_template("board.js").render()
    return f"sha256-{b64encode(sha256(words.encode()).digest()).decode()}"


def _clock(level: Level) -> Callable[[Tick], str]:
    return lambda tick: clock_text(tick, level.start.clock_minute)


def _of_level(of: Class, level: Level) -> list[tuple[Learner, HandedIn]]:
    return [(learner, case) for learner in of.learners for case in learner.counted if case.level == level.id]


def _pitfall_rows(of: Class, level: Level) -> dict[str, Any]:
    """Return who came how near to which pitfall of a level."""
    rows = []
    for pitfall in Pitfall:
        who: dict[Verdict, list[Learner]] = {verdict: [] for verdict in Verdict}
        for learner, case in _of_level(of, level):
            found = verdict_on(case, level, pitfall)
            if found is not None:
                who[found.verdict].append(learner)
        known = sum(map(len, who.values()))
        avoided, untested = len(who[Verdict.AVOIDED]), len(who[Verdict.UNTESTED])
        rows.append({"label": PITFALL_LABELS[pitfall], "fell": who[Verdict.FELL_IN], "near": who[Verdict.NEAR_MISS],
                     "avoided": avoided, "untested": untested, "known": known})  # fmt: skip
    return {"level": level, "rows": rows, "stopped": any(case.stopped for _, case in _of_level(of, level))}


def _heat(of: Class, level: Level) -> dict[str, Any]:
    """Return a row for each learner, one for the class, and the days below them."""
    taken = _of_level(of, level)
    hours_ = max([1, *[-(-case.reach // TICKS_PER_HOUR) for _, case in taken]])
    lost = lost_by_hour([case for _, case in taken], hours_)
    top = max([*lost, 1e-9])
    worst = sorted(range(hours_), key=lambda hour: -lost[hour])[:3]
    clock = _clock(level)
    return {
        "level": level,
        "hours": hours_,
        "rows": [(learner, case, stretches(case)) for learner, case in taken if case.analysis is not None],
        "class_row": [(hour, one, one / top) for hour, one in enumerate(lost) if one > 0.0],
        "days": [(day, min(24, hours_ - 24 * day) * 100 / hours_) for day in range(-(-hours_ // 24))],
        "worst": [(clock(hour * TICKS_PER_HOUR), lost[hour]) for hour in worst if lost[hour] > 0.0],
    }


def _doses(of: Class, level: Level) -> dict[str, Any]:
    """Return when each drug was first given by whom, and IL-6 as it was known then."""
    taken = _of_level(of, level)
    last = max([24.0, *[hours(dose.tick) for _, case in taken for dose in case.doses]])
    points, rows = [], []
    clock = _clock(level)
    for learner, case in taken:
        for dose in case.doses:
            family = FORMULARY[dose.regimen].family
            if family is Family.SUPPORT:
                continue
            il6 = None if dose.il6 is None else min(_IL6_TOP, max(0.0, log10(max(1.0, dose.il6))))
            x = _EDGE + (_WIDE - _EDGE - _MARGIN) * hours(dose.tick) / last
            y = _HIGH - 24 if il6 is None else 8 + (_HIGH - 40) * (1 - il6 / _IL6_TOP)
            colour = colour_class(FAMILY_INK[family])
            points.append(
                (
                    x,
                    y,
                    family is Family.DAMPENING,
                    colour,
                    il6 is None,
                    f"{learner.alias}: {regimen_name(dose.regimen)}",
                )
            )
            rows.append((learner, regimen_name(dose.regimen), clock(dose.tick), dose.il6))
    scale = [(power, 8 + (_HIGH - 40) * (1 - power / _IL6_TOP)) for power in range(6)]
    every = 24 if last <= 24 * 8 else 48
    days = [(hour, _EDGE + (_WIDE - _EDGE - _MARGIN) * hour / last) for hour in range(0, round(last) + 1, every)]
    return {"level": level, "points": points, "rows": sorted(rows, key=lambda row: (row[1], row[0].alias)),
            "scale": scale, "days": days, "wide": _WIDE, "high": _HIGH, "edge": _EDGE}  # fmt: skip


def taken_by(one: ClassMoment) -> str:
    """Return how many took the decision of a moment, and what it cost each."""
    many = len(one.learners)
    points = round(one.points / many)
    # What is lost is added up hour by hour, and may be more than a score has.
    whole = points >= _FULL
    cost = count("training.board.cost_all", many) if whole else count("training.board.cost", many, points=points)
    return f"{count('training.board.took_it', many, of=one.of)} {cost}"


def _told(one: ClassMoment) -> dict[str, Any]:
    """Return a moment with the command that opens the replay there."""
    at = hour_text(one.example.first)
    clock = _clock(one.level)
    first, last = clock(one.first), clock(one.last)
    return {
        "moment": one,
        "head": capital(CAUSE_WORDS[one.cause]),
        "when": first if first == last else say("training.board.between", first=first, last=last),
        "taken": taken_by(one),
        "at": clock(one.example.first),
        "command": f"cytokine-storm replay {shlex.quote(one.case.path)} --at {at}",
        "worth": worth(one.example),
    }


def _reached(aim: Aim, of: Class) -> dict[str, Any]:
    """Return how many have reached an objective; nothing where it has no yardstick.

    A case that dice ended before anything was decided shows nothing of it.
    """
    with_cases = [one for one in of.learners if one.counted]
    by_id = {level.id: level for level in of.levels}
    if aim.avoids is None and aim.score is None:
        return {"text": aim.text, "reached": None}
    pitfall = None if aim.avoids is None else Pitfall(aim.avoids)
    known, reached = 0, 0
    for learner in with_cases:
        cases = [case for case in learner.counted if not case.by_dice]
        if pitfall is not None:
            fallen = [fell_in(case, by_id[case.level], pitfall) for case in cases if case.level in by_id]
            if None in fallen or not cases:
                continue
            good = not any(fallen)
        else:
            whole = [case for case in cases if not case.stopped]
            if not whole:
                continue
            good = all((case.score or 0) >= (aim.score or 0) for case in whole)
        known += 1
        reached += good
    return {"text": aim.text, "reached": reached, "known": known}


def _tests(of: Class) -> list[dict[str, Any]]:
    """Return for each question how many answered right before and after."""
    if of.session is None:
        return []
    sheets = [learner.sheet for learner in of.learners if learner.sheet is not None]
    rows = []
    for when in ("before", "after"):
        tests = [one for one in of.session.tests if getattr(one, when)]
        for index, test in enumerate(tests):
            given = [getattr(sheet, when) for sheet in sheets]
            taken = [answers[index] for answers in given if len(answers) == len(tests)]
            rows.append((test, when, sum(one == test.right for one in taken), len(taken)))
    return [
        {"text": test.text, "right": test.answers[test.right - 1],
         "parts": {when: (right, taken) for other, when, right, taken in rows if other is test}}
        for test in of.session.tests
    ]  # fmt: skip


def _person(learner: Learner, levels: Sequence[Level]) -> dict[str, Any]:
    """Return a learner's part: each file, and of the counted ones what happened."""
    by_id = {level.id: level for level in levels}
    cases = []
    for file in learner.files:
        level = by_id.get(file.level)
        told = None
        if level is not None and file.analysis is not None:
            clock = _clock(level)
            own = own_decisions(file.analysis, file.stop)
            costly = sorted([one for one in own if one.points >= 1.0], key=lambda one: -one.points)
            told = {
                "pitfalls": [found for one in Pitfall if (found := verdict_on(file, level, one)) is not None],
                "beside": beside_pitfalls(file.analysis, level, file.stop),
                "costly": [(clock(one.first), one) for one in costly[:_MOST_TOLD]],
                "praised": [(clock(one.tick), one.text) for one in file.analysis.praised[:_MOST_TOLD]],
            }
        cases.append(
            {
                "file": file,
                "title": level.title if level is not None else file.level,
                "ended": _ended(file),
                "stars": _stars(file),
                "counted": file in learner.counted,
                "told": told,
                "command": f"cytokine-storm replay {shlex.quote(file.path)}",
            }
        )
    return {"learner": learner, "cases": cases}


def _stars(file: HandedIn) -> int | None:
    if not file.counts or file.end is None or file.score is None:
        return None
    return stars_at(Ending(file.end.ending), file.end.tick, file.score)


def _ended(file: HandedIn) -> str:
    if file.end is None:
        return ""
    known = next((one for one in Ending if one.value == file.end.ending), None)
    return SENTENCES[known] if known is not None else ""
