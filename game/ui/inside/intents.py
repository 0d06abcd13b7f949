"""What a reader asks for inside the storm."""

from __future__ import annotations

from dataclasses import dataclass

from game.case.inside import Dampening, Preset
from game.ui.toolkit.intents import Intent


@dataclass(frozen=True, slots=True)
class TakePreset(Intent):
    """Set the drivers as a preset has them."""

    preset: Preset


@dataclass(frozen=True, slots=True)
class StartOver(Intent):
    """Go back to the first hour."""


@dataclass(frozen=True, slots=True)
class ScrubStorm(Intent):
    """Move along the line of time."""


@dataclass(frozen=True, slots=True)
class Drive(Intent):
    """Move one of the drivers, by its name."""

    driver: str


@dataclass(frozen=True, slots=True)
class DampenBy(Intent):
    """Choose what dampens."""

    by: Dampening


@dataclass(frozen=True, slots=True)
class ScrubExplainer(Intent):
    """Move along the explainer."""


@dataclass(frozen=True, slots=True)
class SwitchCaptions(Intent):
    """Captions on or off."""


@dataclass(frozen=True, slots=True)
class SlideVoice(Intent):
    """Choose how loud the voice is."""
