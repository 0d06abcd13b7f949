"""How near a player came to a pitfall to which little was lost, and what the log says of it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import chain

from game.bedside.news2 import URGENT_FROM
from game.case.dying import DYING_TICKS
from game.review.findings import Episode
from game.review.scoring.blame import lost_to, verdict_for
from game.review.scoring.charges import BLIND_AFTER_H, watched_to
from game.review.valuation.differences import REACHED_BY, given, grown, of_family, tells_of_germs
from game.review.valuation.value import Track
from game.review.valuation.vigils import drawn, first_dampened, trend_vigil
from game.review.verdict import Cause, Pitfall, Verdict
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY, Family, Kind
from game.values.order import Give, Stop
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text, span_text, ticks
from game.values.words import count, say, together, within


def at_little_cost(of: Track, found: Sequence[Episode], pitfall: Pitfall, judged_to: int) -> Verdict:
    """Return how near a player came to a pitfall to which little was lost: luck may have spared who walked into it."""
    if not _had_occasion(of, found, pitfall, judged_to):
        return Verdict.UNTESTED
    walked_in = pitfall is Pitfall.OVER_DAMPENED and bool(_beside_germs(of, judged_to) or _unreached(of, judged_to))
    return Verdict.NEAR_MISS if walked_in else Verdict.AVOIDED


def _had_occasion(of: Track, found: Sequence[Episode], pitfall: Pitfall, judged_to: int) -> bool:
    """Say whether somebody could have fallen in: only then a pitfall to which little was lost was avoided.

    The guideline asked for something there, on a chart that the player looked at; or what was ordered could fall in.
    """
    first = first_dampened(of)
    dampened = first is not None and first < judged_to * TICKS_PER_HOUR
    match pitfall:
        case Pitfall.IGNORED_TREND:
            heard = _asked(of, judged_to, _answers(of)) and not _left_at_the_infection(found)
            return heard and unseen(of, judged_to) is None
        case Pitfall.INFECTION_ONLY:
            return dampened and _treated(of) and _asked(of, judged_to, {Family.DAMPENING})
        case Pitfall.OVER_DAMPENED:
            return dampened or (first is None and _held_back(of, found, judged_to))


def _answers(of: Track) -> frozenset[Family]:
    """Return what the trend can ask for; in sepsis the antibiotic is the answer to it."""
    bacterial = DISEASES[of.level.phenotype].bacterial
    return frozenset({Family.DAMPENING, Family.INFECTION} if bacterial else {Family.DAMPENING})


def _asked(of: Track, judged_to: int, families: Container[Family]) -> bool:
    """Say whether the guideline run asked for a drug of these families on this chart, or went along with one."""
    wished = given(chain.from_iterable(of.wishes[:judged_to]))
    if any(FORMULARY[one].family in families for one in wished):
        return True
    begun = [(hour, one) for hour in range(len(of.ordered[:judged_to])) for one in _begun(of, hour)]
    return Family.DAMPENING in families and any(_went_along(of, hour, one) for hour, one in begun)


def _begun(of: Track, hour: int) -> list[str]:
    """Return the dampening that was begun in an hour."""
    return of_family(Family.DAMPENING, given(entry.order for entry in of.ordered[hour]))


def _went_along(of: Track, hour: int, regimen: str) -> bool:
    """Say whether the guideline would have a course go on that was begun: who was an hour early answered the chart."""
    lines = [line for case in of.cases[hour + 1 : hour + 2] for line in case.sheets.courses]
    runs = any(line.running and line.regimen.id == regimen for line in lines)
    return runs and Stop(regimen=regimen) not in of.wishes[hour + 1]


def _left_at_the_infection(found: Sequence[Episode]) -> bool:
    """Say whether what the trend asked for was missing, and counts to the pitfall of treating only the infection."""
    return verdict_for(lost_to(found, {Cause.INFECTION_ONLY}).lost).came_near


def _held_back(of: Track, found: Sequence[Episode], judged_to: int) -> bool:
    """Say whether nothing called for dampening in a patient who was ill, and who was not lost to something else."""
    # Who was lost to a pump too low, or a germ that nothing met, is not told to have held back.
    lost = lost_to(found, set(Cause) - {Cause.CHANCE}).lost
    if judged_to < of.last or verdict_for(lost) is Verdict.FELL_IN or _asked(of, judged_to, {Family.DAMPENING}):
        return False
    # Where a ward has to call a clinician, to hold back is a choice.
    return any(case.sheets.hours[-1].news2_total >= URGENT_FROM for case in of.cases)


def _treated(of: Track) -> bool:
    return any(FORMULARY[dose.regimen].family is Family.INFECTION for dose in of.doses)


def unseen(of: Track, judged_to: int) -> tuple[Tick, Tick] | None:
    """Return the longest time without a test of the trend, where it was more than a day; nothing where it was not."""
    last = watched_to(of, of.cases[min(of.last, judged_to)].tick)
    watch = trend_vigil(of, last, BLIND_AFTER_H, "")
    dark = [(first - ticks(BLIND_AFTER_H), last) for first, last in watch.unseen(of)]
    return max(dark, key=lambda one: (one[1] - one[0], -one[0]), default=None)


def nothing_lost(of: Track, found: Sequence[Episode], pitfall: Pitfall, judged_to: int) -> str:
    """Return what the log says of a pitfall to which nothing was lost."""
    first = first_dampened(of)
    match pitfall:
        case Pitfall.IGNORED_TREND:
            return _looked(of, found, judged_to)
        case Pitfall.INFECTION_ONLY:
            if not _treated(of):
                return say("scoring.judgement.you_gave_no_antimicrobial_so")
            if first is not None and not _asked(of, judged_to, {Family.DAMPENING}):
                return say("scoring.judgement.no_storm_to_treat")
            if first is not None:
                return say("scoring.judgement.you_did_not_leave_it")
            return say("scoring.judgement.you_gave_an_antimicrobial_and")
        case _ if first is None:
            return say("scoring.judgement.you_gave_nothing_that_dampens")
        case _ if first >= judged_to * TICKS_PER_HOUR and judged_to < of.last:
            return say("scoring.judgement.you_dampened_while_dying", span=span_text(DYING_TICKS))
        case _ if bare := _beside_germs(of, judged_to):
            return say("scoring.judgement.you_dampened_beside_germs", drugs=together(bare))
        case _ if unreached := _unreached(of, judged_to):
            return say("scoring.judgement.you_dampened_unreached", drugs=together(unreached))
        case _:
            uncalled = together(within(FORMULARY[one].label) for one in _dampened_uncalled(of, judged_to))
            if uncalled:
                return say("scoring.judgement.you_dampened_uncalled", drugs=uncalled)
            return say("scoring.judgement.you_dampened_and_nothing_was")


def _looked(of: Track, found: Sequence[Episode], judged_to: int) -> str:
    panels = DISEASES[of.level.phenotype].trend_panels
    looks = len([tick for tick, panel in drawn(of) if panel in panels])
    if not looks:
        # Where the ward takes one every morning, the trend was seen without an order.
        every = [rule.routine_every_h for rule in of.level.labs if rule.panel in panels and rule.routine_every_h]
        if every:
            return say("scoring.judgement.the_ward_took_the_tests", hours=f"{min(every):.0f}")
        return say("scoring.judgement.you_never_took_a_test")
    looked = count("scoring.judgement.you_took_tests_that_the", looks)
    if (dark := unseen(of, judged_to)) is not None:
        when = clock_text(dark[0], of.level.start.clock_minute)
        return say("scoring.judgement.but_none_for", looked=looked, when=when, span=span_text(dark[1] - dark[0]))
    answers = _answers(of)
    if not _asked(of, judged_to, answers):
        # What a procalcitonin asked for is no dampening, and was asked for all the same.
        none = "and_nothing_was_asked" if Family.INFECTION in answers else "and_no_dampening_was_asked"
        return say(f"scoring.judgement.{none}", looked=looked)
    # What the trend asked for and was not done stands under the other pitfall: nobody has heeded it.
    told = "counts_elsewhere" if _left_at_the_infection(found) else "and_nothing_was_lost_by"
    return say(f"scoring.judgement.{told}", looked=looked)


def _beside_germs(of: Track, judged_to: int) -> list[str]:
    """Return the dampening that went in while the chart spoke for bacteria, and no antibiotic had gone in."""
    covered = [dose.tick for dose in of.doses if FORMULARY[dose.regimen].kind is Kind.ANTIBACTERIAL]
    bare = [
        dose.regimen
        for dose in of.doses
        if FORMULARY[dose.regimen].family is Family.DAMPENING
        and dose.tick < judged_to * TICKS_PER_HOUR
        and dose.tick < min(covered, default=dose.tick + 1)
        and tells_of_germs(of.cases[dose.tick // TICKS_PER_HOUR])
    ]
    return [within(FORMULARY[one].label) for one in dict.fromkeys(bare)]


def _unreached(of: Track, judged_to: int) -> list[str]:
    """Return the dampening that was begun unasked beside a germ that had grown, and that no drug given reaches."""
    found: dict[str, None] = {}
    for hour, case in enumerate(of.cases[: min(judged_to, len(of.ordered))]):
        germ = grown(case)
        reached = germ is not None and any(
            dose.regimen in REACHED_BY[germ] and dose.tick <= (hour + 1) * TICKS_PER_HOUR for dose in of.doses
        )
        if germ is not None and not reached:
            found |= dict.fromkeys(one for one in _begun(of, hour) if Give(regimen=one) not in of.wishes[hour])
    return [within(FORMULARY[one].label) for one in found]


def _dampened_uncalled(of: Track, judged_to: int) -> list[str]:
    """Return the dampening that was begun in hours in which the guideline run asked for none, nor went along."""
    found: dict[str, None] = {}
    for hour in range(len(of.ordered[:judged_to])):
        if not of_family(Family.DAMPENING, given(of.wishes[hour])):
            found |= dict.fromkeys(one for one in _begun(of, hour) if not _went_along(of, hour, one))
    return list(found)
