"""What a player has chosen about the screens."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Annotated, Final

from msgspec import Meta

KEY_PATTERN: Final = r"^[^\x00-\x1f\x7f\ud800-\udfff]{1,24}\Z"
"""What the name of a key looks like; the longest that there is, 'shift+' before it, has 22 signs."""


class ThemeName(enum.Enum):
    """The colours of the screens."""

    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices kept between sessions; a dataclass, which msgspec reads as well, since screens replace single fields."""

    theme: ThemeName = ThemeName.DARK
    text_percent: Annotated[int, Meta(ge=100, le=200)] = 100
    """Size of text; the layout grows with it."""
    reduced_motion: bool = False
    sound: bool = True
    volume_percent: Annotated[int, Meta(ge=0, le=100)] = 60
    """Of everything; the five below are shares of it."""
    pulse_percent: Annotated[int, Meta(ge=0, le=100)] = 70
    alarm_percent: Annotated[int, Meta(ge=0, le=100)] = 100
    result_percent: Annotated[int, Meta(ge=0, le=100)] = 100
    ward_percent: Annotated[int, Meta(ge=0, le=100)] = 30
    voice_percent: Annotated[int, Meta(ge=0, le=100)] = 100
    captions: bool = True
    """Of what a voice says; it says nothing else."""
    explainer_offered: bool = False
    """Whether the first start has offered the explainer, and it was taken or not."""
    pause_on_alarm: bool = True
    pause_on_result: bool = False
    pause_on_call: bool = True
    keys: dict[str, Annotated[str, Meta(pattern=KEY_PATTERN)]] = field(default_factory=dict)
    """Changed key bindings: intent name to key name."""
