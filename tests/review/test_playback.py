"""A finished case, played once for all its readers."""

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from game.case import walk as playing
from game.case.case import admit_case, advance
from game.case.dying import DYING_TICKS
from game.case.walk import last_of, logged, walk
from game.files.case_file import read_case
from game.review.playback.hourly_truth import deathless
from game.review.valuation.reveal import revealed
from game.review.valuation.tracking import track
from game.review.valuation.tracks import CaseTracks
from game.values.channel import Panel
from game.values.order import Draw, Give
from tests.levels.plays import LEVELS, account, at, level

ONE = structs.replace(level("septic_shock"), horizon_h=40.5)
LOG = read_case(Path(LEVELS) / "septic_shock.idle.jsonl").log


def test_a_case_that_ended_in_death_is_cut_where_the_dying_began():
    played = CaseTracks(level("septic_shock"), LOG)

    assert LOG.end is not None
    till_then = track(level("septic_shock"), LOG.header.seed, LOG.entries, LOG.end.tick - DYING_TICKS)
    assert played.played == replace(till_then, died=True, waits_until=played.played.waits_until)
    assert played.played.waited
    assert not played.played.over
    assert played.whole.over


def test_a_sample_that_is_at_the_laboratory_already_is_no_order_that_was_refused():
    """'Waited 7 d. 3 orders were refused' told of cultures asked for twice, and read as drugs."""
    culture, steroid = Draw(panel=Panel.CULTURE), Give(regimen="hydrocortisone")
    of = track(ONE, LOG.header.seed, (at(0.0, culture), at(1.0, culture), at(1.0, steroid), at(1.0, steroid)), 24)

    assert of.refused == (0, 2)


def test_the_truth_of_every_hour_reaches_to_a_horizon_between_two_hours():
    played = CaseTracks(ONE, LOG)
    case, idle = account(ONE, LOG.header.seed, LOG.entries), account(ONE, LOG.header.seed, ())

    assert played.account == case
    assert played.account.moments[-1].tick == 40 * 12 + 6
    assert played.revealed == revealed(case, idle)


def test_no_tick_is_played_twice_for_all_that_is_told_of_a_case(monkeypatch: pytest.MonkeyPatch):
    passed: list[int] = []

    def counting(case, entries=()):
        passed.append(case.tick)
        return advance(case, entries)

    monkeypatch.setattr(playing, "advance", counting)
    played = CaseTracks(ONE, LOG)
    for _ in range(2):
        told = (played.played, played.whole, played.others, played.untreated, played.account, played.revealed)
    tracks = [played.whole, told[2].untreated, told[2].reference]
    # The account of a case and of no treatment goes on over the half hour between the last whole hour and the horizon.
    assert len(passed) == sum(one.cases[-1].tick for one in tracks) + 2 * 6


def test_a_case_that_nobody_hears_differs_in_alarms_calls_and_words_alone():
    seed, until = LOG.header.seed, 24 * 12
    heard = last_of(walk(deathless(admit_case(ONE, seed)), logged(LOG.entries), until))
    unheard = track(ONE, seed, LOG.entries, until).cases[-1]
    sheets = heard.sheets

    assert heard.watches
    assert not unheard.watches
    assert sheets.calls[-1].tick > 0
    assert sheets.said[-1][0] > 0
    assert all(call.tick == 0 for call in unheard.sheets.calls), "the door is heard by everybody"
    told = replace(
        unheard.sheets, said=sheets.said, notes_said=sheets.notes_said, calls=sheets.calls, pressed=sheets.pressed
    )
    as_heard = replace(unheard, admission=heard.admission, watches=heard.watches, facts=heard.facts, sheets=told)
    assert as_heard == heard
