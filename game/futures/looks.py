"""What the ward sees, does and writes down at one look at a patient: columns in, columns out.

Each rule is written once, with no branch on a value. Over columns it runs as it stands; `tools/build_looks.py` runs it
on place holders and writes it as one piece that goes through all patients (`compiled_looks.py`), with the same bits.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from game.bedside.monitor import slips, with_error
from game.bedside.news2 import parts
from game.case import afterwards, ward
from game.case.afterwards import Care, Met
from game.case.appearance import is_alert
from game.case.leaving import is_well, well_hours_after
from game.case.ward import Draws, Holding
from game.patient import batch
from game.patient.batch import Columns
from game.patient.body import Body, Inputs
from game.patient.signs import confusion
from game.values.channel import Channel, detectable
from game.values.elementwise import Column, no, where

__all__ = ["Before", "HourDraws", "HourRow", "Looking", "PlainLooks", "Round", "hour", "ward_round"]


class Round(NamedTuple):
    """What a round of the ward comes to."""

    holding: Holding
    inputs: Inputs
    """What this support does to the body."""


class HourDraws(NamedTuple):
    """The luck of one hour's sheet: standard normal numbers, and one in [0, 1) for the probe."""

    heart_rate: Column
    spo2: Column
    map: Column
    respiratory_rate: Column
    temperature: Column
    probe: Column


class Before(NamedTuple):
    """What an hour's sheet takes over from the one before."""

    spo2: Column
    """The last that was read, or not a number."""
    well_hours: Column


class HourRow(NamedTuple):
    """What is written down at a full hour."""

    temperature: Column
    systolic: Column
    map: Column
    fio2: Column
    news2: Column
    spo2: Column
    well_hours: Column


def ward_round(shown: Any, holding: Holding, draws: Draws) -> Round:
    """Return the support for the next half hour, by what the monitors show."""
    held = ward.protocol(*ward.seen(shown, draws), holding)
    return Round(held, ward.inputs(held))


def hour(shown: Any, body: Body, holding: Holding, draws: HourDraws, before: Before) -> HourRow:
    """Return the sheet of a full hour."""

    def measured(channel: Channel, true: Column, draw: Column) -> Column:
        return detectable(channel, with_error(channel, true, draw))

    breathed = ward.inputs(holding)
    temperature = measured(Channel.TEMPERATURE, shown.temperature, draws.temperature)
    systolic = measured(Channel.SYSTOLIC, shown.systolic, draws.map)
    spo2 = where(slips(shown.map, draws.probe), before.spo2, measured(Channel.SPO2, shown.spo2, draws.spo2))
    on_air = breathed.fio2 <= 0.21
    news2 = parts(
        respiratory_rate=measured(Channel.RESPIRATORY_RATE, shown.respiratory_rate, draws.respiratory_rate),
        spo2=spo2,
        on_oxygen=no(on_air),
        systolic=systolic,
        heart_rate=measured(Channel.HEART_RATE, shown.heart_rate, draws.heart_rate),
        alert=is_alert(confusion(body, shown), ventilated=breathed.peep > 0.0),
        temperature=temperature,
    ).total
    well = is_well(on_air=on_air, news2=news2, spo2=spo2, temperature=temperature, pressor=holding.pressor)
    return HourRow(
        temperature=temperature,
        systolic=systolic,
        map=measured(Channel.MAP, shown.map, draws.map),
        fio2=breathed.fio2,
        news2=news2,
        spo2=spo2,
        well_hours=well_hours_after(before.well_hours, well),
    )


class Looking(Protocol):
    """Looks at the same patients, one after the other in time."""

    @property
    def parameters(self) -> list[Any]:
        """Their constants, one by one."""

    def hour(self, state: Columns, holding: Holding, draws: HourDraws, before: Before) -> HourRow:
        """Return the sheet of a full hour."""

    def round(self, state: Columns, holding: Holding, draws: Draws, *, changed: bool) -> Round:
        """Return the support for the next half hour; `changed` where something befell them since the hour's sheet."""

    def care(self, body: Body, holding: Holding, home: Column, met: Met) -> Care:
        """Return what the ward does at a look in the two weeks after a case: see `afterwards.cared`."""


class PlainLooks:
    """Looks at columns, number by number."""

    def __init__(self, parameters: Columns) -> None:
        """Take the patients' constants."""
        self.parameters = batch.prepared(parameters)
        self._shown: Any = None
        """What the monitors showed on the hour, until the round that follows it."""

    def hour(self, state: Columns, holding: Holding, draws: HourDraws, before: Before) -> HourRow:
        """Return the sheet of a full hour."""
        self._shown = batch.vitals(state, self.parameters, ward.inputs(holding))
        return hour(self._shown, Body(tuple(state), ()), holding, draws, before)

    def round(self, state: Columns, holding: Holding, draws: Draws, *, changed: bool) -> Round:
        """Return the support for the next half hour."""
        shown, self._shown = self._shown, None
        # A dose has to spread before it acts: what the monitor shows now is what it showed before.
        if shown is None or changed:
            shown = batch.vitals(state, self.parameters, ward.inputs(holding))
        return ward_round(shown, holding, draws)

    def care(self, body: Body, holding: Holding, home: Column, met: Met) -> Care:
        """Return what the ward does at a look in the two weeks after a case."""
        return afterwards.cared(body, holding, home, met, batch.vitals_of)
