"""Line ends as other programs leave them: git and mail on Windows, editors that end a file with blank lines."""

from __future__ import annotations

from game.values.words import say

_MARK = b"\xef\xbb\xbf"


def with_our_line_ends(raw: bytes) -> tuple[bytes, tuple[str, ...], int]:
    """Return the bytes of a file with plain newlines, what another program had made of them, and blank lines above."""
    changes = []
    if raw.startswith(_MARK):
        changes.append(say("files.line_ends.a_byte_order_mark"))
        raw = raw.removeprefix(_MARK)
    if b"\r" in raw:
        changes.append(say("files.line_ends.of_windows") if b"\r\n" in raw else say("files.line_ends.of_an_old_mac"))
        # Twice changed, they have two returns.
        raw = raw.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    text = raw.lstrip(b"\n")
    above = len(raw) - len(text)
    if text.endswith(b"\n"):
        text = text.rstrip(b"\n") + b"\n"
    if len(text) < len(raw):
        changes.append(say("files.line_ends.blank_lines"))
    return text, tuple(changes), above


def line_ends_words(file: str, changes: tuple[str, ...]) -> str:
    """Return what is to be said about a file whose line ends were changed."""
    return say("files.line_ends.another_program_such_as_git", file=file, changes=", ".join(changes))
