"""The same trial on many machines, by way of `dask.distributed` (extra `[cluster]`).

A part gives the same bytes wherever and however often it is run, so a part whose worker is lost is simply run again,
and the whole has the same digest as a serial run. Each part's rows are fetched as soon as they are there: a worker that
dies later takes nothing with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from game.evidence.published.protocol import Numbers
from game.evidence.registry import Part, Runner, run_part
from game.futures.engine import choose

__all__ = ["MISSING", "ClusterMissingError", "ClusterUnreachableError", "across", "installed", "workers_of"]

MISSING: Final = "A run on many machines needs dask.distributed: pip install 'cytokine-storm[cluster]'."
RETRIES: Final = 10
"""So often a part may fail, or lose its worker, before the run is given up."""
_PATIENCE: Final = "30s"


class ClusterMissingError(RuntimeError):
    """The extra `[cluster]` is not installed."""


class ClusterUnreachableError(RuntimeError):
    """No scheduler answers at the address."""


def installed() -> bool:
    """Say whether dask.distributed is there."""
    return find_spec("distributed") is not None


def _work(part: Part, engine: str, threads: int) -> Numbers:
    return run_part(part, choose(engine, threads))


def across(client: Any, engine: str = "auto", threads: int = 1) -> Runner:
    """Return a runner that hands the parts to the workers of this client."""
    distributed = import_module("distributed")

    def submitted(part: Part) -> Any:
        key = f"{part.trial}-{part.seed}-{part.first}-{part.last}-{part.twins}-{engine}"
        return client.submit(_work, part, engine, threads, key=key, retries=RETRIES, pure=True)

    def run(asked: Sequence[Part]) -> Iterator[tuple[int, Numbers]]:
        places = {submitted(part): place for place, part in enumerate(asked)}
        for future in distributed.as_completed(places, loop=client.loop):
            rows: Numbers = future.result()
            yield places[future], rows
            future.release()

    return run


@contextmanager
def workers_of(scheduler: str, engine: str = "auto", threads: int = 1) -> Iterator[Runner]:
    """Give what runs the parts on the workers of the scheduler at this address: the same bytes as `registry.here`.

    Raises ClusterMissingError without the extra, and ClusterUnreachableError if no scheduler answers.
    """
    if not installed():
        raise ClusterMissingError(MISSING)
    distributed = import_module("distributed")
    try:
        # A client that was given no address waits for itself for good as it is taken away.
        distributed.comm.get_address_host_port(scheduler)
        client = distributed.Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterUnreachableError(f"no scheduler answers at '{scheduler}': {error}") from error
    with client:
        yield across(client, engine, threads)
