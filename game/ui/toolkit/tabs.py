"""The tabs of the screens that have some. Their values are ids: of widgets, and of the words on them."""

from __future__ import annotations

import enum
from typing import TypeAlias


class BedsideTab(enum.Enum):
    """What the right-hand side of the bedside shows."""

    TREAT = "treat"
    SUPPORT = "support"


class ResultsTab(enum.Enum):
    """What the page over the bedside shows."""

    RESULTS = "results"
    SAID = "said"


class DebriefTab(enum.Enum):
    """What the debrief shows under its score."""

    OPENING = "opening"
    DECISIONS = "decisions"
    CHART = "chart"
    TEACH = "teach"


class InsideTab(enum.Enum):
    """What is seen of the inside of a storm where not all of it has room at once."""

    PICTURE = "picture"
    DRIVE = "drive"
    LOOP = "loop"
    ORGANS = "organs"
    COMPARE = "compare"


Tab: TypeAlias = BedsideTab | ResultsTab | DebriefTab | InsideTab
