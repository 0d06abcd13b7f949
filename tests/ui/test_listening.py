"""What stops time at a bed, minute by minute: each reason once, and the end of a decided case no oftener than asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pilot import Ear, FakePlay
from sample_view import view

from game.ui.bedside import listening
from game.ui.bedside.header import Pace
from game.ui.bedside.listening import Listening, Noticed
from game.ui.bedside.sounding import Sounding
from game.ui.bedside.wiring import Wiring
from game.ui.toolkit.settings import Settings
from game.values.channel import Channel, Panel
from game.values.fact import AlarmRaised, OrderRefused, Priority, ResultReady
from game.values.order import Actor, Entry, Give
from game.values.ticks import TICKS_PER_DAY, TICKS_PER_HOUR, ticks

NOW = view().tick
PACE = Pace(running=True)
GERM = Entry(tick=ticks(51), actor=Actor.PLAYER, order=Give(regimen="antibiotic"))
REFUSED = OrderRefused(ticks(51), GERM, "It is running.")


def at_a_bed(play: FakePlay | None = None) -> Listening:
    wiring = Wiring(lambda: Settings(pause_on_result=True), lambda _: None, Ear(), lambda _: None)
    return Listening(play or FakePlay(view()), wiring, Sounding(wiring))  # type: ignore[arg-type]


def test_of_several_results_of_a_minute_the_first_is_named() -> None:
    come = view(facts=(ResultReady(NOW, Panel.IL6), ResultReady(NOW, Panel.CULTURE)))

    assert at_a_bed().hear(come, PACE).reason == at_a_bed().hear(replace(come, facts=come.facts[:1]), PACE).reason


def test_what_sounds_is_named_and_not_what_sounded_before_on_the_same_sign() -> None:
    """The alarm of an hour ago, which is over, was the reason."""
    raised = AlarmRaised(NOW, Channel.SPO2, Priority.HIGH, "SpO₂ 82 %")
    sounds = replace(view().alarms[0], short="SpO₂ 82 %", since=NOW)
    over = replace(sounds, short="SpO₂ 89 %", active=False)

    assert at_a_bed().hear(view(facts=(raised,), alarms=(over, sounds)), PACE).reason == "SpO₂ 82 %"


def test_a_refusal_that_was_told_at_once_is_not_told_again_and_the_next_one_is() -> None:
    bed = at_a_bed()
    bed.told_refused(GERM.order)
    refused = view(facts=(REFUSED,))

    assert bed.hear(refused, PACE) == Noticed()
    assert bed.hear(refused, PACE).refusal == "It is running."


@pytest.mark.parametrize(("due", "told"), [((GERM,), ""), ((), "It is running.")])
def test_only_what_was_refused_in_the_minute_in_which_a_case_was_left_was_told_before(
    due: tuple[Entry, ...], told: str
) -> None:
    """An order refused on Day 1 silenced the refusal of the same on Day 3."""
    play = FakePlay(view(history=(REFUSED,)))
    play.due = due

    assert at_a_bed(play).hear(view(facts=(REFUSED,)), PACE).refusal == told


def test_the_end_of_a_decided_case_is_offered_at_a_full_hour_and_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "decided", lambda _: True)
    bed = at_a_bed()
    minutes = (1, 0, TICKS_PER_HOUR, TICKS_PER_DAY - TICKS_PER_HOUR, TICKS_PER_DAY, TICKS_PER_DAY + TICKS_PER_HOUR)

    offered = [bed.offers_the_end(view(tick=NOW + later), PACE) for later in minutes]

    assert offered == [False, True, False, False, True, False]
    assert not bed.offers_the_end(view(tick=NOW + 9 * TICKS_PER_DAY), Pace(skipping=True, to_end=True))
