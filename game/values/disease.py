"""What a disease is: one object that holds all that the game knows of it as data. Each stands in a file of its own."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from game.values.channel import Panel
from game.values.level import Phenotype
from game.values.noise import gaussian
from game.values.words import say


class Treated(enum.Enum):
    """Which of the reference policy's guidelines a disease is treated by."""

    VIRAL = "viral"
    SEPSIS = "sepsis"
    RELEASE = "release"


class Invader(enum.Enum):
    """What the immune system was called for when an illness began."""

    VIRUS = "virus"
    BACTERIA = "bacteria"
    TUMOUR = "tumour"
    """It was called by cells that were given, and the days count from them."""


@dataclass(frozen=True, slots=True)
class Bell:
    """A normal distribution, cut."""

    mean: float
    spread: float
    low: float
    high: float
    source: str

    def draw(self, seed: int, name: str) -> float:
        """Return the value that belongs to this seed and name."""
        return min(self.high, max(self.low, self.mean + self.spread * gaussian(seed, f"population/{name}")))


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Who comes to the hospital with a disease, and when."""

    age_years: Bell
    male: float
    """Share of men."""
    comorbidity: tuple[float, float, float, float]
    """Shares of patients with none, one, several, severe."""
    hours_before: Bell
    """Hours of illness, untreated, before admission; drawn to the whole hour."""
    source: str


@dataclass(frozen=True, slots=True)
class Disease:
    """One disease."""

    phenotype: Phenotype
    treated: Treated
    constants: Mapping[str, float]
    """Constants of the model that differ from the usual, by the names of `game.patient.constants`."""
    spreads: Mapping[str, float]
    """Standard deviation of the natural logarithm between hosts."""
    pathogen: str
    """Compartment in which the illness begins."""
    pathogen_start: float
    extra_start: Mapping[str, float]
    invader: Invader
    stay_at_least_h: float
    """No one leaves earlier."""
    arrivals: Arrivals
    map_span_h: float
    """Latest start that the timing map shows, hours."""
    map_drugs: tuple[tuple[str, ...], tuple[str, ...]]
    """Regimens of the timing map, across and up: of each the first that the level offers."""
    trend_panels: frozenset[Panel]
    """Tests that show the trend."""
    blind_within_h: float
    """So long after admission the trend has to be looked for."""

    @property
    def bacterial(self) -> bool:
        """Say whether bacteria began it.

        No second infection is told apart from them, and hours without the antibiotic are hours in which the trend was
        ignored.
        """
        return self.invader is Invader.BACTERIA

    @property
    def name(self) -> str:
        """Return its name."""
        return say(f"disease.{self.phenotype.value}.name")

    @property
    def short(self) -> str:
        """Return its name where there is little room."""
        return say(f"disease.{self.phenotype.value}.short")

    @property
    def organism(self) -> str:
        """Return what a blood culture of these patients shows where it grows, as the laboratory rings it through."""
        return say(f"disease.{self.phenotype.value}.organism")
