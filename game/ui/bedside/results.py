"""The results page as a screen of its own, over a bedside whose time stands still meanwhile."""

from __future__ import annotations

from game.case.view import View
from game.ui.bedside.results_page import measured, newest_first, results_page
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Act, Pop, Told, Turn
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Widget
from game.values.channel import Channel


class ResultsScene:
    """Shows every result of a view, and all that was said."""

    def __init__(self, view: View, channel: Channel | None = None, tab: str = "results") -> None:
        """Begin with a channel, or with that of the newest result."""
        newest = newest_first(view)
        self._view = view
        self._chosen = channel or (newest[0].channel if newest else measured(view)[0])
        self._tab = tab
        self._back = 0
        self._kept = Kept()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys that go from line to line, and the one that closes again."""
        return ("earlier", "later", "results", "said")

    def handle(self, told: Told) -> Turn:
        """Choose a channel or a page, or leave."""
        if not isinstance(told, Act):
            return None
        match told.name:
            case "back":
                return Pop()
            case "results" | "said" if told.name == self._tab:
                return Pop()
            case "results" | "said":
                self._tab = told.name
            case "page":
                self._tab = told.argument
            case "older":
                self._back += 1
            case "newer":
                self._back = max(0, self._back - 1)
            case "channel":
                self._chosen = Channel(told.argument)
            case "earlier" | "later":
                offered = measured(self._view)
                place = offered.index(self._chosen) + (1 if told.name == "later" else -1)
                self._chosen = offered[place % len(offered)]
            case _:
                pass
        return None

    def tick(self, elapsed_us: int) -> Turn:
        """Let real time pass; nothing moves here."""
        del elapsed_us
        return None

    def tree(self, page: Page) -> Widget:
        """Return the page."""
        key = (self._chosen, self._tab, self._back)
        return self._kept.still(page, key, lambda: results_page(page, self._view, *key))
