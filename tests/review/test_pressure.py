"""Who yields to pressure sees afterwards what the decision came to; who does not is told so too."""

from __future__ import annotations

from msgspec import structs

from game.review.findings import Analysis
from game.review.pressure import YIELD_WITHIN, answers, before
from game.review.wording import CAUSE_WORDS
from game.ui.debrief.pressure_card import outcome_words, pressed_words
from game.values.fact import Urged
from game.values.order import Actor, Entry, Give, Order, Stop
from game.values.ticks import Tick, clock_text, ticks
from tests.ui.sample_analysis import stages

MORE = Urged(ticks(5), "Her sister", "Give it to her.", more=True, about=("tocilizumab",))
LESS = Urged(ticks(5), "The registrar", "Stop it.", more=False, about=("dexamethasone",))


def entry(tick: Tick, order: Order) -> Entry:
    return Entry(tick=tick, actor=Actor.PLAYER, order=order)


def test_giving_what_was_pressed_for_within_six_hours_is_yielding() -> None:
    for late, yielded in ((0, True), (YIELD_WITHIN, True), (YIELD_WITHIN + 1, False)):
        (answer,) = answers((MORE,), (entry(MORE.tick + late, Give(regimen="tocilizumab")),), None)
        assert answer.yielded is yielded


def test_another_drug_or_an_order_before_the_words_is_no_yielding() -> None:
    given = (entry(MORE.tick - 1, Give(regimen="tocilizumab")), entry(MORE.tick + 3, Give(regimen="remdesivir")))
    (answer,) = answers((MORE,), given, None)
    assert not answer.yielded
    assert outcome_words(answer, 480) == "You did not do as asked within six hours."


def test_who_presses_for_less_is_yielded_to_by_stopping() -> None:
    stopped = entry(LESS.tick + 12, Stop(regimen="dexamethasone"))
    assert [one.yielded for one in answers((LESS,), (stopped,), None)] == [True]
    assert [one.yielded for one in answers((LESS,), (entry(LESS.tick, Give(regimen="dexamethasone")),), None)] == [
        False
    ]


def test_the_decision_that_was_yielded_into_names_the_pressure_and_its_points() -> None:
    found: Analysis = stages()[-1]
    decision = max(found.decided, key=lambda one: one.points)
    pressed = Urged(max(0, decision.first - 6), "Her sister", "Give it to her.", more=True, about=("tocilizumab",))
    at = max(decision.first, pressed.tick)
    (answer,) = answers((pressed,), (entry(at, Give(regimen="tocilizumab")),), found)
    assert answer.decision is not None
    assert before(answer.decision, (answer,)) is answer
    # 'The decision cost 7 points' stood below an antibiotic, and was for an antiviral that came late.
    for_what = CAUSE_WORDS[answer.decision.cause]
    assert f"those hours cost {round(answer.decision.points)} points: {for_what}." in outcome_words(answer, 480)
    # '4 h earlier' stood under a decision of 08:00, of words of 12:00 that its second drug had followed.
    when = clock_text(pressed.tick, 480)
    assert pressed_words(answer, 480) == f"Her sister at {when}: “Give it to her.”"


def test_an_order_is_of_the_decision_that_it_began_and_not_of_the_one_that_it_ended() -> None:
    """'You gave dexamethasone: the decision cost 22 points' told the wait before it."""
    found: Analysis = stages()[-1]
    one = structs.replace(found.decided[0], first=ticks(0), last=ticks(6), points=22.0)
    two = structs.replace(one, first=ticks(6), last=ticks(8), points=21.0)
    given = entry(ticks(6), Give(regimen="tocilizumab"))
    (answer,) = answers((MORE,), (given,), structs.replace(found, episodes=(one, two)))

    assert answer.decision == two
    (alone,) = answers((MORE,), (given,), structs.replace(found, episodes=(one,)))
    assert alone.decision is None


def test_before_the_analysis_is_there_nothing_is_said_of_points() -> None:
    (answer,) = answers((MORE,), (entry(MORE.tick, Give(regimen="tocilizumab")),), None)
    assert "point" not in outcome_words(answer, 480)
    assert "nothing" not in outcome_words(answer, 480)
