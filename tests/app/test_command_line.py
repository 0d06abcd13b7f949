"""The command line: what it says, and the exit codes that scripts rely on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from game.app.commands import COMMANDS
from game.app.levels import shipped_ids
from game.values.words import say
from tests.app.shell import clean_environment, run
from tests.files.sample_level import written

NO_DISPLAY = "There is no display to open a window on; all commands but play and replay work without one.\n"
posix = pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")


def test_help_names_every_command_and_exit_code(tmp_path: Path) -> None:
    done = run("--help", home=tmp_path)

    assert done.returncode == 0
    for command in COMMANDS:
        assert f"\n    {command}" in done.stdout
    for code in ("0 ", "1 ", "2 ", "3 "):
        assert f"\n  {code}" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    from game.app import main

    with pytest.raises(SystemExit) as left:
        main([command, "--help"])

    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"usage: cytokine-storm {command} ")
    assert "\nexamples:\n  cytokine-storm" in shown


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    import game

    assert run("--version", home=tmp_path).stdout == f"cytokine-storm {game.__version__}\n"


@pytest.mark.parametrize("arguments", [(), ("play", "covid_storm")])
def test_without_a_display_play_says_so_in_a_sentence(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, home=tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (3, "", NO_DISPLAY)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("simulat",), "There is no command and no level 'simulat'. Did you mean 'simulate'?\n"),
        (("xyz",), "There is no command and no level 'xyz'. See cytokine-storm --help.\n"),
        (("play", "covid_strom"), "There is no level 'covid_strom'. Levels: "),
        (("simulate", "covid_storm", "--policy", "idel"), "There is no policy 'idel'. Policies: "),
        (("simulate", "none.toml"), "none.toml: found no such file or directory, expected a file that can be read\n"),
        (("simulate",), "usage: cytokine-storm simulate"),
        (("simulate", "covid_storm", "--seed", "-3"), "usage: cytokine-storm simulate"),
        (("verify", "none.jsonl"), "none.jsonl: found no such file or directory, expected a file that can be read\n"),
        (("score", "none.jsonl"), "none.jsonl: found no such file or directory, expected a file that can be read\n"),
        (("replay", "none.jsonl"), "none.jsonl: found no such file or directory, expected a file that can be read\n"),
    ],
)
def test_what_cannot_be_understood_ends_with_two(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: str
) -> None:
    from game.app import main

    try:
        code: object = main(arguments)
    except SystemExit as left:
        code = left.code

    assert code == 2
    heard = capsys.readouterr()
    assert heard.err.startswith(expected)
    assert heard.out == ""


def test_the_nearest_level_is_named_and_the_code_is_that_of_the_process(tmp_path: Path) -> None:
    done = run("play", "covid_strom", home=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("Did you mean 'covid_storm'?\n")


def test_check_passes_whole_files_and_names_faults_of_broken_ones(tmp_path: Path) -> None:
    path = written(tmp_path, ("weight_kg = 80", "weight_kg = 8"))

    good = run("check", home=tmp_path)
    bad = run("check", tmp_path, home=tmp_path)

    assert (good.returncode, good.stdout.splitlines()[-1]) == (0, f"{len(shipped_ids())} level files: no fault")
    assert "covid_storm" in [line.partition(" ")[0] for line in good.stdout.splitlines()]
    assert (bad.returncode, bad.stdout) == (
        1,
        f"{path}:16: patient.weight_kg: found 8, expected a number from 35 to 250\n1 level file: 1 fault\n",
    )


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_help_of_a_command_has_its_examples_once(command: str) -> None:
    assert say(COMMANDS[command].EXAMPLES).startswith("  ")


def test_the_wrong_pygame_is_named_with_its_mend(tmp_path: Path) -> None:
    (tmp_path / "pygame").mkdir()
    (tmp_path / "pygame" / "__init__.py").write_text("class error(Exception): ...\nver = '2.6.1'\n")
    paths = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])])

    done = run("play", home=tmp_path, SDL_VIDEODRIVER="dummy", PYTHONPATH=paths)

    assert done.returncode == 3
    assert done.stderr == (
        "This game needs pygame-ce, but the old pygame is installed over it. Fix it with: "
        "pip uninstall -y pygame && pip install --force-reinstall pygame-ce\n"
    )


@posix
def test_a_reader_that_goes_away_leaves_no_traceback(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "game", "check", *[str(tmp_path / f"{n}.toml") for n in range(3000)]],
        env=clean_environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.readline()
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(30) == 141


def test_ctrl_c_closes_the_window_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import pygame

    from game.app import main

    def interrupted() -> list[pygame.event.Event]:
        raise KeyboardInterrupt

    monkeypatch.setattr(pygame.event, "get", interrupted)

    assert main(["play"]) == 130
    assert capsys.readouterr().err == ""
    assert not pygame.display.get_init()


def test_the_window_shows_its_first_frame_without_numpy_and_scipy(tmp_path: Path) -> None:
    code = (
        "import sys; from game.app import main; code = main(['play', '--frames', '3']); "
        "print(code, sorted({'numpy', 'scipy', 'wasmtime'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=clean_environment(tmp_path, SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy"),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.stdout == "0 []\n", done.stderr


def test_commands_without_a_window_do_not_load_pygame(tmp_path: Path) -> None:
    path = written(tmp_path)
    code = (
        f"import sys; from game.app import main; code = main(['simulate', {str(path)!r}]); "
        "print(code, sorted({'pygame'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=clean_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.stdout.splitlines()[-1] == "0 []", done.stderr


def test_score_prints_json(tmp_path: Path) -> None:
    level = written(tmp_path)
    case = tmp_path / "case.jsonl"
    assert run("simulate", level, "--save", case, home=tmp_path).returncode == 0

    done = run("score", case, "--level", level, home=tmp_path)

    assert done.returncode == 0
    assert {"total", "stars", "pitfalls", "outcome"} <= set(json.loads(done.stdout))


@posix
@pytest.mark.parametrize(
    ("redirected", "code", "told"),
    [
        (">&-", 0, ""),
        (">/dev/full", 2, "The output cannot be written: no space left on device."),
    ],
)
def test_output_that_has_nowhere_to_go_is_no_fault_of_the_game(
    tmp_path: Path, redirected: str, code: int, told: str
) -> None:
    """Both ended in a traceback and with 1, which is the code for findings."""
    line = f'"{sys.executable}" -m game check {redirected}'
    done = subprocess.run(
        ["/bin/sh", "-c", line], capture_output=True, text=True, check=False, env=clean_environment(home=tmp_path)
    )

    assert done.returncode == code
    assert done.stderr.startswith(told)
    assert "Traceback" not in done.stderr


def test_a_fault_of_the_game_in_any_command_leaves_a_record_and_its_own_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a window it was a traceback, and 1."""
    from game.app import main

    def fail(_: object) -> int:
        raise RuntimeError("a fault of ours")

    monkeypatch.setenv("CYTOKINE_STORM_HOME", str(tmp_path))
    monkeypatch.setattr(COMMANDS["check"], "run", fail)

    assert main(["check"]) == 70
    (record,) = tmp_path.glob("crash_*.txt")
    assert "RuntimeError: a fault of ours" in record.read_text("utf-8")
    heard = capsys.readouterr().err
    assert str(record) in heard
    assert "Traceback" not in heard


