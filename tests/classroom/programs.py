"""A host as its user starts it, and learners' machines without a window."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

from game.app.classroom import Classroom
from game.app.joining import join
from game.app.live_stream import Stream
from game.app.platform import Platform
from game.app.shell import Shell
from game.case.play import Play
from game.classroom.store import Store
from game.values.channel import Panel
from game.values.order import Actor, Draw
from tests.app.shell import clean_environment
from tests.classroom.lesson import OPEN, PACK
from tests.files.sample_level import written

ROOT = Path(__file__).parents[2]
MOST_ROOMS = 30
"""More than a test opens in one database."""


class HostProgram:
    """`cytokine-storm host` on a free port, and what it printed."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.options = options
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"{'https' if '--certificate' in options else 'http'}://127.0.0.1:{self.port}"
        self.start()

    @staticmethod
    def command(folder: Path, *options: str) -> list[str]:
        """Write a pack with its level, and return how its host is started."""
        written(folder)
        pack = folder / "night.toml"
        pack.write_text(PACK, "utf-8")
        return [sys.executable, "-m", "game", "host", str(pack), *options]

    def start(self) -> None:
        command = self.command(self.folder, "--port", str(self.port), *self.options)
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=clean_environment(self.folder), stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        said = [self.process.stdout.readline() for _ in range(3)]
        self.first = said[0]
        self.secret = said[1].strip().rpartition("#")[2]
        self.code = said[2].strip().rpartition(" ")[2]

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def close(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        self.process.send_signal(how)
        self.process.communicate(timeout=30)

    @property
    def files(self) -> list[bytes]:
        """Return the case files as the database of the host has them, in whatever room."""
        with self._store.changing() as changes:
            rooms = range(1, MOST_ROOMS)
            return [b"".join(changes.lines(case.id)) for room in rooms for case in changes.cases(room)]

    @property
    def cases(self) -> dict[str, int]:
        """Return the numbers of the cases by the names of their files."""
        with self._store.changing() as changes:
            return {case.stem: case.id for case in changes.cases(1)}

    @property
    def _store(self) -> Store:
        if "--database" in self.options:
            store = Store(self.options[self.options.index("--database") + 1])
        else:
            (path,) = self.folder.rglob("classes.sqlite")
            store = Store(f"sqlite:///{path}")
        OPEN.append(store)
        return store


class Machine:
    """A learner's machine: its player's folder, and the game without a window."""

    def __init__(self, folder: Path, host: HostProgram, name: str, platform: Platform | None = None) -> None:
        self.folder = folder / name
        self.host = host
        self.platform = platform
        self.name = name
        self.said: list[str] = []
        self.start()

    def start(self) -> None:
        moment = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
        self.shell = Shell((), self.folder, lambda: moment, lambda _: None, platform=self.platform)
        self.room: Classroom = join(self.shell, self.said.append, self.host.address, self.host.code, self.name)

    @property
    def stream(self) -> Stream:
        assert self.room._stream is not None
        return self.room._stream

    def play(self, ticks: int, play: Play | None = None) -> Play:
        play = play or self.room.play(0)
        for tick in range(ticks):
            if tick % 6 == 1:
                play.order(Actor.PLAYER, Draw(panel=Panel.IL6))
            play.tick()
        return play

    def whole(self, play: Play) -> bytes:
        return self.shell.record_of(play).whole

    def kill(self) -> None:
        """Leave all as a program does that is killed: nothing is told to anybody."""
        self.stream._link.close()
        self.stream._stop.set()
        for opened in self.shell._opened:
            opened.record.close()
            opened.end_work()

    def send_all(self) -> None:
        """Report until the host has all; what the thread does by the clock is done by hand."""
        for _ in range(50):
            if not self.stream.report() or not self.stream.unsent:
                return
        raise AssertionError(self.stream.out_of_reach)


def hears(machine: Machine, good: Callable[[], bool]) -> None:
    """Report until a learner's game has heard something: what an instructor sends waits some seconds."""
    for _ in range(600):
        machine.stream.report()
        if good():
            return
        # A report in which nothing is new asks once a second.
        sleep(0.05)
    raise AssertionError(machine.stream.out_of_reach)
