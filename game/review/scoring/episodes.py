"""Episodes: neighbouring hours in which value was lost or won for one cause, told from the chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from game.case.case import Case
from game.case.dying import DYING_TICKS
from game.review.findings import MARK_FROM, Cause, Episode, Luck, Mark
from game.review.scoring.charges import WORTH_CHARGING, Charge
from game.review.scoring.hidden import bacteria_in
from game.review.scoring.reasons import study, support_alone, why
from game.review.scoring.runs import PARTED, Run, leave_to_chance, runs_of
from game.review.scoring.telling import better, did, knew, orders_in
from game.review.valuation.curve import Stretch
from game.review.valuation.differences import against_germs, of_family
from game.review.valuation.value import Track
from game.review.valuation.vigils import BEHIND_DAMPENING, more_than_a_look
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY, Family, Kind
from game.values.level import PossibleCourse
from game.values.order import Give
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text, span_text, ticks
from game.values.words import say

PARTED_SHARE: Final = 0.3
"""What share of the larger the two judgements must part by too, before luck is spoken of."""
SPARED_FROM: Final = 50.0
"""Value, 0 to 100, to which a patient must come before a wrong decision is told as one that cost less (assumed)."""
RIGHT_UNDER: Final = 2.0
"""Points under which a decision counts as right."""


def _asked(of: Track, run: Run) -> Case | None:
    """Return the hour in which the drug against germs that is missing was first asked for; nothing for any other."""
    if run.cause is not Cause.LATE_ANTIMICROBIAL:
        return None
    missing = against_germs(run.parted.missing)
    wished = (hour for hour in range(run.first, run.last) for one in missing if Give(regimen=one) in of.wishes[hour])
    return of.cases[hour] if (hour := next(wished, None)) is not None else None


def _ordered_late(of: Track, last: int) -> str:
    """Return what else hours cost with which a case ends whose patient died while something was left undone."""
    if not of.waited or last < of.last:
        return ""
    span = span_text(DYING_TICKS)
    if of.waits_until >= ticks(of.level.horizon_h):
        return " " + say("scoring.episodes.never_ordered", span=span)
    when = clock_text(of.waits_until, of.level.start.clock_minute)
    return " " + say("scoring.episodes.ordered_late", span=span, when=when)


def mark_of(loss: float) -> Mark:
    """Return the mark of points lost, by the bands of lichess."""
    if loss <= -1.0:
        return Mark.GAIN
    # Points are shown whole, and marked as they are shown.
    found = [mark for mark, least in MARK_FROM.items() if round(loss) >= least]
    return found[-1] if found else Mark.FINE


def spared(found: Sequence[Episode], came_to: float) -> tuple[Episode, ...]:
    """Return the episodes as they are told of a patient who came to this value: who was not spared is not called so."""
    if came_to >= SPARED_FROM:
        return tuple(found)
    lost = Luck.LUCKY_BUT_WRONG
    return tuple([msgspec.structs.replace(one, luck=None) if one.luck is lost else one for one in found])


def _luck(loss: float, hindsight_loss: float) -> Luck | None:
    # No case has more to lose than all of it: 166 and 114 points do not part.
    loss, hindsight_loss = min(100.0, loss), min(100.0, hindsight_loss)
    wrong = loss >= MARK_FROM[Mark.SLOW]
    least = max(PARTED, PARTED_SHARE * max(abs(loss), abs(hindsight_loss)))
    if wrong and hindsight_loss <= loss - least:
        return Luck.LUCKY_BUT_WRONG
    if loss < RIGHT_UNDER and hindsight_loss >= loss + least:
        return Luck.RIGHT_BUT_UNLUCKY
    return None


def episodes(
    of: Track, stretches: Sequence[Stretch], charged: Sequence[Charge], winnable: float
) -> tuple[Episode, ...]:
    """Return the episodes in the order of time; their losses add up to the fall of the curve.

    `winnable` are the points of value that 100 points of the score stand for; charges are episodes of their own. What
    the chart told, what happened while player and reference agreed, and what is too small to tell stand together in one
    episode of chance, so that nothing is left out of the sum.
    """
    chance, runs = runs_of(of, stretches)
    told = leave_to_chance(chance, runs, fever_asks=DISEASES[of.level.phenotype].treated is Treated.RELEASE)
    prices = [_beyond(of, one, told, 100.0 / winnable) for one in charged]
    inside = [id(run) for price in prices for run in price.runs]
    found = [_episode(of, run, 100.0 / winnable) for run in [chance, *[one for one in told if id(one) not in inside]]]
    found += [_charged(of, one, 100.0 / winnable) for one in prices if one.points >= WORTH_CHARGING]
    return tuple(sorted(_not_called_right(found), key=lambda one: (one.first, one.charged)))


def _not_called_right(found: Sequence[Episode]) -> list[Episode]:
    """Return the episodes, none called right that waited, or left out the antibiotic, beside a bare fever."""
    bare = [one for one in found if one.cause is Cause.LATE_ANTIMICROBIAL and one.charged]
    late = [one for one in found if one.cause is Cause.LATE_ANTIMICROBIAL or one.waited]
    beside = [id(one) for one in late for price in bare if one.first < price.last and price.first < one.last]
    right = Luck.RIGHT_BUT_UNLUCKY
    return [
        msgspec.structs.replace(one, luck=None) if one.luck is right and id(one) in beside else one for one in found
    ]


def counted(found: Sequence[Episode], stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches of decisions that count; what the others lost or won is chance's, and moves no score."""
    spans = [(one.first, one.last) for one in found if not one.charged and one.cause is not Cause.CHANCE]
    # A decision may begin within the first of its stretches.
    ends = [(one, one.first * TICKS_PER_HOUR, one.last * TICKS_PER_HOUR) for one in stretches]
    return [one for one, begins, end in ends if any(first < end and begins < last for first, last in spans)]


