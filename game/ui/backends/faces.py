"""The faces that text is drawn in: the game's own, and for what it lacks one of this machine, found when needed."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final

import pygame

from game.ui.backends.kept import keep
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.reading_order import drawn_order, levels, runs_left_to_right
from game.ui.toolkit.signs import follows
from game.ui.toolkit.theme import Rgb
from game.values.glyphs import Characters, characters

_FINE: Final = 3
_FINE_BELOW: Final = 40
"""Text under this size is drawn three times as large and reduced: whole-pixel advances make small text limp."""
_WIDEST: Final = 16_000
"""Pixels of the widest picture of a line; SDL refuses more than 16,383."""
_TRIED: Final = 100
"""Letters of a line that a face of the machine is tried out on."""
_MOST_FACES: Final = 200
"""Faces of the machine that are asked for a character before it is given up."""
_PREFERRED: Final = (
    *("dejavusans", "notosans", "segoeui", "arialunicodems", "arial", "tahoma", "nirmalaui", "leelawadeeui"),
    *("notosanscjkjp", "notosanscjksc", "sourcehansans", "droidsansfallback", "wenquanyizenhei", "unifont"),
    *("yugothic", "meiryo", "msgothic", "microsoftyahei", "simsun", "malgungothic", "hiraginosansgb", "pingfangsc"),
    *("applesdgothicneo", "geezapro", "arialhebrew", "notosanshebrew", "notosansarabic", "notosansdevanagari"),
    *("segoeuiemoji", "segoeuisymbol", "applecoloremoji", "notocoloremoji", "notoemoji", "symbola"),
)
"""Plain faces with many characters, as pygame spells them; asked before all others of the machine."""
# fmt: off
_SCRIPTS: Final = {
    "ARABIC": "Arab", "HEBREW": "Hebr", "SYRIAC": "Syrc", "THAANA": "Thaa", "NKO": "Nkoo", "DEVANAGARI": "Deva",
    "BENGALI": "Beng", "GURMUKHI": "Guru", "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu",
    "KANNADA": "Knda", "MALAYALAM": "Mlym", "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo", "TIBETAN": "Tibt",
    "MYANMAR": "Mymr", "KHMER": "Khmr", "MONGOLIAN": "Mong", "HANGUL": "Hang",
}
# fmt: on
"""ISO 15924 code of scripts whose letters change shape by their neighbours, by the first word of a letter's name."""


_UNSEEN: Final = dict.fromkeys(map(ord, "\u200c\u200d\ufe0e\ufe0f"))
"""Characters that only tell their neighbours how to look; a face need not have them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line in one face and one direction."""

    text: str
    path: str = ""
    """The file of a face of the machine; empty for the game's own."""
    backwards: bool = False
    """It runs from right to left."""


def machine_faces() -> Iterator[str]:
    """Yield the font files of this machine, plain ones first; the first one costs a moment."""
    try:
        with warnings.catch_warnings():
            # A machine without a list of fonts is no fault of ours: what it lacks is drawn as a box.
            warnings.simplefilter("ignore")
            names = set(pygame.font.get_fonts())
            wanted = (name for name in chain(_PREFERRED, sorted(names - set(_PREFERRED))) if name in names)
            paths = [path for name in wanted if isinstance(path := pygame.font.match_font(name), str)]
    except (OSError, ValueError, TypeError, pygame.error):
        return
    yield from paths[:_MOST_FACES]


