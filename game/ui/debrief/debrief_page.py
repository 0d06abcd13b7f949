"""The layout of the debrief: the score above, three tabs in one frame, the ways on below."""

from __future__ import annotations

from dataclasses import replace

from game.ui.debrief.debrief_shown import DebriefShown
from game.ui.debrief.debrief_tabs import chart_tab, decisions_tab, teach_tab
from game.ui.debrief.intents import OpenMore
from game.ui.debrief.opening import ending_words, opening_tab
from game.ui.debrief.score_board import (
    progress_height,
    progress_line,
    score_board,
    score_board_height,
    score_board_width,
    score_line,
    score_line_width,
)
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import dialog, tab
from game.ui.toolkit.intents import (
    Back,
    CompareWithExpert,
    OpenGlossary,
    OpenInside,
    PlayAgain,
    PlayReplay,
    SaveReport,
    ShowTab,
)
from game.ui.toolkit.layout import Rect, flow
from game.ui.toolkit.page import BODY, HEADING, Page
from game.ui.toolkit.stack import Choice, frame, whole
from game.ui.toolkit.tabs import DebriefTab
from game.ui.toolkit.widget import State, Widget
from game.values.words import count, say

TWO_COLUMNS = 1000
LEAST_HEIGHT = 560
LEAST_PROGRESS = 200
"""Design pixels beside the tabs; with less, the progress has a line of its own."""


def debrief_page(page: Page, shown: DebriefShown) -> Widget:
    """Return the whole screen."""
    view = shown.view
    patient = view.level.patient
    title = say("debrief.debrief", patient=patient.in_bed(", "))
    right, top = page.size[0] - page.px(20), page.px(14)
    tight = page.high < LEAST_HEIGHT
    if tight:
        # Half of the window is for what is read: the head takes a line, the foot another; the rest is in a menu.
        aside = score_line_width(page) + page.px(16)
        parts = frame(page, "debrief", title, "", _few(shown), aside, size=HEADING)
        board = score_line(page, right, top, shown.score, shown.waits)
    else:
        aside = score_board_width(page) + page.px(16)
        parts = frame(page, "debrief", title, ending_words(shown), _choices(shown), aside, score_board_height(page))
        board = score_board(page, right, top, shown.score, shown.waits)
    tabs, progress, y = _head(page, parts.body, shown)
    body = Rect(parts.body.x, y, parts.body.w, parts.body.bottom - y)
    roomy = page.wide >= TWO_COLUMNS and not tight
    match shown.tab:
        case DebriefTab.OPENING:
            made = opening_tab(page, body, shown, roomy=roomy, tight=tight)
        case DebriefTab.DECISIONS:
            made = decisions_tab(page, body, shown, roomy=roomy)
        case DebriefTab.CHART:
            made = chart_tab(page, body, shown, roomy=roomy)
        case DebriefTab.TEACH:
            made = teach_tab(page, body, shown, roomy=roomy)
    whole_page = whole(
        page, "debrief", parts, (board, *tabs, *progress, *made), say("debrief.debrief_of", patient=patient.name)
    )
    if not shown.more:
        return whole_page
    return replace(whole_page, children=(*whole_page.children, _menu(page, shown)))


def _few(shown: DebriefShown) -> tuple[Choice, ...]:
    """Return the first and the last of the ways on, and between them a menu of the others."""
    first, *_, last = _choices(shown)
    return first, Choice("debrief.more", say("debrief.more"), OpenMore()), last


def _menu(page: Page, shown: DebriefShown) -> Widget:
    """Return the menu of the ways on that have no button of their own."""
    _, *others, _ = _choices(shown)
    offered = [(one.id, one.label, None if State.DISABLED in one.state else one.intent) for one in others]
    close = ("debrief.more.close", say("debrief.more.close"), Back())
    return dialog(page, "debrief.menu", say("debrief.more.title"), (), (*offered, close), bright="debrief.more.close")


def _choices(shown: DebriefShown) -> tuple[Choice, ...]:
    saving = State.DISABLED if shown.saving else State.NONE
    compare = (
        (Choice("debrief.compare", say("debrief.compare_with_expert"), CompareWithExpert()),) if shown.expert else ()
    )
    return (
        # Where an answer is asked for, that is the button to press.
        Choice("debrief.replay", say("debrief.replay_the_case"), PlayReplay(), primary=not shown.studied.asks),
        *compare,
        Choice("debrief.again", say("debrief.try_again"), PlayAgain()),
        Choice("debrief.report", say("debrief.save_report"), SaveReport(), state=saving),
        Choice("debrief.inside", say("inside.open"), OpenInside()),
        Choice("debrief.glossary", say("debrief.glossary"), OpenGlossary()),
        Choice(
            "debrief.back", say("debrief.back_to_the_list") if shown.listed else say("debrief.back_to_the_ward"), Back()
        ),
    )


def _head(page: Page, rect: Rect, shown: DebriefShown) -> tuple[tuple[Widget, ...], tuple[Widget, ...], int]:
    """Return the tabs, how far the analysis is beside or below them, and where the body begins.

    The room is kept when the analysis is over: nothing on the page moves then.
    """
    high = page.line(BODY) + page.px(8)
    labels = [say(f"debrief.tab.{one.value}") for one in DebriefTab]
    widths = [page.width(label, BODY, Weight.BOLD) + page.px(20) for label in labels]
    boxes = flow(rect, widths, high, page.px(8))
    tabs = tuple(
        tab(page, f"tab.{one.value}", box, label, ShowTab(one), on=one is shown.tab)
        for one, label, box in zip(DebriefTab, labels, boxes, strict=True)
    )
    last = boxes[-1]
    left = last.right + page.px(24)
    tall = progress_height(page)
    # Where the window is low, its share alone beside the tabs: a line of its own would cost what is to be read.
    if rect.right - left >= page.px(LEAST_PROGRESS) or page.high < LEAST_HEIGHT:
        at = Rect(left, last.y + (high - tall) // 2, rect.right - left, tall)
        bottom = last.bottom
    else:
        at = Rect(rect.x, last.bottom + page.px(4), rect.w, tall)
        bottom = at.bottom
    line = progress_line(page, at, shown.progress, _after(shown))
    return tabs, (line,) if line is not None else (), bottom + page.px(8)


def _after(shown: DebriefShown) -> str:
    """Return what is said of the analysis once it is over."""
    if shown.no_analysis:
        return say("debrief.the_analysis_stopped") if shown.analysis is not None else say("debrief.no_analysis")
    if shown.analysis is None or shown.analysis.hosts < 2:
        return ""
    return count("debrief.means_of_virtual_patients_who", shown.analysis.hosts)
