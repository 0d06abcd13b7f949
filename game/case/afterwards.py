"""The two weeks after a case, in steps of an hour: what was begun in it goes on, and the value of a case includes it.

Drugs wash out, no dose is given any more, and germs still get in while the defence is low. Every six hours the ward
looks: oxygen and norepinephrine follow its protocol, and a germ that shows is met by the usual antibiotic at once. One
that this does not cover grows on until the culture names it; one that a blocked fever hides, until pressure or oxygen
fall. The same source runs on one patient and on columns.

Whether a germ gets in is not thrown: the two weeks are lived once without one, and once with a first one on a day that
is drawn as the chances of the days are; each counts as it is likely. A throw for each patient would do the same on the
mean, and on the few that a value rests on it would be luck.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias

from game.case import ward
from game.case.ward import GERMS, EntryChances, Holding, Inocula, Seeded
from game.patient import compartments
from game.patient.body import Body, Inputs
from game.patient.method import Mover, stepped
from game.patient.signs import germs, vitals
from game.values.channel import PANELS, Panel
from game.values.diseases import DISEASES
from game.values.elementwise import Column, between, each, no, where
from game.values.level import Level
from game.values.noise import uniform
from game.values.portable import exp
from game.values.ticks import TICKS_PER_HOUR, Tick

__all__ = [
    "DAYS",
    "LOOKS",
    "STREAM",
    "Care",
    "Met",
    "after",
    "cared",
    "chance_to_live",
    "is_of_a_germ",
    "survival_after",
]

DAYS: Final = 14
STREAM: Final = "afterwards"
"""The stream of draws: on which day the first germ gets in, of which kind it is, and others behind it, one a day."""
_THE_DAY: Final = DAYS
_THE_KIND: Final = DAYS + 1
_LOOKS_A_DAY: Final = 4
"""Rounds of the ward in a day (assumed): the usual antibiotic is begun within six hours of a fever."""
LOOKS: Final = DAYS * _LOOKS_A_DAY
_HOURS: Final = 24 // _LOOKS_A_DAY
_NAMED_AFTER_H: Final = PANELS[Panel.CULTURE].delay_minutes / 60.0
"""From when germs show to the drug that the usual antibiotic's failures need: the culture has to grow."""
_COURSE_H: Final = 168.0
"""A course of an antibiotic lasts a week (usual)."""
_HOURS_AT_HOME: Final = 6.0
"""Of a day on the ward, as the chance goes that a germ gets in (assumed): no lines, and the flora of home."""
_SHOWS_FROM: Final = 1.0
"""10^6 germs/mL that can be found."""
_LEFT: Final = 1e-6
"""Share of bacteria that six hours of what covers them leave (assumed)."""
_FUNGUS_LEFT: Final = 0.74
"""The same of a fungus: 0.3 after a day (assumed)."""
_LEAST: Final = 1e-30
"""10^6/mL: none at all, and yet something to divide by."""
_NONE: Final = Seeded(bacteria=False, resistant=False, fungus=False)
_AT: Final = compartments.INDEX
_HAZARD: Final = _AT["cumulative_hazard"]

Vitals = Callable[[Body, Inputs], Any]
Advance = Callable[[Body, Inputs, Tick, Tick], Body]
Enters = Callable[[int, EntryChances], Seeded]
"""Which germs get in on a day."""


Germs: TypeAlias = tuple[Column, Column, Column]
"""10^6/mL of each kind."""


class Met(NamedTuple):
    """How far the ward has come with germs, in hours until the next look; numbers or columns."""

    usual_h: Column
    """Since the usual antibiotic began; 0 while it does not run."""
    shown_h: Column
    """Since when germs show in spite of it, or what the culture named is treated."""
    covered: Column
    """Share of the bacteria on devices that the usual antibiotic kills."""


class Care(NamedTuple):
    """What a look of the ward comes to."""

    holding: Holding
    inputs: Inputs
    """What this support does to the body."""
    germs: Germs
    """10^6/mL of each kind that the treatment leaves."""
    met: Met
    chances: EntryChances
    """That germs get in on a day."""


Cares = Callable[[Body, Holding, Column, Met], Care]
"""`cared`, with the vital signs that are meant, or what comes to the same."""


def cared(body: Body, holding: Holding, home: Column, met: Met, vitals: Vitals) -> Care:
    """Return what the ward does at a look; `vitals` gives the true vital signs."""
    holding = holding._replace(fluid=0.0 * holding.fluid)
    shown = vitals(body, ward.inputs(holding))
    holding = ward.protocol(shown.spo2, shown.respiratory_rate, shown.map, holding)
    holding = holding._replace(fluid=0.0 * holding.fluid)
    at_home = home & (holding.rung < 0.5) & (holding.pressor < 0.5)
    # Germs are treated that show by fever, pressure or oxygen.
    ill = (shown.temperature >= 38.0) | (shown.map < 65.0) | no(at_home)
    found = ill & (germs(body) >= _SHOWS_FROM)
    usual, named = found | (met.usual_h > 0.0), met.shown_h >= _NAMED_AFTER_H
    by_usual, by_name = where(usual, _LEFT, 1.0), where(named, _LEFT, 1.0)
    covered, others = met.covered * by_usual * by_name, (1.0 - met.covered) * by_name
    shares = (by_usual * by_name, covered + others, where(named, _FUNGUS_LEFT, 1.0))
    first, on_devices, fungus = [body.state[_AT[germ]] * share for germ, share in zip(GERMS, shares, strict=True)]
    usual_h = where(usual & (met.usual_h < _COURSE_H), met.usual_h + _HOURS, 0.0)
    shown_h = where((found | named) & (met.shown_h < _NAMED_AFTER_H + _COURSE_H), met.shown_h + _HOURS, 0.0)
    chances = ward.entry_chances(body, holding, where(at_home, _HOURS_AT_HOME, 24.0))
    met = Met(usual_h, shown_h, covered / (covered + others))
    return Care(holding, ward.inputs(holding), (first, on_devices, fungus), met, chances)


