"""What the program prints: whatever a file brought into a sentence, a terminal can only show it, never obey it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

from game.files.problem import visible_lines


class Telling:
    """A stream on which control signs become escapes, but for the ends of lines.

    A carriage return at the beginning of what is written begins the line anew, as lines of progress do.
    """

    def __init__(self, stream: TextIO) -> None:
        """Take the stream to write to."""
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text; all that is printed comes through here."""
        anew = "\r" if text.startswith("\r") else ""
        self._stream.write(anew + visible_lines(text.removeprefix("\r")))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        """Leave all else to the stream."""
        return getattr(self._stream, name)


@contextmanager
def telling() -> Iterator[None]:
    """Let all that is printed within go through one door."""
    # Without a terminal, or with a stream that was closed, Python has none: what is printed then goes nowhere.
    out, err = (cast("TextIO", Telling(stream or io.StringIO())) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(err):
        yield


def visible_json(text: str) -> str:
    """Return JSON in which signs that are not shown are escapes of JSON, so that it stays JSON when it is printed."""
    if text.replace("\n", "").isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign == "\n" else json.dumps(sign)[1:-1] for sign in text)
