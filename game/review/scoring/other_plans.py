"""Other plans than the one that was played: which is the best that is no trap, and the value along each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from game.review.findings import Point
from game.review.scoring.episodes import episodes
from game.review.scoring.judgement import verdicts, with_gains
from game.review.valuation.curve import Curve, Valuer
from game.review.valuation.timing import TIED, Tried
from game.review.valuation.value import REFERENCE, Fork, Futures, Host, Plan, Track
from game.values.drug import ALL_STEROIDS
from game.values.level import Level
from game.values.ticks import ticks

LINE_EVERY_H: Final = 24
"""Hours between the moments of a line (for speed)."""
LINE_HOSTS: Final = 24
"""Virtual patients, the likeliest of all, over whom a line is averaged (for speed)."""
PLANS_LOOKED_AT: Final = 4
"""Plans that are held against all who may lie there before the guideline itself is named the best (for speed)."""
SHIFTS_H: Final = (0.0, 6.0, 12.0, 24.0, 36.0, 48.0, 72.0)
"""Starts of dampening that are tried beside those of the map."""


def first_plans(level: Level) -> list[Plan]:
    """Return the plans that are tried before those of the map; the reference stands first."""
    steroid = next((one for one in ALL_STEROIDS if one in level.regimens), "")
    return [REFERENCE, *[Plan(((steroid, ticks(hour)),)) for hour in SHIFTS_H if steroid]]


def best_of(plans: Sequence[Tried]) -> Plan:
    """Return the best plan: one that is better than an earlier one by less than chance is no better plan."""
    top = max(one.expected.worth for one in plans)
    return next(one for one in plans if one.expected.worth >= top - TIED).plan


def best_in_view(plans: Sequence[Tried], valuer: Valuer) -> Plan:
    """Return the best plan that is no trap: for those who may lie at the door it comes to what the guideline does.

    For the true patient and a few futures a gamble can be best, and the score would call it a mistake.
    """
    left = list(plans)
    looked_at: list[Plan] = []
    while len(looked_at) < PLANS_LOOKED_AT and (plan := best_of(left)) != REFERENCE:
        looked_at.append(plan)
        left = [one for one in left if one.plan != plan]
    if not looked_at:
        return REFERENCE
    # Most are played in vain, and yet one sweep costs less than one after the other.
    guideline, *worths = valuer.at_the_door_by([REFERENCE, *looked_at], LINE_HOSTS)
    good = [plan for plan, worth in zip(looked_at, worths, strict=True) if worth >= guideline - TIED]
    return good[0] if good else REFERENCE


def no_worse(plan: tuple[Point, ...], play: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return the line of the best plan found: the play's own, where it was played to its end and came to more."""
    return play if play and play[-1].in_view > plan[-1].in_view else plan


class PlanLine:
    """The value along another plan, for the hosts that the played chart made likely by then."""

    def __init__(
        self,
        along: Track,
        valuer: Valuer,
        of: Track,
        hosts: Sequence[Host],
        futures: Futures,
        cancelled: Callable[[], bool],
        until: int | None = None,
    ) -> None:
        """Play along the plan who is likely at a moment of it; up to hour `until`, where no more is wanted."""
        self._along = along
        moments = sorted({*range(0, along.last, LINE_EVERY_H), along.last})
        self._moments = [hour for hour in moments if until is None or hour <= until]
        likely = [valuer.weights(min(hour, of.last), LINE_HOSTS) for hour in self._moments]
        # While a case is played others become likely hour by hour, and are then there already.
        who = sorted({host for one in likely for host in one}) if until is None else list(range(len(hosts)))
        place = {host: number for number, host in enumerate(who)}
        self._likely = [{place[host]: weight for host, weight in one.items()} for one in likely]
        self._other = Valuer(along, [hosts[host] for host in who], futures, cancelled)

    def forks(self) -> list[Fork]:
        """Return the futures that the line asks for."""
        return self._other.forks(self._moments, self._likely)

    def curve(self) -> Curve:
        """Return the line."""
        return self._other.value(self._moments, self._likely)

    def is_no_mistake(self, line: Curve, winnable: float) -> bool:
        """Say whether whoever played along this line would avoid each pitfall, as far as its few hosts can tell."""
        judged = verdicts(self._along, with_gains(episodes(self._along, line.stretches, (), winnable)))
        return not any(one.verdict.came_near for one in judged)
