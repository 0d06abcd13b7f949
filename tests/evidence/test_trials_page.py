"""`docs/trials.md` belongs to the model as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.evidence import trials_page
from game.evidence.registry import TRIALS
from game.evidence.table import NOTES
from game.patient.method import METHOD

PAGE = Path(__file__).parents[2] / "docs" / "trials.md"
STALE = "docs/trials.md is of another model; run: cytokine-storm trial --page docs/trials.md"


def test_the_page_was_made_with_these_constants() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert trials_page.constants_digest() in text, STALE
    assert f"`{METHOD}`" in text, STALE


@pytest.mark.parametrize("name", ["recovery-dexamethasone", "cart-tocilizumab"])
def test_the_first_hosts_of_the_page_come_out_again(name: str) -> None:
    assert trials_page.small_digest(name) in PAGE.read_text(encoding="utf-8"), STALE


def test_every_trial_is_on_the_page() -> None:
    """Hydrocortisone in septic shock could be run, and its result stood nowhere."""
    assert set(trials_page.COHORTS) == set(TRIALS)


def test_the_page_has_a_chapter_for_each_trial_and_says_what_lies_outside() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in trials_page.COHORTS:
        trial = TRIALS[name]
        assert f"## {trial.title}" in text
        assert all(claim.label in text for claim in trial.claims)
    assert "Outside" in text


def test_a_page_is_the_same_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials_page, "small_digest", "The first hosts of {} came out again above.".format)
    told: list[tuple[str, int, int]] = []
    first = trials_page.page(lambda *heard: told.append(heard), {"cart-tocilizumab": 4})
    assert trials_page.page(cohorts={"cart-tocilizumab": 4}) == first
    assert told == [("cart-tocilizumab", 4, 4)]


def test_the_words_of_the_page_are_the_codes_own() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert text.startswith(trials_page.head()), STALE
    for name in trials_page.COHORTS:
        trial = TRIALS[name]
        assert "\n".join([*[f"- {line}" for line in trial.differences], "", trial.tuned]) in text, STALE
    assert text.count("\n".join(NOTES)) == len(trials_page.COHORTS), STALE
