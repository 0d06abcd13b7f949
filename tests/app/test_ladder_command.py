"""The `ladder` command: what was climbed before stays in the table and on the page."""

from __future__ import annotations

from pathlib import Path

from game.app import main
from game.evidence.ladder import PLAYERS, Rung, csv_text


def test_the_page_of_one_level_climbed_anew_still_tells_of_the_others(tmp_path: Path) -> None:
    """Every case stands in the table already, so nothing is played."""
    known = [
        Rung(level, policy, 1, 90, 90, 0.0, 0.0, 0.0, "discharged")
        for level in ("quiet_recovery", "septic_shock")
        for policy in PLAYERS
    ]
    (tmp_path / "ladder.csv").write_text(csv_text(known), "utf-8")

    main(["ladder", "--write", "--level", "quiet_recovery", "--seeds", "1", "--jobs", "1", "--folder", str(tmp_path)])

    page = (tmp_path / "ladder.md").read_text("utf-8")
    assert "(`quiet_recovery`)" in page
    assert "(`septic_shock`)" in page
