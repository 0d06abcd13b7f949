"""What still stands on the screen from the frame before, so that nothing is laid over its own picture."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final, TypeAlias

import pygame

_Laid: TypeAlias = "tuple[Hashable, pygame.Rect, int]"
"""What was laid, the clip it was laid in, and how many places had been painted by then.

A name only, as nothing here may ask the wrong pygame for what it lacks before its mend is told.
"""
_MOST: Final = 2000
"""Places of one frame that are remembered; a frame that paints more begins anew with the next."""


class StillThere:
    """Remembers of two frames where was painted, and in between, which kept pictures were laid."""

    def __init__(self) -> None:
        """Begin with a screen of which nothing is known."""
        self._before: list[pygame.Rect] = []
        self._now: list[pygame.Rect] = []
        self._laid_before: dict[str, _Laid] = {}
        self._laid: dict[str, _Laid] = {}

    def forget(self) -> None:
        """Know nothing of the screen: it is another one, or was painted by someone else."""
        self._laid.clear()
        self._laid_before.clear()

    def begin(self) -> None:
        """Begin a frame."""
        if len(self._now) > _MOST:
            self.forget()
        self._before, self._now = self._now, []
        self._laid_before, self._laid = self._laid, {}

    def painted(self, box: pygame.Rect) -> None:
        """Remember where something was painted."""
        self._now.append(box)

    def stands(self, name: str, what: Hashable, box: pygame.Rect, clip: pygame.Rect) -> bool:
        """Say whether this picture was laid a frame ago, and nothing was painted over it since."""
        laid = self._laid_before.get(name)
        if laid is None or laid[0] != what or laid[1] != clip:
            return False
        seen = box.clip(clip)
        if seen.collidelist(self._before[laid[2] :]) >= 0 or seen.collidelist(self._now) >= 0:
            return False
        self._laid[name] = (what, clip, len(self._now))
        return True

    def laid(self, name: str, what: Hashable, box: pygame.Rect, clip: pygame.Rect) -> None:
        """Remember that a picture was laid."""
        self.painted(box.clip(clip))
        self._laid[name] = (what, clip, len(self._now))