@dataclass(frozen=True, slots=True)
class _Price:
    """A price as it is told: less what the value shows of it elsewhere, and with what it shows in its own name."""

    charge: Charge
    points: float
    runs: tuple[Run, ...] = ()


def _beyond(of: Track, one: Charge, told: Sequence[Run], per_value: float) -> _Price:
    """Return a price less what the value shows already: nothing that was missing is paid for twice."""
    beside = [
        run for run in told if run.loss > 0.0 and run.first * TICKS_PER_HOUR < one.last and _ends(of, run) > one.first
    ]
    if one.cause is Cause.LATE_ANTIMICROBIAL:
        return _beyond_the_antibiotic(one, beside, per_value)
    # Where the trend was not looked at, what no value shows is that luck can make it calm: that price stays.
    shown = 0.0
    for run in beside if one.cause is Cause.OVER_DAMPENED else ():
        if run.watch is not None and run.watch.panels & BEHIND_DAMPENING:
            shown = shown + per_value * run.loss
    return _Price(one, max(0.0, one.points - shown))


def _beyond_the_antibiotic(one: Charge, beside: Iterable[Run], per_value: float) -> _Price:
    """Return the price of a bare fever less what the value shows of a missing antibiotic.

    What it cost is told once: by the price, with all of it, or by the value where that is more.
    """
    other, own, runs = 0.0, 0.0, []
    for run in beside:
        if not any(FORMULARY[drug].kind is Kind.ANTIBACTERIAL for drug in run.parted.missing):
            continue
        if run.cause is Cause.LATE_ANTIMICROBIAL:
            runs.append(run)
            own = own + per_value * run.loss
        else:
            other = other + per_value * run.loss
    left = one.points - other
    return _Price(one, 0.0) if left - own < WORTH_CHARGING else _Price(one, left, tuple(runs))


def _fell_on(of: Track, run: Run, points: float) -> PossibleCourse | None:
    """Return the course of those virtual patients who had most of what dampening cost, where that was dear."""
    if points < MARK_FROM[Mark.SLOW] or run.cause not in (Cause.OVER_DAMPENED, Cause.UNSAFE_ORDER):
        return None
    most = max(run.by_course, key=lambda one: run.by_course[one], default="")
    if 2.0 * run.by_course.get(most, 0.0) < run.loss:
        return None
    return next((one for one in of.level.courses if one.id == most), None)


def _ends(of: Track, run: Run) -> Tick:
    return of.cases[run.last].tick if run.last <= of.last else of.cases[-1].tick


