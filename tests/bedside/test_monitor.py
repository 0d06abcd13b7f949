"""The monitor: mean and spread, limits, absence."""

from dataclasses import replace

import pytest

from game.bedside.monitor import SPREADS, observe, without_a_heartbeat
from game.patient.signs import Vitals
from game.values.channel import KINDS, VITALS, Channel, Flag

WELL = Vitals(80.0, 95.0, 120.0, 75.0, 90.0, 16.0, 37.0, 0.03)


def test_readings_have_the_stated_mean_and_spread():
    draws = [observe(WELL, 1, tick) for tick in range(3000)]
    for channel, spread in SPREADS.items():
        values = [one[channel].value for one in draws if one[channel].flag is Flag.NONE]
        mean = sum(values) / len(values)
        variance = sum((value - mean) ** 2 for value in values) / len(values)

        assert abs(mean - getattr(WELL, channel.value)) < 0.1 * spread
        assert 0.9 < variance**0.5 / spread < 1.1


def test_one_transducer_gives_all_pressures_one_error():
    for tick in range(50):
        seen = observe(WELL, 3, tick)
        error = seen[Channel.MAP].value - WELL.map

        assert abs(seen[Channel.SYSTOLIC].value - WELL.systolic - error) < 1e-9
        assert abs(seen[Channel.DIASTOLIC].value - WELL.diastolic - error) < 1e-9


def test_a_reading_belongs_to_its_seed_and_tick():
    assert observe(WELL, 5, 40) == observe(WELL, 5, 40)
    assert observe(WELL, 5, 40) != observe(WELL, 5, 41)
    assert observe(WELL, 5, 40) != observe(WELL, 6, 40)


def test_readings_stay_within_what_a_monitor_shows():
    extreme = Vitals(300.0, 100.0, 10.0, 5.0, 8.0, 2.0, 44.0, 0.7)
    for tick in range(200):
        for channel, reading in observe(extreme, 2, tick).items():
            if reading.flag is not Flag.ABSENT:
                assert KINDS[channel].low <= reading.value <= KINDS[channel].high
    seen = observe(extreme, 2, 0)

    assert Flag.ABOVE is seen[Channel.HEART_RATE].flag
    assert Flag.BELOW is seen[Channel.MAP].flag


def test_a_saturation_of_hundred_is_not_flagged():
    full = replace(WELL, spo2=100.0)

    assert {Flag.NONE} == {
        one.flag for tick in range(300) if (one := observe(full, 4, tick)[Channel.SPO2]).flag is not Flag.ABSENT
    }


def test_the_probe_slips_rarely_and_more_often_on_cold_fingers():
    cold = replace(WELL, map=45.0)

    def lost(shown):
        return sum(observe(shown, 8, tick)[Channel.SPO2].flag is Flag.ABSENT for tick in range(3000))

    assert lost(WELL) < 12
    assert 30 < lost(cold) < 100


def test_every_vital_sign_is_read():
    assert set(VITALS) == set(observe(WELL, 1, 1))


@pytest.mark.parametrize(("ventilated", "read"), [(False, set()), (True, {Channel.RESPIRATORY_RATE})])
def test_a_heart_that_stands_still_leaves_the_temperature_and_the_breaths_of_a_machine(ventilated, read):
    before = observe(WELL, 1, 1)
    left = without_a_heartbeat(before, ventilated=ventilated)

    assert set(left) == set(VITALS)
    for channel, one in left.items():
        kept = channel in read | {Channel.TEMPERATURE}
        assert one == before[channel] if kept else (one.value, one.flag) == (0.0, Flag.ABSENT)
