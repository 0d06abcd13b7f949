"""What the pages of a class read is what the host sends: a misspelt name reads as nothing, and says so nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game import classroom
from game.classroom.beds import BedShown
from game.classroom.shown import RoomShown, SeatShown, VoteTold, WallShown
from game.values.wire import Wire

STATIC = Path(classroom.__file__).parent / "static"
READ: dict[str, type[Wire]] = {
    "room": RoomShown,
    "seat": SeatShown,
    "wall": WallShown,
    "vote": VoteTold,
    "bed": BedShown,
}
"""What a page calls what it was sent."""


@pytest.mark.parametrize("script", ["teach.js", "room.js", "bed.js"])
def test_a_page_reads_nothing_that_is_not_sent(script: str) -> None:
    text = (STATIC / script).read_text("utf-8")
    strange = {
        f"{of}.{name}"
        for of, shown in READ.items()
        for name in re.findall(rf"\b{of}\.([a-z_]+)\b(?!\()", text)
        if name not in shown.__struct_fields__
    }
    assert strange == set()
