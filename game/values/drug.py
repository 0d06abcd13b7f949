"""Drugs and the regimens in which they are ordered: data only."""

from __future__ import annotations

import enum
from typing import Final

from game.values.wire import Wire
from game.values.words import say


class Drug(enum.Enum):
    """A drug whose course through the body the model follows."""

    REMDESIVIR = "remdesivir"
    ANTIBIOTIC = "antibiotic"
    DEXAMETHASONE = "dexamethasone"
    METHYLPREDNISOLONE = "methylprednisolone"
    HYDROCORTISONE = "hydrocortisone"
    TOCILIZUMAB = "tocilizumab"
    PARACETAMOL = "paracetamol"
    MEROPENEM = "meropenem"
    VORICONAZOLE = "voriconazole"


class Kind(enum.Enum):
    """What a drug does to the body."""

    ANTIVIRAL = "antiviral"
    ANTIBACTERIAL = "antibacterial"
    ANTIFUNGAL = "antifungal"
    STEROID = "steroid"
    """A glucocorticoid given to dampen."""
    STRESS_STEROID = "stress_steroid"
    """A glucocorticoid at the dose of the body's own stress."""
    IL6_BLOCKER = "il6_blocker"
    ANTIPYRETIC = "antipyretic"


class Family(enum.Enum):
    """What a drug is for; it decides the colour and the place on the screen."""

    INFECTION = "infection"
    DAMPENING = "dampening"
    SUPPORT = "support"


class Route(enum.Enum):
    """How a dose goes in."""

    INTRAVENOUS = "IV"
    BY_MOUTH = "by_mouth"


class Regimen(Wire, frozen=True, kw_only=True):
    """One way in which a drug is ordered."""

    id: str
    drug: Drug
    kind: Kind
    family: Family
    route: Route
    dose_mg: float = 0.0
    """Fixed dose in mg; 0 where the dose goes by weight."""
    dose_mg_per_kg: float = 0.0
    first_dose_mg: float = 0.0
    """Loading dose in mg; 0 where the first dose is like the others."""
    max_dose_mg: float = 0.0
    """Ceiling of a dose by weight; 0 for none."""
    every_h: float = 0.0
    """Hours between doses; 0 for a single dose that a person repeats by hand."""
    doses: int = 1
    """Doses in one course."""
    min_gap_h: float = 0.0
    """Least hours between two doses given by hand."""
    max_doses: int = 99
    """Most doses in one case."""
    source: str = ""
    alt_at_most_times_normal: float = 0.0
    """Not started above so many times the upper limit of normal; 0 for no such limit."""
    pressor_from_ug_per_kg_min: float = 0.0
    """Needs norepinephrine at this dose or more; 0 where it needs none."""

    @property
    def label(self) -> str:
        """Return the name on the button: 'Dexamethasone, CRS dose'."""
        return say(f"regimen.{self.id}.label")

    @property
    def short(self) -> str:
        """Return the name of the drug alone, where there is little room: 'Dexamethasone'."""
        return say(f"regimen.{self.id}.short")

    @property
    def summary(self) -> str:
        """Return dose and rhythm in a line: '6 mg daily IV, 10 days'."""
        return say(f"regimen.{self.id}.summary")

    @property
    def check_first(self) -> str:
        """Return what to look at before giving it."""
        return say(f"regimen.{self.id}.check_first")

    @property
    def lasts(self) -> str:
        """Return how long the effect stays, for the question that is asked before it is given."""
        return say(f"regimen.{self.id}.lasts")

    def dose(self, weight_kg: float, index: int) -> float:
        """Return the mg of dose number `index` (0 the first) for a patient of `weight_kg`."""
        if index == 0 and self.first_dose_mg:
            return self.first_dose_mg
        if not self.dose_mg_per_kg:
            return self.dose_mg
        by_weight = self.dose_mg_per_kg * weight_kg
        return min(by_weight, self.max_dose_mg) if self.max_dose_mg else by_weight


