"""`docs/trials.md`: every published trial, run with a modest cohort, and where the model falls outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from math import isnan
from typing import Final

from game.evidence.published.protocol import Published
from game.evidence.ratios import Lies
from game.evidence.registry import TRIALS, TrialResult, here, run_trial
from game.evidence.table import judged
from game.futures.engine import choose
from game.patient import constants
from game.patient.method import METHOD
from game.values.diseases import DISEASES

__all__ = ["CHECKED", "COHORTS", "SEED", "constants_digest", "head", "page", "small_digest"]

SEED: Final = 1
COHORTS: Final[dict[str, int]] = {
    "recovery-dexamethasone": 6000,
    "recovery-tocilizumab": 4000,
    "actt-1": 3000,
    "cart-tocilizumab": 2000,
    "antibiotic-delay": 2000,
    "antibiotic-before-shock": 2000,
    "septic-shock-tocilizumab": 600,
    "septic-shock-hydrocortisone": 2000,
}
"""Hosts drawn for each trial of the page."""
CHECKED: Final = 20
"""Hosts of the small run whose fingerprint the page holds, for a test to run again."""

_HEAD: Final = """\
# Virtual trials

Published trials, played by virtual patients. They are drawn from stated distributions and treated under each trial's
own protocol, by the same ward and the same equations as a case in the game. For education, never for care: these
numbers say how good the model is, and nothing about any drug.

Written by `cytokine-storm trial --page docs/trials.md` with seed {seed}; do not edit by hand. The same command gives
the same bytes on every machine.

- Model and method: `{method}`; its constants: sha256 `{constants}`

What the model was tuned on: every trial on this page was in view when the constants were set. So no row here is a
blind prediction; each trial says what it was used for. Some rules of entry, too, were settled only after the first
runs: that 1 L/min counts as no oxygen, and who joins without oxygen (the strata were the wrong size); that
dexamethasone in usual care begins a day before tocilizumab is decided on (too few patients had the CRP for it); that
shock counts from the start of norepinephrine; how soon a later infection is treated in sepsis (far too many
patients died); and, last, on which days the ventilated join RECOVERY, how many join the two without oxygen, how deadly
a failing organ is to the patients of these two, and with how many germs sepsis before shock begins. These four were
set on who came and who died or went into shock in the control arm, never on a ratio.

Each row is judged by its *expected* value, which comes from every patient's own chance of death. That leaves out the
luck of dying, but not the luck of catching an infection; its interval says how far off another seed may lie. The
interval that a trial of this size would print is that of the *counted* deaths, one draw of luck for each patient.
Recoveries can only be counted.

## At a glance

| trial | row | measure | published | model | lies |
|---|---|---|---|---|---|
"""


def constants_digest() -> str:
    """Return the fingerprint of all constants, for the page to go stale visibly."""
    kinds = [
        f"{kind.constants} {kind.spreads} {kind.pathogen} {kind.pathogen_start} {kind.extra_start}"
        for kind in DISEASES.values()
    ]
    return sha256("\n".join([repr(sorted(constants.DEFAULTS.items())), *kinds]).encode()).hexdigest()[:32]


def head() -> str:
    """Return the page down to the first row of its table; it names model and constants, and so goes stale with them."""
    return _HEAD.format(seed=SEED, method=METHOD, constants=constants_digest())


def small_digest(name: str) -> str:
    """Return the fingerprint of a run of the first few hosts."""
    return run_trial(name, CHECKED, SEED).digest


def _glance(result: TrialResult) -> list[str]:
    lines = []
    for row in result.rows:
        figure = row.claim.published
        form = ".1f" if row.claim.measure.in_percent else ".2f"
        interval = "" if isnan(figure.low) else f" ({figure.low:{form}} to {figure.high:{form}})"
        value = judged(row)
        low, high = row.expected_low, row.expected_high
        value += "" if isnan(low) else f" ({low:{form}} to {high:{form}})"
        lies = row.place.value if row.place in {Lies.INSIDE, Lies.NEAR} else f"**{row.place.value}**"
        lines.append(
            f"| {result.trial.name} | {row.claim.label} | {row.claim.measure.label} "
            f"| {figure.value:{form}}{interval} | {value} | {lies} |"
        )
    return lines


def _chapter(trial: Published, result: TrialResult, small: str) -> list[str]:
    return [
        f"## {trial.title}",
        "",
        f"`cytokine-storm trial {trial.name} --patients {result.outcomes.drawn} --seed {result.seed}`",
        "",
        f"The first {CHECKED} hosts alone: sha256 `{small}`.",
        "",
        "```text",
        result.text.rstrip(),
        "```",
        "",
        "Simpler than the trial:",
        "",
        *[f"- {line}" for line in trial.differences],
        "",
        trial.tuned,
        "",
    ]


def page(
    heard: Callable[[str, int, int], None] = lambda _name, _done, _of: None,
    cohorts: Mapping[str, int] = COHORTS,
    engine: str = "auto",
    threads: int = 1,
) -> str:
    """Run every trial and return the page; `heard` is told of which trial how many hosts are done."""
    results = {}
    runner = here(choose(engine, threads))
    for name, patients in cohorts.items():
        results[name] = run_trial(name, patients, SEED, partial(heard, name), runner=runner)
    lines = [head().rstrip()]
    for result in results.values():
        lines += _glance(result)
    lines.append("")
    for name, result in results.items():
        lines += _chapter(TRIALS[name], result, small_digest(name))
    return "\n".join(lines).rstrip() + "\n"
