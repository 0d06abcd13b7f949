"""The sentences of a coach, with what the player knows filled in."""

from __future__ import annotations

from game.bedside.trend import moved
from game.case.view import View
from game.ui.charts.plot import il6_trend_name
from game.values.channel import Channel, Reading
from game.values.english import SENTENCES
from game.values.ticks import span_text
from game.values.words import say

NOTHING = "coach.no_value"


def coach_words(id_: str, view: View) -> str:
    """Return a sentence by what stands after 'coach.' in its id; whatever of these values it has is filled in.

    Where the catalogue has one for how IL-6 moves by its chart, 'turned.falling' beside 'turned', that is said instead.
    """
    known = view.labs.get(Channel.IL6, ())
    since = moved(known)
    moving = f"{id_}.{il6_trend_name(view)}"
    chosen = moving if f"coach.{moving}" in SENTENCES else id_
    return say(
        f"coach.{chosen}",
        name=view.level.patient.name,
        news2=view.news2.total,
        before=_text(known[-2] if len(known) > 1 else None),
        last=_text(known[-1] if known else None),
        against=_text(since.since if since is not None else None),
        over=span_text(known[-1].taken - since.since.taken) if since is not None else say(NOTHING),
        ago=span_text(view.tick - known[-1].taken) if known else say(NOTHING),
        between=span_text(known[-1].taken - known[-2].taken) if len(known) > 1 else say(NOTHING),
        door=view.news2_history[0][1] if view.news2_history else view.news2.total,
    )


def _text(reading: Reading | None) -> str:
    return say(NOTHING) if reading is None else reading.text
