"""What the player and the reference ordered differently, hour by hour, and which name the difference has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from game.bedside.trend import Trend, trend
from game.case.case import Case
from game.policy.reading import speaks_of_germs
from game.policy.reference import BACTERIAL_UG_PER_L, NEUTROPENIA
from game.review.valuation.value import Track
from game.review.verdict import Cause
from game.values.channel import Channel, Panel
from game.values.disease import Treated
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY, Family, Kind
from game.values.order import Draw, Give, GiveFluid, Order, SetDevice, SetPressor, SetProne, Stop, plain
from game.values.organism import Germ
from game.values.ticks import Tick


class Uncounted(NamedTuple):
    """Dampening that would have been asked for but for neutrophils that nobody had counted, and from which hour on."""

    drugs: tuple[str, ...]
    hour: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Orders of a stretch of hours on which player and reference part; regimens by id, each once."""

    missing: tuple[str, ...] = ()
    """The reference would have started it."""
    extra: tuple[str, ...] = ()
    """The player started it, the reference would not have."""
    kept: tuple[str, ...] = ()
    """The reference would have stopped it."""
    stopped: tuple[str, ...] = ()
    """The player stopped it, the reference would not have."""
    not_drawn: tuple[Panel, ...] = ()
    extra_drawn: tuple[Panel, ...] = ()
    support: bool = False
    """Oxygen, position, fluid or norepinephrine, where the player sets them."""
    uncounted: Uncounted | None = None
    given_up: tuple[str, ...] = ()
    """Of the dampening that the reference would have started, what the player had stopped before."""

    @property
    def called_for(self) -> tuple[str, ...]:
        """Return what was missing, with what was not asked for only because nobody had counted."""
        return (*self.missing, *(self.uncounted.drugs if self.uncounted else ()))

    @property
    def waits_for_count(self) -> bool:
        """Say whether all dampening that was called for waited for a count alone: none of it was asked for as well."""
        return self.uncounted is not None and not of_family(Family.DAMPENING, self.missing)

    @property
    def treats(self) -> bool:
        """Say whether there is a difference in what acts on the body: tests alone do not."""
        return bool(self.missing or self.extra or self.kept or self.stopped or self.support)

    def merged(self, other: Difference) -> Difference:
        """Return what parts the two in the hours of either."""
        return Difference(
            tuple(dict.fromkeys((*self.missing, *other.missing))),
            tuple(dict.fromkeys((*self.extra, *other.extra))),
            tuple(dict.fromkeys((*self.kept, *other.kept))),
            tuple(dict.fromkeys((*self.stopped, *other.stopped))),
            tuple(dict.fromkeys((*self.not_drawn, *other.not_drawn))),
            tuple(dict.fromkeys((*self.extra_drawn, *other.extra_drawn))),
            self.support or other.support,
            self.uncounted or other.uncounted,
            tuple(dict.fromkeys((*self.given_up, *other.given_up))),
        )


def difference(of: Track, first: int, last: int) -> Difference:
    """Return how the player's orders and the reference's part from hour `first` to before `last`."""
    missing: dict[str, None] = {}
    extra: dict[str, None] = {}
    kept: dict[str, None] = {}
    stopped: dict[str, None] = {}
    not_drawn: dict[Panel, None] = {}
    extra_drawn: dict[Panel, None] = {}
    support = False
    for hour in range(first, last):
        wished = of.wishes[hour]
        done = ordered_in(of, hour)
        for wish in wished:
            match wish:
                case Give(regimen=regimen) if wish not in done:
                    missing[regimen] = None
                case Stop(regimen=regimen) if wish not in done:
                    kept[regimen] = None
                case Draw(panel=panel) if wish not in done:
                    not_drawn[panel] = None
                case SetDevice() | SetProne() | SetPressor() | GiveFluid() if wish not in done:
                    support = True
                case _:
                    pass
        for order in done:
            match order:
                case Give(regimen=regimen) if order not in wished:
                    extra[regimen] = None
                case Stop(regimen=regimen) if order not in wished:
                    stopped[regimen] = None
                case Draw(panel=panel) if order not in wished:
                    extra_drawn[panel] = None
                case SetDevice() | SetProne() | SetPressor() | GiveFluid() if order not in wished:
                    support = True
                case _:
                    pass
    return Difference(
        tuple(missing), tuple(extra), tuple(kept), tuple(stopped), tuple(not_drawn), tuple(extra_drawn), support
    )


def ordered_in(of: Track, hour: int) -> list[Order]:
    """Return what was ordered in an hour, each as the guideline would wish for it."""
    return [plain(entry.order) for entry in of.ordered[hour]]


def given_up(of: Track, hour: int, parted: Difference) -> tuple[str, ...]:
    """Return the dampening that is called for, and of whose kind the player had stopped some that was to go on."""
    wanted = of_family(Family.DAMPENING, parted.missing)
    stopped: set[Kind] = set()
    for before in range(hour) if wanted else ():
        early = [one for one in ordered_in(of, before) if isinstance(one, Stop) and one not in of.wishes[before]]
        stopped.update(FORMULARY[one.regimen].kind for one in early)
    return tuple([one for one in wanted if FORMULARY[one].kind in stopped])


