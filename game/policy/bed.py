"""What the reference policy asks and wishes at a bedside: a view answers for one patient, columns for many futures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from game.case.view import View
from game.policy import reading
from game.values.channel import NAN, Channel, Panel
from game.values.elementwise import Column
from game.values.order import Device, Draw, Give, Order
from game.values.organism import Germ
from game.values.ticks import hours, ticks

__all__ = ["AtView", "Bed"]


class Bed(Protocol):
    """The chart at the foot of one bed, or of a column of them; a wish holds for those in `who`."""

    @property
    def high_risk(self) -> bool:
        """Say whether age or illness makes a severe course likely."""

    @property
    def news2(self) -> Column:
        """NEWS2 of this hour."""

    @property
    def fio2(self) -> Column:
        """Share of oxygen breathed in."""

    @property
    def pressor(self) -> Column:
        """Norepinephrine, µg/kg/min."""

    def vital(self, channel: Channel) -> Column:
        """Return temperature, systolic or mean pressure of this hour."""

    def on_device(self, least: Device) -> Column:
        """Say whether the oxygen device is this one or a stronger."""

    def offers(self, regimen: str) -> bool:
        """Say whether the level offers a regimen."""

    def may_give(self, regimen: str) -> Column:
        """Say whether a regimen can be given now."""

    def was_given(self, *regimens: str) -> Column:
        """Say whether a dose of any of these went in."""

    def is_running(self, *regimens: str) -> Column:
        """Say whether any of these runs."""

    def newest(self, channel: Channel) -> Column:
        """Return the newest result; not a number if it was never measured, which is neither well nor ill."""

    def before(self, channel: Channel) -> Column:
        """Return the result before the newest; not a number if there is none."""

    def has_results(self, channel: Channel, least: int) -> Column:
        """Say whether so many results of a channel are back."""

    def lowest_of_five_before(self, channel: Channel) -> Column:
        """Return the lowest of the five results before the newest; infinite if there is none."""

    def culture_is_positive(self) -> Column:
        """Say whether the newest blood culture grew something, and is not too old to speak of today."""

    def culture_grew(self, germ: Germ) -> Column:
        """Say whether the newest blood culture grew a germ of this kind, and is not too old to speak of today."""

    def resistance_is_known(self) -> Column:
        """Say whether the last culture that grew, however old, grew what the usual antibiotic does not cover."""

    def sampled_behind(self, channel: Channel, regimen: str, least_h: float) -> Column:
        """Say whether the newest result was sampled so many hours behind the begin of the newest course, or later."""

    def hottest(self, within_h: float) -> Column:
        """Return the highest hourly temperature of the last hours, °C."""

    def fio2_before(self, hours_ago: float) -> Column:
        """Return FiO₂ so many hours ago, or at the door."""

    def pressor_before(self, hours_ago: float) -> Column:
        """Return norepinephrine so many hours ago, or at the door."""

    def least(self, within_h: float) -> Sequence[Column]:
        """Return the lowest FiO₂ and norepinephrine of the last hours."""

    def most(self, within_h: float) -> Sequence[Column]:
        """Return the highest FiO₂ and norepinephrine of the last hours."""

    def bolus_within_5_h(self) -> Column:
        """Say whether a fluid bolus was given in the last five hours."""

    def since_dose_h(self, regimen: str) -> Column:
        """Return the hours since the last dose; a great many if there was none."""

    def support_at_dose(self, regimen: str) -> tuple[Column, Column]:
        """Return FiO₂ and norepinephrine at the last dose."""

    def give(self, regimen: str, who: Column) -> None:
        """Wish for a regimen where it can be given."""

    def stop(self, regimen: str, who: Column) -> None:
        """Wish that a regimen stops where it runs."""

    def change(self, old: str, new: str, who: Column) -> None:
        """Wish that a regimen takes the place of one that it does not go with, or is given where that does not run."""

    def draw(self, panel: Panel, every_h: Column, who: Column = True) -> None:
        """Wish for a test where it is offered, not pending, and so many hours have passed since the last sample."""


class AtView:
    """One patient's bed as a view shows it; the wishes are orders, in the order in which they came."""

    def __init__(self, view: View) -> None:
        """Stand at this bed."""
        patient = view.level.patient
        self._view = view
        self.orders: tuple[Order, ...] = ()
        self.high_risk = patient.age_years >= 65 or patient.comorbidity >= 1
        self.news2 = reading.charted_news2(view)
        self.fio2 = view.support.fio2
        self.pressor = view.support.norepinephrine_ug_per_kg_min

    def vital(self, channel: Channel) -> float:
        """Return a vital sign as the monitor shows it."""
        return self._view.vitals[channel].value

    def on_device(self, least: Device) -> bool:
        """Say whether the oxygen device is this one or a stronger."""
        return self._view.support.device >= least

    def offers(self, regimen: str) -> bool:
        """Say whether the level offers a regimen."""
        return reading.course(self._view, regimen) is not None

    def may_give(self, regimen: str) -> bool:
        """Say whether a regimen can be given now."""
        return bool(reading.give(self._view, regimen))

    def was_given(self, *regimens: str) -> bool:
        """Say whether a dose of any of these went in."""
        return reading.was_given(self._view, *regimens)

    def is_running(self, *regimens: str) -> bool:
        """Say whether any of these runs."""
        return reading.is_running(self._view, *regimens)

    def newest(self, channel: Channel) -> float:
        """Return the newest result, or not a number."""
        value = reading.last_value(self._view, channel)
        return NAN if value is None else value

    def before(self, channel: Channel) -> float:
        """Return the result before the newest, or not a number."""
        results = self._view.labs.get(channel, ())
        return results[-2].value if len(results) > 1 else NAN

    def has_results(self, channel: Channel, least: int) -> bool:
        """Say whether so many results of a channel are back."""
        return len(self._view.labs.get(channel, ())) >= least

    def lowest_of_five_before(self, channel: Channel) -> float:
        """Return the lowest of the five results before the newest."""
        return min([one.value for one in self._view.labs.get(channel, ())[-6:-1]], default=float("inf"))

    def culture_is_positive(self) -> bool:
        """Say whether the newest blood culture grew something, and is not too old."""
        return reading.culture_that_grew(self._view) is not None

    def culture_grew(self, germ: Germ) -> bool:
        """Say whether the newest blood culture grew a germ of this kind, and is not too old."""
        grown = reading.culture_that_grew(self._view)
        return grown is not None and grown.germ is germ

    def resistance_is_known(self) -> bool:
        """Say whether the last culture that grew grew what the usual antibiotic does not cover."""
        return reading.resistance_is_known(self._view)

    def sampled_behind(self, channel: Channel, regimen: str, least_h: float) -> bool:
        """Say whether the newest result was sampled so many hours behind the begin of the newest course, or later."""
        newest = reading.last(self._view, channel)
        line = reading.course(self._view, regimen)
        if newest is None or line is None or not line.given:
            return False
        return newest.taken - line.given[line.before] >= ticks(least_h)

    def hottest(self, within_h: float) -> float:
        """Return the highest hourly temperature of the last hours."""
        return reading.hottest(self._view, within_h)

    def fio2_before(self, hours_ago: float) -> float:
        """Return FiO₂ so many hours ago."""
        return reading.support_before(self._view, hours_ago)[0]

    def pressor_before(self, hours_ago: float) -> float:
        """Return norepinephrine so many hours ago."""
        return reading.support_before(self._view, hours_ago)[1]

    def least(self, within_h: float) -> tuple[float, float]:
        """Return the lowest FiO₂ and norepinephrine of the last hours."""
        return reading.least_support(self._view, within_h)

    def most(self, within_h: float) -> tuple[float, float]:
        """Return the highest FiO₂ and norepinephrine of the last hours."""
        return reading.most_support(self._view, within_h)

    def bolus_within_5_h(self) -> bool:
        """Say whether a bolus was given since the first of the last six sheets."""
        recent = [kept.fluid_boluses for _, kept in self._view.support_history[-6:]]
        return bool(recent) and self._view.support.fluid_boluses > recent[0]

    def since_dose_h(self, regimen: str) -> float:
        """Return the hours since the last dose."""
        line = reading.course(self._view, regimen)
        return hours(self._view.tick - line.given[-1]) if line is not None and line.given else 1e6

    def support_at_dose(self, regimen: str) -> tuple[float, float]:
        """Return FiO₂ and norepinephrine at the last dose."""
        return reading.support_before(self._view, self.since_dose_h(regimen))

    def give(self, regimen: str, who: Column) -> None:
        """Order a regimen if it can be given."""
        if who and Give(regimen=regimen) not in self.orders:
            self.orders += reading.give(self._view, regimen)

    def stop(self, regimen: str, who: Column) -> None:
        """Order that a regimen stops if it runs."""
        if who:
            self.orders += reading.stop(self._view, regimen)

    def change(self, old: str, new: str, who: Column) -> None:
        """Order that one takes the place of the other."""
        if who and Give(regimen=new) not in self.orders:
            self.orders += reading.change(self._view, old, new)

    def draw(self, panel: Panel, every_h: Column, who: Column = True) -> None:
        """Order a test if it is time."""
        if who and Draw(panel=panel) not in self.orders:
            self.orders += reading.draw(self._view, panel, every_h)
