"""Why a row is fair or poor: a text for every poor row, and for fair ones that deserve it. A test asks for them."""

from __future__ import annotations

from typing import Final

DISCUSSIONS: Final[dict[str, str]] = {}
"""By the id of the row; shown only while the row is not good."""
