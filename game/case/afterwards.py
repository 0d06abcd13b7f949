"""The two weeks after a case, in steps of an hour: what was begun in it goes on, and the value of a case includes it.

Drugs wash out, no dose is given any more, and germs still get in while the defence is low. Oxygen and norepinephrine
follow the ward's protocol, looked at once a day. A germ that shows is found and treated from the next look on; one that
a blocked fever hides grows on until pressure or oxygen fall. The same source runs on one patient and on columns.

Whether a germ gets in is not thrown: the two weeks are lived once without one, and once with a first one on a day that
is drawn as the chances of the days are; each counts as it is likely. A throw for each patient would do the same on the
mean, and on the few that a value rests on it would be luck.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple

from game.case import ward
from game.case.ward import GERMS, EntryChances, Holding, Seeded
from game.patient import compartments
from game.patient.body import Body, Inputs
from game.patient.method import Mover, stepped
from game.patient.signs import germs, vitals
from game.values.elementwise import Column, between, each, no, where
from game.values.noise import uniform
from game.values.portable import exp
from game.values.ticks import TICKS_PER_HOUR, Tick

__all__ = ["DAYS", "STREAM", "CareDay", "after", "cared", "chance_to_live", "survival_after"]

DAYS: Final = 14
STREAM: Final = "afterwards"
"""The stream of draws: on which day the first germ gets in, of which kind it is, and others behind it, one a day."""
_THE_DAY: Final = DAYS
_THE_KIND: Final = DAYS + 1
_ROUNDS_A_DAY: Final = 4
"""Steps of the protocol that a day of coarse care makes (assumed)."""
_HOURS_AT_HOME: Final = 6.0
"""Of a day on the ward, as the chance goes that a germ gets in (assumed): no lines, and the flora of home."""
_SHOWS_FROM: Final = 1.0
"""10^6 germs/mL that can be found."""
_LEFT_AFTER_A_DAY: Final = (1e-6, 1e-6, 0.3)
"""Share of each kind of germ that a day of the drug which covers it leaves (assumed)."""
_NONE: Final = Seeded(bacteria=False, resistant=False, fungus=False)
_AT: Final = compartments.INDEX
_HAZARD: Final = _AT["cumulative_hazard"]

Vitals = Callable[[Body, Inputs], Any]
Advance = Callable[[Body, Inputs, Tick, Tick], Body]
Enters = Callable[[int, EntryChances], Seeded]
"""Which germs get in on a day."""


class CareDay(NamedTuple):
    """What a look at the beginning of a day comes to."""

    holding: Holding
    inputs: Inputs
    """What this support does to the body."""
    germs: tuple[Column, Column, Column]
    """10^6/mL of each kind that the treatment leaves."""
    chances: EntryChances


Cares = Callable[[Body, Holding, Column], CareDay]
"""`cared`, with the vital signs that are meant, or what comes to the same."""


def cared(body: Body, holding: Holding, home: Column, vitals: Vitals) -> CareDay:
    """Return what the ward does on a day; `vitals` gives the true vital signs."""
    holding = holding._replace(fluid=0.0 * holding.fluid)
    for _ in range(_ROUNDS_A_DAY):
        shown = vitals(body, ward.inputs(holding))
        holding = ward.protocol(shown.spo2, shown.respiratory_rate, shown.map, holding)
        holding = holding._replace(fluid=0.0 * holding.fluid)
    at_home = home & (holding.rung < 0.5) & (holding.pressor < 0.5)
    # Germs are treated that show by fever, pressure or oxygen.
    ill = (shown.temperature >= 38.0) | (shown.map < 65.0) | no(at_home)
    found = ill & (germs(body) >= _SHOWS_FROM)
    first, second, third = [
        body.state[_AT[germ]] * where(found, left, 1.0) for germ, left in zip(GERMS, _LEFT_AFTER_A_DAY, strict=True)
    ]
    chances = ward.entry_chances(body, holding, where(at_home, _HOURS_AT_HOME, 24.0))
    return CareDay(holding, ward.inputs(holding), (first, second, third), chances)


def after(body: Body, holding: Holding, home: Column, enters: Enters, cares: Cares, advance: Advance) -> Body:
    """Return the body, or the columns, two weeks later.

    `home` says who went home: the others lie on the ward until then, even where nothing holds them up any more.
    `enters` says which germs get in, `cares` what the ward does, `advance` lets ticks pass in long steps.
    """
    inoculum = ward.INOCULUM_MILLION_CFU_PER_ML
    for day in range(DAYS):
        care = cares(body, holding, home)
        holding, state = care.holding, list(body.state)
        # What ran in lately has spread: in long steps it would not settle.
        state[_AT["fluid_l"]] = 0.0 * state[_AT["fluid_l"]]
        for germ, left, gets_in in zip(GERMS, care.germs, enters(day, care.chances), strict=True):
            state[_AT[germ]] = left + where(gets_in, inoculum, 0.0)
        # Antibiotics that are still in the body kill too fast for long steps.
        long = TICKS_PER_HOUR if day else TICKS_PER_HOUR // 2
        body = advance(Body(tuple(state), body.parameters), care.inputs, 24 * TICKS_PER_HOUR, long)
    return body


def chance_to_live(
    body: Body, holding: Holding, home: Column, draw: Callable[[int], Column], cares: Cares, advance: Advance
) -> Column:
    """Return the chance to live through the two weeks, 0 to 1, of one patient or of columns; `draw` gives the luck."""
    spared: list[Column] = [1.0 + 0.0 * body.state[_HAZARD]]
    """Chance that no germ got in up to each day."""

    def no_germ(_day: int, chances: EntryChances) -> Seeded:
        chance = between(chances.any_germ, 0.0, 1.0)
        spared.append(spared[-1] * (1.0 - chance))
        return _NONE

    without = after(body, holding, home, no_germ, cares, advance)
    falls_at = 1.0 - draw(_THE_DAY) * (1.0 - spared[-1])
    """The first germ gets in on the day on which the chance to be spared passes this."""

    def one_germ(day: int, chances: EntryChances) -> Seeded:
        first = (spared[day] >= falls_at) & (spared[day + 1] < falls_at)
        behind = spared[day] < falls_at
        of_its_kind = draw(_THE_KIND) * chances.any_germ
        return ward.seeded(chances, where(first, of_its_kind, where(behind, draw(day), 2.0)))

    with_one = after(body, holding, home, one_germ, cares, advance)
    begun = body.state[_HAZARD]
    lives, lives_on = each(exp, begun - without.state[_HAZARD]), each(exp, begun - with_one.state[_HAZARD])
    return spared[-1] * lives + (1.0 - spared[-1]) * lives_on


def survival_after(body: Body, holding: Holding, home: bool, seed: int, move: Mover = stepped) -> float:
    """Return the chance to live through the two weeks, 0 to 1, of one patient with this luck, whom `move` lets live."""

    def advance(body: Body, inputs: Inputs, ticks: Tick, long: Tick) -> Body:
        return Body(move(body.state, body.parameters, inputs, ticks, long=long), body.parameters)

    cares = partial(cared, vitals=vitals)
    lives: float = chance_to_live(body, holding, home, lambda index: uniform(seed, STREAM, index), cares, advance)
    return lives
