"""Play: written down first, seen at once, carried out with the next tick."""

from game.case.case import admit_case
from game.case.digest import digest
from game.case.play import Play
from game.case.walk import advance_to
from game.values.channel import Panel
from game.values.ending import Ending
from game.values.fact import DoseGiven, OrderRefused, SampleTaken
from game.values.order import Actor, Draw, Entry, Give, GiveFluid, Stop
from tests.case.levels import level

START = admit_case(level(), 7)


class Paper:
    """Keeps what a case file would hold."""

    def __init__(self):
        self.entries = []
        self.marks = []

    def play(self, case=START, due=()):
        return Play(case, self.entries.append, lambda tick, mark: self.marks.append((tick, mark)), due)


def test_an_order_is_written_down_before_it_has_effect():
    seen = []
    play = Play(START, lambda entry: seen.append((entry, play.view.pending)), lambda *_: None)
    before = play.view.pending
    play.order(Actor.PLAYER, Draw(panel=Panel.IL6))

    assert [(Entry(tick=0, actor=Actor.PLAYER, order=Draw(panel=Panel.IL6)), before)] == seen


def test_the_screen_reacts_at_once_and_no_time_passes():
    play = Paper().play()
    before = play.view
    mark = play.case_digest

    assert play.order(Actor.PLAYER, Give(regimen="dexamethasone")) == ""
    assert play.order(Actor.PLAYER, Draw(panel=Panel.IL6)) == ""
    after = play.view

    assert before.tick == after.tick
    assert before.vitals == after.vitals
    assert before.facts == after.facts
    assert next(one for one in after.courses if one.regimen.id == "dexamethasone").running
    assert Panel.IL6 in {one.panel for one in after.pending}
    assert {DoseGiven, SampleTaken} <= {type(fact) for fact in after.history}
    assert mark == play.case_digest, "the case itself has not moved"
    assert len(play.due) == 2


def test_orders_that_wait_exclude_each_other_already():
    play = Paper().play()
    play.order(Actor.PLAYER, Give(regimen="dexamethasone"))

    assert (
        play.order(Actor.PLAYER, Give(regimen="dexamethasone"))
        == "Dexamethasone is running; next dose Day 2 · 08:00, last dose Day 10 · 08:00."
    )
    assert play.order(Actor.PLAYER, Stop(regimen="dexamethasone")) == ""


def test_the_tick_carries_out_what_the_preview_showed():
    play = Paper().play()
    play.order(Actor.PLAYER, Give(regimen="tocilizumab"))
    preview = play.view
    after = play.tick()

    assert after.tick == 1
    assert play.due == ()
    assert preview.history == after.history[: len(preview.history)]
    assert [DoseGiven(0, "tocilizumab", 640.0)] == [fact for fact in after.facts if isinstance(fact, DoseGiven)]


def test_a_refused_order_is_written_down_and_refused_again_on_replay():
    paper = Paper()
    play = paper.play()

    assert play.order(Actor.PLAYER, GiveFluid()) == "Oxygen, fluids and norepinephrine follow the ward's protocol here."
    after = play.tick()
    assert [GiveFluid()] == [fact.entry.order for fact in after.facts if isinstance(fact, OrderRefused)]
    assert [GiveFluid()] == [entry.order for entry in paper.entries]


def test_the_mark_of_every_tick_is_that_of_a_replay():
    paper = Paper()
    play = paper.play()
    for tick in range(60):
        if tick == 17:
            play.order(Actor.PLAYER, Give(regimen="dexamethasone"))
        play.tick()

    assert [tick for tick, _ in paper.marks] == list(range(1, 61))
    assert paper.marks == [(tick, digest(advance_to(START, paper.entries, tick))) for tick, _ in paper.marks]
    assert play.case_digest == paper.marks[-1][1]


def test_a_case_left_with_waiting_orders_is_taken_up_where_it_was():
    paper = Paper()
    play = paper.play()
    for _ in range(5):
        play.tick()
    play.order(Actor.PLAYER, Give(regimen="dexamethasone"))
    resumed = Paper().play(advance_to(START, paper.entries, 5), [one for one in paper.entries if one.tick == 5])

    assert play.view == resumed.view
    assert play.tick() == resumed.tick()
    assert play.case_digest == resumed.case_digest


def test_after_the_end_nothing_is_written_and_nothing_moves():
    paper = Paper()
    play = paper.play(admit_case(level(horizon_h=1.0), 7))
    for _ in range(15):
        play.tick()

    assert play.finished
    assert play.view.tick == 12
    assert play.order(Actor.PLAYER, Draw(panel=Panel.IL6)) == "This case is over."
    assert paper.entries == []
    assert Ending.TIME_UP is play.view.outcome.ending


def test_a_case_can_be_stopped():
    play = Paper().play()
    play.tick()

    assert Ending.STOPPED is play.stop().outcome.ending
    assert play.finished
