"""The clock on the wall, which has a summer time, and the one that nobody sets."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.app import clocks
from game.app.clocks import begun_now, local_time, passed_s, seed_of_today, steady_s


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Summer time from 29 March to 25 October 2026, each at one o'clock of Greenwich."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a running program cannot be changed")
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("begun", "minutes", "utc"),
    [
        ("2026-03-29 01:55", 10, "2026-03-29 01:05"),
        ("2026-10-25 02:55", 10, "2026-10-25 01:05"),
        ("2026-10-25 02:05", 50, "2026-10-25 01:55"),
        ("2026-10-25 01:55", 130, "2026-10-25 02:05"),
        ("2026-07-01 12:00", 10, "2026-07-01 10:10"),
        ("2026-07-01 12:00", 0, "2026-07-01 09:00"),
    ],
)
def test_a_change_of_summer_time_takes_and_gives_no_time(begun: str, minutes: int, utc: str) -> None:
    """Where a clock shows a time twice, as in the third row, the shorter stay is meant."""
    moment = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    on_the_wall = datetime.fromtimestamp(moment.timestamp()).replace(tzinfo=clocks._HERE)  # noqa: DTZ006  as clocks show

    assert on_the_wall.astimezone(UTC) == moment
    assert passed_s(datetime.fromisoformat(begun), on_the_wall) == 60.0 * minutes


@pytest.mark.usefixtures("berlin")
def test_the_time_on_the_wall_is_that_of_the_zone(tmp_path: Path) -> None:
    (tmp_path / "now").touch()

    assert abs(local_time().timestamp() - (tmp_path / "now").stat().st_mtime) < 60.0
    assert f"{local_time():%z}" in {"+0100", "+0200"}


def test_what_is_measured_only_goes_on() -> None:
    first = steady_s()
    assert steady_s() >= first


def test_a_clock_on_the_wall_that_is_set_later_moves_nothing_that_was_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set back by an hour, it held back for an hour what an instructor sent, and gave a countdown an hour more."""
    monkeypatch.setattr(clocks.time, "time", lambda: 5000.0)
    clock_s = begun_now()
    monkeypatch.setattr(clocks.time, "time", lambda: 1400.0)

    assert 5000.0 <= clock_s() < 5060.0


@pytest.mark.parametrize(
    ("clock", "seed"),
    [
        ("2026-11-26 23:59", 20261126),
        ("2026-11-27 00:01", 20261126),
        ("2026-11-27 03:59", 20261126),
        ("2026-11-27 04:00", 20261127),
        ("2027-01-01 01:00", 20261231),
    ],
)
def test_a_class_over_midnight_meets_one_patient(clock: str, seed: int) -> None:
    """Whoever began at one minute past twelve met another patient than the rest of the class."""
    assert seed_of_today(datetime.fromisoformat(clock).replace(tzinfo=UTC)) == seed
