"""Players without judgement: recipes that look at nothing, or at one number, whoever lies in the bed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from game.case.view import View
from game.policy import reading
from game.policy.reference import Reference
from game.values.channel import Channel, Panel
from game.values.drug import Family
from game.values.order import Draw, Entry, Order
from game.values.ticks import TICKS_PER_HOUR, Tick, ticks

STEROID_CHOICES = ("dexamethasone", "dexamethasone_high", "hydrocortisone")
"""Of these a recipe takes the first that can be given."""
SLOPE_OVER_H = 6.0
"""Hours over which a player of the slope looks back."""
RISING = 1.3
"""IL-6 against that of six hours ago from which it counts as rising."""


def everything(view: View) -> tuple[Order, ...]:
    """Return orders for all antimicrobials, a steroid and tocilizumab, as far as each can be given and was not yet."""
    blocker = reading.give_once(view, "tocilizumab")
    return reading.give_family(view, Family.INFECTION, again=False) + blocker + _steroid(view)


def _steroid(view: View) -> tuple[Order, ...]:
    if reading.was_given(view, *STEROID_CHOICES):
        return ()
    return next((order for order in (reading.give(view, one) for one in STEROID_CHOICES) if order), ())


@dataclass(frozen=True, slots=True)
class NeverLooks:
    """The guideline by what the ward shows by itself, without a single test of its own."""

    name: str = "never_looks"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Order what the reference orders, tests apart."""
        return tuple([order for order in Reference().orders(view) if not isinstance(order, Draw)])


@dataclass(frozen=True, slots=True)
class ByTheClock:
    """Gives all antimicrobials, a steroid and tocilizumab at one hour, and looks at nothing."""

    hour: int

    @property
    def name(self) -> str:
        """The name on the command line and in reports."""
        return f"clock_{self.hour}"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Give everything at its hour, whoever lies there."""
        return everything(view) if view.tick == ticks(self.hour) else ()


@dataclass(frozen=True, slots=True)
class OneRecipe:
    """One recipe for all: antimicrobials at the door, a steroid with the first support, tocilizumab a day later."""

    name: str = "one_recipe"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Give by the clock and by the ward's support; order no test."""
        found: tuple[Order, ...] = ()
        if view.tick == 0:
            found += reading.give_family(view, Family.INFECTION, again=False)
        shown = [view.support, *[support for _, support in view.support_history]]
        if any(one.fio2 > 0.21 or one.norepinephrine_ug_per_kg_min > 0.0 for one in shown):
            found += _steroid(view)
        given = [line.given[0] for line in view.courses if line.regimen.id in STEROID_CHOICES and line.given]
        if given and view.tick >= given[0] + ticks(24.0):
            found += reading.give_once(view, "tocilizumab")
        return found


@dataclass(frozen=True, slots=True)
class Il6SlopeAlone:
    """Measures IL-6 every hour and gives everything when it rises; nothing else counts."""

    name: str = "il6_slope_alone"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Give everything where IL-6 has risen over six hours; stop the steroid where it has fallen."""
        found = reading.draw(view, Panel.IL6, 1.0)
        results = view.labs.get(Channel.IL6, ())
        before = [one for one in results if one.taken <= results[-1].taken - ticks(SLOPE_OVER_H)]
        if not before:
            return found
        rise = results[-1].value / max(before[-1].value, 1e-9)
        if rise >= RISING:
            return found + everything(view)
        return found + (reading.stop(view, *STEROID_CHOICES) if rise < 1.0 else ())


@dataclass(frozen=True, slots=True)
class Script:
    """The orders of another run, hour by hour, whatever this patient does."""

    entries: Sequence[Entry]
    name: str = "anothers_script"
    _by_hour: dict[Tick, tuple[Order, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the orders by their hours."""
        hours: dict[Tick, tuple[Order, ...]] = {}
        for entry in self.entries:
            hour = entry.tick - entry.tick % TICKS_PER_HOUR
            hours[hour] = (*hours.get(hour, ()), entry.order)
        object.__setattr__(self, "_by_hour", hours)

    def orders(self, view: View) -> tuple[Order, ...]:
        """Return what was ordered then."""
        return self._by_hour.get(view.tick, ())
