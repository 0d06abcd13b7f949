"""What nobody may guess: the code of a room, the secret of an instructor, the keys of seats and browsers."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Final

CODE_SIGNS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for each other on a wall."""
CODE_LONG: Final = 6
"""887 million codes: at the 2,000 wrong ones a minute that are let through at most, an hour finds one in 7,000."""


def new_code() -> str:
    """Return a code that nobody can guess in a lesson."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LONG))


def new_secret() -> str:
    """Return what an instructor has to know."""
    return secrets.token_urlsafe(15)


def digest_of(key: str) -> str:
    """Return the fingerprint of a key; a random one of 144 bits cannot be found from it."""
    return sha256(key.encode()).hexdigest()


def vote_key(digest: str) -> str:
    """Return by what a browser votes for a seat, from the fingerprint of its key, which it does not give away."""
    return digest_of(f"vote {digest}")