FORMULARY: Final[dict[str, Regimen]] = {
    regimen.id: regimen
    for regimen in (
        Regimen(
            id="remdesivir",
            drug=Drug.REMDESIVIR,
            kind=Kind.ANTIVIRAL,
            family=Family.INFECTION,
            route=Route.INTRAVENOUS,
            first_dose_mg=200.0,
            dose_mg=100.0,
            every_h=24.0,
            doses=5,
            max_doses=10,
            source="Veklury label; ACTT-1, Beigel 2020, N Engl J Med 383:1813",
            alt_at_most_times_normal=10.0,
        ),
        Regimen(
            id="antibiotic",
            drug=Drug.ANTIBIOTIC,
            kind=Kind.ANTIBACTERIAL,
            family=Family.INFECTION,
            route=Route.INTRAVENOUS,
            dose_mg=4500.0,
            every_h=8.0,
            doses=21,
            max_doses=63,
            source="Surviving Sepsis Campaign 2021, Evans, Crit Care Med 49:e1063",
        ),
        Regimen(
            id="meropenem",
            drug=Drug.MEROPENEM,
            kind=Kind.ANTIBACTERIAL,
            family=Family.INFECTION,
            route=Route.INTRAVENOUS,
            dose_mg=1000.0,
            every_h=8.0,
            doses=21,
            max_doses=63,
            source="Meronem label; Infectious Diseases Society of America 2016, Kalil, Clin Infect Dis 63:e61",
        ),
        Regimen(
            id="voriconazole",
            drug=Drug.VORICONAZOLE,
            kind=Kind.ANTIFUNGAL,
            family=Family.INFECTION,
            route=Route.INTRAVENOUS,
            dose_mg_per_kg=4.0,
            every_h=12.0,
            doses=14,
            max_doses=42,
            source="Vfend label; Infectious Diseases Society of America 2016, Patterson, Clin Infect Dis 63:e1",
            alt_at_most_times_normal=5.0,
        ),
        Regimen(
            id="dexamethasone",
            drug=Drug.DEXAMETHASONE,
            kind=Kind.STEROID,
            family=Family.DAMPENING,
            route=Route.INTRAVENOUS,
            dose_mg=6.0,
            every_h=24.0,
            doses=10,
            max_doses=14,
            source="RECOVERY 2021, N Engl J Med 384:693",
        ),
        Regimen(
            id="dexamethasone_high",
            drug=Drug.DEXAMETHASONE,
            kind=Kind.STEROID,
            family=Family.DAMPENING,
            route=Route.INTRAVENOUS,
            dose_mg=10.0,
            every_h=6.0,
            doses=12,
            max_doses=28,
            source="ASCO guideline 2021, Santomasso, J Clin Oncol 39:3978",
        ),
        Regimen(
            id="methylprednisolone",
            drug=Drug.METHYLPREDNISOLONE,
            kind=Kind.STEROID,
            family=Family.DAMPENING,
            route=Route.INTRAVENOUS,
            dose_mg=1000.0,
            every_h=24.0,
            doses=3,
            max_doses=10,
            source="ASCO guideline 2021, Santomasso, J Clin Oncol 39:3978 (grade 4 CRS)",
        ),
        Regimen(
            id="hydrocortisone",
            drug=Drug.HYDROCORTISONE,
            kind=Kind.STRESS_STEROID,
            family=Family.DAMPENING,
            route=Route.INTRAVENOUS,
            dose_mg=50.0,
            every_h=6.0,
            doses=28,
            max_doses=56,
            source="APROCCHSS, Annane 2018, N Engl J Med 378:809; Surviving Sepsis Campaign 2021",
            pressor_from_ug_per_kg_min=0.25,
        ),
        Regimen(
            id="tocilizumab",
            drug=Drug.TOCILIZUMAB,
            kind=Kind.IL6_BLOCKER,
            family=Family.DAMPENING,
            route=Route.INTRAVENOUS,
            dose_mg_per_kg=8.0,
            max_dose_mg=800.0,
            min_gap_h=8.0,
            max_doses=2,
            source="Actemra label; RECOVERY 2021, Lancet 397:1637",
        ),
        Regimen(
            id="paracetamol",
            drug=Drug.PARACETAMOL,
            kind=Kind.ANTIPYRETIC,
            family=Family.SUPPORT,
            route=Route.BY_MOUTH,
            dose_mg=1000.0,
            every_h=6.0,
            doses=8,
            max_doses=56,
            source="usual adult dose",
        ),
    )
}
"""Every regimen that a level may offer, by id. The amount of a drug in the body is in mg throughout."""

DAMPENERS: Final = tuple(regimen.id for regimen in FORMULARY.values() if regimen.family is Family.DAMPENING)
"""Regimens that dampen the immune response."""
STEROIDS: Final = tuple(regimen.id for regimen in FORMULARY.values() if regimen.kind is Kind.STEROID)
"""Regimens of steroids that are given to dampen; hydrocortisone in shock is none of them."""
ALL_STEROIDS: Final = (
    *[regimen.id for regimen in FORMULARY.values() if regimen.kind is Kind.STRESS_STEROID],
    *STEROIDS,
)
"""Every regimen of a steroid, stress doses first."""
