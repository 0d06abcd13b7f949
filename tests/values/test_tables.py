"""Tables of the vocabulary, a second time: a number that is mistyped once is not mistyped twice."""

from __future__ import annotations

import calendar
import re
from pathlib import Path

import pytest

from game.values import log
from game.values.channel import KINDS, VITALS, Channel, as_shown, detectable
from game.values.disease import Invader, Treated
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY
from game.values.level import Phenotype
from game.values.patients import day_of
from game.values.session import Session, SessionLevel

TEACHING = Path(__file__).parents[2] / "docs" / "teaching.md"

SHOWN = {
    Channel.HEART_RATE: (0, 20, 250, 51, 90),
    Channel.SPO2: (0, 40, 100, 96, 100),
    Channel.SYSTOLIC: (0, 30, 260, 111, 219),
    Channel.DIASTOLIC: (0, 15, 180, 50, 90),
    Channel.MAP: (0, 20, 200, 65, 105),
    Channel.RESPIRATORY_RATE: (0, 4, 70, 12, 20),
    Channel.TEMPERATURE: (1, 30, 43, 36.1, 38),
    Channel.IL6: (0, 1.5, 50_000, 0, 10),
    Channel.CRP: (0, 0.3, 500, 0, 5),
    Channel.FERRITIN: (0, 5, 100_000, 15, 400),
    Channel.D_DIMER: (1, 0.1, 35, 0, 0.5),
    Channel.PROCALCITONIN: (2, 0.02, 200, 0, 0.1),
    Channel.VIRAL_LOAD: (1, 2, 12, 0, 2),
    Channel.BLOOD_CULTURE: (1, 3, 9, 0, 3),
    Channel.FUNGAL_ANTIGEN: (0, 30, 500, 0, 80),
    Channel.LACTATE: (1, 0.3, 25, 0.5, 2),
    Channel.CREATININE: (0, 10, 1_500, 45, 110),
    Channel.GLUCOSE: (1, 1, 50, 3.9, 7.8),
    Channel.NEUTROPHILS: (1, 0.1, 60, 2, 7.5),
    Channel.LYMPHOCYTES: (1, 0.1, 20, 1, 4),
    Channel.PLATELETS: (0, 5, 900, 150, 400),
    Channel.FIBRINOGEN: (1, 0.3, 12, 2, 4),
    Channel.INR: (1, 0.8, 12, 0.8, 1.2),
    Channel.ALT: (0, 5, 5_000, 5, 40),
    Channel.TROPONIN: (0, 3, 10_000, 0, 14),
    Channel.PF_RATIO: (0, 30, 600, 400, 600),
    Channel.XRAY: (0, 0, 6, 0, 0),
    Channel.DELIRIUM: (0, 0, 8, 0, 3),
    Channel.URINE: (1, 0, 6, 0.5, 3),
}
"""Decimals; the least and the most that is shown; the healthy range."""


@pytest.mark.parametrize("channel", Channel)
def test_a_value_is_shown_between_its_limits_with_its_decimals(channel):
    kind = KINDS[channel]
    assert channel in SHOWN, "no row in SHOWN: write its decimals and limits a second time"
    decimals, low, high, *healthy = SHOWN[channel]

    assert kind.decimals == decimals
    assert (detectable(channel, -1e9), detectable(channel, 1e9)) == (low, high)
    assert [kind.healthy_low, kind.healthy_high] == healthy
    assert kind.decades is (channel is Channel.VIRAL_LOAD)


def test_a_value_under_one_keeps_a_decimal_so_that_it_does_not_read_as_none():
    assert as_shown(Channel.CRP, 0.44) == 0.4
    assert as_shown(Channel.CRP, 1.44) == 1.0
    assert as_shown(Channel.CRP, 0.1) == 0.3
    assert as_shown(Channel.PROCALCITONIN, 0.444) == 0.44


def test_the_monitor_measures_seven_signs():
    assert {one.value for one in VITALS} == {
        "heart_rate", "spo2", "systolic", "diastolic", "map", "respiratory_rate", "temperature",
    }  # fmt: skip


