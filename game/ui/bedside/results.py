"""The results page as a screen of its own, over a bedside whose time stands still meanwhile."""

from __future__ import annotations

from game.case.view import View
from game.ui.bedside.intents import ChooseChannel, NewerSamples, OlderSamples
from game.ui.bedside.result_words import measured, newest_first
from game.ui.bedside.results_page import results_page
from game.ui.toolkit.intents import Back, Earlier, Intent, Later, OpenResults, OpenSaid, ShowTab
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Act, Pop, Told, Turn
from game.ui.toolkit.tabs import ResultsTab
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Widget
from game.values.channel import Channel


class ResultsScene:
    """Shows every result of a view, and all that was said."""

    def __init__(self, view: View, channel: Channel | None = None, tab: ResultsTab = ResultsTab.RESULTS) -> None:
        """Begin with a channel, or with that of the newest result."""
        newest = newest_first(view)
        self._view = view
        self._chosen = channel or (newest[0].channel if newest else measured(view)[0])
        self._tab = tab
        self._back = 0
        self._kept = Kept()

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the keys that go from line to line, and the one that closes again."""
        return (Earlier(), Later(), OpenResults(), OpenSaid())

    def handle(self, told: Told) -> Turn:
        """Choose a channel or a page, or leave."""
        if not isinstance(told, Act):
            return None
        match told.intent:
            case Back():
                return Pop()
            case OpenResults():
                return self._open_or_close(ResultsTab.RESULTS)
            case OpenSaid():
                return self._open_or_close(ResultsTab.SAID)
            case ShowTab(ResultsTab() as tab):
                self._tab = tab
            case OlderSamples():
                self._back += 1
            case NewerSamples():
                self._back = max(0, self._back - 1)
            case ChooseChannel(channel):
                self._chosen = channel
            case Earlier():
                self._step(-1)
            case Later():
                self._step(1)
            case _:
                pass
        return None

    def _open_or_close(self, tab: ResultsTab) -> Turn:
        """Show a page, or leave by the key that opened it."""
        if tab is self._tab:
            return Pop()
        self._tab = tab
        return None

    def _step(self, step: int) -> None:
        offered = measured(self._view)
        self._chosen = offered[(offered.index(self._chosen) + step) % len(offered)]

    def tick(self, elapsed_us: int) -> Turn:
        """Let real time pass; nothing moves here."""
        del elapsed_us
        return None

    def tree(self, page: Page) -> Widget:
        """Return the page."""
        key = (self._chosen, self._tab, self._back)
        return self._kept.still(page, key, lambda: results_page(page, self._view, *key))