def is_of_a_germ(level: Level) -> bool:
    """Say whether the illness of a level is of bacteria: its constants then are those of the first germ.

    A later one is another germ and comes by tubes and lines: how fast it grows does not hang on what covers it.
    """
    return DISEASES[level.phenotype].bacterial


def _let_in(left: Germs, covered: Column, came: Seeded, inocula: Inocula, *, first_germ: bool) -> tuple[Germs, Column]:
    """Return the germs of each kind once others have got in, and the covered share of those on devices."""
    usual, others, fungus = [where(one, many, 0.0) for one, many in zip(came, inocula, strict=True)]
    by_devices = usual if first_germ else 0.0 * usual
    first, on_devices, mould = left
    grown = on_devices + by_devices + others
    # Those on devices grow alike, whatever covers them: between looks the share stays.
    share = (covered * on_devices + by_devices) / (grown + _LEAST)
    return (first + (usual - by_devices), grown, mould + fungus), share


def after(
    body: Body, holding: Holding, home: Column, enters: Enters, cares: Cares, advance: Advance, *, first_germ: bool
) -> Body:
    """Return the body, or the columns, two weeks later.

    `home` says who went home: the others lie on the ward until then, even where nothing holds them up any more.
    `enters` says which germs get in, `cares` what the ward does, `advance` lets ticks pass in long steps.
    `first_germ` says that bacteria brought the patient in: see `is_of_a_germ`.
    """
    met = Met(*[0.0 * body.state[_HAZARD] for _ in Met._fields])
    for look in range(LOOKS):
        care = cares(body, holding, home, met)
        day, of_day = divmod(look, _LOOKS_A_DAY)
        holding, met, state = care.holding, care.met, list(body.state)
        # What ran in lately has spread: in long steps it would not settle.
        state[_AT["fluid_l"]] = 0.0 * state[_AT["fluid_l"]]
        left = care.germs
        if of_day == 0:
            came, inocula = enters(day, care.chances), ward.inocula(body, holding)
            left, covered = _let_in(left, met.covered, came, inocula, first_germ=first_germ)
            met = met._replace(covered=covered)
        for germ, level in zip(GERMS, left, strict=True):
            state[_AT[germ]] = level
        # Antibiotics that are still in the body kill too fast for long steps.
        long = TICKS_PER_HOUR if day else TICKS_PER_HOUR // 2
        body = advance(Body(tuple(state), body.parameters), care.inputs, _HOURS * TICKS_PER_HOUR, long)
    return body


def chance_to_live(
    body: Body,
    holding: Holding,
    home: Column,
    draw: Callable[[int], Column],
    cares: Cares,
    advance: Advance,
    *,
    first_germ: bool,
) -> Column:
    """Return the chance to live through the two weeks, 0 to 1, of one patient or of columns; `draw` gives the luck."""
    spared: list[Column] = [1.0 + 0.0 * body.state[_HAZARD]]
    """Chance that no germ got in up to each day."""

    def no_germ(_day: int, chances: EntryChances) -> Seeded:
        chance = between(chances.any_germ, 0.0, 1.0)
        spared.append(spared[-1] * (1.0 - chance))
        return _NONE

    without = after(body, holding, home, no_germ, cares, advance, first_germ=first_germ)
    falls_at = 1.0 - draw(_THE_DAY) * (1.0 - spared[-1])
    """The first germ gets in on the day on which the chance to be spared passes this."""

    def one_germ(day: int, chances: EntryChances) -> Seeded:
        first = (spared[day] >= falls_at) & (spared[day + 1] < falls_at)
        behind = spared[day] < falls_at
        of_its_kind = draw(_THE_KIND) * chances.any_germ
        return ward.seeded(chances, where(first, of_its_kind, where(behind, draw(day), 2.0)))

    with_one = after(body, holding, home, one_germ, cares, advance, first_germ=first_germ)
    begun = body.state[_HAZARD]
    lives, lives_on = each(exp, begun - without.state[_HAZARD]), each(exp, begun - with_one.state[_HAZARD])
    return spared[-1] * lives + (1.0 - spared[-1]) * lives_on


def survival_after(
    body: Body, holding: Holding, home: bool, seed: int, move: Mover = stepped, *, first_germ: bool
) -> float:
    """Return the chance to live through the two weeks, 0 to 1, of one patient with this luck, whom `move` lets live."""

    def advance(body: Body, inputs: Inputs, ticks: Tick, long: Tick) -> Body:
        return Body(move(body.state, body.parameters, inputs, ticks, long=long), body.parameters)

    cares = partial(cared, vitals=vitals)
    lives: float = chance_to_live(
        body, holding, home, lambda index: uniform(seed, STREAM, index), cares, advance, first_germ=first_germ
    )
    return lives
