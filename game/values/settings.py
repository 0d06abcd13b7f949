"""What a player has chosen about the screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from msgspec import Meta

LONGEST_KEY = 32
"""Of the name of a key, such as 'shift+page down'."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices kept between sessions; a dataclass, which msgspec reads as well, since screens replace single fields."""

    theme: Annotated[str, Meta(pattern="^(dark|light|contrast)$")] = "dark"
    text_percent: Annotated[int, Meta(ge=100, le=200)] = 100
    """Size of text; the layout grows with it."""
    reduced_motion: bool = False
    sound: bool = True
    volume_percent: Annotated[int, Meta(ge=0, le=100)] = 60
    pause_on_alarm: bool = True
    pause_on_result: bool = False
    keys: dict[str, Annotated[str, Meta(min_length=1, max_length=LONGEST_KEY)]] = field(default_factory=dict)
    """Changed key bindings: intent name to key name."""
