"""What every screen must keep: nothing outside its parent, nothing on top of its neighbour, no text cut off."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from game.ui.backends.recording_canvas import Drawn, RecordingCanvas
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.widget import Role, Widget, walk


def broken_rules(tree: Widget) -> list[str]:
    """Return every fault of a tree in words; empty if it is sound."""
    faults = []
    ids = [widget.id for widget in walk(tree)]
    faults += [f"{id_} is there twice" for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1})]
    for widget in walk(tree):
        if widget.rect.w <= 0 or widget.rect.h <= 0:
            faults.append(f"{widget.id} has no size: {widget.rect}")
        faults += _family(widget)
        faults += _texts(widget)
    return faults


def _family(parent: Widget) -> list[str]:
    faults = []
    for child in parent.children:
        inside = parent.rect.contains(child.rect)
        if parent.role is Role.SCROLL:
            inside = parent.rect.x <= child.rect.x and child.rect.right <= parent.rect.right
        if not inside:
            faults.append(f"{child.id} {child.rect} sticks out of {parent.id} {parent.rect}")
    for one, other in combinations(parent.children, 2):
        if not {Role.DIALOG, Role.NOTICE} & {one.role, other.role} and one.rect.overlaps(other.rect):
            faults.append(f"{one.id} {one.rect} overlaps {other.id} {other.rect}")
    return faults


def _texts(widget: Widget) -> list[str]:
    if widget.paint is None:
        return []
    canvas = RecordingCanvas()
    widget.paint(canvas, widget.rect)
    faults = []
    for call in canvas.drawn:
        if call.what == "text" and call.cut:
            faults.append(f"{widget.id} cuts '{call.text}'")
        if call.what == "text" and not widget.rect.contains(call.rect):
            faults.append(f"{widget.id} {widget.rect} writes '{call.text}' outside itself at {call.rect}")
    return faults


def struck_through(drawn: Sequence[Drawn], *starts: str) -> list[str]:
    """Return the words beginning so through which a line runs that no plate ends, or over which one is drawn."""
    faults = []
    for at, word in enumerate(drawn):
        if word.what != "text" or not word.text.startswith(starts):
            continue
        for other, line in enumerate(drawn):
            if line.what != "line" or min(line.rect.w, line.rect.h) > 2 or not line.rect.overlaps(word.rect):
                continue
            plates = [one.rect for one in drawn[min(other, at) : at] if one.what == "fill_rect"]
            if other > at or not _covered(line.rect.within(word.rect), plates):
                faults.append(f"{line.rect} runs through '{word.text}' {word.rect}")
    return faults


def _covered(piece: Rect, plates: Sequence[Rect]) -> bool:
    """Say whether plates, one below the other, hide all of a piece of a line."""
    over = [plate.within(piece) for plate in plates]
    return {y for one in over if one.w == piece.w for y in range(one.y, one.bottom)} >= set(
        range(piece.y, piece.bottom)
    )
