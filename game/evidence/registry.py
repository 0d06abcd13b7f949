"""Virtual trials by name: run here, in chunks that may as well be run anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from game.evidence import ratios, table
from game.evidence.cohort import Result, follow
from game.evidence.plan import Trial
from game.evidence.population import CohortMember, draw
from game.evidence.published import actt, before_shock, car_t, recovery, sepsis, septic_shock
from game.evidence.published.protocol import COLUMNS, Numbers, Outcomes, Published
from game.evidence.ratios import RatioRow
from game.futures.engine import Engine, choose
from game.values.noise import uniform

__all__ = ["TRIALS", "Part", "Runner", "TrialResult", "here", "named", "outcomes_of", "parts", "run_part", "run_trial"]

TRIALS: Final[dict[str, Published]] = {
    trial.name: trial
    for trial in (
        recovery.DEXAMETHASONE,
        recovery.TOCILIZUMAB,
        actt.REMDESIVIR,
        car_t.TOCILIZUMAB,
        sepsis.ANTIBIOTIC_DELAY,
        before_shock.ANTIBIOTIC_BEFORE_SHOCK,
        septic_shock.TOCILIZUMAB,
        septic_shock.HYDROCORTISONE,
    )
}
"""Every trial that can be run, by name."""
CHUNK: Final = 500
"""Hosts in a part."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a trial: what one machine is asked to run. Running it twice gives the same bytes."""

    trial: str
    seed: int
    first: int
    last: int
    """Hosts from `first` to before `last`."""
    twins: bool
    """Whether every host is treated in every arm; else each is dealt to one."""


Runner: TypeAlias = Callable[[Sequence[Part]], Iterable[tuple[int, Numbers]]]
"""Runs parts in any order; gives back each one's place and rows as it is done."""


@dataclass(frozen=True, slots=True)
class TrialResult:
    """A trial that was run."""

    trial: Published
    seed: int
    twins: bool
    outcomes: Outcomes
    rows: tuple[RatioRow, ...]

    @property
    def digest(self) -> str:
        """Return the fingerprint of every patient's outcome, the same on every machine and in any number of parts."""
        return self.outcomes.digest

    @property
    def text(self) -> str:
        """Return the trial's own table, beside the published one, and what lies outside it."""
        return table.text(self.trial, self.rows, self.outcomes, self.seed, twins=self.twins)

    @property
    def csv(self) -> str:
        """Return the table as CSV."""
        return table.csv_text(self.trial, self.rows)


def named(name: str) -> Published:
    """Return the trial of this name. Raises ValueError with the names that there are."""
    if name not in TRIALS:
        raise ValueError(f"there is no trial '{name}'; there are: {', '.join(TRIALS)}")
    return TRIALS[name]


def parts(name: str, patients: int, seed: int, *, twins: bool = True, chunk_size: int = CHUNK) -> tuple[Part, ...]:
    """Return the parts into which a trial is cut. Raises ValueError for an unknown trial or no patients."""
    named(name)
    if patients < 1:
        raise ValueError(f"a trial needs one patient at least, not {patients}")
    return tuple(
        [Part(name, seed, first, min(patients, first + chunk_size), twins) for first in range(0, patients, chunk_size)]
    )


def _arm_of(host: CohortMember, allocation: tuple[int, ...]) -> int:
    """Return the arm to which this host is dealt."""
    left = uniform(host.seed, "trial/arm") * sum(allocation)
    for arm, share in enumerate(allocation[:-1]):
        left -= share
        if left < 0.0:
            return arm
    return len(allocation) - 1


def _rows(trial: Published, plan: Trial, arm: int, numbers: NDArray[np.int64], result: Result) -> Numbers:
    entered = result.column("entered_h")
    stratum = trial.stratum(result, arm)
    end = entered + plan.follow_up_h
    died_h = result.column("died_h")
    died = died_h <= end
    later = (result.column("ventilated_h") > entered) & (result.column("ventilated_h") <= end)
    values = {
        "number": numbers.astype(np.float64),
        "arm": np.full(len(numbers), float(arm)),
        "stratum": stratum,
        "marked": trial.marked(result),
        "entered_h": entered,
        "age_years": result.column("age_years"),
        "male": result.column("male"),
        "comorbidity": result.column("comorbidity"),
        "entry_rung": result.column("entry_rung"),
        "entry_crp": result.column("entry_crp"),
        "mortality": 1.0 - result.column("survival"),
        "died": died * 1.0,
        "days_alive": np.where(died, died_h - entered, plan.follow_up_h) / 24.0,
        "ventilated_or_died": (died | later) * 1.0,
        "responded_h": trial.responded(result),
        "infected": (result.column("infected_h") > entered) * 1.0,
    }
    return np.stack([values[name] for name in COLUMNS], axis=1)[stratum >= 0.0]


def run_part(part: Part, engine: Engine | None = None) -> Numbers:
    """Run one part of a trial; return the rows of those who entered, arm after arm."""
    trial = TRIALS[part.trial]
    engine = engine or choose()
    hosts = [draw(trial.population, part.seed, number) for number in range(part.first, part.last)]
    dealt = [_arm_of(host, trial.allocation) for host in hosts]
    found = [np.empty((0, len(COLUMNS)))]
    for arm in range(len(trial.arms)):
        taken = [place for place in range(len(hosts)) if part.twins or dealt[place] == arm]
        if not taken:
            continue
        members = [hosts[place] for place in taken]
        plan, treatment = trial.protocol(members, arm)
        numbers = np.array([part.first + place for place in taken])
        found.append(_rows(trial, plan, arm, numbers, follow(members, plan, treatment, engine)))
    return np.concatenate(found)


def here(engine: Engine | None = None) -> Runner:
    """Return a runner on this machine."""

    def run(asked: Sequence[Part]) -> Iterator[tuple[int, Numbers]]:
        for place, part in enumerate(asked):
            yield place, run_part(part, engine)

    return run


def outcomes_of(asked: Sequence[Part], runner: Runner, progress: Callable[[int, int], None] | None = None) -> Outcomes:
    """Run the parts; return all rows in the order of arms, then patients, whatever order the parts came in."""
    total = asked[-1].last
    done: dict[int, Numbers] = {}
    for place, rows in runner(asked):
        done[place] = rows
        if progress is not None:
            progress(sum([asked[other].last - asked[other].first for other in done]), total)
    rows = np.concatenate([done[place] for place in range(len(asked))])
    order = np.lexsort((rows[:, COLUMNS.index("number")], rows[:, COLUMNS.index("arm")]))
    return Outcomes(rows[order], total)


def run_trial(
    name: str,
    patients: int = 2000,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
    *,
    twins: bool = True,
    runner: Runner | None = None,
) -> TrialResult:
    """Run a trial and compare it with the published one; the same seed gives the same bytes.

    `patients` are drawn, and those who are eligible enter. With `twins` each is treated in every arm, with the same
    luck, else each is dealt to one. `progress` hears how many are done, of how many. `runner` says where they are run:
    without one, here.
    """
    asked = parts(name, patients, seed, twins=twins)
    outcomes = outcomes_of(asked, runner or here(), progress)
    trial = named(name)
    return TrialResult(trial, seed, twins, outcomes, ratios.rows(trial, outcomes))
