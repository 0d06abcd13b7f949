"""Children end with the game, even by `kill -9`, and by it alone: each watches a pipe that its parent holds."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing import parent_process, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final

_STDIN: Final = 0
_ORPHANED: Final = 1
"""Exit code that nobody is there to read."""


def start_deaf(process: BaseProcess) -> None:
    """Start a child that Ctrl-C does not reach, which a terminal sends to all: it would complain in a traceback.

    Raises OSError where it cannot be started.
    """
    if not hasattr(signal, "pthread_sigmask"):
        process.start()
        return
    # Started on the way, this one would let the signal through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def started_with_line(name: str, work: Callable[..., None], *given: object) -> tuple[BaseProcess, Connection]:
    """Start a child that does this work; return it, and our end of a line to it, whose other end it is given first.

    Raises OSError where it cannot be started.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process: BaseProcess = context.Process(target=work, args=(theirs, *given), daemon=True, name=name)
    try:
        start_deaf(process)
    except OSError:
        ours.close()
        raise
    finally:
        theirs.close()
    return process, ours


def end_with_parent() -> None:
    """Let this process end as soon as the one that started it is gone; a child calls it before all else.

    A process of `multiprocessing` has a pipe for this already; any other child gets one as its standard input.
    """
    parent = parent_process()
    gone: Callable[[], object] = parent.join if parent is not None else _read_to_the_end
    threading.Thread(target=_end_after, args=(gone,), daemon=True, name="lifeline").start()


def give_way(far: int) -> None:
    """Let other processes go first, up to 19 for all others; it cannot be taken back, and Windows has none of it."""
    if hasattr(os, "nice"):
        os.nice(far)


def _read_to_the_end() -> None:
    # Not through sys.stdin, whose lock would be held when a child that has finished its work closes it.
    while os.read(_STDIN, 1):
        pass


def _end_after(gone: Callable[[], object]) -> None:
    gone()
    # No tidying: what a child has written so far is nobody's, and tidying could wait for the parent.
    os._exit(_ORPHANED)
