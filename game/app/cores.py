"""How many processes can run at once: asked here by all that starts some."""

from __future__ import annotations

import os

__all__ = ["cores"]


def cores() -> int:
    """Return how many processes can run at once: a container may leave fewer cores than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
