"""Level files: a whole one is read, and every fault of a broken one is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.files.folders import levels_folder
from game.files.level_file import LevelError, level_digest, read_level
from game.files.level_file import check_levels as checked_levels
from game.files.problem import Problem
from game.values.drug import FORMULARY
from game.values.level import Infection, Phenotype, Prior
from tests.files.sample_level import COURSES, WHOLE, written

DRUGS = ", ".join(FORMULARY)
*_MORE, _LAST = [f"'{one.value}'" for one in Phenotype]
DISEASES_NAMED = f"{', '.join(_MORE)} or {_LAST}"
PANELS = (
    "'il6', 'inflammation', 'viral_pcr', 'lactate_creatinine', 'blood_count', 'culture', 'fungal_antigen', "
    "'coagulation', 'bedside' or 'xray'"
)

BROKEN: list[tuple[str, str, str]] = [
    (
        "age_years",
        "age_yaers",
        (
            "14: patient.age_yaers: found an unknown key, expected one of age_years, bed, diagnosis, "
            "story, comorbidity, looks; did you mean 'age_years'?"
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
        f"4: phenotype: found 'covd', expected {DISEASES_NAMED}; did you mean 'covid'?",
    ),
    ('title = "A sample"', "title = 3", "3: title: found 3, expected text, of at most 120 characters"),
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
    # So little is no half hour and no tick: a ward that draws at every none of them came to a division by zero.
    (
        "delay_minutes = 20",
        "routine_every_h = 1e-9",
        ("30: labs[1].routine_every_h: found 1e-09, expected whole half hours"),
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


BROKEN_COURSES = [
    ("weight = 2", "weight = 0", "45: courses[0].weight: found 0, expected a number, more than 0, at most 100"),
    ('"other"', '"as_written"', "49: courses[1].id: found 'as_written' again, expected each one once"),
    ('"as written"', '" "', "46: courses[0].was: found no text, expected what the debrief says it was"),
    ('was = "as written"\n', "", "43: courses[0].was: found nothing, expected text, of at most 120 characters"),
    (
        "hours_before = 96",
        "hours_before = 96.01",
        "52: courses[1].hours_before: found 96.01, expected whole ticks of 5 min",
    ),
    (
        "hours_before = 96",
        "hours_before = 15",
        "52: courses[1].hours_before: found 15, expected 18 h or more, since a sample was taken then",
    ),
    (
        "hours_before = 12,",
        "hours_before = 97,",
        (
            "53: courses[1].infection.hours_before: found 97, "
            "expected 0 to 96 h, the length of the illness before admission"
        ),
    ),
    (
        "million_per_ml = 0.05",
        "milion_per_ml = 0.05",
        (
            "53: courses[1].infection.milion_per_ml: found an unknown key, expected one of million_per_ml, germ; "
            "did you mean 'million_per_ml'?"
        ),
    ),
    (
        "gate_il6",
        "gate_il_6",
        (
            "56: courses[1].host.gate_il_6: found an unknown name, expected a host parameter of docs/model.md; "
            "did you mean 'gate_il6'?"
        ),
    ),
    (
        "gate_il6 =",
        "gate_il6 = 0.3\n[courses.state]\nbactria = 1.0\n#",
        (
            "58: courses[1].state.bactria: found an unknown name, expected a compartment of docs/model.md; "
            "did you mean 'bacteria'?"
        ),
    ),
    ("median = 0.3", "median = 9", "56: courses[1].host.gate_il6.median: found 9, expected 0 to 1 share"),
    (
        "weight = 1.5",
        'weight = 1.5\nphenotype = "covd"',
        f"51: courses[1].phenotype: found 'covd', expected {DISEASES_NAMED}; did you mean 'covid'?",
    ),
]


def check_levels(paths: list[Path]) -> list[Problem]:
    return [problem for one in checked_levels(paths) for problem in one.faults]


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


def test_a_level_may_hold_several_courses(tmp_path: Path) -> None:
    level = read_level(written(tmp_path, ("after_h = 2.0\n", f"after_h = 2.0\n{COURSES}")))

    assert [(one.id, one.weight) for one in level.courses] == [("as_written", 2.0), ("other", 1.5)]
    assert level.courses[1].infection == Infection(hours_before=12.0, million_per_ml=0.05)
    assert level.courses[1].host == {"gate_il6": Prior(median=0.3, spread=0.2)}


@pytest.mark.parametrize(("old", "new", "expected"), BROKEN_COURSES, ids=[new[:24] for _, new, _ in BROKEN_COURSES])
def test_a_fault_of_a_course_is_named_with_place_and_mend(tmp_path: Path, old: str, new: str, expected: str) -> None:
    path = written(tmp_path, ("after_h = 2.0\n", f"after_h = 2.0\n{COURSES.replace(old, new)}"))

    assert [problem.text for problem in check_levels([path])] == [f"{path}:{expected}"]


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
        f"{path}: found no such file or directory, expected a file that can be read",
        f"{tmp_path}: found no '.toml' file, expected at least one level",
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


def test_the_digest_changes_with_anything_that_a_case_rests_on(tmp_path: Path) -> None:
    usual = level_digest(read_level(written(tmp_path)))
    with_courses = level_digest(read_level(written(tmp_path, ("after_h = 2.0\n", f"after_h = 2.0\n{COURSES}"))))

    assert usual == level_digest(read_level(written(tmp_path, ("format = 1\n", "format = 1 # a remark\n"))))
    assert usual != level_digest(read_level(written(tmp_path, ("A word.", "Another word."))))
    assert usual == "f551794f1f44772f"
    assert usual != with_courses


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("seed = 7", f"seed = {'9' * 5000}", "6: found a number of 5,000 digits, expected TOML"),
        ("seed = 7", f"seed = {'9' * 400}", "6: seed: found a number of about 399 digits, expected a whole number"),
        ("seed = 7", f"seed = 0x{'f' * 900}", "6: seed: found a number of about 1081 digits, expected a whole number"),
        ("after_h = 2.0", f"after_h = {'9' * 400}", "41: notes[0].after_h: found a number of about 399 digits"),
        (
            "after_h = 2.0",
            f"after_h = 2.0\n{COURSES.replace('= 96', '= ' + 400 * '9')}",
            "52: courses[1].hours_before: found a number of about 399 digits",
        ),
        (
            "after_h = 2.0",
            f"after_h = 2.0\n{COURSES.replace('= 96', '= { median = 1e18, spread = 0.1 }')}",
            "52: courses[1].hours_before.median: found 1e+18, expected hours of illness before admission, at most 960",
        ),
        ("history_h = [18.0, 6.0]", "history_h = [\n1.0,\n1e300]", "28: labs[0].history_h[1]: found 1e+300, expected"),
        ("hours_before = 120", f"hours_before = {'[' * 5000}", "19: found lists or tables nested more than 16 deep"),
        ("[host]", f"[{'host.' * 5000}x]", "21: found lists or tables nested more than 16 deep"),
        ('id = "sample"', f"id = '{'a' * 245}'", "2: id: found 'aaaaaa"),
        ('title = "A sample"', 'title = "A\\u0000"', "3: title: found the control character \\x00, expected text"),
        ('"Read."', '"""\nRead\\u001b."""', "33: objectives[0].text: found the control character \\x1b, expected text"),
        ('"Early."', f"'{'y' * 1500}'", "36: teaching_points[0].text: found a word of 1,500 letters, expected"),
        ('"Early."', f"'{'y ' * 1500}'", "36: teaching_points[0].text: found 'y y y"),
        (
            "weight_kg = 80\n",
            f"weight_kg = 80\n{'k' * 100_000} = 1\n",
            f"17: patient.{'k' * 89}...: found an unknown key, expected one of",
        ),
    ],
)  # fmt: skip
def test_what_is_without_bound_is_named_in_a_short_line(tmp_path: Path, old: str, new: str, expected: str) -> None:
    path = written(tmp_path, (old, new))

    (problem, *rest) = check_levels([path])

    assert problem.text.startswith(f"{path}:{expected}")
    assert len(problem.text) < 1500
    assert [one.line for one in rest if one.line < problem.line and one.line] == []


@pytest.mark.parametrize("sign", ["\u2028", "\u0085", "\\u000b"])
def test_a_line_ends_where_an_editor_ends_it(tmp_path: Path, sign: str) -> None:
    path = written(tmp_path, ("For tests.", f"For{sign}tests."), ("seed = 7", "seed = -1"))

    assert 6 in [problem.line for problem in check_levels([path])]


def test_a_fault_in_a_list_over_several_lines_stands_on_its_own_line(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ('["remdesivir", "tocilizumab"]', '[\n  "remdesivir",\n  # ]\n  "toci",\n]'),
        ("[18.0, 6.0]", "[\n 18.0,\n\n 6.01 ]"),
    )

    assert [(problem.place, problem.line) for problem in check_levels([path])] == [
        ("regimens[1]", 11),
        ("labs[0].history_h[1]", 33),
    ]


def test_ten_thousands_of_faults_are_counted_and_a_hundred_named(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text("".join(f"k{number} = 1\n" for number in range(20_000)) + WHOLE)

    with pytest.raises(LevelError) as caught:
        read_level(path)

    assert str(caught.value).splitlines()[-1] == "and 19,900 more"
    assert caught.value.problems[0].line == 1


def test_names_in_other_scripts_are_no_fault(tmp_path: Path) -> None:
    title = "Здравствуй 患者 مريض \u200f TNF-α"

    assert check_levels([written(tmp_path, ("A sample", title), ("A word.", "患者は" * 100))]) == []


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "latin.toml").write_bytes(b"caf\xe9")
    (tmp_path / "deep.toml").write_text("a = " + "[" * 100_000)
    written(tmp_path, ("seed = 7", "seed = -1"))

    found = {problem.file: problem.found for problem in check_levels([tmp_path])}

    assert {Path(file).name: words for file, words in found.items()} == {
        "deep.toml": "lists or tables nested more than 16 deep",
        "folder.toml": "a folder",
        "latin.toml": "the byte 0xe9",
        "sample.toml": "-1",
    }
