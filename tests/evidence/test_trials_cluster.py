"""A trial on several machines: the bytes of the serial run, even when a worker dies."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.evidence import cluster, registry
from game.evidence.registry import outcomes_of, parts
from tests.app.shell import run

pytestmark = pytest.mark.filterwarnings("ignore")
TRIAL = "cart-tocilizumab"
MANY, SEED = 3, 5
"""Patients, each a part of its own: a part takes as long for one as for a hundred."""


def test_without_the_extra_one_is_told_what_to_install(monkeypatch) -> None:
    monkeypatch.setattr(cluster, "installed", lambda: False)
    with (
        pytest.raises(cluster.ClusterMissingError, match=r"cytokine-storm\[cluster\]"),
        cluster.workers_of("tcp://127.0.0.1:1"),
    ):
        pass


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "_PATIENCE", "1s")
    with (
        pytest.raises(cluster.ClusterUnreachableError, match=r"127\.0\.0\.1:9"),
        cluster.workers_of("tcp://127.0.0.1:9"),
    ):
        pass


def test_what_is_no_address_of_a_scheduler_is_named_by_a_program_that_ends(tmp_path: Path) -> None:
    """It was named, and then the program hung until it was killed."""
    pytest.importorskip("distributed")
    done = run("trial", "actt-1", "--patients", "2", "--scheduler", "nonsense", home=tmp_path)

    assert done.returncode == 3
    assert "no scheduler answers at 'nonsense'" in done.stderr


def test_a_run_that_loses_a_worker_has_the_bytes_of_the_serial_run() -> None:
    """Two workers on this machine; one is killed, hard, when the first part is done."""
    distributed = pytest.importorskip("distributed")
    asked = parts(TRIAL, MANY, SEED, twins=False, chunk_size=1)
    serial = outcomes_of(asked, registry.here())
    lost = []

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as workers:

        def heard(done: int, _of: int) -> None:
            if not lost:
                victim = next(iter(workers.workers.values()))
                lost.append((done, victim.process.pid))
                victim.process.process._process.kill()

        with distributed.Client(workers, set_as_default=False) as client:
            across = outcomes_of(asked, cluster.across(client), heard)
        with cluster.workers_of(workers.scheduler_address) as runner:
            whole = registry.run_trial(TRIAL, MANY, SEED, twins=False, runner=runner)

    assert lost[0][0] < MANY
    assert serial.rows.size
    assert across.digest == serial.digest == whole.digest
