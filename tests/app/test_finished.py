"""Finished cases on the real desk: listed as their files say, and opened by playing them again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs

from game.app.analyst import Analyst
from game.app.finished import Known, ending_words, when
from game.app.platform import Platform
from game.app.shell import Shell
from game.files.analysis_shelf import AnalysisShelf, Whole
from game.files.case_file import case_bytes, read_case
from game.files.level_file import read_level
from game.review.scoring.judgement import stars_of
from game.review.verdict import SCORE_VERSION
from game.ui.desk import ResumeError
from game.values.channel import Panel
from game.values.ending import SENTENCES, Ending
from game.values.level import Level
from game.values.order import Actor, Draw, Give
from game.values.patients import day_of
from game.values.ticks import TICKS_PER_HOUR
from tests.app.at_hand import REVEALED, FoundAtOnce, TakenAtItsWord
from tests.files.sample_level import COURSES, written
from tests.levels.plays import level as shipped
from tests.ui import sample_analysis

MOMENT = datetime(2026, 11, 23, 13, 12, tzinfo=UTC)
HOURS = 6


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Level, bytes]:
    """Return the name, the level and the file of a case that was stopped after some hours, and scored."""
    folder = tmp_path_factory.mktemp("played")
    level = read_level(written(folder))
    shell = Shell((level,), folder / "data", lambda: MOMENT, _no_warning)
    play = shell.start(level)
    play.order(Actor.PLAYER, Draw(panel=Panel.IL6))
    for _ in range(HOURS * TICKS_PER_HOUR):
        play.tick()
    play.order(Actor.PLAYER, Give(regimen="tocilizumab"))
    play.tick()
    play.stop()
    shell.finish(play)
    shell.close()
    (path,) = (folder / "data" / "cases").glob("*.jsonl")
    return Path(path.name), level, path.read_bytes()


@pytest.fixture
def file(tmp_path: Path, played: tuple[Path, Level, bytes]) -> Path:
    """Return that case in a player's folder of its own."""
    name, _, whole = played
    path = tmp_path / "data" / "cases" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(whole)
    return path


def _desk(tmp_path: Path, level: Level, platform: Platform | None = None, seed: int | None = None) -> Shell:
    return Shell((level,), tmp_path / "data", lambda: MOMENT, _no_warning, seed=seed, platform=platform)


@pytest.fixture
def shell(tmp_path: Path, played: tuple[Path, Level, bytes]) -> Iterator[Shell]:
    """Return a desk for that folder."""
    made = _desk(tmp_path, played[1])
    yield made
    made.close()


@pytest.fixture
def quick(tmp_path: Path, played: tuple[Path, Level, bytes]) -> Iterator[Shell]:
    """Return a desk for that folder to which every case is worth the same, found at once."""
    made = _desk(tmp_path, played[1], FoundAtOnce())
    yield made
    made.close()


@pytest.fixture
def credulous(tmp_path: Path, played: tuple[Path, Level, bytes]) -> Iterator[Shell]:
    """Return a desk for that folder which confirms a file without playing it."""
    made = _desk(tmp_path, played[1], TakenAtItsWord())
    yield made
    made.close()


def _no_warning(sentence: str) -> None:
    raise AssertionError(sentence)


def test_a_finished_case_is_listed_as_its_file_says(shell: Shell, file: Path) -> None:
    end = read_case(file).log.end
    assert end is not None

    (case,) = shell.finished_cases()

    assert (case.path, case.title, case.when) == (str(file), "A sample", "2026-11-23 13:12")
    assert (case.ending, case.score) == (SENTENCES[Ending.STOPPED], end.score)
    assert (case.branched, case.hindrance, case.older_rules) == (False, "", False)
    assert [bed.stars for bed in shell.beds()] == [case.stars]


