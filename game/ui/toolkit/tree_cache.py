"""Trees that are built only when something changed: text is costly to break into lines at every frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Final, TypeAlias

from game.ui.toolkit.page import Page
from game.ui.toolkit.widget import Widget

_LAST: Final = 3
"""Of each name: a column that is scrolled is built for its width, for that beside its bar, and where it is moved to."""
Keep: TypeAlias = Callable[[str, Hashable, Callable[[], Widget]], Widget]
"""Takes a name, all that a widget depends on, and what builds it; returns the one of before where that is the same."""


class Kept:
    """Keeps the last tree with what it was built from."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._page: Page | None = None
        self._key: Hashable = None
        self._tree: Widget | None = None

    def tree(self, page: Page, key: Hashable, build: Callable[[], Widget]) -> Widget:
        """Return the kept tree if page and key are the same as before, or else a new one."""
        if self._tree is None or page != self._page or key != self._key:
            self._page, self._key, self._tree = page, key, build()
        return self._tree

    def still(self, page: Page, key: Hashable, build: Callable[[], Widget]) -> Widget:
        """Return the same for a screen on which nothing moves by itself: a canvas may keep its pixels."""
        return self.tree(page, key, lambda: replace(build(), frozen=object()))


class Pieces:
    """Keeps parts of a screen that is built again and again, each by its name."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[str, tuple[tuple[Page, Hashable, tuple[Widget, ...]], ...]] = {}

    def get(self, page: Page, name: str, key: Hashable, build: Callable[[], tuple[Widget, ...]]) -> tuple[Widget, ...]:
        """Return a part as it was while page and key are the same, or else a new one."""
        before = self._kept.get(name, ())
        for of, known, made in before:
            if of == page and known == key:
                return made
        made = build()
        self._kept[name] = ((page, key, made), *before)[:_LAST]
        return made

    def still(self, page: Page, name: str, key: Hashable, build: Callable[[], Widget]) -> Widget:
        """Return the same for one widget, on which nothing moves by itself: a canvas may keep its pixels."""
        return self.get(page, name, key, lambda: (_frozen(build()),))[0]


def _frozen(widget: Widget) -> Widget:
    """Return a widget whose pixels may be kept: as long as those of what it was made of, where that was kept."""
    return widget if widget.frozen is not None else replace(widget, frozen=object())


def anew(name: str, key: Hashable, build: Callable[[], Widget]) -> Widget:
    """Keep nothing."""
    del name, key
    return build()
