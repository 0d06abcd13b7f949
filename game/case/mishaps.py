"""What an instructor lets happen to a patient: by the compartments and the papers that a case has anyway."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, assert_never

from game.case import ward
from game.case.state import FAR, Case, CourseLine, Sample
from game.patient.body import AMBIENT, Inputs, seed_germs
from game.values.elementwise import Column, where
from game.values.fact import Relayed
from game.values.order import Mishap
from game.values.ticks import TICKS_PER_HOUR, clock_text, ticks
from game.values.words import say

OFF_TICKS: Final = TICKS_PER_HOUR // 6
"""Ten minutes until tubing that came off is found (assumed: alarm, walk, look)."""
LATE_TICKS: Final = ticks(2.0)
"""Two hours by which a laboratory that stands still is late (assumed: another analyser is warmed up)."""
MISSED_TICKS: Final = ticks(4.0)
"""Four hours until a round on which a dose that was not given is noticed (assumed: rounds at 8, 12, 18 and 22)."""
GERM: Final = "bacteria"
"""The compartment of what comes in by a line: bacteria that the usual drug covers, as many as get in by chance."""


def cut_off(inputs: Inputs, off: Column = True) -> Inputs:
    """Return what the body has while its tubing is off: room air, and no pressure; for one patient or columns."""
    return inputs._replace(fio2=where(off, AMBIENT.fio2, inputs.fio2), peep=where(off, AMBIENT.peep, inputs.peep))


def is_off(case: Case) -> bool:
    """Say whether the tubing is off, or was until this very tick."""
    return case.sheets.oxygen_back != FAR


def breathed_under(case: Case, holding: ward.Holding) -> Inputs:
    """Return what support does to the body, as far as it reaches it."""
    inputs = ward.inputs(holding)
    return cut_off(inputs) if is_off(case) else inputs


def befallen(case: Case, mishap: Mishap) -> Case:
    """Let something happen now; what finds nothing to act on changes nothing."""
    match mishap:
        case Mishap.OXYGEN_OFF:
            sheets = case.sheets.changed(oxygen_back=case.tick + OFF_TICKS)
            return replace(case, sheets=sheets, inputs=cut_off(case.inputs))
        case Mishap.LINE_INFECTION:
            return replace(case, body=seed_germs(case.body, GERM, ward.INOCULUM_MILLION_CFU_PER_ML))
        case Mishap.LABORATORY_LATE:
            late = tuple([_later(one) for one in case.sheets.samples])
            return replace(case, sheets=case.sheets.changed(samples=late))
        case Mishap.DOSE_MISSED:
            return replace(case, sheets=case.sheets.changed(courses=_missed(case.sheets.courses)))
        case _:
            assert_never(mishap)


def _missed(courses: tuple[CourseLine, ...]) -> tuple[CourseLine, ...]:
    due = [line.next_due for line in courses if line.next_due is not None]
    return tuple([replace(line, missing=True) if due and line.next_due == min(due) else line for line in courses])


def passed_over(line: CourseLine) -> CourseLine:
    """Return a line whose dose is due and is not given: it is due again on the round that notices it."""
    assert line.next_due is not None
    return replace(line, missing=False, next_due=line.next_due + MISSED_TICKS)


def told_of_late(case: Case, line: CourseLine) -> Relayed | None:
    """Return what the nurse says who gives a dose that was missed at its time; nothing of one that comes in time."""
    assert line.next_due is not None
    due = line.given[-1] + ticks(line.regimen.every_h)
    if line.next_due == due:
        return None
    clock = clock_text(due, case.admission.level.start.clock_minute)
    words = say("case.mishaps.dose_late", clock=clock, drug=line.regimen.label)
    return Relayed(case.tick, say("case.mishaps.nurse"), words)


def _later(sample: Sample) -> Sample:
    readings = tuple([replace(one, known=one.known + LATE_TICKS) for one in sample.readings])
    return replace(sample, due=sample.due + LATE_TICKS, readings=readings)


def found_off(case: Case) -> Case:
    """Put tubing on again that came off."""
    return replace(case, sheets=case.sheets.changed(oxygen_back=FAR), inputs=ward.inputs(case.holding))


def told_of(case: Case, mishap: Mishap) -> Relayed | None:
    """Return what the bedside hears of a mishap at once; nothing where nobody can know of it yet."""
    if mishap is Mishap.LABORATORY_LATE and case.sheets.samples:
        return Relayed(case.tick, say("case.mishaps.laboratory"), say("case.mishaps.late"))
    return None


def told_after(case: Case) -> Relayed | None:
    """Return what the nurse says who found the tubing; nothing where there was no oxygen to lose."""
    held = ward.inputs(case.holding)
    if held == cut_off(held):
        return None
    return Relayed(case.tick, say("case.mishaps.nurse"), say("case.mishaps.was_off"))
