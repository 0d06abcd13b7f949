"""A tree that is built only when something changed: text is costly to break into lines at every frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace

from game.ui.toolkit.page import Page
from game.ui.toolkit.widget import Widget


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