@pytest.mark.parametrize("address", ["", " ", "ü..x", "a\0b"])
def test_what_is_no_address_to_listen_on_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    """An empty one opened the class to everybody and showed learners ':8765'; the others were tracebacks."""
    pytest.importorskip("sqlalchemy")
    from game.app import main

    monkeypatch.setenv("CYTOKINE_STORM_HOME", str(tmp_path))
    pack = tmp_path / "night.toml"
    assert main(["session", "new", str(pack)]) == 0

    assert main(["host", str(pack), "--listen", address]) == 2
    assert "is no address of this machine" in capsys.readouterr().err


def test_a_pack_that_is_a_link_to_itself_is_told_and_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sqlalchemy")
    from game.app import main

    monkeypatch.setenv("CYTOKINE_STORM_HOME", str(tmp_path))
    pack = tmp_path / "night.toml"
    pack.symlink_to(pack.name)

    assert main(["host", str(pack)]) == 2
    assert f"{pack}: found too many levels of symbolic links" in capsys.readouterr().err


def test_a_data_folder_that_is_a_file_is_not_blamed_on_the_port(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sqlalchemy")
    from game.app import main

    pack = tmp_path / "night.toml"
    assert main(["session", "new", str(pack)]) == 0
    monkeypatch.setenv("CYTOKINE_STORM_HOME", str(pack))

    assert main(["host", str(pack), "--port", "0"]) == 3
    told = capsys.readouterr().err
    assert "CYTOKINE_STORM_HOME names another data folder" in told
    assert "--port" not in told


@pytest.mark.parametrize("what", ["--write", "--check"])
def test_a_validation_says_what_it_cannot_use_before_it_computes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    """It computed for minutes, and lost all of that to a folder that was not there."""
    from game.app import main
    from game.evidence import validation

    monkeypatch.setattr(validation, "validate", lambda **_: pytest.fail("it computed"))
    (tmp_path / "file").write_bytes(b"")

    assert main(["validate", what, "--folder", str(tmp_path / "file" / "docs")]) == 2
    assert str(tmp_path / "file" / "docs") in capsys.readouterr().err
