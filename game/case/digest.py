"""The fingerprint of a case: the same only if every bit that matters is the same."""

from __future__ import annotations

import struct
from hashlib import blake2b

from game.case.state import FAR, Case, CourseLine

HOW_LONG = 8
"""Bytes of the fingerprint; it prints as twice as many characters."""


def _choice(line: CourseLine) -> str:
    # Only where something was chosen, or will be missed: the fingerprints of other cases stay what they were.
    choice = f",{line.chosen_mg!r},{line.tapering:d}" if line.chosen_mg or line.tapering else ""
    return f"{choice},missing" if line.missing else choice


def digest(case: Case) -> str:
    """Return 16 hexadecimal characters over the exact doubles of body and support, courses, samples and tick."""
    numbers = (*case.body.state, *case.holding, *case.inputs)
    courses = ";".join(
        f"{line.regimen.id},{line.running:d},{','.join(map(str, line.given))},{line.next_due},{line.left}"
        + _choice(line)
        for line in case.sheets.courses
    )
    samples = ";".join(f"{sample.panel.value},{sample.taken},{sample.due}" for sample in case.sheets.samples)
    # The same holds for tubing that is off.
    off = f"|{case.sheets.oxygen_back}" if case.sheets.oxygen_back != FAR else ""
    ending = case.outcome.ending.value if case.outcome else ""
    text = f"{case.tick}|{courses}|{samples}|{ending}{off}"
    return blake2b(struct.pack(f"<{len(numbers)}d", *numbers) + text.encode(), digest_size=HOW_LONG).hexdigest()