def _charged(of: Track, price: _Price, per_value: float) -> Episode:
    one, loss, hindsight_loss = price.charge, 0.0, 0.0
    for run in price.runs:
        loss, hindsight_loss = loss + run.loss, hindsight_loss + run.hindsight_loss
    began = min(of.last, one.first // TICKS_PER_HOUR)
    # Where no germ came, a fever that nobody covered cost nothing in hindsight; other prices are of what was done.
    by_germ = one.cause is Cause.LATE_ANTIMICROBIAL
    return Episode(
        first=one.first,
        last=max(one.first, one.last),
        cause=one.cause,
        mark=mark_of(price.points),
        loss=loss,
        hindsight_loss=hindsight_loss,
        points=price.points,
        hindsight_points=per_value * hindsight_loss if by_germ else price.points,
        charged=True,
        knew=knew(of.cases[began], rests_on=one.knew),
        did=one.did,
        better=one.better,
        better_value=0.0,
        why=one.why,
        study=one.study,
    )


def _went_on(run: Run) -> tuple[str, ...]:
    """Return the drugs that were gone on with, where that is what the decision is named after; else nothing.

    Where nobody looked behind dampening, an antibiotic that runs on beside it did not cost the points.
    """
    if run.watch is not None or run.cause not in (Cause.OVER_DAMPENED, Cause.OTHER):
        return ()
    return tuple(of_family(Family.DAMPENING, run.parted.kept)) or run.parted.kept


def _because(of: Track, run: Run, cause: Cause, per_value: float) -> str:
    """Return why a decision cost or won what it did: not looking only where nothing else was missing."""
    now = of.cases[run.first]
    if run.watch is not None and not more_than_a_look(run.parted):
        return run.watch.why_at(now)
    fell_on = _fell_on(of, run, per_value * run.loss)
    won = run.loss < 0.0 and cause is not Cause.CHANCE
    return why(of.level, now, run.parted, cause, won=won, fell_on=fell_on)


def _no_gain(of: Track, run: Run) -> bool:
    """Say whether hindsight would call it a gain that bacteria met no antibiotic: one body at an edge is none."""
    missed = any(FORMULARY[one].kind is Kind.ANTIBACTERIAL for one in run.parted.missing)
    late = run.cause is Cause.LATE_ANTIMICROBIAL and missed and run.hindsight_loss < 0.0
    return late and any(bacteria_in(case) for case in of.cases[run.first : run.last + 1])


def _episode(of: Track, run: Run, per_value: float) -> Episode:
    ends = _ends(of, run)
    by_chance = run.cause is Cause.CHANCE
    watch = run.watch
    won = run.loss < 0.0 and not by_chance
    cause = Cause.OTHER if won else run.cause
    now = of.cases[run.first]
    unlooked = watch is not None and not run.parted.treats
    true_loss = 0.0 if _no_gain(of, run) else run.hindsight_loss
    instead = "" if by_chance or unlooked else better(of, run.first, run.last, run.parted)
    by_luck = say("scoring.episodes.what_the_chart_told_small")
    return Episode(
        first=run.first * TICKS_PER_HOUR,
        last=ends,
        cause=cause,
        mark=Mark.FINE if by_chance else mark_of(per_value * run.loss),
        loss=run.loss,
        hindsight_loss=run.hindsight_loss,
        points=0.0 if by_chance else per_value * run.loss,
        hindsight_points=0.0 if by_chance else per_value * true_loss,
        charged=False,
        knew="" if by_chance else knew(now, _asked(of, run)),
        did=by_luck if by_chance else did(of, run.first, run.last, ends, _went_on(run)),
        better=" ".join(part for part in (watch.better if watch else "", instead) if part),
        better_value=run.value,
        why=_because(of, run, cause, per_value) + ("" if by_chance or run.loss < 0.0 else _ordered_late(of, run.last)),
        unlooked=unlooked,
        waited=not by_chance and not orders_in(of, run.first, run.last),
        by_hand=not by_chance and support_alone(run.parted),
        undampened=not by_chance and bool(of_family(Family.DAMPENING, run.parted.called_for)),
        uncounted=not by_chance and run.parted.waits_for_count,
        study="" if by_chance or unlooked else study(of.level, now, run.parted, cause),
        luck=None if by_chance or _no_gain(of, run) else _luck(per_value * run.loss, per_value * true_loss),
    )