def test_a_finished_case_names_its_patient_and_says_of_a_drawn_one_that_it_was_drawn(file: Path) -> None:
    header, level = read_case(file).log.header, shipped("covid_storm")
    known = Known({level.id: level})
    own, drawn = (structs.replace(header, level=level.id, seed=seed) for seed in (level.seed, level.seed + 1))

    assert known.who(own) == f"{level.patient.bed}, {level.patient.name}"
    assert known.who(drawn) == f"{level.patient.bed}, {level.patient.name}, a drawn patient"
    assert known.who(structs.replace(header, level="not_here")) == ""


def test_an_opened_case_stands_at_its_end_and_its_debrief_has_the_score_of_the_file(shell: Shell, file: Path) -> None:
    whole = file.read_bytes()
    (case,) = shell.finished_cases()

    play = shell.open_finished_later(case.path).result()

    assert play.finished
    assert play.view.tick == HOURS * TICKS_PER_HOUR + 1
    assert shell.finish_later(play).result().total == case.score
    assert shell.replayer(play).view_at(TICKS_PER_HOUR).tick == TICKS_PER_HOUR
    assert shell.open_finished_later(case.path).result() is play
    assert file.read_bytes() == whole


def test_a_case_whose_analysis_was_kept_opens_with_all_of_it_and_no_process(
    shell: Shell, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Whole(analysis=sample_analysis.stages()[-1], revealed=REVEALED)
    AnalysisShelf(tmp_path / "data" / "analyses").keep(read_case(file).mark, kept)
    monkeypatch.setattr(Analyst, "_start", _no_process)

    play = shell.open_finished_later(str(file)).result()
    analyst = shell.analyse_later(play)

    assert (analyst.finished, analyst.failure, analyst.share_done) == (True, "", 1.0)
    assert analyst.latest() == kept.analysis
    assert shell.reveal_later(play).result(0) == kept.revealed
    assert shell.finish_later(play).result(0) == kept.analysis.score


def test_what_is_found_of_a_case_is_kept_beside_it_to_the_bit(shell: Shell, file: Path, tmp_path: Path) -> None:
    play = shell.open_finished_later(str(file)).result()
    shell.finish(play)
    analyst = shell.analyse_later(play)
    analyst.wait()

    kept = AnalysisShelf(tmp_path / "data" / "analyses").find(read_case(file).mark)
    assert kept is not None
    assert kept.analysis == analyst.latest()
    assert kept.revealed == analyst.revealed.result(0)


def _no_process(*_: object) -> None:
    raise AssertionError("It is all there.")


def test_a_case_just_finished_is_listed_and_opened_as_it_is(quick: Shell, played: tuple[Path, Level, bytes]) -> None:
    play = quick.start(played[1])
    for _ in range(2 * TICKS_PER_HOUR):
        play.tick()
    assert quick.finished_cases() == ()
    play.stop()
    quick.finish(play)

    (case,) = quick.finished_cases()

    assert quick.open_finished_later(case.path).result() is play


@pytest.mark.parametrize(
    ("changes", "title", "reason"),
    [
        ({"method": "storm-0 euler"}, "A sample", "it was played with the model 'storm-0 euler', this game has '"),
        ({"level": "elsewhere"}, "elsewhere", "its level 'elsewhere' is not available here"),
        ({"level_digest": "0" * 16}, "A sample", "its level 'sample' has been changed since"),
    ],
)
def test_a_case_that_cannot_be_played_again_is_listed_with_its_reason(
    shell: Shell, file: Path, changes: dict[str, str], title: str, reason: str
) -> None:
    log = read_case(file).log
    file.write_bytes(case_bytes(replace(log, header=structs.replace(log.header, **changes))))

    (case,) = shell.finished_cases()

    assert case.title == title
    assert case.hindrance.startswith(reason)
    with pytest.raises(ResumeError, match=reason.partition("'")[0]):
        shell.open_finished_later(case.path).result()


def test_a_case_that_plays_out_otherwise_is_refused(shell: Shell, file: Path) -> None:
    log = read_case(file).log
    forged = structs.replace(log.digests[1], digest="0" * 16)
    file.write_bytes(case_bytes(replace(log, digests=(log.digests[0], forged, *log.digests[2:]))))
    (case,) = shell.finished_cases()

    with pytest.raises(ResumeError, match="differs from its file at hour 2 "):
        shell.open_finished_later(case.path).result()


def test_a_file_that_went_away_or_lost_its_ending_is_refused(shell: Shell, file: Path) -> None:
    (case,) = shell.finished_cases()
    file.write_bytes(case_bytes(replace(read_case(file).log, end=None)))

    with pytest.raises(ResumeError, match="it has no ending"):
        shell.open_finished_later(case.path).result()
    file.unlink()
    with pytest.raises(ResumeError, match=file.name):
        shell.open_finished_later(case.path).result()


def _known_by(shell: Shell) -> list[tuple[bool, int, int | None]]:
    shell._trust._again.wait()
    (bed,) = shell.beds()
    return [(case.confirmed, case.stars, bed.best_score) for case in shell.finished_cases()]


def test_a_case_that_was_played_here_is_confirmed_and_stays_so(
    tmp_path: Path, quick: Shell, played: tuple[Path, Level, bytes]
) -> None:
    play = quick.start(played[1])
    for _ in range(TICKS_PER_HOUR):
        play.tick()
    play.stop()
    score = quick.finish(play)
    quick.close()

    again = _desk(tmp_path, played[1])

    assert [(case.confirmed, case.stars) for case in again.finished_cases()] == [(True, score.stars)]
    assert [bed.best_score for bed in again.beds()] == [score.total]
    assert again._trust._again._process is None
    again.close()


def test_a_file_from_elsewhere_counts_only_when_it_has_been_played_again(shell: Shell, file: Path) -> None:
    (case,) = shell.finished_cases()
    (bed,) = shell.beds()

    assert (case.confirmed, case.stars, bed.best_score) == (False, 0, None)
    assert _known_by(shell) == [(True, stars_of(case.score), case.score)]


def test_opening_a_case_confirms_it(tmp_path: Path, played: tuple[Path, Level, bytes], file: Path) -> None:
    end = read_case(file).log.end
    assert end is not None
    shell = _desk(tmp_path, played[1], FoundAtOnce(end.score))
    play = shell.open_finished_later(str(file)).result()
    shell.finish_later(play).result()

    assert [case.confirmed for case in shell.finished_cases()] == [True]
    shell.close()


@pytest.mark.parametrize("change", [{"score": 100}, {"score_version": SCORE_VERSION + 1}])
def test_a_forged_score_is_never_confirmed_and_never_the_best(
    tmp_path: Path, played: tuple[Path, Level, bytes], file: Path, change: dict[str, int]
) -> None:
    log = read_case(file).log
    assert log.end is not None
    shell = _desk(tmp_path, played[1], FoundAtOnce(log.end.score))
    file.write_bytes(case_bytes(replace(log, end=structs.replace(log.end, **change))))
    shell.finished_cases()

    assert _known_by(shell) == [(False, 0, None)]
    play = shell.open_finished_later(str(file)).result()
    shell.finish_later(play).result()
    assert _known_by(shell) == [(False, 0, None)]
    shell.close()


@pytest.mark.parametrize("ledger", [b"\xff" * 100, b"[" * 100_000, b'{"sha256":"x"}\n', b'{"sha256":"' + b"x" * 64])
def test_a_broken_ledger_costs_nothing_but_time(tmp_path: Path, credulous: Shell, file: Path, ledger: bytes) -> None:
    kept = tmp_path / "data" / "confirmed.jsonl"
    kept.write_bytes(ledger)
    credulous.finished_cases()

    assert [confirmed for confirmed, _, _ in _known_by(credulous)] == [True]
    again = _desk(tmp_path, credulous.beds()[0].level)
    assert [case.confirmed for case in again.finished_cases()] == [True]
    again.close()


def test_a_ledger_that_cannot_be_written_is_no_reason_not_to_play(tmp_path: Path, credulous: Shell, file: Path) -> None:
    (tmp_path / "data" / "confirmed.jsonl").mkdir()
    credulous.finished_cases()

    assert [confirmed for confirmed, _, _ in _known_by(credulous)] == [True]


def test_another_seed_than_the_levels_is_confirmed_but_not_the_best(
    tmp_path: Path, played: tuple[Path, Level, bytes]
) -> None:
    made = _desk(tmp_path, played[1], FoundAtOnce(), seed=99)
    play = made.start(played[1])
    play.tick()
    play.stop()
    made.finish(play)

    assert [(case.confirmed, made.beds()[0].best_score) for case in made.finished_cases()] == [(True, None)]
    made.close()


def test_best_scores_are_kept_for_each_kind_of_patient(tmp_path: Path) -> None:
    level = read_level(written(tmp_path, ("after_h = 2.0\n", f"after_h = 2.0\n{COURSES}")))
    made = _desk(tmp_path, level, FoundAtOnce())
    assert (made.first_seed(level), made.seed_of_today()) == (level.seed, 20261123)
    kept = []
    for seed in (None, 5, 20261123, 20261122):
        play = made.start(level, seed)
        play.tick()
        play.stop()
        made.finish(play)
        (bed,) = made.beds()
        kept.append([one is not None for one in (bed.best_score, bed.best_new, bed.best_today)])

    assert kept == [[True, False, False], [True, True, False], [True, True, True], [True, True, True]]
    made.close()


def test_the_patient_of_another_day_is_not_todays_best(tmp_path: Path) -> None:
    level = read_level(written(tmp_path, ("after_h = 2.0\n", f"after_h = 2.0\n{COURSES}")))
    made = _desk(tmp_path, level, FoundAtOnce(), seed=20261122)
    play = made.start(level)
    play.stop()
    made.finish(play)

    assert (made.first_seed(level), made.beds()[0].best_today, made.beds()[0].best_new) == (20261122, None, None)
    made.close()


def test_a_new_patient_has_a_short_number_that_is_no_date(shell: Shell) -> None:
    numbers = {shell.new_seed() for _ in range(50)}

    assert len(numbers) > 40
    assert all(day_of(number) is None for number in numbers)


def test_a_score_of_older_rules_has_no_stars(shell: Shell, file: Path) -> None:
    log = read_case(file).log
    assert log.end is not None
    end = structs.replace(log.end, score=99, score_version=SCORE_VERSION - 1)
    file.write_bytes(case_bytes(replace(log, end=end)))

    (case,) = shell.finished_cases()

    assert (case.score, case.stars, case.older_rules, case.hindrance) == (99, 0, True, "")


def test_the_newest_stands_first(shell: Shell, file: Path) -> None:
    for name in ("2026-11-24_110000_sample.jsonl", "2025-01-01_235959_sample_2.jsonl"):
        file.with_name(name).write_bytes(file.read_bytes())

    assert [case.when for case in shell.finished_cases()] == [
        "2026-11-24 11:00",
        "2026-11-23 13:12",
        "2025-01-01 23:59",
    ]


def test_a_case_that_was_taken_over_says_so(shell: Shell, file: Path) -> None:
    log = read_case(file).log
    file.write_bytes(case_bytes(replace(log, header=structs.replace(log.header, branched_from="a@12"))))

    assert [case.branched for case in shell.finished_cases()] == [True]


def test_a_name_that_is_not_of_the_game_has_no_date() -> None:
    assert when(Path("my-case.jsonl")) == ""
    assert when(Path("2026-11-23_1312_sample.jsonl")) == ""


def test_an_ending_of_another_game_stands_as_it_is() -> None:
    assert ending_words("eaten_by_a_bear") == "eaten_by_a_bear"
