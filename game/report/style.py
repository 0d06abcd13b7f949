"""How a report looks: the roles of colour of the screen, light on paper, light or dark on a screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from game.ui.backends.svg_canvas import code, colour_class
from game.ui.toolkit.theme import THEMES, Colour, Ink, Theme
from game.values.settings import ThemeName

FONTS: Final = Markup(
    "'Atkinson Hyperlegible Next','Storm Hyperlegible','Atkinson Hyperlegible',system-ui,'Segoe UI',Roboto,"
    "'Helvetica Neue',Arial,'Noto Sans','Liberation Sans','DejaVu Sans',sans-serif"
)
"""The face of the game where it is to be had, or what the system reads best in."""
LIGHT: Final = THEMES[ThemeName.LIGHT]
DARK: Final = THEMES[ThemeName.DARK]


def paper_colours() -> dict[str, str]:
    """Return each role with its colour on paper, as the layout of the PDF wants them."""
    return {colour_class(ink): code(LIGHT, ink) for ink in Ink}


def styled(drawn: Iterable[Colour]) -> dict[str, Markup]:
    """Return what the style sheet needs: each role, and each tint that was drawn, in both themes and as classes."""
    known: dict[str, Colour] = {colour_class(one): one for one in (*Ink, *drawn)}
    names = sorted(known)
    inked = [
        f".s-{name}{{stroke:var(--{name})}}.f-{name}{{fill:var(--{name})}}.t-{name}{{color:var(--{name})}}"
        for name in names
    ]

    def table(theme: Theme) -> Markup:
        return Markup("".join([f"--{name}:{code(theme, known[name])};" for name in names]))  # noqa: S704 roles and numbers

    return {"light": table(LIGHT), "dark": table(DARK), "inked": Markup("".join(inked))}  # noqa: S704 the same