GIVEN = {
    "remdesivir": (200, 100, 0, 0, 24, 0, 5, 10),
    "antibiotic": (0, 4500, 0, 0, 8, 0, 21, 63),
    "meropenem": (0, 1000, 0, 0, 8, 0, 21, 63),
    "voriconazole": (0, 0, 4, 0, 12, 0, 14, 42),
    "dexamethasone": (0, 6, 0, 0, 24, 0, 10, 14),
    "dexamethasone_high": (0, 10, 0, 0, 6, 0, 12, 28),
    "methylprednisolone": (0, 1000, 0, 0, 24, 0, 3, 10),
    "hydrocortisone": (0, 50, 0, 0, 6, 0, 28, 56),
    "tocilizumab": (0, 0, 8, 800, 0, 8, 1, 2),
    "paracetamol": (0, 1000, 0, 0, 6, 0, 8, 56),
}
"""First dose, dose, dose per kg, most of a dose in mg; hours between doses, hours to wait; doses, most of a case."""


@pytest.mark.parametrize("id_", FORMULARY)
def test_a_regimen_is_dosed_as_its_source_has_it(id_):
    one = FORMULARY[id_]

    assert GIVEN.get(id_, "no row in GIVEN: write its doses a second time, from its source") == (
        one.first_dose_mg, one.dose_mg, one.dose_mg_per_kg, one.max_dose_mg,
        one.every_h, one.min_gap_h, one.doses, one.max_doses,
    )  # fmt: skip


@pytest.mark.parametrize("id_", [id_ for id_, one in FORMULARY.items() if one.courses or one.doses_mg])
def test_every_length_and_dose_that_can_be_chosen_stands_in_the_source_of_the_choice(id_):
    one = FORMULARY[id_]
    numbers = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", one.choice_source)}

    assert {count * one.every_h / 24.0 for count in one.courses} <= numbers
    assert all({mg, mg / 1000.0} & numbers for mg in one.doses_mg), "in mg or in g"


def test_steroids_taper_and_nothing_else_does():
    assert {id_ for id_, one in FORMULARY.items() if one.tapers} == {
        "dexamethasone", "dexamethasone_high", "methylprednisolone", "hydrocortisone",
    }  # fmt: skip


def test_a_drug_that_hurts_the_liver_stops_at_its_labels_multiple_of_normal():
    assert {id_: one.alt_at_most_times_normal for id_, one in FORMULARY.items() if one.alt_at_most_times_normal} == {
        "remdesivir": 10.0,
        "voriconazole": 5.0,
    }


def test_sepsis_alone_is_bacterial_from_the_door():
    assert [one for one, disease in DISEASES.items() if disease.bacterial] == [Phenotype.SEPSIS]
    assert [one for one, disease in DISEASES.items() if disease.invader is Invader.TUMOUR] == [Phenotype.CAR_T]
    assert {one: disease.treated for one, disease in DISEASES.items()} == {
        Phenotype.COVID: Treated.VIRAL,
        Phenotype.VIRAL_STRESSED: Treated.VIRAL,
        Phenotype.SEPSIS: Treated.SEPSIS,
        Phenotype.CAR_T: Treated.RELEASE,
    }


def test_a_format_of_case_files_that_was_given_out_is_never_another():
    assert (log.LOG_FORMAT, log.SESSION_LOG_FORMAT, log.TOLD_LOG_FORMAT, log.GUIDED_LOG_FORMAT) == (1, 2, 3, 4)
    assert log.NEWEST_LOG_FORMAT == log.HOSTED_LOG_FORMAT == 5


def test_what_a_session_leaves_out_is_what_the_page_for_teachers_says():
    """The last column of the table of keys in `docs/teaching.md`."""
    plain = Session(format=1, id="a", title="A", levels=(SessionLevel(id="a"),))
    without = dict(re.findall(r"^\| `([a-z_]+)` \|.*\| ([^|]+) \|$", TEACHING.read_text("utf-8"), re.MULTILINE))

    assert {key: {"true": True, "0": 0, "no limit": 0}.get(said, said) for key, said in without.items()} == {
        "mode": plain.mode.value,
        "role": "nothing is said",
        "in_order": plain.in_order,
        "least_score": plain.least_score,
        "time_limit_minutes": plain.time_limit_minutes,
        "shows": plain.shows.value,
        "when": plain.when.value,
    }
    assert plain.tries_of(0) == 0
    assert "| how often a level may be played, 0 for any number | 0 |" in TEACHING.read_text("utf-8")


def test_every_day_of_the_calendar_is_a_patient_and_no_other_number_is():
    for year in (2000, 2023, 2024, 2100):
        for month in range(1, 13):
            last = calendar.monthrange(year, month)[1]
            assert day_of(year * 10_000 + month * 100 + last) == (year, month, last)
            assert day_of(year * 10_000 + month * 100 + last + 1) is None
    assert day_of(19991231) is None
    assert day_of(99991231) == (9999, 12, 31)
