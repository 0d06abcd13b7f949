"""The recorded voice of the explainer: an Ogg file, and beside it the captions as WebVTT, which any player shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import Final

from game.case.explainer import Caption, Recording
from game.files.problem import FileError
from game.files.reading import FileKind, read_bytes, text_of

SOUND: Final = "explainer.ogg"
CAPTIONS: Final = "explainer.vtt"
SIGNS_A_LINE: Final = 42
"""Signs of a line of captions at most, as broadcasters have it (BBC Subtitle Guidelines: 37 to 42)."""
VTT: Final = FileKind("files.kind.captions", 100_000)
"""Ten times the shipped one."""
_DIGEST: Final = re.compile(r"^NOTE\n([0-9a-f]{32})$", re.MULTILINE)
"""Of the words, in a note that players pass over."""
_TIMES: Final = re.compile(r"^(\d\d):(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d):(\d\d)\.(\d{3})", re.MULTILINE)


def voice_folder(assets: Path) -> Path:
    """Return where the voice lies within the assets."""
    return assets / "voice"


def lines_of(words: str) -> list[str]:
    """Return a caption in lines of about the same length, as few as can be."""
    least = len(wrap(words, SIGNS_A_LINE))
    return next(
        lines
        for width in range(-(-len(words) // least), SIGNS_A_LINE + 1)
        if len(lines := wrap(words, width)) == least or width == SIGNS_A_LINE
    )


def vtt(of: Sequence[Caption], digest: str) -> str:
    """Return captions as WebVTT, with the digest of their words in a note."""
    parts = ["WEBVTT", f"NOTE\n{digest}"]
    for number, caption in enumerate(of, 1):
        times = f"{_time(caption.begins_ms)} --> {_time(caption.ends_ms)}"
        parts.append("\n".join((str(number), times, *lines_of(caption.words))))
    return "\n\n".join(parts) + "\n"


def _time(at_ms: int) -> str:
    seconds, rest = divmod(at_ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


def read_voice(folder: Path) -> Recording | None:
    """Return the voice of a folder; nothing where it is not whole: the captions say the same."""
    sound = folder / SOUND
    try:
        text = text_of(CAPTIONS, read_bytes(folder / CAPTIONS, VTT))
    except FileError:
        return None
    digest = _DIGEST.search(text)
    ends = tuple(_ms(*found.groups()[4:]) for found in _TIMES.finditer(text))
    if digest is None or not ends or not sound.is_file():
        return None
    return Recording(str(sound), digest[1], ends)


def _ms(hours: str, minutes: str, seconds: str, rest: str) -> int:
    return 1000 * (3600 * int(hours) + 60 * int(minutes) + int(seconds)) + int(rest)
