"""A finished case on its way to the screen: it is played again unseen, and may turn out not to be one."""

from __future__ import annotations

from concurrent.futures import Future

from game.case.play import Play
from game.ui.navigation import Ways
from game.values.words import say


def opened(opening: Future[Play], ways: Ways) -> Play | None:
    """Return a case that was being opened; nothing where it cannot be, and then say why."""
    failure = opening.exception()
    if failure is None:
        return opening.result()
    ways.say(say("menus.opening.cannot_be_opened", failure=failure))
    return None
