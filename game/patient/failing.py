"""The last hours of a patient who dies: gas exchange and circulation give way, whatever the ward does.

Death falls by a hazard, and a hazard kills at any moment, also one at which nothing is wrong on the screen. At a
bedside it does not: of 64 in-hospital arrests 54 had visibly become worse within the eight hours before (Schein 1990,
Chest 98:1388). So the dice begin a decline here, and the decline ends in death.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from game.values.elementwise import between

SLOW_FROM: Final = 0.85
"""Share of the decline from which the heart slows, as it does before it stops (assumed)."""
SLOW_BEATS_PER_MIN: Final = 28.0
GASPS_PER_MIN: Final = 6.0
"""Heart rate and breathing at the very end, without a machine that breathes (assumed)."""
LAST_MAP_MMHG: Final = 24.0
LAST_SATURATION: Final = 0.52
"""Where pressure and oxygen are at the end of an organ that has wholly given way (assumed)."""
LACTATE_MMOL_PER_L: Final = 11.0
"""How much a circulation that has wholly given way adds (assumed; above 10 in fatal shock)."""


class Failing(NamedTuple):
    """How far a decline has gone, each 0 to 1."""

    share: float
    """Of its hours."""
    breath: float
    """Of gas exchange that is lost."""
    blood: float
    """Of the circulation that is lost."""

    def pressure(self, mean_arterial_pressure: float) -> float:
        """Return what is left of a mean pressure, mmHg."""
        return mean_arterial_pressure + self.blood * (
            min(LAST_MAP_MMHG, mean_arterial_pressure) - mean_arterial_pressure
        )

    def saturation(self, saturation: float) -> float:
        """Return what is left of an oxygen saturation (share)."""
        return saturation + self.breath * (min(LAST_SATURATION, saturation) - saturation)

    @property
    def slowing(self) -> float:
        """Return how far the heart has slowed, 0 to 1."""
        slowed: float = between((self.share - SLOW_FROM) / (1.0 - SLOW_FROM), 0.0, 1.0)
        return slowed

    def heart_rate(self, beats_per_min: float) -> float:
        """Return the heart rate: fast as the pressure falls, slow at the end."""
        return beats_per_min + self.slowing * (SLOW_BEATS_PER_MIN - beats_per_min)

    def breathing(self, breaths_per_min: float) -> float:
        """Return the breathing: laboured as the oxygen falls, gasps at the end."""
        return breaths_per_min + self.slowing * (GASPS_PER_MIN - breaths_per_min)
