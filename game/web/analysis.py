"""What the worker of a tab does: it takes one case apart and tells what it finds, as the process of a desktop does."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Protocol

from game.app.platform import Take
from game.review.valuation.tracks import CaseTracks
from game.values.level import Level
from game.values.log import Log
from game.web import plain_numpy
from game.web.begun import Batched, Batches
from game.web.columns import work_by
from game.web.kernel import Compiled, PageKernel
from game.web.key_columns import KeyColumn
from game.web.strips import StripPage, beside

if TYPE_CHECKING:
    # It asks for numpy.
    from game.web.rules import CompiledRules
    from game.web.ward import WardPage


class FromPage(Protocol):
    """Bytes as the page has them."""

    def to_bytes(self) -> bytes:
        """Return them as Python's."""


class WorkerPage(Protocol):
    """What the worker's own page does for it."""

    kernel: Compiled
    rules: CompiledRules
    wards: WardPage
    columns: StripPage

    def tell(self, found: bytes) -> None:
        """Send something found to the tab."""


def asked_of(level: Level, log: Log, known: Batches) -> bytes:
    """Return a case as it is sent to the worker, with what was found of it before the page was loaded."""
    return pickle.dumps((level, log, known))


def found_in(told: bytes) -> object:
    """Return what the worker has told. Both are the same program in one tab, and nothing of it comes from elsewhere."""
    return pickle.loads(told)  # noqa: S301


def work(asked: FromPage, page: WorkerPage) -> None:
    """Take the case apart: tell what is found of it, or in the end what failed."""

    def tell(found: object) -> None:
        page.tell(pickle.dumps(found))

    try:
        level, log, known = pickle.loads(asked.to_bytes())  # noqa: S301  see `found_in`
        work_by(beside(page.columns))
        _take_apart(level, log, page, known, tell)
    except Exception as error:  # noqa: BLE001  whatever it was, the debrief tells it and stays readable
        tell(str(error) or type(error).__name__)


def _take_apart(level: Level, log: Log, page: WorkerPage, known: Batches, tell: Take) -> None:
    # Before anything that asks for numpy is imported.
    plain_numpy.stand_in()
    kernel = PageKernel(page.kernel)
    KeyColumn.draw = kernel.draw
    from game.app.taking_apart import take_apart  # noqa: PLC0415
    from game.web.futures import TabFutures  # noqa: PLC0415
    from game.web.rules import PageRules  # noqa: PLC0415
    from game.web.ward import PageWards  # noqa: PLC0415

    futures = TabFutures(kernel, PageRules(page.rules), PageWards(page.wards), Batched(known, tell))
    take_apart(level, log, futures, CaseTracks(level, log, move=kernel.move), tell)
