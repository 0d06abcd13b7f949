"""What a player can choose about the screens."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Settings:
    """What a player has chosen; kept between sessions."""

    theme: str = "dark"
    """'dark', 'light' or 'contrast'."""
    text_percent: int = 100
    """100 to 200."""
    reduced_motion: bool = False
    sound: bool = True
    volume_percent: int = 60
    pause_on_alarm: bool = True
    pause_on_result: bool = False
    keys: dict[str, str] = field(default_factory=dict)
    """Changed key bindings: intent name to key name."""