class Faces:
    """Measures lines of text and draws them, by the same rules."""

    def __init__(self, folder: Path, machine: Callable[[], Iterable[str]] = machine_faces) -> None:
        """Take the game's own faces from `folder`; `machine` names others and is not asked before one is needed."""
        pygame.font.init()
        self._folder = folder
        self._machine = machine
        self._coming: Iterator[str] | None = None
        self._opened: dict[str, Characters] = {}
        """What each face can show of those that were looked into so far, in order of preference."""
        self._probes: dict[str, pygame.font.Font] = {}
        """Each face of the machine that was looked into, in one size, to try it out."""
        self._chosen: dict[tuple[str, bool], str] = {}
        """The face of each letter or word that was looked for so far."""
        self._fonts: dict[tuple[str, int, Weight, str, bool], pygame.font.Font] = {}
        self._pieces: dict[str, tuple[Piece, ...]] = {}
        self._ours: set[str] = set()
        """Signs of the game's own face, met so far, that leave a line in one piece."""
        self._sizes: dict[tuple[str, int, Weight], tuple[int, int]] = {}

    def font(self, size: int, weight: Weight) -> pygame.font.Font:
        """Return the game's own font of a size, read once."""
        return self._font(Piece(""), size, weight)

    def size(self, text: str, size: int, weight: Weight) -> tuple[int, int]:
        """Return width and height of one line; every line of a size is as high, whatever stands in it."""
        key = (text, size, weight)
        found = self._sizes.get(key)
        if found is None:
            fine = _FINE if size < _FINE_BELOW else 1
            wide = sum(self._room(piece, size * fine, weight)[0] for piece in self.pieces(text))
            high = self.font(size * fine, weight).get_height()
            found = (-(-wide // fine), -(-high // fine))
            keep(self._sizes, key, found)
        return found

    def picture(self, text: str, size: int, weight: Weight, rgb: Rgb) -> pygame.Surface:
        """Return one line of text as a picture."""
        wide, high = self.size(text, size, weight)
        fine = _FINE if size < _FINE_BELOW and wide * _FINE <= _WIDEST else 1
        pieces = self.pieces(text)
        if fine == 1 and text.isascii():
            return self._font(pieces[0], size, weight).render(text, True, rgb)
        whole = pygame.Surface((wide * fine, high * fine), pygame.SRCALPHA)
        whole.fill((*rgb, 0))
        x = 0
        for piece in pieces:
            across, down = self._room(piece, size * fine, weight)
            if across:
                self._draw(whole, piece, pygame.Rect(x, 0, across, down), size * fine, weight, rgb)
            x += across
        return whole if fine == 1 else pygame.transform.smoothscale(whole, (wide, high))

    def _draw(self, whole: pygame.Surface, piece: Piece, at: pygame.Rect, size: int, weight: Weight, rgb: Rgb) -> None:
        font = self._font(piece, size, weight)
        image = font.render(piece.text, True, rgb)
        if not piece.path:
            # Marks piled above a letter make the picture taller at its top.
            top = min(0, whole.get_height() - image.get_height())
            whole.blit(image, (at.x, top), special_flags=pygame.BLEND_RGBA_MAX)
            return
        down = self.font(size, weight).get_ascent() - font.get_ascent()
        if font.get_height() > whole.get_height():
            image, down = pygame.transform.smoothscale(image, at.size), 0
        elif image.get_height() > font.get_height():
            highest = max(one[3] for one in font.metrics(piece.text) if one is not None)
            down -= min(image.get_height() - font.get_height(), max(0, highest - font.get_ascent()))
        whole.blit(image, (at.x, down))

    def _room(self, piece: Piece, size: int, weight: Weight) -> tuple[int, int]:
        """Return the size of a piece; emoji that come in one size only are reduced to the line."""
        font = self._font(piece, size, weight)
        wide, high = font.size(piece.text)
        line = self.font(size, weight).get_height()
        return (max(1, wide * line // high), line) if piece.path and font.get_height() > line else (wide, high)

    def _font(self, piece: Piece, size: int, weight: Weight) -> pygame.font.Font:
        script = _script(piece.text) if piece.path else ""
        key = (piece.path, size, weight, script, piece.backwards)
        font = self._fonts.get(key)
        if font is None:
            if piece.path:
                font = self._fitted(piece.path, size, weight)
            else:
                font = pygame.font.Font(self._folder / f"storm-hyperlegible-{weight.value}.ttf", size)
            if piece.backwards:
                font.set_direction(pygame.DIRECTION_RTL)
            if script:
                font.set_script(script)
            self._fonts[key] = font
        return font

    def _fitted(self, path: str, size: int, weight: Weight) -> pygame.font.Font:
        """Return a face of the machine, a little smaller if its lines are taller than ours."""
        line = self.font(size, weight).get_height()
        font = pygame.font.Font(path, size)
        return font if font.get_height() <= line else pygame.font.Font(path, max(1, size * line // font.get_height()))

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Return the parts of a line from left to right."""
        if text.isascii() or self._plain(text):
            return (Piece(text),)
        found = self._pieces.get(text)
        if found is None:
            found = tuple(self._split(text))
            keep(self._pieces, text, found)
        return found

    def _plain(self, text: str) -> bool:
        """Say whether all signs of a line are the game's own and run from left to right."""
        new = set(text) - self._ours
        if new:
            own = self._shown_by("")
            self._ours.update(sign for sign in new if sign in own and runs_left_to_right(sign))
        return new <= self._ours

    def _split(self, text: str) -> list[Piece]:
        runs: list[tuple[int, Piece]] = []
        for path, level, letter in self._with_faces(list(_letters(text))):
            if runs and runs[-1][0] == level and runs[-1][1].path == path:
                runs[-1] = level, Piece(runs[-1][1].text + letter, path, bool(level % 2))
            else:
                runs.append((level, Piece(letter, path, bool(level % 2))))
        order = drawn_order(runs)
        return [one if not one.path or self._draws(one.path, one.text) else replace(one, path="") for one in order]

    def _with_faces(self, letters: list[tuple[int, str]]) -> Iterator[tuple[str, int, str]]:
        """Yield letters with their faces; a word that the game's own face lacks has one face if any has all of it."""
        own = self._shown_by("")
        previous = ""
        at = 0
        while at < len(letters):
            end = at
            while end < len(letters) and letters[end][1][0] not in own:
                end += 1
            whole = self._face("".join(letter for _, letter in letters[at:end]), entire=True) if end > at else ""
            for level, letter in letters[at:end]:
                # Neighbours stay in one face where they can: their letters may join.
                if not whole and not (previous and all(sign in self._shown_by(previous) for sign in letter)):
                    previous = self._face(letter)
                yield whole or previous, level, letter
            previous = whole or previous
            if end < len(letters):
                level, letter = letters[end]
                # A blank stays in the face of the word before it: every face has one.
                previous = previous if letter == " " else ""
                yield previous, level, letter
            at = end + 1

    def _face(self, letters: str, *, entire: bool = False) -> str:
        """Return the first face of the machine that draws some letters with their marks, or at least the first sign.

        Empty if there is none, or with `entire` if none has all of them: then the game's own face shows a box.
        """
        whole = letters.translate(_UNSEEN)
        key = (whole, entire)
        found = self._chosen.get(key)
        if found is None:
            found = ""
            for path, shown in self._having(whole[:1]):
                complete = all(sign in shown for sign in whole)
                if (complete or not (entire or found)) and self._draws(path, letters):
                    found = path
                    if complete:
                        break
            keep(self._chosen, key, found)
        return found

    def _having(self, sign: str) -> Iterator[tuple[str, Characters]]:
        """Yield the faces of the machine that show a character, those that were opened before first."""
        yield from ((path, shown) for path, shown in list(self._opened.items()) if path and sign and sign in shown)
        if self._coming is None:
            self._coming = iter(self._machine())
        for path in self._coming if sign else ():
            shown = self._shown_by(path)
            if sign in shown:
                yield path, shown

    def _draws(self, path: str, letters: str) -> bool:
        """Say whether a face can really draw letters: emoji in layers or as SVG fail, or come out blank."""
        try:
            image = self._probes[path].render(letters[:_TRIED], True, (255, 255, 255))
        except pygame.error:
            return False
        return pygame.mask.from_surface(image).count() > 0

    def _shown_by(self, path: str) -> Characters:
        """Return what a face can show; nothing if it cannot be read."""
        if path not in self._opened:
            file = Path(path) if path else self._folder / f"storm-hyperlegible-{Weight.REGULAR.value}.ttf"
            shown = Characters()
            try:
                with file.open("rb") as font:
                    shown = characters(font)
                if path:
                    self._probes[path] = pygame.font.Font(path, _FINE_BELOW)
            except (OSError, pygame.error):
                shown = Characters()
            self._opened[path] = shown
        return self._opened[path]


def _letters(text: str) -> Iterator[tuple[int, str]]:
    """Yield letters with all that belongs to each, and the level of each."""
    start = 0
    deep = levels(text)
    for index in range(1, len(text) + 1):
        if index == len(text) or not follows(text, index):
            yield deep[start], text[start:index]
            start = index


def _script(text: str) -> str:
    """Return the code of the first script in a text whose letters change their shape."""
    words = (unicodedata.name(sign, "").partition(" ")[0] for sign in text if not sign.isascii())
    return next((_SCRIPTS[word] for word in words if word in _SCRIPTS), "")
