"""How a window ends that nobody closed: by a signal, or by a fault of the game. The case is whole either way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from game.files.case_file import CaseFile, read_case
from game.values.channel import Panel
from game.values.order import Draw
from tests.app.shell import clean_environment

ENDED_WITHIN_S = 30.0
"""So long a loaded machine may take; it is under a second on an idle one."""
PLAYING = """\
import signal
import sys
import pygame
import game.app.shell
from game.app import main
from game.ui.bedside.bedside import Bedside

KEYS = [pygame.K_RETURN, pygame.K_i, pygame.K_F7]

class Played(game.app.shell.Shell):
    told = False

    def warnings(self):
        if KEYS:
            key = KEYS.pop(0)
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode=""))
            pygame.event.post(pygame.event.Event(pygame.KEYUP, key=key, mod=0))
        if not self.told and any(one.play.view.tick >= 2 for one in self._opened):
            self.told = True
            print("playing", flush=True)
            if "crash" in sys.argv:
                Bedside.tree = crash
        return super().warnings()

def crash(self, page):
    raise RuntimeError("the needle broke")

game.app.shell.Shell = Played
# Who started the tests may have them ignored, as nohup does, and a program inherits that.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
if __name__ == "__main__":
    sys.exit(main(["play", "covid_storm"]))
"""


def _playing(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    script = folder / "play.py"
    script.write_text(PLAYING)
    return subprocess.Popen(
        [sys.executable, str(script), *arguments],
        cwd=folder,
        env=clean_environment(folder, SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _case(folder: Path) -> CaseFile:
    (path,) = (folder / "data" / "cases").glob("*.jsonl")
    return read_case(path)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 0), ("SIGHUP", 0), ("SIGINT", 130)])
def test_a_signal_closes_the_window_and_the_case_is_whole(tmp_path: Path, name: str, code: int) -> None:
    with _playing(tmp_path) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "playing\n"
        program.send_signal(getattr(signal, name))
        rest, complaints = program.communicate(timeout=ENDED_WITHIN_S)

    assert (program.returncode, rest, complaints) == (code, "", "")
    case = _case(tmp_path)
    assert [entry.order for entry in case.log.entries] == [Draw(panel=Panel.IL6)]
    assert case.tick >= 2
    assert case.remarks == ()


def test_a_fault_of_the_game_is_told_in_sentences_and_written_down(tmp_path: Path) -> None:
    with _playing(tmp_path, "crash") as program:
        _, told = program.communicate(timeout=2 * ENDED_WITHIN_S)

    (record,) = (tmp_path / "data").glob("crash_*.txt")
    case = _case(tmp_path)
    assert program.returncode == 70
    assert told.splitlines() == [
        "The game has hit a fault of its own and must close.",
        f"The case is saved, and can be resumed: {case.path}",
        f"The details are in {record}: please send this file to the makers of the game.",
    ]
    assert case.tick >= 2
    assert "RuntimeError: the needle broke" in record.read_text("utf-8")
    assert "Traceback" in record.read_text("utf-8")
