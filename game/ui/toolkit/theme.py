"""Colour carries meaning: a table of roles for each theme, and the contrast of any two of them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TypeAlias

from game.values.settings import ThemeName

Rgb: TypeAlias = tuple[int, int, int]


class Ink(enum.Enum):
    """What a colour stands for; the theme says which colour that is."""

    # As with `Weight`: tables are asked for colours hundreds of times a frame.
    __hash__ = object.__hash__

    GROUND = "ground"
    PANEL = "panel"
    RAISED = "raised"
    LINE = "line"
    TEXT = "text"
    QUIET = "quiet text"
    BRIGHT = "primary button"
    ON_BRIGHT = "text on a primary button or a coloured mark"
    INFECTION = "infection"
    INFLAMMATION = "inflammation"
    INFLAMMATION_LIGHT = "inflammation, second line"
    HOST = "host tissue"
    WELL = "well"
    LOOK = "worth a look"
    DANGER = "danger"
    ECG = "ECG"
    SPO2 = "SpO₂"
    PRESSURE = "arterial pressure"
    BREATHING = "breathing"
    TEMPERATURE = "temperature"
    KIDNEY = "kidney"
    FOCUS = "focus ring"


@dataclass(frozen=True, slots=True)
class Mix:
    """A tint: a share of one role over another."""

    ink: Ink
    over: Ink
    share: float


@dataclass(frozen=True, slots=True)
class Own:
    """The colour of a thing itself, as of skin or hair: the same in every theme."""

    rgb: Rgb
    over: Ink = Ink.GROUND
    share: float = 1.0
    """How much of it there is over a role."""


Colour: TypeAlias = Ink | Mix | Own


@dataclass(frozen=True, slots=True)
class Theme:
    """A table of roles."""

    name: ThemeName
    table: dict[Ink, Rgb]

    def rgb(self, colour: Colour) -> Rgb:
        """Return the colour of a role or a tint."""
        if isinstance(colour, Ink):
            return self.table[colour]
        top = colour.rgb if isinstance(colour, Own) else self.table[colour.ink]
        under = self.table[colour.over]
        red, green, blue = (round(u + (t - u) * colour.share) for t, u in zip(top, under, strict=True))
        return red, green, blue


def _rgb(code: str) -> Rgb:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def _theme(name: ThemeName, *codes: str) -> Theme:
    return Theme(name, {ink: _rgb(code) for ink, code in zip(Ink, codes, strict=True)})


# The codes stand in the order of `Ink`: grounds and texts, infection to host, states, monitor traces, kidney, focus.
THEMES: dict[ThemeName, Theme] = {
    theme.name: theme
    for theme in (
        _theme(
            ThemeName.DARK,
            *("#0C1117", "#131B24", "#1A2530", "#263442", "#E8EEF4", "#93A3B3", "#E8EEF6", "#0C1117"),
            *("#58B4FF", "#FF9D42", "#FFC37D", "#D7DEE6", "#43D18A", "#F6D04D", "#FF5C7A"),
            *("#43D18A", "#4ED5F5", "#FF7A7A", "#F6D04D", "#D9A7FF", "#8FC9B0", "#FFFFFF"),
        ),
        _theme(
            ThemeName.LIGHT,
            *("#E4E9EF", "#FFFFFF", "#F0F3F7", "#BCC6D1", "#10161D", "#475563", "#17212C", "#FFFFFF"),
            *("#0B5CAB", "#A34700", "#854A14", "#3A444E", "#0A6638", "#6E5200", "#B3123F"),
            *("#0A6638", "#005F78", "#AD2525", "#6E5200", "#6A38A6", "#1F6049", "#0B5CAB"),
        ),
        _theme(
            ThemeName.CONTRAST,
            *("#000000", "#0A0A0A", "#1A1A1A", "#9AA6B2", "#FFFFFF", "#DDE4EB", "#FFFFFF", "#000000"),
            *("#7CC8FF", "#FFB066", "#FFD7A3", "#FFFFFF", "#5CF2A6", "#FFE25E", "#FF8FA3"),
            *("#5CF2A6", "#79E4FF", "#FF9C9C", "#FFE25E", "#E6C7FF", "#B5F0D4", "#FFE25E"),
        ),
    )
}
"""Every theme by its name in the settings."""

TEXT_GROUNDS = (Ink.GROUND, Ink.PANEL, Ink.RAISED)
"""Grounds on which text of any other role may stand."""


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
