"""What the morning round says: what changed since yesterday's, whether anybody looked, and that nothing runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar

from game.bedside.news2 import is_scored
from game.case.leaving import FIRST_ROUND, WELL_HOURS_TO_LEAVE, is_well, keeps_in, well_hours_after
from game.case.state import FAR
from game.case.view import Support, View
from game.values.channel import KINDS, NAN, PANEL_OF, PANELS, Channel, Flag, Reading
from game.values.diseases import DISEASES
from game.values.drug import Family
from game.values.order import Device
from game.values.ticks import TICKS_PER_DAY, TICKS_PER_HOUR, Tick, span_text, ticks
from game.values.words import count, say, together, within

T = TypeVar("T")

LEAST_STAY: Final = ticks(12.0)
"""How long a patient is in before a round has something to compare (assumed)."""
COMPARED: Final = (Channel.IL6, Channel.CRP, Channel.LACTATE, Channel.CREATININE)
"""The results whose change is said, in this order; the rest stands on the page of results."""


def until_round(view: View) -> Tick:
    """Return how long it is until the next morning round, or 0 where it begins now."""
    clock = view.level.start.clock_minute * TICKS_PER_HOUR // 60 + view.tick
    return (FIRST_ROUND - clock) % TICKS_PER_DAY


def is_morning_round(view: View) -> bool:
    """Say whether the morning round begins now; the evening's only settles who goes home."""
    return until_round(view) == 0


def round_words(view: View) -> str:
    """Return what there is to say at a morning round; empty for who has only just come."""
    if view.tick < LEAST_STAY:
        return ""
    before = max(0, view.tick - TICKS_PER_DAY)
    held = _at(view.support_history, before)
    then = _at(view.news2_history, before) if held is None or is_scored(held.device) else None
    parts = [] if view.ventilated else [_moved(say("bedside.round.news2"), then, view.news2.total)]
    if held is not None:
        parts += [_moved("", held.text, view.support.text), *_pressor(held, view.support)]
    parts += _results(view, before)
    kept = kept_in(view, view.tick)
    if kept:
        span = span_text(well_for(view, view.tick) * TICKS_PER_HOUR)
        runs = say("bedside.round.kept_in", span=span, drugs=together(map(within, kept)), beside=_beside(view))
    else:
        runs = "" if any(line.running for line in view.courses) else _nothing_runs(view)
    return say(
        "bedside.round.since_yesterday" if before else "bedside.round.since_admission",
        changes=", ".join(parts),
        runs=runs,
    ).rstrip()


def _beside(view: View) -> str:
    """Return which drugs run besides and keep nobody in: an antibiotic stood on the chart below *by this alone*."""
    runs = [one.regimen.short for one in view.courses if one.running and one.regimen.family is Family.INFECTION]
    return say("bedside.round.not_by", drugs=together(map(within, runs))) if runs else ""


def _nothing_runs(view: View) -> str:
    """Return that no course runs, and which drug on the drug chart acts on all the same."""
    acting = acts_on(view)
    if not acting:
        pump = view.support.norepinephrine_ug_per_kg_min > 0.0
        return say("bedside.round.nothing_but_norepinephrine" if pump else "bedside.round.nothing_runs")
    return count("bedside.round.acts_on", len(acting), drugs=together(acting))


def acts_on(view: View) -> tuple[str, ...]:
    """Return the drugs that act though no course of them runs."""
    return tuple(
        within(one.regimen.short)
        for one in view.courses
        if one.given and view.tick - one.given[-1] < ticks(one.regimen.acts_h)
    )


def kept_in(view: View, now: Tick) -> tuple[str, ...]:
    """Return the drugs that run and alone keep a patient in who was well enough to go home for the hours until now.

    Nothing before the least stay of the disease, nor while a dose that nobody can stop keeps the patient in as well.
    """
    stay = ticks(DISEASES[view.level.phenotype].stay_at_least_h)
    if now < stay or not well_for(view, now):
        return ()
    keep = [
        one for one in view.courses if keeps_in(one.regimen, one.running, one.given[-1] if one.given else -FAR, now)
    ]
    return tuple(one.regimen.short for one in keep) if all(one.running for one in keep) else ()


