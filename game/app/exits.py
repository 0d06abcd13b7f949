"""How the program ends: codes that scripts can use, and the one exception for faults that are expected."""

from __future__ import annotations

import enum


class Exit(enum.IntEnum):
    """Exit codes; --help and the README print them."""

    GOOD = 0
    FINDINGS = 1
    """A check failed, or a case is not what its file says."""
    USAGE = 2
    """The command line cannot be understood, or what it names cannot be read."""
    ENVIRONMENT = 3
    """This machine lacks something: a display, or the right pygame."""
    CRASHED = 70
    """The game met a fault of its own; what was played is saved."""
    INTERRUPTED = 130
    CLOSED_PIPE = 141


class Fault(Exception):  # noqa: N818  it is a fault, not an error of ours
    """An expected fault: its sentence goes to standard error, its code to the shell."""

    def __init__(self, code: Exit, sentence: str) -> None:
        """Keep the code; the sentence says what is wrong and how to mend it."""
        super().__init__(sentence)
        self.code = code
