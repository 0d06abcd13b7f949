"""A coach at work: where a guided case stands, by what the player knows and nothing else. It moves nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from game.bedside.trend import Trend, trend
from game.case.view import View
from game.values.channel import PANELS, Panel, Reading
from game.values.coach import Awaited, Coach, OtherWay, Slip
from game.values.order import Actor, Device, Entry, Give
from game.values.ticks import TICKS_PER_HOUR, Tick, ticks

BACK: Final = TICKS_PER_HOUR
"""How far a player is taken back before a wrong act: an hour, in which there was time to think."""


@dataclass(frozen=True, slots=True)
class Coaching:
    """Where a guided case stands."""

    step: int = 0
    since: Tick = 0
    """When this step began."""
    slip: Slip | None = None
    """The wrong act that was done, until the player has gone back."""
    slipped: Tick = 0
    """When."""
    kept: Tick = 0
    """Just after the last drug that the coach himself asks for: to go back further would undo what was right."""
    seen: bool = False
    """What it did inside the body was shown."""


def met(what: Awaited, view: View, since: Tick) -> bool:
    """Say whether all that is awaited is so; `since` is when the step began."""
    first = _counts_from(what, view)
    return (
        (what.drawn is None or _waiting(view, what.drawn, first) + _known(view, what.drawn, first) >= what.times)
        and (what.known is None or _known(view, what.known, first) >= what.times)
        and all(_ordered(view, one) for one in what.given)
        and not any(_ordered(view, one) for one in what.none_of)
        and (what.rising is None or trend(_results(view, what.rising)) is Trend.RISING)
        and (not what.oxygen or view.support.device is not Device.AIR)
        and (not what.stepped_up or view.support.device > Device.NASAL_CANNULA)
        # The tick in which the order came that began the step is the first of these hours.
        and view.tick - since + 1 >= ticks(what.hours)
    )


def _ordered(view: View, regimen: str) -> bool:
    return any(one.regimen.id == regimen and (one.running or one.given) for one in view.courses)


def _waiting(view: View, panel: Panel, first: Tick) -> int:
    """Return how many samples that were taken from a moment on have no result yet."""
    return len([one for one in view.pending if one.panel is panel and one.taken >= first])


def _known(view: View, panel: Panel, first: Tick) -> int:
    """Return how many results there are of samples that were taken from a moment on."""
    return len([one for one in _results(view, panel) if one.taken >= first])


def _results(view: View, panel: Panel) -> tuple[Reading, ...]:
    return view.labs.get(PANELS[panel].channels[0], ())


def another_test(what: Awaited, view: View, since: Tick) -> Panel | None:
    """Return a test that is under way since a moment where another one is awaited; nothing where none is."""
    if what.drawn is None or met(what, view, since):
        return None
    return next((one.panel for one in view.pending if one.panel is not what.drawn and one.taken >= since), None)


def _counts_from(what: Awaited, view: View) -> Tick:
    """Return from when on a sample counts: since the door, or after drugs whose work it is to show."""
    if not what.after:
        return 0
    first = {one.regimen.id: one.given[0] for one in view.courses if one.given}
    return max(first.get(regimen, view.tick) for regimen in what.after) + 1


def standing(coach: Coach, view: View, most: int | None = None) -> Coaching:
    """Return where a case stands that is taken up at a moment: before the first step whose act is not done.

    What was only to be read before that step is read again. `most` is the last step that it can be.
    """
    last = len(coach.steps) - 1 if most is None else most
    undone = [
        number for number, one in enumerate(coach.steps[:last]) if not one.waits.reading and not met(one.waits, view, 0)
    ]
    step = min(undone, default=last)
    while most is None and step and coach.steps[step - 1].waits.reading:
        step -= 1
    return Coaching(step, view.tick)


def looked(coach: Coach, now: Coaching, view: View) -> Coaching:
    """Return where a guided case stands after a look at it: a wrong act comes first, then what is done goes by."""
    now = _after_all(coach, now, view)
    if now.slip is not None:
        return now
    while True:
        step = coach.steps[now.step]
        slip = next((one for one in (*step.slips, *coach.slips) if met(one.when, view, now.since)), None)
        if slip is not None:
            return replace(now, slip=slip, slipped=view.tick, kept=_last_right(coach, view) + 1, seen=False)
        if now.step == len(coach.steps) - 1 or step.waits.reading or not met(step.waits, view, now.since):
            return now
        now = Coaching(now.step + 1, view.tick)


def _after_all(coach: Coach, now: Coaching, view: View) -> Coaching:
    """Return where it stands when what was left out is done after all, or something wrong instead, before it was shown.

    What was said of it ("the storm is not treated") would be true no longer, nor would what is shown of it.
    """
    if now.slip is None or now.seen or not now.slip.when.hours:
        return now
    step = coach.steps[now.step]
    act = next((one for one in (*step.slips, *coach.slips) if one.when.given and met(one.when, view, now.since)), None)
    if act is not None:
        return replace(now, slip=act, slipped=view.tick, kept=_last_right(coach, view) + 1)
    if not step.waits.reading and met(step.waits, view, now.since):
        return Coaching(now.step + 1, view.tick)
    return now if met(now.slip.when, view, now.since) else replace(now, slip=None)


def _last_right(coach: Coach, view: View) -> Tick:
    """Return when a drug for which a step waits was first given last; -1 where none was."""
    wanted = {regimen for step in coach.steps for regimen in step.waits.given}
    return max((one.given[0] for one in view.courses if one.given and one.regimen.id in wanted), default=-1)


def read(coach: Coach, now: Coaching, view: View) -> Coaching:
    """Return where it stands once the sentence of this step was read."""
    if now.slip is not None or not coach.steps[now.step].waits.reading or now.step == len(coach.steps) - 1:
        return now
    return looked(coach, Coaching(now.step + 1, view.tick), view)


def way_back(now: Coaching) -> Tick:
    """Return the moment to which a player is taken back: an hour before the act, no further than where the step began.

    Who left something out is taken back to where it could first have been done. Orders that were given as the step
    began stay, and so do drugs for which the coach waits, unless the wrong act was given with them. A wrong act that
    shows late names its own hour.
    """
    if now.slip is not None and now.slip.back_to_h is not None:
        return min(ticks(now.slip.back_to_h), now.slipped)
    earliest = min(max(now.since + 1, now.kept), now.slipped)
    if now.slip is not None and now.slip.when.hours:
        return earliest
    return max(earliest, now.slipped - BACK)


def played_otherwise(other: OtherWay, entries: tuple[Entry, ...], at: Tick) -> tuple[Entry, ...]:
    """Return the orders of the other choice: those until now without what it leaves out, and what it gives now."""
    kept = [
        entry
        for entry in entries
        if entry.tick <= at and not (isinstance(entry.order, Give) and entry.order.regimen in other.without)
    ]
    given = [Entry(tick=at, actor=Actor.PLAYER, order=Give(regimen=regimen)) for regimen in other.gives]
    return (*kept, *given)
