"""Virtual patients who were played in more than one place, or among others, as if they had been played together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.patient.body import Body
from game.review.valuation.value import Fits

__all__ = ["Gathered"]


class Gathered:
    """Fits of which each host is one of another's."""

    def __init__(self, hosts: Sequence[tuple[Fits, int]]) -> None:
        """Keep for each host with whom it was played, and its place there."""
        self._hosts: Final = hosts

    def misfit(self, hour: int) -> Sequence[float]:
        """Return for each host the squared errors, in spreads, of all that was known at this hour."""
        found = {id(fits): fits for fits, _ in self._hosts}
        errors = {one: fits.misfit(hour) for one, fits in found.items()}
        return [errors[id(fits)][place] for fits, place in self._hosts]

    def body(self, hour: int, host: int) -> Body:
        """Return the body of a host at an hour."""
        fits, place = self._hosts[host]
        return fits.body(hour, place)

    def hazard_at_door(self, host: int) -> float:
        """Return the hazard that a host had run before admission."""
        fits, place = self._hosts[host]
        return fits.hazard_at_door(place)
