"""Policies that fall into pitfalls: tests hold that each falls into its own."""

from __future__ import annotations

from dataclasses import dataclass

from game.case.view import View
from game.policy import reading
from game.policy.recipes import STEROID_CHOICES
from game.policy.reference import Reference
from game.policy.support import by_hand
from game.values.channel import Channel, Panel
from game.values.drug import Family
from game.values.order import Device, Order


@dataclass(frozen=True, slots=True)
class Idle:
    """Does nothing and lets the ward run."""

    name: str = "idle"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Return no order, ever."""
        del view
        return ()


@dataclass(frozen=True, slots=True)
class InfectionOnly:
    """Treats the infection from the first minute, and nothing but the infection."""

    name: str = "infection_only"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Give every antimicrobial, and look for germs and CRP."""
        tests = (
            *reading.draw(view, Panel.CULTURE, 48.0),
            *reading.draw(view, Panel.VIRAL_PCR, 24.0),
            *reading.draw(view, Panel.INFLAMMATION, 24.0),
        )
        return tests + reading.give_family(view, Family.INFECTION, again=True)


@dataclass(frozen=True, slots=True)
class EverythingAtOnce:
    """Orders every drug and every test as often as it can."""

    name: str = "everything_at_once"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Order all that is not running or pending."""
        found: tuple[Order, ...] = ()
        for panel in view.level.panels:
            found += reading.draw(view, panel, 0.0)
        # Steroids of one drug exclude each other, so later ones of the list are refused: that is part of the picture.
        for line in view.courses:
            found += reading.give(view, line.regimen.id)
        return found


@dataclass(frozen=True, slots=True)
class DampenToTheEnd:
    """Treats as the need arises, but dampens with all there is and never stops."""

    name: str = "dampen_to_the_end"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Give every dampening drug again whenever it can be given; never look for what it hides."""
        tests = (*reading.draw(view, Panel.IL6, 24.0), *reading.draw(view, Panel.INFLAMMATION, 24.0))
        return tests + reading.give_family(view, Family.DAMPENING, again=True)


@dataclass(frozen=True, slots=True)
class ActsOnIl6Alone:
    """Treats a number: tocilizumab whenever IL-6 is over 100 pg/mL, although tocilizumab itself raises it."""

    name: str = "acts_on_il6_alone"
    threshold_pg_per_ml: float = 100.0

    def orders(self, view: View) -> tuple[Order, ...]:
        """Measure IL-6 often; give an IL-6 blocker, or a steroid where there is none, while it is high."""
        found = reading.draw(view, Panel.IL6, 4.0)
        if not reading.is_known_above(view, Channel.IL6, self.threshold_pg_per_ml):
            return found
        blocker = reading.give(view, "tocilizumab")
        if reading.course(view, "tocilizumab") is None:
            blocker = reading.give(view, "dexamethasone")
        return found + blocker


def _answer(view: View) -> tuple[Order, ...]:
    """Treat infection and fire at once, each drug once."""
    tests = (*reading.draw(view, Panel.INFLAMMATION, 24.0), *reading.draw(view, Panel.CULTURE, 72.0))
    steroid = reading.give_once(view, next((one for one in STEROID_CHOICES if reading.course(view, one)), ""))
    blocker = reading.give_once(view, "tocilizumab")
    return tests + reading.give_family(view, Family.INFECTION, again=True) + steroid + blocker


@dataclass(frozen=True, slots=True)
class ActsAtNews2Of7:
    """Waits until NEWS2 is 7, then does everything sensible at once.

    No trap where NEWS2 reaches 7 with the first need of oxygen: the guideline acts then too.
    """

    name: str = "acts_at_news2_7"
    threshold: int = 7

    def orders(self, view: View) -> tuple[Order, ...]:
        """Do nothing while the score is calm; after that treat infection and fire."""
        highest = max([reading.charted_news2(view), *[total for _, total in view.news2_history]])
        return _answer(view) if highest >= self.threshold else ()


@dataclass(frozen=True, slots=True)
class WaitsForOrganFailure:
    """Holds the ward's support and waits; treats once high-flow oxygen or much norepinephrine is needed."""

    name: str = "waits_for_organ_failure"
    norepinephrine_ug_per_kg_min: float = 0.25

    def orders(self, view: View) -> tuple[Order, ...]:
        """Do nothing but support while no organ fails; after that treat infection and fire."""
        shown = [view.support, *[support for _, support in view.support_history]]
        failed = any(
            one.device >= Device.HIGH_FLOW or one.norepinephrine_ug_per_kg_min >= self.norepinephrine_ug_per_kg_min
            for one in shown
        )
        return by_hand(view) + (_answer(view) if failed else ())


@dataclass(frozen=True, slots=True)
class OrdersEveryTest:
    """Treats as the reference does and takes every sample there is, every hour."""

    name: str = "orders_every_test"

    def orders(self, view: View) -> tuple[Order, ...]:
        """Order what the reference orders, and all tests that are not pending."""
        found = Reference().orders(view)
        tests = tuple([order for panel in view.level.panels for order in reading.draw(view, panel, 0.0)])
        return found + tuple([order for order in tests if order not in found])
