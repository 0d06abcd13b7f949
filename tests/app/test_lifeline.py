"""Children end with the game, however it ends: their inherited output comes to its end only once all are gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.shell import ROOT, clean_environment

GONE_WITHIN_S = 30.0
"""So long a loaded machine may take; a child that stays never ends."""
pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")

WAITING = """\
import multiprocessing, threading
from game.app.lifeline import end_with_parent

def wait():
    end_with_parent()
    print("child", flush=True)
    threading.Event().wait()

if __name__ == "__main__":
    child = multiprocessing.get_context("spawn").Process(target=wait)
    child.start()
    child.join()
"""
PIPED = """\
import subprocess, sys
child = "import threading; from game.app.lifeline import end_with_parent; end_with_parent(); "
child += "print('child', flush=True); threading.Event().wait()"
with subprocess.Popen([sys.executable, "-c", child], stdin=subprocess.PIPE) as started:
    started.wait()
"""
ANALYSING = """\
import sys, threading
from pathlib import Path
from game.app.analyst import Analyst
from game.app.native import Native
from game.files.case_file import read_case
from game.files.level_file import read_level

if __name__ == "__main__":
    level, log = read_level(Path(sys.argv[1])), read_case(Path(sys.argv[2])).log
    analyst = Analyst(log, lambda: Native().dig(level, log.header.seed, while_played=False))
    while not analyst.share_done:
        pass
    print("child", flush=True)
    threading.Event().wait()
"""
FOLLOWING = """\
import sys, threading
from pathlib import Path
from game.app.following import FIRST_AT_H, Follower
from game.app.native import Native
from game.files.case_file import read_case
from game.files.level_file import read_level
from game.values.ticks import TICKS_PER_HOUR

if __name__ == "__main__":
    level = read_level(Path(sys.argv[1]))
    follower = Follower(lambda: Native().dig(level, level.seed, while_played=True))
    follower.hour(read_case(Path(sys.argv[2])).log, FIRST_AT_H * TICKS_PER_HOUR)
    assert follower._process.lives
    print("child", flush=True)
    threading.Event().wait()
"""
CONFIRMING = """\
import sys, threading
from pathlib import Path
from game.app.playing_again import PlayingAgain
from game.files.ledger import Ledger
from game.files.level_file import read_level

if __name__ == "__main__":
    again = PlayingAgain(Ledger(Path("ledger")))
    again.ask(Path(sys.argv[2]), read_level(Path(sys.argv[1])))
    while again._process is None:
        pass
    print("child", flush=True)
    threading.Event().wait()
"""


def _started(code: str, folder: Path) -> subprocess.Popen[str]:
    script = folder / "parent.py"
    script.write_text(code)
    level = ROOT / "levels" / "covid_storm.toml"
    return subprocess.Popen(
        [sys.executable, str(script), str(level), str(level.with_suffix(".expert.jsonl"))],
        cwd=folder,
        env=clean_environment(folder),
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(
    "code",
    [WAITING, PIPED, ANALYSING, FOLLOWING, CONFIRMING],
    ids=["pool", "pipe", "analysis", "following", "confirming"],
)
def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path, code: str) -> None:
    with _started(code, tmp_path) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "child\n"
        parent.send_signal(signal.SIGKILL)
        rest, _ = parent.communicate(timeout=GONE_WITHIN_S)

    assert rest == ""


DEAF = """\
import multiprocessing, signal
from game.app.lifeline import start_deaf

def blocked(name):
    print(name, signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()), flush=True)

if __name__ == "__main__":
    for name in ("first", "second"):
        child = multiprocessing.get_context("spawn").Process(target=blocked, args=(name,))
        start_deaf(child)
        child.join()
    blocked("parent")
"""


def test_ctrl_c_of_a_terminal_does_not_reach_the_children(tmp_path: Path) -> None:
    with _started(DEAF, tmp_path) as parent:
        told, _ = parent.communicate(timeout=GONE_WITHIN_S)

    assert told.splitlines() == ["first True", "second True", "parent False"]
