"""A finger on the page does what a mouse does, and needs no hovering."""

from __future__ import annotations

from game.ui.toolkit.scene import Away, Input, Move, Press, Pull, Rest
from game.web.finger import LONG_US, Finger

SLIDER_Y = 50


def finger() -> tuple[Finger, list[Input]]:
    given: list[Input] = []
    return Finger(given.append, lambda _, y: y == SLIDER_Y), given


def test_a_tap_presses_where_it_began_and_leaves_nothing_pointed_at() -> None:
    one, given = finger()

    one.down(1, 20, 30)
    one.move(1, 24, 27, 1.0)
    one.tick(LONG_US - 1)
    one.up(1)

    assert given == [Away(), Press(20, 30), Away()]


def test_a_finger_that_moves_scrolls_by_as_much_and_presses_nothing() -> None:
    one, given = finger()

    one.down(1, 20, 300)
    one.move(1, 20, 280, 1.0)
    one.move(1, 90, 250, 1.0)
    one.up(1)

    assert given == [Away(), Pull(20, 300, 20), Pull(20, 300, 30), Away()]


def test_a_slider_follows_a_finger_along_it_and_a_page_one_across_it() -> None:
    along, given = finger()
    along.down(1, 20, SLIDER_Y)
    along.move(1, 40, SLIDER_Y + 3, 1.0)
    along.move(1, 70, SLIDER_Y + 40, 1.0)
    along.up(1)
    assert given == [Away(), Press(20, SLIDER_Y), Move(40, 53, held=True), Move(70, 90, held=True), Away()]

    across, given = finger()
    across.down(1, 20, SLIDER_Y)
    across.move(1, 23, SLIDER_Y - 20, 1.0)
    assert given == [Away(), Pull(20, SLIDER_Y, 20)]


def test_a_finger_that_rests_asks_and_its_answer_stays_until_the_next_touch() -> None:
    one, given = finger()

    one.down(1, 20, 30)
    one.tick(LONG_US)
    one.tick(LONG_US)
    one.up(1)
    assert given == [Away(), Rest(20, 30)]

    one.down(2, 90, 90)
    assert given[-1] == Away()


def test_a_second_finger_and_one_that_the_browser_takes_press_nothing() -> None:
    one, given = finger()

    one.down(1, 20, 30)
    one.down(2, 90, 90)
    one.move(2, 90, 10, 1.0)
    one.up(2)
    one.cancel(1)
    one.up(1)

    assert given == [Away(), Away()]


def test_a_finger_may_tremble_more_where_a_page_pixel_is_more_of_ours() -> None:
    one, given = finger()

    one.down(1, 20, 300)
    one.move(1, 20, 285, 2.0)
    one.up(1)

    assert given == [Away(), Press(20, 300), Away()]