def way_of(case: Case, order: Order) -> str:
    """Return which way an order of support turns what holds the patient up; empty for any other order."""
    now = case.sheets.hours[-1].support
    match order:
        case SetPressor(norepinephrine_ug_per_kg_min=dose):
            return "pressor_up" if dose > now.norepinephrine_ug_per_kg_min else "pressor_down"
        case SetDevice(device=device):
            return "oxygen_up" if device > now.device else "oxygen_down"
        case SetProne(prone=prone):
            return "prone" if prone else "back"
        case GiveFluid():
            return "fluid"
        case _:
            return ""


def kinds_given(orders: Iterable[Order]) -> set[Kind]:
    """Return the kinds of the drugs that are begun by these orders."""
    return {FORMULARY[one].kind for one in given(orders)}


def given(orders: Iterable[Order]) -> list[str]:
    """Return the regimens that are begun by these orders."""
    return [order.regimen for order in orders if isinstance(order, Give)]


def of_family(family: Family, regimens: Iterable[str]) -> list[str]:
    """Return those of these regimens that are of a family."""
    return [one for one in regimens if FORMULARY[one].family is family]


def against_germs(regimens: Iterable[str]) -> list[str]:
    """Return those of these regimens that are against bacteria or fungi: an antiviral is of their family alone."""
    return [one for one in regimens if FORMULARY[one].kind.against_germs]


def is_unsafe(case: Case) -> bool:
    """Say whether the chart forbids dampening: few neutrophils, or a culture that grew."""
    neutrophils = case.sheets.chart.last(Channel.NEUTROPHILS)
    return grew(case) or (neutrophils is not None and neutrophils.value < NEUTROPENIA)


REACHED_BY: Final[dict[Germ, tuple[str, ...]]] = {
    Germ.COVERED: ("antibiotic", "meropenem"),
    Germ.RESISTANT: ("meropenem",),
    Germ.FUNGUS: ("voriconazole",),
}
"""The drugs that reach a germ, as the culture names it."""


def grown(case: Case) -> Germ | None:
    """Return what the newest culture on the chart grew, where it is not too old to speak of today."""
    culture = case.sheets.chart.last(Channel.BLOOD_CULTURE)
    return culture.germ if culture is not None and speaks_of_germs(culture, case.tick) else None


def grew(case: Case) -> bool:
    """Say whether the newest culture on the chart grew something, and is not too old to speak of today."""
    return grown(case) is not None


def tells_of_germs(case: Case) -> bool:
    """Say whether the chart speaks for germs: a culture that grew, or a high procalcitonin."""
    known = case.sheets.chart.last(Channel.PROCALCITONIN)
    return grew(case) or (known is not None and known.value >= BACTERIAL_UG_PER_L)


def infection_treated(case: Case) -> bool:
    """Say whether an antimicrobial went in."""
    return any(line.given for line in case.sheets.courses if line.regimen.family is Family.INFECTION)


def dampened(case: Case) -> bool:
    """Say whether a dose of dampening went in."""
    return any(line.given for line in case.sheets.courses if line.regimen.family is Family.DAMPENING)


def il6_falls(case: Case) -> bool:
    """Say whether IL-6 fell between its last two results, by more than the error of the assay.

    Behind a drug that blocks its receptor it goes up and down and tells neither.
    """
    results = case.sheets.chart.of(Channel.IL6)
    if results and behind_a_blocker(case, results[-1].taken):
        return False
    return trend(results) is Trend.FALLING


def behind_a_blocker(case: Case, taken: Tick) -> bool:
    """Say whether a drug blocked the receptor of IL-6 when a sample was taken, as the chart of the bedside has it."""
    blockers = [line for line in case.sheets.courses if line.regimen.kind.blocks_il6]
    return any(line.regimen.acts(at, taken) for line in blockers for at in line.given)


def cause_of(of: Track, hour: int, parted: Difference) -> Cause:
    """Return the name of a difference that begins at an hour, whether it cost or won.

    It goes by drugs, support and the chart: what nobody could see names nothing, and a test alone changes no body.
    """
    case = of.cases[hour]
    if of_family(Family.DAMPENING, parted.extra):
        return Cause.UNSAFE_ORDER if is_unsafe(case) else Cause.OVER_DAMPENED
    if of_family(Family.DAMPENING, parted.kept):
        return Cause.OVER_DAMPENED
    # A germ comes first where it grew, and where it is the illness: no dampening makes up for the drug that reaches it.
    septic = DISEASES[of.level.phenotype].treated is Treated.SEPSIS
    if against_germs(parted.missing) and (septic or grew(case)):
        return Cause.LATE_ANTIMICROBIAL
    if of_family(Family.DAMPENING, parted.called_for):
        if infection_treated(case) and not dampened(case):
            return Cause.INFECTION_ONLY
        # What asks for dampening in shock is the norepinephrine, and no trend; and what was given up had been begun.
        no_trend = septic or il6_falls(case) or parted.given_up
        return Cause.OTHER if no_trend else Cause.IGNORED_TREND
    if of_family(Family.INFECTION, parted.missing):
        return Cause.LATE_ANTIMICROBIAL
    # Too little oxygen or norepinephrine, or too late, is no drug's fault, and no drug makes up for it.
    if parted.support and not parted.stopped:
        return Cause.SUPPORT
    if of_family(Family.INFECTION, parted.extra):
        return Cause.NEEDLESS_ANTIMICROBIAL
    return Cause.OTHER if parted.treats else Cause.CHANCE
