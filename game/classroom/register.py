"""What a host knows of what it sent, for a board: by this a true word of an instructor is told from a claimed one."""

from __future__ import annotations

from game.classroom.hosted import sent_to
from game.classroom.store import Store
from game.files.case_lines import split_chain
from game.training.sent import Register, SentTo


def register_of(store: Store, session_digest: str = "") -> Register:
    """Return what was sent to the cases of a session, or of all, in any room. Raises StoreError."""
    with store.changing() as changes:
        rows = changes.sent(session_digest)
    found: dict[str, tuple[SentTo, ...]] = {}
    for row in rows:
        parts = split_chain(row.second.rstrip(b"\n"))
        if parts is not None:
            one = sent_to(row.words, over=row.over, forged=row.forged)
            found[parts[1]] = (*found.get(parts[1], ()), one)
    return found
