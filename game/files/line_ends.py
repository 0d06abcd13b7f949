"""Line ends as other programs leave them: git and mail on Windows, editors that end a file with blank lines."""

from __future__ import annotations

_MARK = b"\xef\xbb\xbf"


def with_our_line_ends(raw: bytes) -> tuple[bytes, tuple[str, ...], int]:
    """Return the bytes of a file with plain newlines, what another program had made of them, and blank lines above."""
    changes = []
    if raw.startswith(_MARK):
        changes.append("a byte order mark")
        raw = raw.removeprefix(_MARK)
    if b"\r" in raw:
        changes.append("of Windows" if b"\r\n" in raw else "of an old Mac")
        # Twice changed, they have two returns.
        raw = raw.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    text = raw.lstrip(b"\n")
    above = len(raw) - len(text)
    if text.endswith(b"\n"):
        text = text.rstrip(b"\n") + b"\n"
    if len(text) < len(raw):
        changes.append("blank lines")
    return text, tuple(changes), above


def line_ends_words(file: str, changes: tuple[str, ...]) -> str:
    """Return what is to be said about a file whose line ends were changed."""
    return (
        f"{file}: another program, such as git, mail or an editor, changed the line ends "
        f"({', '.join(changes)}); what the game wrote in the lines is as it was"
    )
