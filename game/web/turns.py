"""Work in turns: a tab has one thread, so what a desktop does in the background is done between two frames."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Turns(Executor):
    """Keeps what is asked for until it is its turn."""

    def __init__(self) -> None:
        """Begin with nothing to do."""
        self._waiting: deque[tuple[Future[Any], Callable[[], Any]]] = deque()

    def submit(self, fn: Callable[_P, _R], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_R]:
        """Put some work at the end of the queue."""
        promised: Future[_R] = Future()
        self._waiting.append((promised, lambda: fn(*args, **kwargs)))
        return promised

    def turn(self) -> bool:
        """Do what waits longest; say whether there was anything."""
        while self._waiting:
            promised, work = self._waiting.popleft()
            if not promised.set_running_or_notify_cancel():
                continue
            try:
                promised.set_result(work())
            except Exception as error:  # noqa: BLE001  whoever waits for it is told
                promised.set_exception(error)
            return True
        return False

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Do what waits, or let it be."""
        if cancel_futures:
            for promised, _ in self._waiting:
                promised.cancel()
            self._waiting.clear()
        while wait and self.turn():
            pass
