"""What was known, what was done and what would have been better, in words: read off log and chart alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from game.bedside.news2 import is_scored
from game.case.case import Case
from game.case.rules import running_against
from game.policy.reference import FEVER_C, NEUTROPENIA
from game.review.scoring.charted import germs_told, results_told
from game.review.scoring.judgement import TARGET_MMHG
from game.review.scoring.unasked import blamed, unasked
from game.review.valuation.differences import Difference, Uncounted, kinds_given, way_of
from game.review.valuation.value import Track
from game.values.channel import Channel
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY
from game.values.order import Device, Draw, Entry, Give, GiveFluid, Order, SetDevice, SetPressor, SetProne, Stop, Taper
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text, hours, span_text, time_text
from game.values.words import capital, count, say, together, within

MOST_TOLD: Final = 4
"""Orders of an episode that are named; the others are counted."""
DOWN: Final = ("pressor_down", "oxygen_down")
"""Ways to turn support that take something away: who was not asked to is told not to."""
SELDOM: Final = 10
"""Of ways to turn support, one that was asked for in so many times fewer hours than another is not told."""


def knew(case: Case, asked: Case | None = None, rests_on: str = "") -> str:
    """Return what stood on the chart: the last results, NEWS2, the oxygen and how it changed.

    What a price `rests_on` comes first. Where what was missing was `asked` for later, on what the chart told of germs
    by then, that comes last.
    """
    told = [rests_on, results_told(case, Channel.IL6), results_told(case, Channel.CRP), *germs_told(case)]
    now = case.sheets.hours[-1]
    # What the ward starts within the hour stands on the sheet of the next.
    clock = time_text(now.tick, case.admission.level.start.clock_minute)
    # On a ventilator the bedside shows no NEWS2, so nobody could have read one.
    id_ = "scoring.episodes.written_down" if is_scored(now.support.device) else "scoring.episodes.written_down_unscored"
    told.append(say(id_, clock=clock, news2=now.news2_total))
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
    pressure = now.vitals[Channel.MAP]
    if now.support.norepinephrine_ug_per_kg_min > 0.0 or pressure.value < TARGET_MMHG:
        told.append(say("scoring.episodes.mean_pressure", told=pressure.told))
    by_then = [part for part in (*_fever_since(case, asked), *germs_told(asked)) if part not in told] if asked else []
    if asked and by_then:
        when = clock_text(asked.tick, case.admission.level.start.clock_minute)
        told.append(say("scoring.episodes.by_then", when=when, told="; ".join(by_then)))
    return capital("; ".join(part for part in told if part)) + "."


def _fever_since(case: Case, asked: Case) -> list[str]:
    """Return the fever that asked for an antibiotic after CAR-T cells, where it came later, and the neutrophils."""
    if DISEASES[case.admission.level.phenotype].treated is not Treated.RELEASE:
        return []
    before, hot = (one.sheets.hours[-1].vitals[Channel.TEMPERATURE] for one in (case, asked))
    if before.value >= FEVER_C or hot.value < FEVER_C:
        return []
    counted = asked.sheets.chart.last(Channel.NEUTROPHILS)
    if counted is None:
        return [say("scoring.episodes.fever.uncounted", temperature=hot.told)]
    return [say("scoring.episodes.fever", temperature=hot.told, neutrophils=counted.told)]


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


def orders_in(of: Track, first: int, last: int) -> list[Entry]:
    """Return what was ordered in these hours but for tests."""
    return [entry for hour in range(first, last) for entry in of.ordered[hour] if not isinstance(entry.order, Draw)]


def did(of: Track, first: int, last: int, ends: Tick | None = None, kept: Sequence[str] = ()) -> str:
    """Return what was ordered in these hours; the last may be cut short by the end of the case.

    Drugs `kept` on, and neither begun nor stopped in them, come first: an order beside them does not say what it cost.
    """
    minute = of.level.start.clock_minute
    ends = last * TICKS_PER_HOUR if ends is None else ends
    began, ended = clock_text(first * TICKS_PER_HOUR, minute), clock_text(ends, minute)
    entries = [entry for hour in range(first, last) for entry in of.ordered[hour]]
    told = list(_ordered(of, entries, ends))
    tests = sum(isinstance(entry.order, Draw) for entry in entries)
    touched = {entry.order.regimen for entry in entries if isinstance(entry.order, Give | Stop | Taper)}
    went_on = [one for one in kept if one not in touched]
    if told and went_on:
        told.insert(0, (say("scoring.episodes.went_on", drugs=_names(went_on)), 1))
    if len(told) > MOST_TOLD:
        left = sum(orders for _, orders in told[MOST_TOLD:])
        told = [*told[:MOST_TOLD], (say("scoring.episodes.more", told=left), left)]
    drawn = count("scoring.episodes.tests_drawn", tests) if tests else ""
    # Who wanted to do it and could not did not only wait.
    refused = sum(of.refused[hour] for hour in range(first, last))
    drawn += count("scoring.episodes.refused", refused) if refused else ""
    if told:
        return f"{capital('; '.join(words for words, _ in told))}.{drawn}"
    span = span_text(ends - first * TICKS_PER_HOUR)
    # To let a course run on is what waiting did: without its name nobody sees why it cost anything.
    runs = [line.regimen.id for line in of.cases[first].sheets.courses if line.running]
    if runs:
        drugs = together(_running(of, one, last) for one in [one for one in runs if one in kept] or runs)
        return say("scoring.episodes.waited_with", span=span, drugs=drugs, began=began, ended=ended, drawn=drawn)
    return say("scoring.episodes.waited_from_to", span=span, began=began, ended=ended, drawn=drawn)


def _ordered(of: Track, entries: Sequence[Entry], ends: Tick) -> Iterator[tuple[str, int]]:
    """Yield what was ordered, tests apart, and of how many orders it tells: a pump that is turned is told once."""
    minute = of.level.start.clock_minute
    turned = [entry for entry in entries if isinstance(entry.order, SetPressor)]
    bags = [entry for entry in entries if isinstance(entry.order, GiveFluid)]
    for entry in entries:
        when = clock_text(entry.tick, minute)
        match entry.order:
            case Give(regimen=regimen):
                yield say("scoring.episodes.given", drug=_drug(regimen), when=when), 1
            case Stop(regimen=regimen):
                yield say("scoring.episodes.stopped", drug=_drug(regimen), when=when), 1
            case Taper(regimen=regimen):
                yield say("scoring.episodes.tapered", drug=_drug(regimen), when=when), 1
            case Draw():
                pass
            case SetPressor() if len(turned) > 1:
                if entry is turned[0]:
                    yield _turned(turned, minute), len(turned)
            case SetPressor(norepinephrine_ug_per_kg_min=dose) if dose < (before := _pressor(of, entry.tick)):
                left = span_text(ends - entry.tick)
                yield say("scoring.episodes.norepinephrine_down",
                          before=f"{before:.2f}", dose=f"{dose:.2f}", when=when, left=left), 1  # fmt: skip
            case GiveFluid() if len(bags) > 1:
                if entry is bags[0]:
                    last = clock_text(bags[-1].tick, minute)
                    yield say("scoring.episodes.fluid_boluses_given", bags=len(bags), first=when, last=last), len(bags)
            case order:
                yield f"{_support(order)} ({when})", 1


def _pressor(of: Track, tick: Tick) -> float:
    """Return the norepinephrine of the hour in which something was ordered."""
    return of.cases[min(tick // TICKS_PER_HOUR, of.last)].sheets.hours[-1].support.norepinephrine_ug_per_kg_min


def _turned(entries: Sequence[Entry], minute: int) -> str:
    """Return from what to what norepinephrine was turned: every dose of a few, the span of many."""
    doses = [entry.order.norepinephrine_ug_per_kg_min for entry in entries if isinstance(entry.order, SetPressor)]
    first, last = (clock_text(entry.tick, minute) for entry in (entries[0], entries[-1]))
    if len(doses) <= MOST_TOLD:
        dose = " → ".join([f"{one:.2f}" for one in doses])
        return say("scoring.episodes.norepinephrine_turned", dose=dose, first=first, last=last)
    least, most, newest = (f"{one:.2f}" for one in (min(doses), max(doses), doses[-1]))
    return say(
        "scoring.episodes.norepinephrine_turned_often",
        turned=len(doses), least=least, most=most, newest=newest, first=first, last=last,
    )  # fmt: skip


def _running(of: Track, regimen: str, last: int) -> str:
    """Return a drug that ran when these hours began, and its last dose where its course ended in them."""
    name = within(FORMULARY[regimen].short)
    ran_on = any(line.running for line in of.cases[min(last, of.last)].sheets.courses if line.regimen.id == regimen)
    doses = [dose.tick for dose in of.doses if dose.regimen == regimen and dose.tick <= last * TICKS_PER_HOUR]
    if ran_on or not doses:
        return name
    return say("scoring.episodes.last_dose", drug=name, when=clock_text(doses[-1], of.level.start.clock_minute))


def _follows(regimen: str, at: Mapping[str, int]) -> bool:
    """Say whether a drug is asked for after one beside which it does not run: then it takes its place."""
    return any(hour < at[regimen] and FORMULARY[regimen].excludes(FORMULARY[one]) for one, hour in at.items())


def _once_before(case: Case, regimen: str) -> bool:
    """Say whether a drug that is one dose at a time had gone in: another is a second dose."""
    single = FORMULARY[regimen].every_h == 0.0
    return single and any(line.given and line.regimen.id == regimen for line in case.sheets.courses)


def better(of: Track, first: int, last: int, parted: Difference) -> str:
    """Return what the guideline run would have done in these hours on this chart, and when.

    What the player gave in these hours too, only later or as another drug of its kind, is told as when to begin it.
    """
    minute = of.level.start.clock_minute
    wished = [(hour, order) for hour in range(first, last) for order in of.wishes[hour]]
    done = kinds_given(entry.order for hour in range(first, last) for entry in of.ordered[hour])
    later = blamed([one for one in parted.extra if one not in parted.missing])
    began = min((hour for hour in range(first, last) for entry in of.ordered[hour]
                 if isinstance(entry.order, Give) and entry.order.regimen in later), default=last)  # fmt: skip
    ended = [(entry.order.regimen, hour) for hour in range(first, last) for entry in of.ordered[hour]
             if isinstance(entry.order, Stop) and entry.order.regimen in parted.stopped]  # fmt: skip
    told: list[str] = []
    since: list[str] = []
    at = {one: next((hour for hour, order in wished if order == Give(regimen=one)), first) for one in parted.missing}
    for one, hour in at.items():
        if any(left <= hour and FORMULARY[one].excludes(FORMULARY[other]) for other, left in ended):
            continue  # It was asked for in the place of what the player had stopped, and should have gone on with.
        when = clock_text(hour * TICKS_PER_HOUR, minute)
        verb = say("scoring.episodes.begin") if FORMULARY[one].kind in done else say("scoring.episodes.give")
        if running_against(FORMULARY[one], of.cases[first]) or _follows(one, at):
            verb = say("scoring.episodes.change_to")
        if _once_before(of.cases[first], one):
            verb = say("scoring.episodes.repeat")
        words = say("scoring.episodes.at", verb=verb, drug=_drug(one), when=when, summary=FORMULARY[one].summary)
        # What it asks for once the player's own drug is in is no part of one plan with leaving that out.
        (since if hour > began else told).append(words)
    for one in parted.kept:
        if one in later or any(FORMULARY[one].excludes(FORMULARY[other]) for other in parted.missing):
            continue  # That it was too early, or the change to the other, says it.
        hour = next((hour for hour, order in wished if order == Stop(regimen=one)), first)
        told.append(say("scoring.episodes.stop_at", drug=_drug(one), when=clock_text(hour * TICKS_PER_HOUR, minute)))
    if parted.uncounted and parted.uncounted.hour > began:
        since.insert(0, _uncounted(parted.uncounted, minute))
    elif parted.uncounted:
        told.insert(0, _uncounted(parted.uncounted, minute))
    told += unasked(of, first, later)
    # To leave it out and to go on with it is no plan: the second is for who has begun it.
    begun = [one for one in parted.stopped if one in later]
    since += [say("scoring.episodes.go_on_with", names=_names(begun))] if begun else []
    if stopped := [one for one in parted.stopped if one not in begun]:
        told.append(say("scoring.episodes.go_on_with", names=_names(stopped)))
    if parted.support:
        told += _by_hand(of, first, last) or [say("scoring.episodes.set_oxygen_fluid_and_norepinephrine")]
    if since:
        told.append(say("scoring.episodes.once_given", orders=within(". ".join(since))))
    return (". ".join(told) + ".") if told else say("scoring.episodes.the_same")


def _uncounted(missing: Uncounted, minute: int) -> str:
    """Return by when the neutrophils should have been counted, and for which drug."""
    when = clock_text(missing.hour * TICKS_PER_HOUR, minute)
    return say("scoring.episodes.count_first", drugs=_names(missing.drugs), when=when, least=f"{NEUTROPENIA:.1f}")


def _turns(case: Case, order: Order) -> bool:
    """Say whether an order of support changes what is set: a dose that is set again turns nothing."""
    now = case.sheets.hours[-1].support
    same = (SetPressor(norepinephrine_ug_per_kg_min=now.norepinephrine_ug_per_kg_min), SetDevice(device=now.device))
    return order not in same


def _begun(case: Case, way: str) -> str:
    """Return the way, or that it begins: where no pump ran and no oxygen flowed there was nothing to turn up."""
    now = case.sheets.hours[-1].support
    if way == "pressor_up" and now.norepinephrine_ug_per_kg_min == 0.0:
        return "pressor_start"
    return "oxygen_start" if way == "oxygen_up" and now.device is Device.AIR else way


def _by_hand(of: Track, first: int, last: int) -> list[str]:
    """Return which way the guideline would have turned oxygen, fluid or norepinephrine, and the player did not."""
    minute = of.level.start.clock_minute
    asked: dict[str, list[tuple[int, Order]]] = {}
    unasked: list[Tick] = []
    let_down: dict[str, Tick] = {}
    for hour in range(first, last):
        case = of.cases[hour]
        done = {way_of(case, entry.order) for entry in of.ordered[hour]}
        wished = {way_of(case, wish): wish for wish in of.wishes[hour]}
        for way, wish in wished.items():
            if way and way not in done:
                asked.setdefault(way, []).append((hour, wish))
        if "fluid" not in wished:
            unasked += [entry.tick for entry in of.ordered[hour] if isinstance(entry.order, GiveFluid)]
        for entry in of.ordered[hour]:
            if (way := way_of(case, entry.order)) in DOWN and way not in wished and _turns(case, entry.order):
                let_down.setdefault(way, entry.tick)
    most = max((len(hours) for hours in asked.values()), default=0)
    told = []
    for way in sorted(asked, key=lambda way: asked[way][0][0]):
        # A bolus that was never given is asked for again each hour, and was one bolus.
        often = 1 if way == "fluid" else len(asked[way])
        if way != "fluid" and often * SELDOM < most:
            continue
        hour = asked[way][0][0]
        devices = {wish.device for _, wish in asked[way] if isinstance(wish, SetDevice)}
        to = together(say(f"scoring.episodes.set.{one.name.lower()}") for one in sorted(devices))
        what, when = (
            say(f"scoring.episodes.way.{_begun(of.cases[hour], way)}", to=to),
            clock_text(hour * TICKS_PER_HOUR, minute),
        )
        id_ = "scoring.episodes.way_at" if often == 1 else "scoring.episodes.way_in_hours"
        told.append(say(id_, what=what, when=when, often=often, of=last - hour))
    told = [
        *[say(f"scoring.episodes.not_{way}", when=clock_text(tick, minute)) for way, tick in let_down.items()],
        *told,
    ]
    if unasked:
        told.append(count("scoring.episodes.fluid_unasked", len(unasked), when=clock_text(unasked[0], minute)))
    return told
