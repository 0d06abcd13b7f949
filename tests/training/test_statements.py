"""xAPI statements: of a confirmed case, in its order, with the same ids whenever they are made."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import msgspec
import pytest

from game.app import main
from game.app.run import run_case
from game.files.case_file import case_bytes
from game.files.folders import levels_folder
from game.review.verdict import SCORE_VERSION
from game.training.statements import OURS, VERBS, Statement, lines, statements
from game.values.log import EndLine, Header, Log, SessionLine, Stopper
from game.values.order import Actor, Draw, Entry, Give, Panel
from game.values.session import Session
from game.values.ticks import ticks
from game.values.words import speak
from tests.levels.plays import level
from tests.training.test_board import LEVEL, handed_in
from tools.write_schemas import FOLDER

LOG = Log(
    Header(format=2, game="0", method="m", level=LEVEL.id, level_digest="d" * 16, seed=7),
    (
        Entry(tick=ticks(2), actor=Actor.PLAYER, order=Draw(panel=Panel.IL6)),
        Entry(tick=ticks(20), actor=Actor.PLAYER, order=Give(regimen="dexamethasone")),
    ),
    (),
    EndLine(tick=ticks(52), ending="time_up", score=58, digest="d" * 16, score_version=3),
    SessionLine(session="night", session_digest="e" * 16, learner="Ann", attempt=1, sealed=False),
)


def a_case(least: int = 60, **changes: object) -> list[Statement]:
    raw = {"format": 1, "id": "night", "title": "Night", "least_score": least, "levels": [{"id": LEVEL.id}]}
    session = msgspec.convert(raw, Session) if least else None
    return list(statements(replace(handed_in("Ann"), **changes), LOG, LEVEL, session))  # type: ignore[arg-type]


def test_a_case_is_told_in_its_order() -> None:
    told = [(one.verb.display["en"], one.object.id.removeprefix(f"{OURS}:")) for one in a_case()]

    assert told == [
        ("initialized", "level:covid_storm"),
        ("used", "order:draw"),
        ("used", "order:give:dexamethasone"),
        ("completed", "level:covid_storm"),
        ("failed", "level:covid_storm"),
        ("terminated", "level:covid_storm"),
    ]


def test_names_are_told_as_the_language_in_which_they_stand() -> None:
    speak({"words.language": "de"})
    try:
        told = a_case()
    finally:
        speak()
    assert {language for one in told for language in one.object.definition.name} == {"de"}
    assert {language for one in told for language in one.verb.display} == {"en"}, "verbs are words of a published list"


@pytest.mark.parametrize(("least", "verb"), [(60, "failed"), (58, "passed"), (0, None)])
def test_a_case_is_passed_from_the_least_score_of_its_session_on(least: int, verb: str | None) -> None:
    verbs = {one.verb.id for one in a_case(least)}

    assert verbs & {VERBS["passed"], VERBS["failed"]} == ({VERBS[verb]} if verb else set())


@pytest.mark.parametrize(("hour", "score", "verb"), [(7, 100, None), (7, 90, "passed"), (12, 100, "passed")])
def test_what_dice_ended_early_is_neither_passed_nor_failed(hour: int, score: int, verb: str | None) -> None:
    """A death at hour 7 with 100 points was *passed* in the record, and had no star and was no best in the game."""
    end = EndLine(tick=ticks(hour), ending="died_of_shock", score=score, digest="d" * 16, score_version=3)
    told = {one.verb.id: one.result for one in a_case(analysis=None, end=end)}

    assert told.keys() & {VERBS["passed"], VERBS["failed"]} == ({VERBS[verb]} if verb else set())
    done = told[VERBS["completed"]]
    assert done is not None
    # A store that takes the mean of what was completed had its hundred points too.
    assert (done.score is None) is (verb is None)
    assert done.extensions.get(f"{OURS}:left_out") == (None if verb else "dice")


def test_what_was_stopped_is_neither_passed_nor_failed_as_on_the_board() -> None:
    """Whose lesson had ended had *failed*, by hours that nobody had decided about."""
    told = {one.verb.id: one.result for one in a_case(stopped_by=Stopper.LESSON)}

    assert not told.keys() & {VERBS["passed"], VERBS["failed"]}
    done = told[VERBS["completed"]]
    assert done is not None
    assert (done.score, done.extensions[f"{OURS}:left_out"]) == (None, "stopped")


def test_the_score_and_the_pitfalls_are_told_where_they_were_found() -> None:
    (done,) = [one for one in a_case() if one.verb.id == VERBS["completed"]]
    assert done.result is not None
    assert done.result.score is not None
    assert (done.result.score.raw, done.result.score.scaled) == (58, 0.58)
    assert done.result.extensions[f"{OURS}:score_found"] is True
    assert f"{OURS}:ignored_trend" in done.result.extensions

    (taken,) = [one for one in a_case(analysis=None) if one.verb.id == VERBS["completed"]]
    assert taken.result is not None
    assert taken.result.extensions[f"{OURS}:score_found"] is False
    assert f"{OURS}:ignored_trend" not in taken.result.extensions


def test_ids_stay_and_differ_and_one_learner_has_one_registration() -> None:
    found = a_case()

    assert [one.id for one in found] == [one.id for one in a_case()]
    assert len({one.id for one in found}) == len(found)
    assert len({one.context.registration for one in found}) == 1
    assert {one.id for one in found} & {one.id for one in a_case(mark="another")} == set()


def test_every_line_keeps_to_the_published_schema() -> None:
    schema = jsonschema.Draft202012Validator(json.loads((FOLDER / "statement.schema.json").read_bytes()))

    for line in lines(a_case()).splitlines():
        assert list(schema.iter_errors(json.loads(line))) == []


def test_every_statement_is_one_by_the_models_of_ralph() -> None:
    """Its command line takes what is invalid, and knows no serious games: its base model is what holds."""
    base = pytest.importorskip("ralph.models.xapi.base.statements")
    told = [json.loads(line) for line in lines(a_case()).splitlines()]

    for one in told:
        base.BaseXapiStatement.model_validate(one)

    for wrong in (
        {"id": "7"},
        {"verb": {"id": "done"}},
        {"actor": {"account": {"name": "Ann"}}},
        {"result": {}, "x": 1},
    ):
        with pytest.raises(ValueError, match="validation error"):
            base.BaseXapiStatement.model_validate({**told[0], **wrong})


def test_the_command_tells_what_is_confirmed_and_refuses_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "noise.jsonl").write_bytes(b"noise\n")
    out = tmp_path / "statements.jsonl"
    bed = level("quiet_recovery")
    log = run_case(bed, bed.seed, ()).log
    assert log.end is not None
    idle = tmp_path / "idle.jsonl"
    idle.write_bytes(case_bytes(replace(log, end=msgspec.structs.replace(log.end, score_version=SCORE_VERSION))))

    code = main(["xapi", str(idle), str(tmp_path / "noise.jsonl"), "--out", str(out)])

    # As `verify` ends with it, and as the README says: what cannot be read is no case that is not as its file says.
    assert code == 2
    assert "noise.jsonl: not readable" in capsys.readouterr().err
    verbs = [json.loads(line)["verb"]["display"]["en"] for line in out.read_bytes().splitlines()]
    assert verbs == ["initialized", "completed", "terminated"]
    idle.write_bytes(idle.read_bytes().replace(b'"ending":"', b'"ending":"un'))
    assert main(["xapi", str(idle), "--out", str(out)]) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_of_a_file_that_is_no_text_can_stand_in_a_statement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name in the letters of an old system was a traceback."""
    path = tmp_path / os.fsdecode(b"Andr\xe9.jsonl")
    path.write_bytes((levels_folder() / "quiet_recovery.idle.jsonl").read_bytes())
    monkeypatch.setenv("CYTOKINE_STORM_HOME", str(tmp_path / "data"))

    assert main(["xapi", str(path)]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first["actor"]["account"]["name"] == "Andr\\udce9"


def test_what_cannot_be_read_is_told_whole_and_is_no_good_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was told of a file, not of a folder without a case, and the code was that of a run in which all was well."""
    out = tmp_path / "statements.jsonl"
    (tmp_path / "empty").mkdir()

    code = main(["xapi", str(tmp_path / "none.jsonl"), str(tmp_path / "empty"), "--out", str(out)])

    assert code == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in told] == [str(tmp_path / "none.jsonl"), str(tmp_path / "empty")]


def test_the_folders_of_the_learners_are_looked_into_as_the_board_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """*Put all of them into one folder, as they are or in a folder for each learner*: the board alone found these."""
    learner = tmp_path / "night_shift_Anna"
    learner.mkdir()
    (learner / "case.jsonl").write_bytes((levels_folder() / "quiet_recovery.idle.jsonl").read_bytes())

    assert main(["xapi", str(tmp_path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
