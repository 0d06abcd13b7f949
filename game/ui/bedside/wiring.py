"""What the bedside needs from the shell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.case.play import Play
from game.ui.toolkit.cues import Speaker
from game.ui.toolkit.scene import Pop, Turn
from game.ui.toolkit.settings import Settings


@dataclass(frozen=True, slots=True)
class Wiring:
    """What is called, told and asked while a case is played."""

    settings: Callable[[], Settings]
    keep_settings: Callable[[Settings], None]
    speaker: Speaker
    ended: Callable[[Play], Turn]
    """Says what follows a case that is over, usually the debrief."""
    held: Callable[[], bool] = bool
    """Says whether somebody else lets time stand still, as the instructor of a live class may."""
    coached: bool = False
    """A coach says what to do: the bedside itself asks for nothing."""
    left: Callable[[], Turn] = Pop
    """Says what follows a case that was left before its end; its file is kept."""
    unsaved: Callable[[], str] = str
    """Says what is not on the disk, and what that means; empty if nothing is missing."""
    untouched: Callable[[], bool] = bool
    """Says whether nothing has happened that would be kept if the case were left now."""
    say: Callable[[str], None] = lambda _: None
    """Shows a sentence over the screen for a while."""
    glossary: Callable[[], Turn] = lambda: None
    settings_page: Callable[[], Turn] = lambda: None
    inside: Callable[[], Turn] = lambda: None
    """Leads to the screen that explains the storm; the case stands still meanwhile."""
