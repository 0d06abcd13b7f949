"""The hourly notes of many futures: who goes home goes at a round, at whatever minute the case began."""

from __future__ import annotations

import pytest
from msgspec import structs

from game.case.leaving import WELL_HOURS_TO_LEAVE
from game.case.ward import PROTOCOL_EVERY_TICKS
from game.futures.drug_charts import DrugCharts
from game.futures.notes import HourNotes
from game.review.valuation.tracking import track
from game.review.valuation.value import IDLE, true_fork
from game.values.ticks import TICKS_PER_DAY, ticks
from tests.case.levels import MILD

FROM = ticks(240.0)
"""When no disease asks for a longer stay."""


@pytest.mark.parametrize("minute", [0, 480, 510, 500, 495, 870, 1435])
def test_columns_that_are_looked_at_every_half_hour_miss_no_round(minute: int) -> None:
    of = structs.replace(MILD, start=structs.replace(MILD.start, clock_minute=minute))
    forks = [true_fork(track(of, 7, (), until=0), 0, IDLE)]
    notes, charts = HourNotes(forks, 400), DrugCharts(forks)
    notes._well_hours[:] = WELL_HOURS_TO_LEAVE

    looks = range(FROM, FROM + TICKS_PER_DAY, PROTOCOL_EVERY_TICKS)
    home = [now for now in looks if notes.after_a_round(now) and notes.may_leave(1, now, charts).all()]

    assert len(home) == 2
    assert all(0 <= (now + minute // 5 - ticks(8.0)) % ticks(12.0) < PROTOCOL_EVERY_TICKS for now in home)