def well_for(view: View, now: Tick) -> int:
    """Return for how many hours the sheet says well enough to go home, until now; 0 where it does not.

    Counted as the ward counts who goes home: one low reading in days is forgiven, and does not begin the count anew.
    """
    held, vitals = dict(view.support_history), dict(view.vital_history)
    well, began, last = 0, 0, 0
    spo2 = NAN
    for tick, score in view.news2_history:
        if tick > now or tick not in held or tick not in vitals:
            continue
        seen = vitals[tick][Channel.SPO2]
        spo2 = spo2 if seen.flag is Flag.ABSENT else seen.value
        before, last = well, tick
        well = well_hours_after(well, _well(score, held[tick], vitals[tick], spo2))
        if not before:
            began = tick
    return (last - began) // TICKS_PER_HOUR + 1 if well >= WELL_HOURS_TO_LEAVE else 0


def _well(news2: int, held: Support, vitals: dict[Channel, Reading], spo2: float) -> bool:
    well: bool = is_well(
        on_air=held.device is Device.AIR,
        news2=news2,
        spo2=spo2,
        temperature=vitals[Channel.TEMPERATURE].value,
        pressor=held.norepinephrine_ug_per_kg_min,
    )
    return well


def _at(history: tuple[tuple[Tick, T], ...], tick: Tick) -> T | None:
    """Return what was written down last until then."""
    return next((one for at, one in reversed(history) if at <= tick), None)


def _moved(what: str, before: object, now: object, unit: str = "") -> str:
    told = f"{now} {unit}".rstrip()
    if before is None:
        words = told
    elif before == now:
        words = say("bedside.round.as_before", now=told)
    else:
        words = say("bedside.round.from_to", before=before, now=told)
    return f"{what} {words}".lstrip()


def _pressor(before: Support, now: Support) -> Iterable[str]:
    doses = [one.norepinephrine_ug_per_kg_min for one in (before, now)]
    if max(doses) > 0.0:
        was, held = [f"{dose:.2f}" if dose > 0.0 else say("bedside.round.off") for dose in doses]
        unit = say("bedside.round.ug_per_kg_min") if doses[1] > 0.0 else ""
        yield _moved(say("bedside.round.norepinephrine"), was, held, unit)


def _results(view: View, before: Tick) -> list[str]:
    """Return how the results moved that came in since, without the units that stand beside them all day."""
    parts, came = [], False
    for channel in COMPARED:
        readings = view.labs.get(channel, ())
        if readings and readings[-1].known > before:
            came = True
            earlier, now = [one.text for one in readings if one.known <= before], readings[-1].text
            if not earlier or earlier[-1] != now:
                parts.append(_moved(KINDS[channel].label, earlier[-1] if earlier else None, now))
    cultures = [one for one in view.labs.get(Channel.BLOOD_CULTURE, ()) if one.known > before]
    parts = parts or _others(view, before, came=came, cultures=cultures)
    grown = [one.text for one in cultures if one.grew][-1:]
    # Last: what grew has a comma of its own.
    return [*parts, *(say("bedside.round.cultures", found=found) for found in grown)]


def _others(view: View, before: Tick, *, came: bool, cultures: list[Reading]) -> list[str]:
    """Return what there is to say where none of the results that are compared moved."""
    if came:
        return [say("bedside.round.results_as_before")]
    since = {
        PANEL_OF[channel]
        for channel, readings in view.labs.items()
        if any(one.known > before for one in readings) and channel is not Channel.BLOOD_CULTURE
    }
    new = [kind.short for panel, kind in PANELS.items() if panel in since and kind.blood_ml]
    if new:
        return [say("bedside.round.new_results", panels=together(new))]
    if not cultures:
        return [say("bedside.round.no_result")]
    # What grew is told in any case.
    return [] if any(one.grew for one in cultures) else [say("bedside.round.cultures", found=cultures[-1].text)]
