"""What a drug is and how it is ordered. The drugs themselves stand in files of their own (`game.values.drugs`)."""

from __future__ import annotations

import enum

from game.values.channel import Channel
from game.values.ticks import Tick, ticks
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


class Family(enum.Enum):
    """What a drug is for; it decides the colour and the place on the screen."""

    INFECTION = "infection"
    DAMPENING = "dampening"
    SUPPORT = "support"


class Kind(enum.Enum):
    """What a drug does to the body.

    What the ward and the debrief ask of a drug they ask of its kind: each question below has an answer for every kind,
    or mypy says which one it lacks.
    """

    ANTIVIRAL = "antiviral"
    ANTIBACTERIAL = "antibacterial"
    ANTIFUNGAL = "antifungal"
    STEROID = "steroid"
    """A glucocorticoid given to dampen."""
    STRESS_STEROID = "stress_steroid"
    """A glucocorticoid at the dose of the body's own stress."""
    IL6_BLOCKER = "il6_blocker"
    ANTIPYRETIC = "antipyretic"

    @property
    def family(self) -> Family:
        """Return what drugs of this kind are for."""
        match self:
            case Kind.ANTIVIRAL | Kind.ANTIBACTERIAL | Kind.ANTIFUNGAL:
                return Family.INFECTION
            case Kind.STEROID | Kind.STRESS_STEROID | Kind.IL6_BLOCKER:
                return Family.DAMPENING
            case Kind.ANTIPYRETIC:
                return Family.SUPPORT

    @property
    def against_germs(self) -> bool:
        """Say whether it kills what a culture grows: an antiviral is against an infection and not against germs."""
        match self:
            case Kind.ANTIBACTERIAL | Kind.ANTIFUNGAL:
                return True
            case Kind.ANTIVIRAL | Kind.STEROID | Kind.STRESS_STEROID | Kind.IL6_BLOCKER | Kind.ANTIPYRETIC:
                return False

    @property
    def is_steroid(self) -> bool:
        """Say whether it is a glucocorticoid, for whatever reason it is given."""
        match self:
            case Kind.STEROID | Kind.STRESS_STEROID:
                return True
            case Kind.ANTIVIRAL | Kind.ANTIBACTERIAL | Kind.ANTIFUNGAL | Kind.IL6_BLOCKER | Kind.ANTIPYRETIC:
                return False

    @property
    def blocks_il6(self) -> bool:
        """Say whether IL-6, CRP and fever tell nothing of the storm behind it, for as long as it acts."""
        match self:
            case Kind.IL6_BLOCKER:
                return True
            case Kind.ANTIVIRAL | Kind.ANTIBACTERIAL | Kind.ANTIFUNGAL:
                return False
            case Kind.STEROID | Kind.STRESS_STEROID | Kind.ANTIPYRETIC:
                return False


class Route(enum.Enum):
    """How a dose goes in."""

    INTRAVENOUS = "IV"
    BY_MOUTH = "by_mouth"


class Regimen(Wire, frozen=True, kw_only=True):
    """One way in which a drug is ordered."""

    id: str
    drug: Drug
    kind: Kind
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
    acts_h: float = 0.0
    """Hours a dose acts where no course of it runs; 0 where it acts no longer than its rhythm."""
    min_gap_h: float = 0.0
    """Least hours between two doses given by hand."""
    max_doses: int = 99
    """Most doses in one case."""
    source: str = ""
    alt_at_most_times_normal: float = 0.0
    """Not started above so many times the upper limit of normal; 0 for no such limit."""
    pressor_from_ug_per_kg_min: float = 0.0
    """Needs norepinephrine at this dose or more; 0 where it needs none."""
    checks: tuple[Channel, ...] = ()
    """What is to be known before a dose: the laboratory values that `check_first` speaks of."""
    doses_mg: tuple[float, ...] = ()
    """Other doses, mg, that a guideline leaves to the prescriber."""
    courses: tuple[int, ...] = ()
    """Other lengths of a course, in doses, that a guideline leaves to the prescriber."""
    choice_source: str = ""
    """Who leaves the choice of dose or length."""
    beta_lactam: bool = False
    """Whether the drug is a beta-lactam: two of them do not run side by side."""
    tapers: bool = False
    """Whether a course may be ended in steps (`game.case.giving`)."""

    @property
    def family(self) -> Family:
        """Return what it is for."""
        return self.kind.family

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

    @property
    def to_know(self) -> str:
        """Return what a prescriber on a real ward has to think of besides, and what this game leaves out of it."""
        return say(f"regimen.{self.id}.to_know")

    @property
    def every_dose_mg(self) -> tuple[float, ...]:
        """Return the doses that can be ordered, mg, the usual one first; none where it goes by weight."""
        return () if self.dose_mg_per_kg else (self.dose_mg, *self.doses_mg)

    @property
    def every_course(self) -> tuple[int, ...]:
        """Return the lengths of a course, in doses, that can be ordered, the usual one first."""
        return (self.doses, *self.courses)

    def excludes(self, other: Regimen) -> bool:
        """Say whether this and another do not run side by side: the same drug, or two beta-lactams.

        A pharmacy holds such an order as a duplicate (CDC, Core Elements of Hospital Antibiotic Stewardship, 2019): the
        second takes the place of the first.
        """
        return self.id != other.id and (self.drug is other.drug or (self.beta_lactam and other.beta_lactam))

    def acts(self, given: Tick, tick: Tick) -> bool:
        """Say whether a dose that went in at a tick acts on what is measured at another."""
        return given < tick <= given + ticks(self.acts_h)

    def dose(self, weight_kg: float, index: int) -> float:
        """Return the mg of dose number `index` (0 the first) for a patient of `weight_kg`."""
        if index == 0 and self.first_dose_mg:
            return self.first_dose_mg
        if not self.dose_mg_per_kg:
            return self.dose_mg
        by_weight = self.dose_mg_per_kg * weight_kg
        return min(by_weight, self.max_dose_mg) if self.max_dose_mg else by_weight
