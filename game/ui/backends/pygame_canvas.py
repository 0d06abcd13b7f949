"""The canvas of the game: pygame-ce surfaces, with everything kept that is drawn alike twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Final

import pygame

from game.ui.backends.faces import Faces
from game.ui.backends.kept import Lines, keep
from game.ui.backends.standing import StillThere
from game.ui.toolkit.canvas import Align, Point, Sprite, Weight
from game.ui.toolkit.dashes import dashes
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.signs import LONGEST_LINE, cut, drawable, shortened
from game.ui.toolkit.theme import THEMES, Colour, Ink, Rgb, Theme
from game.values.settings import ThemeName
from game.values.words import say

_FINE = 3
"""Sprites are painted so many times as large and reduced, so that their edges are smooth."""
_TILE: Final = 12_000
"""Pixels of a ground with round corners up to which it is kept as a picture."""
_EDGE: Final = 4
"""Pixels by which what a line covers is taken larger than pygame says, for the pale edge of a smooth one."""
_MOST_TILES: Final = 300
"""Such pictures at most, 15 MB; a full screen has a tenth of them."""
MEND = "backends.pygame_canvas.pip_uninstall_y_pygame_pip"


class WrongPygameError(Exception):
    """The old `pygame` lies over pygame-ce; the message names the mend."""


def check_pygame() -> None:
    """Raise WrongPygameError unless the pygame that was imported is pygame-ce."""
    if not getattr(pygame, "IS_CE", False):
        raise WrongPygameError(say("backends.pygame_canvas.this_game_needs_pygame_ce", mend=say(MEND)))


class PygameCanvas:
    """Draws on a surface, usually the window's."""

    def __init__(self, surface: pygame.Surface, assets: Path) -> None:
        """Draw on `surface` with the fonts of `assets`."""
        self.theme: Theme = THEMES[ThemeName.DARK]
        self.now_us = 0
        self._surface = surface
        self._faces = Faces(assets / "fonts")
        self._sizes: dict[tuple[str, int, Weight], tuple[int, int]] = {}
        self._colours: dict[Colour, Rgb] = {}
        self._texts: dict[tuple[str, int, Weight, Rgb, int], pygame.Surface] = {}
        self._lines = Lines(self.text_size)
        self._tiles: dict[tuple[int, int, int, Rgb], pygame.Surface] = {}
        self._corners: dict[tuple[int, int, Rgb], pygame.Surface] = {}
        self._stamps: dict[tuple[Sprite, ThemeName], tuple[pygame.Surface, pygame.Surface | None]] = {}
        self._layers: dict[str, tuple[Hashable, pygame.Surface]] = {}
        self._clips: list[pygame.Rect] = []
        self._standing = StillThere()
        self._size = surface.get_size()
        self._keeping = 0
        """How many pictures that are kept are being painted now, one in the other."""
        self._scrim: pygame.Surface | None = None

    def begin(self, surface: pygame.Surface, theme: Theme, now_us: int) -> None:
        """Begin a frame: the surface may be another one after the window was resized."""
        if surface is not self._surface or theme is not self.theme or surface.get_size() != self._size:
            self._layers.clear()
            self._colours.clear()
            self.forget()
        self._size = surface.get_size()
        self._standing.begin()
        self._surface = surface
        self.theme = theme
        self.now_us = now_us
        self._clips.clear()
        surface.set_clip(None)

    def forget(self) -> None:
        """Draw all of the next frame: the pixels of the window may not be those of the last one."""
        self._standing.forget()

    def _painted(self, box: pygame.Rect) -> None:
        """Remember what was painted over, unless it belongs to a picture that is remembered as a whole."""
        if not self._keeping:
            self._standing.painted(box)

    def text_size(self, text: str, size: int, weight: Weight = Weight.REGULAR) -> tuple[int, int]:
        """Return width and line height of one line of text."""
        key = (text, size, weight)
        found = self._sizes.get(key)
        if found is None:
            found = self._faces.size(drawable(text), size, weight)
            keep(self._sizes, key, found)
        return found

    def text_lines(self, text: str, size: int, width: int, weight: Weight = Weight.REGULAR) -> tuple[str, ...]:
        """Return text broken into lines; they are kept."""
        return self._lines.of(text, size, width, weight)

    def fill_rect(self, rect: Rect, colour: Colour, radius: int = 0) -> None:
        """Fill a rectangle; round corners are anti-aliased."""
        rgb = self._rgb(colour)
        radius = min(radius, rect.w // 2, rect.h // 2)
        if radius < 2:
            self._painted(self._surface.fill(rgb, (rect.x, rect.y, rect.w, rect.h)))
            return
        if rect.w * rect.h <= _TILE and rect.w <= self._surface.get_width():
            self._painted(self._surface.blit(self._tile(rect.w, rect.h, radius, rgb), (rect.x, rect.y)))
        else:
            self._round(self._surface, rect, radius, rgb)
            self._painted(pygame.Rect(rect.x, rect.y, rect.w, rect.h))

    def _round(self, surface: pygame.Surface, rect: Rect, radius: int, rgb: Rgb) -> None:
        """Fill a rectangle with round corners on a surface."""
        surface.fill(rgb, (rect.x + radius, rect.y, rect.w - 2 * radius, rect.h))
        surface.fill(rgb, (rect.x, rect.y + radius, radius, rect.h - 2 * radius))
        surface.fill(rgb, (rect.right - radius, rect.y + radius, radius, rect.h - 2 * radius))
        self._blit_corners(surface, rect, radius, self._corner(radius, 0, rgb))

    def _tile(self, wide: int, high: int, radius: int, rgb: Rgb) -> pygame.Surface:
        """Return a small ground with round corners: one picture is quicker than three parts and four corners."""
        key = (wide, high, radius, rgb)
        tile = self._tiles.get(key)
        if tile is None:
            tile = pygame.Surface((wide, high), pygame.SRCALPHA)
            self._round(tile, Rect(0, 0, wide, high), radius, rgb)
            if len(self._tiles) >= _MOST_TILES:
                self._tiles.clear()
            self._tiles[key] = tile
        return tile

    def outline(self, rect: Rect, colour: Colour, width: int = 1, radius: int = 0) -> None:
        """Draw the inner edge of a rectangle."""
        rgb = self._rgb(colour)
        radius = min(radius, rect.w // 2, rect.h // 2)
        self._painted(pygame.Rect(rect.x, rect.y, rect.w, rect.h))
        if radius < 2:
            pygame.draw.rect(self._surface, rgb, (rect.x, rect.y, rect.w, rect.h), width)
            return
        across, down = rect.w - 2 * radius, rect.h - 2 * radius
        for box in (
            (rect.x + radius, rect.y, across, width),
            (rect.x + radius, rect.bottom - width, across, width),
            (rect.x, rect.y + radius, width, down),
            (rect.right - width, rect.y + radius, width, down),
        ):
            self._surface.fill(rgb, box)
        self._blit_corners(self._surface, rect, radius, self._corner(radius, width, rgb))

    def _corner(self, radius: int, width: int, rgb: Rgb) -> pygame.Surface:
        """Return a disc or ring from which the four corners are cut; drawn large and reduced, so that it is smooth."""
        key = (radius, width, rgb)
        tile = self._corners.get(key)
        if tile is None:
            fine = 4
            large = pygame.Surface((2 * radius * fine, 2 * radius * fine), pygame.SRCALPHA)
            large.fill((*rgb, 0))
            pygame.draw.circle(large, rgb, (radius * fine, radius * fine), radius * fine, width * fine)
            tile = self._corners[key] = pygame.transform.smoothscale(large, (2 * radius, 2 * radius))
        return tile

    @staticmethod
    def _blit_corners(surface: pygame.Surface, rect: Rect, radius: int, tile: pygame.Surface) -> None:
        for x, left in ((rect.x, 0), (rect.right - radius, radius)):
            for y, top in ((rect.y, 0), (rect.bottom - radius, radius)):
                surface.blit(tile, (x, y), (left, top, radius, radius))

    def line(self, start: Point, end: Point, colour: Colour, width: int = 1, dash: int = 0) -> None:
        """Draw a straight line, dashed if asked."""
        rgb = self._rgb(colour)
        for piece in dashes((start, end), dash) if dash else ((start, end),):
            self._segment(piece[0], piece[-1], rgb, width)

    def _segment(self, start: Point, end: Point, rgb: Rgb, width: int) -> None:
        if start[0] == end[0] or start[1] == end[1]:
            box = pygame.draw.line(self._surface, rgb, start, end, width)
        else:
            box = pygame.draw.aaline(self._surface, rgb, start, end, max(1, width))
        self._painted(box.inflate(_EDGE, _EDGE))

    def polyline(self, points: Sequence[Point], colour: Colour, width: int = 1, dash: int = 0) -> None:
        """Draw an anti-aliased line; a wide one is several lines a pixel apart, which leaves no spurs at joins."""
        if len(points) < 2:
            return
        if dash:
            for piece in dashes(points, dash):
                self.polyline(piece, colour, width)
            return
        rgb = self._rgb(colour)
        first = -(width - 1) / 2
        for index in range(max(1, width)):
            shift = first + index
            box = pygame.draw.aalines(self._surface, rgb, False, [(x, y + shift) for x, y in points])
            self._painted(box.inflate(_EDGE, _EDGE))
            if index:
                box = pygame.draw.aalines(self._surface, rgb, False, [(x + shift, y) for x, y in points])
                self._painted(box.inflate(_EDGE, _EDGE))

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon with a smooth edge."""
        rgb = self._rgb(colour)
        pygame.draw.polygon(self._surface, rgb, points)
        self._painted(pygame.draw.aalines(self._surface, rgb, True, points).inflate(_EDGE, _EDGE))

    def circle(self, centre: Point, radius: float, colour: Colour, width: int = 0) -> None:
        """Fill a disc, or draw a ring."""
        whole = max(1, round(radius))
        tile = self._corner(whole, width, self._rgb(colour))
        self._painted(self._surface.blit(tile, (round(centre[0]) - whole, round(centre[1]) - whole)))

    def text(
        self,
        position: tuple[int, int],
        text: str,
        size: int,
        colour: Colour,
        weight: Weight = Weight.REGULAR,
        align: Align = Align.LEFT,
        width: int = 0,
    ) -> None:
        """Draw one line of text; the rendered line is kept."""
        clip = self._surface.get_clip()
        if not text or position[1] >= clip.bottom or position[1] + 2 * size < clip.top:
            return
        room = self._surface.get_width()
        key = (shortened(text, LONGEST_LINE), size, weight, self._rgb(colour), min(width, room) if width else room)
        image = self._texts.get(key)
        if image is None:
            image = self._picture(*key)
            keep(self._texts, key, image)
        x, y = position
        if align is not Align.LEFT:
            x -= image.get_width() if align is Align.RIGHT else image.get_width() // 2
        self._painted(self._surface.blit(image, (x, y)))

    def _picture(self, text: str, size: int, weight: Weight, rgb: Rgb, room: int) -> pygame.Surface:
        """Return as much of a line as fits a width, with an ellipsis if it is not all of it; nothing of no width."""

        def wide(part: str) -> int:
            return self._faces.size(part, size, weight)[0]

        text = cut(drawable(text), room, wide)
        return self._faces.picture(text, size, weight, rgb) if wide(text) else pygame.Surface((0, 0))

    def stamp(self, sprite: Sprite, points: Sequence[Point]) -> None:
        """Blit the picture at each point in one call, and its light before, which adds up where they crowd."""
        key = (sprite, self.theme.name)
        found = self._stamps.get(key)
        if found is None:
            found = self._stamped(sprite)
            keep(self._stamps, key, found)
        image, light = found
        if points and not self._keeping:
            self._painted(self._around(points, max(image.get_width(), light.get_width() if light else 0)))
        if light is not None:
            half = light.get_width() / 2
            self._surface.fblits([(light, (x - half, y - half)) for x, y in points], pygame.BLEND_RGB_ADD)
        half = image.get_width() / 2
        self._surface.fblits([(image, (x - half, y - half)) for x, y in points])

    def _around(self, points: Sequence[Point], side: int) -> pygame.Rect:
        """Return what pictures of a side at these points cover, or the clip where they are drawn inside of one."""
        clip = self._surface.get_clip()
        if clip.size != self._size:
            return clip
        across, down = [x for x, _ in points], [y for _, y in points]
        left, top = int(min(across)) - side, int(min(down)) - side
        return pygame.Rect(left, top, int(max(across)) + side - left, int(max(down)) + side - top)

    def _stamped(self, sprite: Sprite) -> tuple[pygame.Surface, pygame.Surface | None]:
        """Return a sprite's picture and light; it paints on this canvas, which stands over its surface meanwhile."""
        side = max(1, sprite.size)
        large = pygame.Surface((side * _FINE, side * _FINE), pygame.SRCALPHA)
        large.fill((*self._rgb(sprite.edge), 0))
        window, self._surface = self._surface, large
        self._keeping += 1
        sprite.paint(self, Rect(0, 0, side * _FINE, side * _FINE))
        self._keeping -= 1
        self._surface = window
        image = pygame.transform.smoothscale(large, (side, side))
        radius = sprite.light_px(self.theme)
        if sprite.glow is None or not radius:
            return image, None
        return image, _light(self._rgb(sprite.glow), radius)

    def _rgb(self, colour: Colour) -> Rgb:
        found = self._colours.get(colour)
        if found is None:
            found = self._colours[colour] = self.theme.rgb(colour)
        return found

    def push_clip(self, rect: Rect) -> None:
        """Draw only inside a rectangle from now on."""
        box = pygame.Rect(rect.x, rect.y, rect.w, rect.h)
        self._clips.append(self._surface.get_clip())
        self._surface.set_clip(box.clip(self._surface.get_clip()))

    def pop_clip(self) -> None:
        """Take the last clip away."""
        self._surface.set_clip(self._clips.pop())

    def scrim(self, rect: Rect) -> None:
        """Darken what lies under a dialog."""
        if self._scrim is None or self._scrim.get_size() != (rect.w, rect.h):
            self._scrim = pygame.Surface((rect.w, rect.h), pygame.SRCALPHA)
        self._scrim.fill((*self._rgb(Ink.GROUND), 190))
        self._painted(self._surface.blit(self._scrim, (rect.x, rect.y)))

    def layer(self, name: str, key: Hashable, rect: Rect, paint: Callable[[], None]) -> None:
        """Paint, and keep the pixels for the next frames until the key changes."""
        box = pygame.Rect(rect.x, rect.y, rect.w, rect.h)
        whole = (key, rect)
        if self._keeping:
            self._lay(name, whole, box, paint)
            return
        clip = self._surface.get_clip()
        if self._standing.stands(name, whole, box, clip):
            return
        self._lay(name, whole, box, paint)
        self._standing.laid(name, whole, box, clip)

    def _lay(self, name: str, whole: Hashable, box: pygame.Rect, paint: Callable[[], None]) -> None:
        """Put the kept pixels down, or paint and keep them."""
        kept = self._layers.get(name)
        if kept is not None and kept[0] == whole:
            self._surface.blit(kept[1], box.topleft)
            return
        self._keeping += 1
        paint()
        self._keeping -= 1
        if not self._surface.get_clip().contains(box):
            return
        if kept is not None and kept[1].get_size() == box.size:
            kept[1].blit(self._surface, (0, 0), box)
            self._layers[name] = (whole, kept[1])
        else:
            self._layers[name] = (whole, self._surface.subsurface(box).copy())


def _light(rgb: Rgb, radius: int) -> pygame.Surface:
    """Return light that falls off with the square of the distance, to be added to what lies below."""
    surface = pygame.Surface((2 * radius, 2 * radius))
    for reach in range(radius, 0, -1):
        share = 0.34 * (1.0 - reach / radius) * (1.0 - reach / radius)
        pygame.draw.circle(surface, [round(part * share) for part in rgb], (radius, radius), reach)
    return surface
