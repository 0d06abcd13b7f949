"""Episodes: neighbouring hours in which value was lost or won for one cause, told from the chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.bedside.trend import is_old
from game.case.case import Case
from game.case.dying import DYING_TICKS
from game.case.rules import running_against
from game.review.findings import MARK_FROM, Cause, Episode, Luck, Mark
from game.review.scoring.charges import Charge
from game.review.scoring.naming import named
from game.review.valuation.curve import Stretch
from game.review.valuation.differences import Difference
from game.review.valuation.value import Track
from game.review.valuation.vigils import Vigil
from game.values.channel import KINDS, Channel, Reading
from game.values.drug import FORMULARY, Family, Kind
from game.values.order import Draw, Give, GiveFluid, Order, SetDevice, SetPressor, SetProne, Stop, Taper
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text, hours, span_text, time_text
from game.values.words import Worded, capital, count, say, together, within

WORTH_TELLING: Final = 0.5
"""Points; smaller episodes are added to what chance did."""
TURNED: Final = 2.0
"""Points from which neighbouring orders of one kind, one that won and one that lost, are told apart."""
PARTED: Final = 5.0
PARTED_SHARE: Final = 0.3
"""Points by which the two judgements must part before luck is spoken of, and what share of the larger."""
RIGHT_UNDER: Final = 2.0
"""Points under which a decision counts as right."""
MOST_TOLD: Final = 4
"""Orders of an episode that are named; the others are counted."""

_WHY: Final = Worded(
    {
        Cause.IGNORED_TREND: "scoring.episodes.why.ignored_trend",
        Cause.INFECTION_ONLY: "scoring.episodes.why.infection_only",
        Cause.OVER_DAMPENED: "scoring.episodes.why.over_dampened",
        Cause.LATE_ANTIMICROBIAL: "scoring.episodes.why.late_antimicrobial",
        Cause.UNSAFE_ORDER: "scoring.episodes.why.unsafe_order",
        Cause.NEEDLESS_ANTIMICROBIAL: "scoring.episodes.why.needless_antimicrobial",
        Cause.NEEDLESS_TEST: "scoring.episodes.why.needless_test",
        Cause.CHANCE: "scoring.episodes.why.chance",
        Cause.OTHER: "scoring.episodes.why.other",
    }
)


@dataclass(slots=True)
class _Run:
    first: int
    last: int
    cause: Cause
    loss: float
    hindsight_loss: float
    value: float
    parted: Difference
    watch: Vigil | None = None
    """What had not been looked at for too long when it began."""


def _results(case: Case, channel: Channel) -> str:
    results = case.sheets.chart.of(channel)
    if not results:
        return ""
    newest = results[-1]
    told = _told(newest, results[-2] if len(results) > 1 else None)
    if not is_old(newest, case.tick):
        return told
    # What was known two days ago is not read as of now.
    passed = case.tick - newest.taken
    return say("scoring.episodes.old", told=told, span=span_text(passed - passed % TICKS_PER_HOUR))


def _told(newest: Reading, before: Reading | None) -> str:
    kind = KINDS[newest.channel]
    if newest.channel is Channel.BLOOD_CULTURE:
        return f"{kind.label}: {newest.text}"
    if before is None:
        return f"{kind.label} {newest.told}"
    return say(
        "scoring.episodes.in_h",
        kind=kind.label,
        before=before.text,
        newest=newest.text,
        unit=kind.unit,
        hour=f"{hours(newest.taken - before.taken):.0f}",
    )


def knew(case: Case) -> str:
    """Return what stood on the chart: the last results, NEWS2, the oxygen and how it changed."""
    told = [_results(case, Channel.IL6), _results(case, Channel.CRP), _results(case, Channel.BLOOD_CULTURE)]
    now = case.sheets.hours[-1]
    # What the ward starts within the hour stands on the sheet of the next.
    clock = time_text(now.tick, case.admission.level.start.clock_minute)
    told.append(say("scoring.episodes.written_down", clock=clock, news2=now.news2_total))
    before = case.sheets.hours[max(0, len(case.sheets.hours) - 13)]
    passed = hours(now.tick - before.tick)
    if before.support.text != now.support.text:
        told.append(
            say(
                "scoring.episodes.oxygen_in_h",
                support=before.support.text,
                support_2=now.support.text,
                passed=f"{passed:.0f}",
            )
        )
    else:
        told.append(say("scoring.episodes.oxygen", support=now.support.text))
    if now.support.norepinephrine_ug_per_kg_min > 0.0:
        told.append(
            say(
                "scoring.episodes.norepinephrine_ug_kg_min",
                norepinephrine_ug_per_kg_min=f"{now.support.norepinephrine_ug_per_kg_min:.2f}",
            )
        )
    return "; ".join(part for part in told if part) + "."


def _drug(regimen: str) -> str:
    return within(FORMULARY[regimen].label)


def _names(regimens: Sequence[str], last: str = "words.and") -> str:
    return together(map(_drug, regimens), last)


def _support(order: Order) -> str:
    """Return an order of support in words; empty for any other order."""
    match order:
        case SetDevice(device=device):
            return say("scoring.episodes.set", device=say(f"scoring.episodes.set.{device.name.lower()}"))
        case SetProne(prone=prone):
            return say("scoring.episodes.turned_prone") if prone else say("scoring.episodes.turned_on_the_back")
        case SetPressor(norepinephrine_ug_per_kg_min=dose):
            return say("scoring.episodes.norepinephrine_set_to_ug_kg", dose=f"{dose:.2f}")
        case GiveFluid():
            return say("scoring.episodes.fluid_bolus_given")
        case _:
            return ""


def did(of: Track, first: int, last: int, ends: Tick | None = None, kept: Sequence[str] = ()) -> str:
    """Return what was ordered in these hours; the last may be cut short by the end of the case.

    Drugs `kept` on, and neither begun nor stopped in them, come first: an order beside them does not say what it cost.
    """
    minute = of.level.start.clock_minute
    ends = last * TICKS_PER_HOUR if ends is None else ends
    began, ended = clock_text(first * TICKS_PER_HOUR, minute), clock_text(ends, minute)
    told: list[str] = []
    tests = 0
    for hour in range(first, last):
        for entry in of.ordered[hour]:
            when = clock_text(entry.tick, minute)
            match entry.order:
                case Give(regimen=regimen):
                    told.append(say("scoring.episodes.given", drug=_drug(regimen), when=when))
                case Stop(regimen=regimen):
                    told.append(say("scoring.episodes.stopped", drug=_drug(regimen), when=when))
                case Taper(regimen=regimen):
                    told.append(say("scoring.episodes.tapered", drug=_drug(regimen), when=when))
                case Draw():
                    tests += 1
                case order:
                    told.append(f"{_support(order)} ({when})")
    touched = {entry.order.regimen for hour in range(first, last) for entry in of.ordered[hour]
               if isinstance(entry.order, Give | Stop | Taper)}  # fmt: skip
    went_on = [one for one in kept if one not in touched]
    if told and went_on:
        told.insert(0, say("scoring.episodes.went_on", drugs=_names(went_on)))
    if len(told) > MOST_TOLD:
        told = [*told[:MOST_TOLD], say("scoring.episodes.more", told=len(told) - MOST_TOLD)]
    ordered = "; ".join(told)
    drawn = count("scoring.episodes.tests_drawn", tests) if tests else ""
    if ordered:
        return f"{capital(ordered)}.{drawn}"
    span = span_text(ends - first * TICKS_PER_HOUR)
    # To let a course run on is what waiting did: without its name nobody sees why it cost anything.
    runs = [line.regimen.id for line in of.cases[first].sheets.courses if line.running]
    if runs:
        drugs = together(within(FORMULARY[one].short) for one in runs)
        return say("scoring.episodes.waited_with", span=span, drugs=drugs, began=began, ended=ended, drawn=drawn)
    return say("scoring.episodes.waited_from_to", span=span, began=began, ended=ended, drawn=drawn)


def _kind(regimen: str) -> Kind:
    return FORMULARY[regimen].kind


def better(of: Track, first: int, last: int, parted: Difference) -> str:
    """Return what the guideline run would have done in these hours on this chart, and when.

    What the player gave in these hours too, only later or as another drug of its kind, is told as when to begin it.
    """
    minute = of.level.start.clock_minute
    wished = [(hour, order) for hour in range(first, last) for order in of.wishes[hour]]
    given = {_kind(entry.order.regimen) for hour in range(first, last) for entry in of.ordered[hour]
             if isinstance(entry.order, Give)}  # fmt: skip
    later = [one for one in parted.extra if one not in parted.missing]
    began = min((hour for hour in range(first, last) for entry in of.ordered[hour]
                 if isinstance(entry.order, Give) and entry.order.regimen in later), default=last)  # fmt: skip
    told: list[str] = []
    since: list[str] = []
    for one in parted.missing:
        hour = next((hour for hour, order in wished if order == Give(regimen=one)), first)
        when = clock_text(hour * TICKS_PER_HOUR, minute)
        verb = say("scoring.episodes.begin") if _kind(one) in given else say("scoring.episodes.give")
        if running_against(FORMULARY[one], of.cases[first]):
            verb = say("scoring.episodes.change_to")
        words = say("scoring.episodes.at", verb=verb, drug=_drug(one), when=when, summary=FORMULARY[one].summary)
        # What it asks for once the player's own drug is in is no part of one plan with leaving that out.
        (since if hour > began else told).append(words)
    for one in parted.kept:
        if one in later or any(FORMULARY[one].excludes(FORMULARY[other]) for other in parted.missing):
            continue  # That it was too early, or the change to the other, says it.
        hour = next((hour for hour, order in wished if order == Stop(regimen=one)), first)
        told.append(say("scoring.episodes.stop_at", drug=_drug(one), when=clock_text(hour * TICKS_PER_HOUR, minute)))
    if later:
        told.append(say("scoring.episodes.no_yet", names=_names(later, "words.or")))
    if parted.stopped:
        told.append(say("scoring.episodes.go_on_with", names=_names(parted.stopped)))
    if parted.support:
        told.append(say("scoring.episodes.set_oxygen_fluid_and_norepinephrine"))
    if since:
        told.append(say("scoring.episodes.once_given", orders=within(". ".join(since))))
    return (". ".join(told) + ".") if told else say("scoring.episodes.the_same")


def _study(parted: Difference, cause: Cause) -> str:
    family = Family.INFECTION if cause is Cause.LATE_ANTIMICROBIAL else Family.DAMPENING
    named = [one for one in (*parted.extra, *parted.kept, *parted.missing) if FORMULARY[one].family is family]
    sources = [FORMULARY[one].source for one in named if FORMULARY[one].source]
    return sources[0] if sources else ""


def _why(case: Case, parted: Difference, cause: Cause) -> str:
    # What was missing would have taken the place of an antibiotic that ran.
    if cause is Cause.LATE_ANTIMICROBIAL and any(running_against(FORMULARY[one], case) for one in parted.missing):
        return say("scoring.episodes.why.another_antimicrobial")
    given = [one for one in (*parted.extra, *parted.kept) if FORMULARY[one].family is Family.DAMPENING]
    lasts = f" {FORMULARY[given[0]].lasts}" if given and cause in (Cause.OVER_DAMPENED, Cause.UNSAFE_ORDER) else ""
    return _WHY[cause] + lasts


def _never_ordered(of: Track, last: int) -> str:
    """Return what else hours cost with which a case ends whose patient died while something was left undone."""
    if not of.waited or last < of.last:
        return ""
    return " " + say("scoring.episodes.never_ordered", span=span_text(DYING_TICKS))


def _only_keeps_on(parted: Difference) -> bool:
    """Say whether dampening was gone on with that the guideline would have stopped, and none begun."""
    begun, kept = [any(FORMULARY[one].family is Family.DAMPENING for one in of) for of in (parted.extra, parted.kept)]
    return kept and not begun


def _orders(parted: Difference) -> bool:
    """Say whether the player gave or stopped what the guideline would not have."""
    return bool(parted.extra or parted.stopped)


def mark_of(loss: float) -> Mark:
    """Return the mark of points lost, by the bands of lichess."""
    if loss <= -1.0:
        return Mark.GAIN
    # Points are shown whole, and marked as they are shown.
    found = [mark for mark, least in MARK_FROM.items() if round(loss) >= least]
    return found[-1] if found else Mark.FINE


def _luck(loss: float, hindsight_loss: float) -> Luck | None:
    wrong = loss >= MARK_FROM[Mark.SLOW]
    least = max(PARTED, PARTED_SHARE * max(abs(loss), abs(hindsight_loss)))
    if wrong and hindsight_loss <= loss - least:
        return Luck.LUCKY_BUT_WRONG
    if loss < RIGHT_UNDER and hindsight_loss >= loss + least:
        return Luck.RIGHT_BUT_UNLUCKY
    return None


def _merged(one: Difference, other: Difference) -> Difference:
    return Difference(
        tuple(dict.fromkeys((*one.missing, *other.missing))),
        tuple(dict.fromkeys((*one.extra, *other.extra))),
        tuple(dict.fromkeys((*one.kept, *other.kept))),
        tuple(dict.fromkeys((*one.stopped, *other.stopped))),
        tuple(dict.fromkeys((*one.not_drawn, *other.not_drawn))),
        tuple(dict.fromkeys((*one.extra_drawn, *other.extra_drawn))),
        one.support or other.support,
    )


def episodes(
    of: Track, stretches: Sequence[Stretch], charged: Sequence[Charge], winnable: float
) -> tuple[Episode, ...]:
    """Return the episodes in the order of time; their losses add up to the fall of the curve.

    `winnable` are the points of value that 100 points of the score stand for; charges are episodes of their own. What
    the chart told, what happened while player and reference agreed, and what is too small to tell stand together in one
    episode of chance, so that nothing is left out of the sum.
    """
    runs: list[_Run] = []
    chance = _Run(0, max(1, of.last), Cause.CHANCE, 0.0, 0.0, stretches[0].value if stretches else 0.0, Difference())
    for one in stretches:
        parted, watch, cause = named(of, one)
        chance.loss += one.news
        if cause is Cause.CHANCE:
            chance.loss += one.loss
            chance.hindsight_loss += one.hindsight_loss
            continue
        last = runs[-1] if runs else None
        small = abs(one.loss) < WORTH_TELLING
        # Waiting is one decision however its value wavers, and so is to go on with a drug: or its losses would count
        # and its gains would not. An order that won is not one with an order that lost, nor with what it began.
        ordered = _orders(parted) or (last is not None and bool(parted.kept) and _orders(last.parted))
        turned = ordered and last is not None and min(abs(one.loss), abs(last.loss)) >= TURNED
        turned = turned and last is not None and (one.loss > 0.0) is not (last.loss > 0.0)
        if last is not None and last.last == one.first and not turned and (last.cause is cause or small):
            last.last = one.last
            last.loss += one.loss
            last.hindsight_loss += one.hindsight_loss
            if last.cause is cause:
                last.parted = _merged(last.parted, parted)
        else:
            runs.append(_Run(one.first, one.last, cause, one.loss, one.hindsight_loss, one.value, parted, watch))
    told = []
    for run in runs:
        # Nobody wins anything by not looking: what went well there was luck. Nor by going on with dampening that
        # nothing calls for any more: no trial found that to help, and it wins a bed in which germs are looked for.
        lucky = run.loss < 0.0 and (run.watch is not None or not run.parted.treats or _only_keeps_on(run.parted))
        if lucky or (abs(run.loss) < WORTH_TELLING and abs(run.hindsight_loss) < PARTED):
            chance.loss += run.loss
            chance.hindsight_loss += run.hindsight_loss
        else:
            told.append(run)
    found = [_episode(of, run, 100.0 / winnable) for run in [chance, *told]]
    found += [_charged(of, one) for one in charged]
    return tuple(sorted(found, key=lambda one: (one.first, one.charged)))


def _charged(of: Track, one: Charge) -> Episode:
    began = min(of.last, one.first // TICKS_PER_HOUR)
    return Episode(
        first=one.first,
        last=max(one.first, one.last),
        cause=one.cause,
        mark=mark_of(one.points),
        loss=0.0,
        hindsight_loss=0.0,
        points=one.points,
        hindsight_points=one.points,
        charged=True,
        knew=knew(of.cases[began]),
        did=one.did,
        better=one.better,
        better_value=0.0,
        why=one.why,
        study=one.study,
    )


def _episode(of: Track, run: _Run, per_value: float) -> Episode:
    ends: Tick = of.cases[run.last].tick if run.last <= of.last else of.cases[-1].tick
    by_chance = run.cause is Cause.CHANCE
    watch = run.watch
    cause = Cause.OTHER if run.loss < 0.0 and not by_chance else run.cause
    unlooked = watch is not None and not run.parted.treats
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
        hindsight_points=0.0 if by_chance else per_value * run.hindsight_loss,
        charged=False,
        knew="" if by_chance else knew(of.cases[run.first]),
        did=by_luck if by_chance else did(of, run.first, run.last, ends, run.parted.kept),
        better=" ".join(part for part in (watch.better if watch else "", instead) if part),
        better_value=run.value,
        why=(watch.why if watch else _why(of.cases[run.first], run.parted, cause))
        + ("" if by_chance or run.loss < 0.0 else _never_ordered(of, run.last)),
        unlooked=unlooked,
        study="" if by_chance else _study(run.parted, cause),
        luck=None if by_chance else _luck(per_value * run.loss, per_value * run.hindsight_loss),
    )
