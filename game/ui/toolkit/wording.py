"""How words that come from the review are set on the screen: minus signs as the font has them."""

from __future__ import annotations

import re

_MINUS = re.compile(r"(?<![\w−–-])-(?=\d)")


def typeset(words: str) -> str:
    """Return words with a true minus sign before numbers."""
    return _MINUS.sub("−", words)
