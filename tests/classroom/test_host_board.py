"""The board of a live class, whose work ends with the host."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")

from game.app.class_host import HostBoard
from tests.classroom.lesson import lesson_in


class Verifying:
    """Verifies files until it is stopped."""

    begun = threading.Event()
    stopped = threading.Event()

    def __init__(self, *_: object) -> None:
        pass

    def write_on_the_way(self, _: object) -> None:
        pass

    def verify(self, _: object, __: object) -> None:
        self.begun.set()
        self.stopped.wait(10.0)
        raise CancelledError

    def stop(self) -> None:
        self.stopped.set()


def test_a_host_that_ends_waits_for_no_file_that_is_still_to_be_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.app.class_host.Inspection", Verifying)
    lesson = lesson_in(tmp_path)
    board = HostBoard(tmp_path / "board", tmp_path / lesson.pack_name, 1)
    board.make([(1, b"")], [])
    assert Verifying.begun.wait(10.0)
    # What is done is said before the first file is through.
    assert board.progress == (0.0, "Verifying")

    board.close()

    assert Verifying.stopped.is_set()
