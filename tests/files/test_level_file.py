"""Level files: a whole one is read, and every fault of a broken one is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.files.folders import levels_folder
from game.files.level_file import LevelError, check_levels, level_digest, read_level
from game.files.toml_lines import line_of, lines_of
from game.values.level import Prior
from tests.files.sample_level import WHOLE, written

DRUGS = (
    "remdesivir, antibiotic, dexamethasone, dexamethasone_high, methylprednisolone, hydrocortisone, "
    "tocilizumab, paracetamol"
)
PANELS = "'il6', 'inflammation', 'viral_pcr', 'lactate_creatinine', 'blood_count', 'culture' or 'xray'"

BROKEN: list[tuple[str, str, str]] = [
    (
        "age_years",
        "age_yaers",
        (
            "14: patient.age_yaers: found an unknown key, expected one of age_years, bed, diagnosis, "
            "story, comorbidity; did you mean 'age_years'?"
        ),
    ),
    ("age_years = 60\n", "", "12: patient.age_years: found nothing, expected a whole number from 18 to 110"),
    ("age_years = 60", "age_years = 17", "14: patient.age_years: found 17, expected a whole number from 18 to 110"),
    ("age_years = 60", "age_years = 60.5", "14: patient.age_years: found 60.5, expected a whole number from 18 to 110"),
    ("age_years = 60", "age_years = true", "14: patient.age_years: found true, expected a whole number from 18 to 110"),
    ("weight_kg = 80", "weight_kg = nan", "16: patient.weight_kg: found nan, expected a number from 35 to 250"),
    (
        'sex = "female"',
        'sex = "femal"',
        ("15: patient.sex: found 'femal', expected 'female' or 'male'; did you mean 'female'?"),
    ),
    (
        'phenotype = "covid"',
        'phenotype = "covd"',
        ("4: phenotype: found 'covd', expected 'covid', 'viral_stressed', 'sepsis' or 'car_t'; did you mean 'covid'?"),
    ),
    ('title = "A sample"', "title = 3", "3: title: found 3, expected text"),
    ('title = "A sample"', 'title = " "', "3: title: found no text, expected a sentence"),
    ('id = "sample"', 'id = "other"', "2: id: found 'other', expected 'sample', the name of the file"),
    ("format = 1", "format = 2", "1: format: found 2, expected a whole number that is 1"),
    ("seed = 7", "seed = -1", "6: seed: found -1, expected a whole number, 0 or more, less than 9007199254740992"),
    ("horizon_h = 48", "horizon_h = 48.01", "7: horizon_h: found 48.01, expected whole ticks of 5 min"),
    ("horizon_h = 48", "horizon_h = 0", "7: horizon_h: found 0, expected a number, more than 0, at most 1440"),
    ("needs_dampening = true", "needs_dampening = 1", "10: needs_dampening: found 1, expected true or false"),
    (
        '["remdesivir", "tocilizumab"]',
        '["remdesivir", "tociluzimab"]',
        (
            "8: regimens[1]: found 'tociluzimab', expected "
            f"a regimen of the formulary ({DRUGS}); did you mean 'tocilizumab'?"
        ),
    ),
    (
        '["remdesivir", "tocilizumab"]',
        '["remdesivir", "remdesivir"]',
        ("8: regimens[1]: found 'remdesivir' again, expected each one once"),
    ),
    ('["remdesivir", "tocilizumab"]', '"remdesivir"', "8: regimens: found 'remdesivir', expected a list"),
    (
        'panels = ["il6", "lactate_creatinine"]',
        'panels = ["il6", "lactate_creatinine", "il-6"]',
        (f"9: panels[2]: found 'il-6', expected {PANELS}; did you mean 'il6'?"),
    ),
    (
        'panels = ["il6", "lactate_creatinine"]',
        'panels = ["il6"]',
        ("29: labs[1].panel: found 'lactate_creatinine', expected one that this level offers in 'panels': 'il6'"),
    ),
    ('panel = "lactate_creatinine"', 'panel = "il6"', "29: labs[1].panel: found 'il6' again, expected each one once"),
    (
        "delay_minutes = 20",
        "delay_minuts = 20",
        (
            "30: labs[1].delay_minuts: found an unknown key, expected one of "
            "delay_minutes, noise, routine_every_h, history_h; did you mean 'delay_minutes'?"
        ),
    ),
    ("delay_minutes = 20", "delay_minutes = 22", "30: labs[1].delay_minutes: found 22, expected whole ticks of 5 min"),
    (
        "delay_minutes = 20",
        "routine_every_h = 0.25",
        ("30: labs[1].routine_every_h: found 0.25, expected whole half hours"),
    ),
    (
        "history_h = [18.0, 6.0]",
        "history_h = [18.0, 121]",
        ("26: labs[0].history_h[1]: found 121, expected 0 to 120 h, the length of the illness before admission"),
    ),
    ("history_h = [18.0, 6.0]", "history_h = [18.0, '6']", "26: labs[0].history_h[1]: found '6', expected a number"),
    (
        "il6_scale",
        "il6_skale",
        (
            "22: host.il6_skale: found an unknown name, expected a host parameter of docs/model.md; "
            "did you mean 'il6_scale'?"
        ),
    ),
    ("il6_scale = 0.6", "il6_scale = 7", "22: host.il6_scale: found 7, expected 0.02 to 6 pg/mL per unit"),
    ("il6_scale = 0.6", 'il6_scale = "high"', "22: host.il6_scale: found 'high', expected a number"),
    (
        "il6_scale = 0.6",
        "il6_scale = { median = 9.0, spread = 0.2 }",
        ("22: host.il6_scale.median: found 9.0, expected 0.02 to 6 pg/mL per unit"),
    ),
    (
        "il6_scale = 0.6",
        "il6_scale = { median = 0.5, spred = 0.2 }",
        ("22: host.il6_scale.spred: found an unknown key, expected one of spread; did you mean 'spread'?"),
    ),
    ("after_h = 2.0", "after_h = 49", "41: notes[0].after_h: found 49, expected 0 to 48 h, the length of the case"),
    (
        "after_h = 2.0",
        'sign = "fewer"',
        (
            "41: notes[0].sign: found 'fewer', expected 'always', 'calm', 'oxygen', "
            "'confused', 'mottled', 'fever', 'breathless' or 'better'; did you mean 'fever'?"
        ),
    ),
    ("[[notes]]", "[notes]", "39: notes: found a table, expected a list of tables"),
    (
        "[[notes]]",
        '[[rules]]\nregimen = "dexamethasone"\n\n[[notes]]',
        (
            "40: rules[0].regimen: found 'dexamethasone', "
            "expected one that this level offers in 'regimens': 'remdesivir' or 'tocilizumab'"
        ),
    ),
]


def test_a_whole_file_becomes_a_level(tmp_path: Path) -> None:
    level = read_level(written(tmp_path, ("il6_scale = 0.6", "il6_scale = { median = 0.5, spread = 0.2 }")))

    assert level.patient.weight_kg == 80.0
    assert level.host["il6_scale"] == Prior(median=0.5, spread=0.2)
    assert level.labs[0].history_h == (18.0, 6.0)


@pytest.mark.parametrize(("old", "new", "expected"), BROKEN, ids=[f"{old[:20]} > {new[:20]}" for old, new, _ in BROKEN])
def test_a_fault_is_named_with_place_and_mend(tmp_path: Path, old: str, new: str, expected: str) -> None:
    path = written(tmp_path, (old, new))

    with pytest.raises(LevelError) as caught:
        read_level(path)

    assert [problem.text for problem in caught.value.problems] == [f"{path}:{expected}"]
    assert str(caught.value) == f"{path}:{expected}"


def test_every_fault_of_a_file_is_named_at_once_in_the_order_of_its_lines(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ("age_years", "age_yaers"),
        ('sex = "female"', 'sex = "x"'),
        ("il6_scale", "il6scale"),
        ("horizon_h = 48", "horizon_h = -3"),
        ('study = "A study"', "study = 1"),
    )

    problems = check_levels([path])

    assert [problem.place for problem in problems] == [
        "horizon_h",
        "patient.age_yaers",
        "patient.sex",
        "host.il6scale",
        "teaching_points[0].study",
    ]
    assert [problem.line for problem in problems] == [7, 14, 15, 22, 37]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"format = 1\nid = \n", ":2:6: found what is not TOML (invalid value), expected TOML"),
        (b'format = 1\ntitle = "open\n', ":2:14: found what is not TOML (illegal character '\\n'), expected TOML"),
        (b"format = 1\nregimens = [1,\n", ":3:1: found what is not TOML (invalid value), expected TOML"),
        (b"format = 1\nformat = 2\n", ":2:11: found what is not TOML (cannot overwrite a value), expected TOML"),
        (b'format = 1\ntitle = "caf\xe9"\n', ":2:13: found the byte 0xe9, expected text in UTF-8"),
    ],
)
def test_what_is_not_toml_is_named_with_line_and_column(tmp_path: Path, raw: bytes, expected: str) -> None:
    path = tmp_path / "sample.toml"
    path.write_bytes(raw)

    assert [problem.text for problem in check_levels([path])] == [f"{path}{expected}"]


def test_a_file_that_is_not_there_or_a_folder_without_levels_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "sample.toml"

    assert [problem.text for problem in check_levels([path, tmp_path])] == [
        f"{tmp_path}: found no '.toml' file, expected at least one level",
        f"{path}: found no such file or directory, expected a file that can be read",
    ]


def test_two_files_may_not_share_an_id(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = written(tmp_path / "a"), written(tmp_path / "b")

    assert [problem.text for problem in check_levels([first, second])] == [
        f"{second}: id: found 'sample', as in {first}, expected an id of its own"
    ]


def test_a_byte_order_mark_and_windows_newlines_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "sample.toml"
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())

    assert check_levels([path]) == []


def test_the_shipped_levels_have_no_fault() -> None:
    assert check_levels([levels_folder()]) == []
    assert len(list(levels_folder().glob("*.toml"))) >= 3


def test_the_digest_changes_with_anything_in_the_level(tmp_path: Path) -> None:
    usual = level_digest(read_level(written(tmp_path)))

    assert usual == level_digest(read_level(written(tmp_path, ("format = 1\n", "format = 1 # a remark\n"))))
    assert usual != level_digest(read_level(written(tmp_path, ("A word.", "Another word."))))


def test_lines_are_found_around_long_texts_lists_and_quoted_keys() -> None:
    found = lines_of(
        '"a b" = 1\n'
        'long = """\n[not.a.table]\nkey = 1\n"""\n'
        'many = [\n  "x = 1", # ]\n  [2],\n]\n'
        "[one . two] # remark\nkey = 1\n[[rows]]\nk = 1\n[[rows]]\nk = { m = 2 }\n"
    )

    assert found == {
        "a b": 1,
        "long": 2,
        "many": 6,
        "one.two": 10,
        "one.two.key": 11,
        "rows[0]": 12,
        "rows[0].k": 13,
        "rows[1]": 14,
        "rows[1].k": 15,
    }
    assert line_of(found, "rows[1].k.m") == 15
    assert line_of(found, "rows[1].missing") == 14
    assert line_of(found, "unknown") == 0
