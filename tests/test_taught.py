"""What is taught is held by a row of the validation, a test or a study; nothing else gets past the check."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from game.bedside.news2 import Parts
from game.case import ward
from game.case.build_view import CHANGE_OVER_TICKS
from game.case.inside import HORIZON_H
from game.review.findings import Mark
from game.review.scoring.episodes import mark_of
from game.review.verdict import Pitfall
from game.ui.bedside.sounding import SILENCE_US
from game.ui.menus.glossary_words import QUESTIONS, TERMS
from game.ui.toolkit.pace import TICK_US
from game.values.channel import KINDS, Channel
from game.values.order import Device
from game.values.ticks import TICKS_PER_HOUR
from tests.levels.plays import NAMES, level
from tools.check_taught import TAUGHT, Row, Table, claims_of, faults, faults_elsewhere, others, table, taught

ROW = Row("G", "h", 4.0, 12.0, 8.7, "CRP leaves the healthy range (5 mg/L) after a pulse")
STUDY = {"trial": {"citation": "Some 2020, J 1:2", "found": "31 against 35 %", "read": True}}
TEST = "test tests/test_taught.py::test_there_are_three_pitfalls"


def test_every_sentence_that_teaches_is_held() -> None:
    assert faults(table(), taught()) == []


def test_every_other_sentence_with_a_number_or_a_direction_is_known_to_teach_nothing() -> None:
    assert faults_elsewhere(table(), others()) == []


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("Steroids prevent organ failure.", True),
        ("The early drug improves survival.", True),
        ("This drug reduces the load.", True),
        ("IL-6 is a protein of the body.", False),
    ],
)
def test_a_sentence_that_teaches_where_nobody_looked_for_it_is_found(sentence: str, claims: bool) -> None:
    sentences = {"some.new.place": sentence} if claims_of(sentence) else {}
    found = faults_elsewhere(Table(set(), {}, {}), sentences)

    assert not TAUGHT.fullmatch("some.new.place")
    assert bool(found) is claims
    assert faults_elsewhere(Table(set(), {}, {}, elsewhere=frozenset({"some.new.place"})), sentences) == (
        [] if claims else ["some.new.place: stands under elsewhere, and claims nothing"]
    )


def test_every_answer_in_the_glossary_names_a_study_that_was_read() -> None:
    of = table()
    for question in QUESTIONS:
        proofs = {proof for one in of.claims[f"glossary.{question.id}.words"].values()
                  for proof in ([one] if isinstance(one, str) else one) if proof.startswith("study")}  # fmt: skip
        cited = " ".join(of.studies[proof.removeprefix("study ")]["citation"] for proof in proofs)
        assert all(of.studies[proof.removeprefix("study ")]["read"] for proof in proofs)
        for named in question.study.split(";"):
            assert named.partition("(")[0].strip().rpartition(" ")[2] in cited, question.id


@pytest.mark.parametrize("name", NAMES)
def test_the_study_below_a_teaching_point_is_the_one_that_holds_it(name: str) -> None:
    of = table()
    for index, point in enumerate(level(name).teaching_points, 1):
        proofs = [proof for one in of.claims[f"{name}.teaching_points.{index}"].values()
                  for proof in ([one] if isinstance(one, str) else one) if proof.startswith("study")]  # fmt: skip
        cited = " ".join(of.studies[proof.removeprefix("study ")]["citation"] for proof in proofs)
        assert proofs, point.text
        for named in point.study.split(";"):
            assert named.split()[-1] in cited, point.study


@pytest.mark.parametrize(
    ("sentence", "claims", "fault"),
    [
        ("It rises in 6 to 12 hours.", {"rises in 6 to 12 hours": "row crp"}, ""),
        ("It rises in half a day to 40 hours.", {"rises in half a day to 40 hours": "row crp"}, "40 is not"),
        ("It rises in 2 days.", {"rises in 2 days": "row crp"}, "2 is not what row crp"),
        ("Under 5 mg/L it rises.", {"Under 5 mg/L it rises": "row crp"}, ""),
        ("It rises.", {"rises": "row crq"}, "no good row crq"),
        ("It rises.", {"rises": "row poor"}, "no good row poor"),
        ("It rises, and falls.", {"rises": "row crp"}, "no proof for falls"),
        ("It rises in 7 hours.", {"rises": "row crp"}, "no proof for 7"),
        ("It goes up.", {"rises": "row crp"}, "no longer says 'rises'"),
        ("35 % fell to 31 %.", {"35 % fell to 31 %": "study trial"}, ""),
        ("35 % fell to 30 %.", {"35 % fell to 30 %": "study trial"}, "30 is not what study trial"),
        ("It fell.", {"fell": "study trail"}, "no study trail"),
        ("There are three.", {"three": TEST}, ""),
        ("There are four.", {"four": TEST}, "4 is not what"),
        ("They rise.", {"rise": f"{TEST}_more"}, "there is no test"),
        ("40 is 640.", {"40 is 640": "sum 40 * 2 ** 4 = 640"}, ""),
        ("40 is 640.", {"40 is 640": "sum 40 * 2 ** 3 = 640"}, "is not so"),
        ("It never rises.", {"never rises": "against row crp"}, ""),
        ("It rises.", {"rises": "means"}, "only a glossary"),
        ("It rises.", {"rises": "surely so"}, "no kind of proof"),
        ("It rises.", {}, "name its proof"),
    ],
)  # fmt: skip
def test_a_claim_without_a_proof_is_refused(sentence: str, claims: dict[str, str | list[str]], fault: str) -> None:
    rows = {"crp": ROW, "poor": replace(ROW, letter="P")}
    found = faults(Table(set(), STUDY, {"some.id": claims} if claims else {}, rows), {"some.id": sentence})
    found = [one for one in found if "no sentence rests on it" not in one]

    assert len(found) == bool(fault)
    assert fault in "".join(found)


@pytest.mark.parametrize(
    ("sentence", "held"), [("It is a drug.", True), ("It helps.", False), ("Take 7 of it.", False)]
)
def test_what_claims_nothing_holds_no_number_and_no_direction(sentence: str, held: bool) -> None:
    assert (faults(Table({"some.id"}, {}, {}, {}), {"some.id": sentence}) == []) is held


def test_what_is_named_and_not_taught_is_told() -> None:
    found = faults(Table({"gone.id"}, STUDY, {}, {}), {})
    assert [one.partition(":")[0] for one in found] == ["gone.id", "study trial"]


def test_the_usual_values_of_the_glossary_are_those_of_the_results_page() -> None:
    """Each in full, as it is written there: 45 to 110 or under 5, by the range of its channel."""
    told = {term.id: term.normal for term in TERMS if term.measured}
    assert told == {
        "blood_culture": "no growth",
        "creatinine": "45 to 110 µmol/L",
        "crp": "under 5 mg/L",
        "d_dimer": "under 0.5 mg/L FEU",
        "ferritin": "15 to 400 µg/L",
        "fio2": "0.21 in room air",
        "il_6": "under 10 pg/mL",
        "lactate": "0.5 to 2.0 mmol/L",
        "map": "65 to 105 mmHg",
        "neutrophils": "2.0 to 7.5 ×10⁹/L",
        "p_f_ratio": "above 400 mmHg",
        "procalcitonin": "under 0.1 µg/L",
        "spo2": "96 to 100 %",
        "troponin": "under 14 ng/L",
    }
    names = {"il_6": Channel.IL6, "p_f_ratio": Channel.PF_RATIO}
    for term, words in told.items():
        if term in {"blood_culture", "fio2"}:
            continue
        kind = KINDS[names.get(term) or Channel(term)]
        numbers = [float(one) for one in words.replace(kind.unit, "").split() if one[0].isdigit()]
        assert words.endswith(kind.unit)
        if words.startswith("under"):
            assert (numbers, kind.healthy_low) == ([kind.healthy_high], 0)
        elif words.startswith("above"):
            assert numbers == [kind.healthy_low]
        else:
            assert numbers == [kind.healthy_low, kind.healthy_high]


def test_marks_are_given_from_5_10_and_15_points() -> None:
    """Slow from 5, a mistake from 10, a blunder from 15."""
    found = [mark_of(points) for points in (4.0, 5.0, 9.0, 10.0, 14.0, 15.0)]
    assert found == [Mark.FINE, Mark.SLOW, Mark.SLOW, Mark.MISTAKE, Mark.MISTAKE, Mark.BLUNDER]


def test_the_summary_of_a_level_tells_the_day_of_illness_that_it_begins_on() -> None:
    told = {name: re.search(r"day (\d+) of symptoms", level(name).summary) for name in NAMES}
    days = {name: (int(found[1]), level(name).start.symptom_day) for name, found in told.items() if found}
    assert len(days) >= 2
    assert all(said == begun for said, begun in days.values())


def test_there_are_three_pitfalls() -> None:
    assert len(Pitfall) == 3


def test_the_film_of_the_storm_lasts_three_weeks() -> None:
    assert HORIZON_H == 3 * 7 * 24


def test_numbers_of_the_hints_are_those_of_the_rules() -> None:
    """Two minutes of quiet, three seconds an hour at 1×, 500 mL in 30 minutes, seven parts, SpO₂ 92 to 96 %."""
    assert SILENCE_US == 2 * 60 * 1_000_000
    assert TICK_US * TICKS_PER_HOUR == 3 * 1_000_000
    assert ward.BOLUS_TICKS * 60 // TICKS_PER_HOUR == 30
    assert 1000 * ward.BOLUS_L_PER_H * ward.BOLUS_TICKS / TICKS_PER_HOUR == 500
    assert len(Parts._fields) == 7
    assert ward.SPO2_TO_AIM_AT == 92
    assert CHANGE_OVER_TICKS == 6 * TICKS_PER_HOUR  # six hours
    held = ward.with_device(ward.Holding(), Device.HIGH_FLOW)
    rungs = [ward.titrated(spo2, held).rung - held.rung for spo2 in (91.0, 92.0, 96.0, 97.0)]
    assert [rungs[0] > 0, *rungs[1:3], rungs[3] < 0] == [True, 0, 0, True]
