"""`session`: a new pack is written once and is whole; faults are named, and no level is made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.app import main
from game.app.sessions import open_session


def test_a_new_pack_can_be_played_at_once_and_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "night_shift.toml"

    assert main(["session", "new", str(pack), "--title", "Ward 5", "--levels", "septic_shock", "covid_storm"]) == 0
    assert [level.id for level in open_session(pack).levels] == ["septic_shock", "covid_storm"]
    assert main(["session", "check", str(pack)]) == 0
    assert "Ward 5; 2 levels, no fault" in capsys.readouterr().out

    written = pack.read_bytes()
    assert main(["session", "new", str(pack)]) == 2
    assert pack.read_bytes() == written


@pytest.mark.parametrize(
    ("name", "level", "words"),
    [("Night shift.toml", "covid_storm", "letters a to z"), ("night.toml", "covid_strom", "There is no level")],
)
def test_a_name_or_a_level_that_cannot_be_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, level: str, words: str
) -> None:
    assert main(["session", "new", str(tmp_path / name), "--levels", level]) == 2

    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_check_names_every_fault_of_every_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('format = 1\nid = "broken"\ntitle = "x"\ntries = 100\n[[levels]]\nid = "nowhere"\n', "utf-8")
    (tmp_path / "gone").mkdir()

    assert main(["session", "check", str(broken), str(tmp_path / "gone")]) == 1

    told = capsys.readouterr().err
    assert "broken.toml:4: tries" in told
    assert "broken.toml:6: levels[0].id" in told
    assert "gone" in told


def test_a_session_says_itself_what_is_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = tmp_path / "night.toml"
    main(["session", "new", str(pack)])

    assert main(["play", "--session", str(pack), "--new"]) == 2

    assert "leave out LEVEL" in capsys.readouterr().err


@pytest.mark.parametrize("hour", ["-1", "1441", "x", "nan"])
def test_an_hour_that_no_case_has_is_refused(hour: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["replay", "case.jsonl", f"--at={hour}"])

    assert raised.value.code == 2
    assert "is not an hour" in capsys.readouterr().err
