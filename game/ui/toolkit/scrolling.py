"""How far scroll areas have to move: to what has the focus, to the ends of a column, and by a key from anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from game.ui.toolkit.widget import Role, Widget, modal, path_to, walk


def to_see(tree: Widget, id_: str, margin: int) -> Iterator[tuple[Widget, int]]:
    """Yield the areas around a widget and how far each moves so that it can be seen."""
    *around, of = path_to(tree, id_) or (tree,)
    for area in around:
        if area.role is not Role.SCROLL:
            continue
        if of.rect.y - margin < area.rect.y:
            yield area, of.rect.y - margin - area.rect.y
        elif of.rect.bottom + margin > area.rect.bottom:
            # Of what is taller than the area, the beginning is shown.
            yield area, min(of.rect.bottom + margin - area.rect.bottom, of.rect.y - margin - area.rect.y)


def to_read(tree: Widget, id_: str, step: int, margin: int) -> Iterator[tuple[Widget, int]]:
    """Yield the areas around a widget and how far each moves so that what stands at its end is read.

    Above the first and below the last thing to press of a column may be words: who goes through it by Tab comes no
    further. The widget itself stays to be seen.
    """
    *around, of = path_to(tree, id_) or (tree,)
    for area in around:
        if area.role is not Role.SCROLL:
            continue
        pressed = [one.rect for one in walk(area) if one.focusable and one is not area]
        first = all(one.y >= of.rect.y for one in pressed)
        last = all(one.bottom <= of.rect.bottom for one in pressed)
        if last and (step > 0 or not first):
            yield area, max(0, of.rect.y - margin - area.rect.y)
        elif first:
            yield area, min(0, of.rect.bottom + margin - area.rect.bottom)


def to_turn(tree: Widget, focus: str) -> Iterator[Widget]:
    """Yield the areas that a key scrolls: around the focus, the innermost first, then the others as they are read."""
    within = modal(tree)
    around = [one for one in reversed(path_to(within, focus)) if one.role is Role.SCROLL]
    yield from around
    yield from (one for one in walk(within) if one.role is Role.SCROLL and one not in around)
