"""What the charts of a report are made of: axes of time and value, lines, marks and legends, as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from game.report.html import Html, element, lines
from game.report.style import FONTS, LIGHT
from game.values.portable import log10
from game.values.ticks import MINUTES_PER_DAY, MINUTES_PER_TICK, TICKS_PER_HOUR, Tick, day_text

WIDE: Final = 760.0
LEFT: Final = 60.0
RIGHT: Final = 16.0
LETTER: Final = 7.3
"""Width of a letter at 14 px, rather too wide than too narrow."""
_MOST_TIMES: Final = 9

Place: TypeAlias = tuple[float, float]
Sampled: TypeAlias = Sequence[tuple[Tick, float | None]]
"""Values over time; nothing where there was none."""


@dataclass(frozen=True, slots=True)
class Span:
    """The stretch of time that a chart shows."""

    first: Tick
    last: Tick
    start_minute: int
    """Minute of the day at tick 0."""

    def x(self, tick: float) -> float:
        """Return where a moment lies."""
        return LEFT + (WIDE - LEFT - RIGHT) * (tick - self.first) / max(1, self.last - self.first)

    def times(self) -> tuple[tuple[Tick, str], ...]:
        """Return moments to be named below the axis: midnights, and full hours where there are few midnights."""
        shown_h = (self.last - self.first) / TICKS_PER_HOUR
        step_h = next((one for one in (3, 6, 12, 24, 48, 96, 168) if shown_h <= one * _MOST_TIMES), 336)
        step, first = step_h * 60, self.first * MINUTES_PER_TICK + self.start_minute
        named = []
        minute = -(-first // step) * step
        while (tick := -((self.start_minute - minute) // MINUTES_PER_TICK)) <= self.last:
            midnight = minute % MINUTES_PER_DAY == 0
            named.append((tick, day_text(tick, self.start_minute) if midnight else f"{minute // 60 % 24:02d}:00"))
            minute += step
        return tuple(named)


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of values between two heights on the page."""

    low: float
    high: float
    top: float
    bottom: float
    logarithmic: bool = False

    def y(self, value: float) -> float:
        """Return how high a value lies; what is beyond the axis lies at its end."""
        kept = min(self.high, max(self.low, value))
        share = (
            log10(kept / self.low) / log10(self.high / self.low)
            if self.logarithmic
            else (kept - self.low) / (self.high - self.low)
        )
        return self.bottom - (self.bottom - self.top) * share


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is told from others: by name, colour, width and dash."""

    name: str
    ink: str
    wide: float = 2.0
    dash: str | None = None


def inked(*, fill: str = "none", stroke: str = "") -> dict[str, str]:
    """Return the attributes that give a shape its colours by role.

    They stand twice: as a class, which follows the page from light to dark, and as the colour itself, for readers that
    keep the style sheet of a page from its pictures.
    """
    names = [f"f-{fill}"] * (fill != "none") + [f"s-{stroke}"] * bool(stroke)
    colours = {"class_": " ".join(names), "fill": LIGHT.get(fill, fill)}
    return {**colours, "stroke": LIGHT[stroke]} if stroke else colours


def svg_text(at: Place, words: str, ink: str = "quiet", anchor: str = "start", *, bold: bool = False) -> Html:
    """Return words at a place."""
    weight = "700" if bold else None
    return element("text", words, x=at[0], y=at[1], text_anchor=anchor, font_weight=weight, **inked(fill=ink))


def line(one: Place, other: Place, ink: str = "line", wide: float = 1.0, dash: str | None = None) -> Html:
    """Return a straight line."""
    return element(
        "line",
        x1=one[0], y1=one[1], x2=other[0], y2=other[1],
        stroke_width=wide, stroke_dasharray=dash, **inked(stroke=ink),
    )  # fmt: skip


def band(span: Span, scale: Scale, low: float, high: float, ink: str) -> Html:
    """Return a band of values over the whole time."""
    top, bottom = scale.y(high), scale.y(low)
    return element(
        "rect",
        x=LEFT,
        y=top,
        width=span.x(span.last) - LEFT,
        height=max(0.0, bottom - top),
        **inked(fill=ink),
    )


def curve(points: Sequence[Place | None], stroke: Stroke) -> Html:
    """Return a line through places, with gaps where there are none."""
    told, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        told.append(f"{pen}{point[0]:.1f} {point[1]:.1f}")
        pen = "L"
    return element(
        "path", d="".join(told), stroke_linejoin="round",
        stroke_width=stroke.wide, stroke_dasharray=stroke.dash, **inked(stroke=stroke.ink),
    )  # fmt: skip


def drawn(span: Span, scale: Scale, sampled: Sampled, stroke: Stroke, *, steps: bool = False) -> Html:
    """Return values over time as a line, or as steps that hold until the next one."""
    points: list[Place | None] = []
    before: float | None = None
    for tick, value in sampled:
        if value is None:
            points.append(None)
        else:
            if steps and before is not None:
                points.append((span.x(tick), scale.y(before)))
            points.append((span.x(tick), scale.y(value)))
        before = value
    return curve(points, stroke)


def axes(span: Span, scale: Scale, values: Iterable[float], *, times: bool = True) -> Html:
    """Return lines at values and times, with their names."""
    right, told = span.x(span.last), []
    for value in values:
        y = scale.y(value)
        told += [line((LEFT, y), (right, y)), svg_text((LEFT - 8, y + 5), f"{value:,.10g}", anchor="end")]
    if times:
        free = 0.0
        for tick, words in span.times():
            x, half = span.x(tick), LETTER * len(words) / 2
            told.append(line((x, scale.bottom), (x, scale.bottom + 5), "quiet"))
            if x - half >= free and x + half <= WIDE:
                told.append(svg_text((x, scale.bottom + 20), words, anchor="middle"))
                free = x + half + 8
    return lines(told)


def legend(top: float, strokes: Sequence[Stroke]) -> tuple[Html, float]:
    """Return the lines with their names, in as many rows as they need, and how high that is."""
    told: list[Html] = []
    x, y = LEFT, top
    for stroke in strokes:
        wide = 44 + LETTER * len(stroke.name) + 16
        if x + wide > WIDE and x > LEFT:
            x, y = LEFT, y + 20
        told.append(line((x, y + 10), (x + 34, y + 10), stroke.ink, stroke.wide, stroke.dash))
        told.append(svg_text((x + 42, y + 15), stroke.name, "text"))
        x += wide
    return lines(told), y + 24 - top


_CUT: Final = 0.42
SHAPES: Final[dict[str, tuple[Place, ...]]] = {
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "octagon": ((-_CUT, -1), (_CUT, -1), (1, -_CUT), (1, _CUT), (_CUT, 1), (-_CUT, 1), (-1, _CUT), (-1, -_CUT)),
    "up": ((0, -1), (1, 0.8), (-1, 0.8)),
    "down": ((0, 1), (1, -0.8), (-1, -0.8)),
}
"""Corners around a middle, for a radius of 1."""


def mark(at: Place, shape: str, ink: str, radius: float = 5.0, *, hollow: bool = False) -> Html:
    """Return a small shape: 'disc' or one of `SHAPES`."""
    colours = inked(fill="ground", stroke=ink) if hollow else inked(fill=ink, stroke="ground")
    if shape == "disc":
        return element("circle", cx=at[0], cy=at[1], r=radius, stroke_width=1.5, **colours)
    corners = " ".join([f"{at[0] + x * radius:.1f},{at[1] + y * radius:.1f}" for x, y in SHAPES[shape]])
    return element("polygon", points=corners, stroke_width=1.5, **colours)


def figure(name: str, title: str, high: float, parts: Iterable[Html], told: str) -> Html:
    """Return a chart with its title, and below it what it shows in words, for everybody."""
    drawing = element(
        "svg",
        element("title", title, id=f"{name}-name"),
        lines(parts),
        viewBox=f"0 0 {WIDE:.0f} {high:.0f}",
        font_size=14,
        font_family=FONTS,
        role="img",
        aria_labelledby=f"{name}-name",
        aria_describedby=f"{name}-words",
    )
    return element(
        "figure",
        element("h3", title),
        element("div", drawing, class_="chart", role="group", aria_label=f"{title}, chart", tabindex="0"),
        element("figcaption", told, id=f"{name}-words"),
    )
