"""The bedside: the screen on which a case is played."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from game.case.play import Play
from game.case.view import View
from game.ui.bedside.announced import announced
from game.ui.bedside.bedside_page import BedsideLook, BedsideViews, bedside_page
from game.ui.bedside.drug_chart import DrugChartScene
from game.ui.bedside.header import Pace
from game.ui.bedside.intents import Asked, AskToLeave, Consider, LeaveCase, OpenMenu, Question, RunToEnd, SeeDebrief
from game.ui.bedside.landing import Landings
from game.ui.bedside.listening import Listening
from game.ui.bedside.monitor import pulse_of
from game.ui.bedside.orders import placed
from game.ui.bedside.results import ResultsScene
from game.ui.bedside.round import is_morning_round, round_words
from game.ui.bedside.sounding import Sounding
from game.ui.bedside.steady_alarms import SteadyAlarms
from game.ui.bedside.trend_charts import charted
from game.ui.bedside.wiring import Wiring
from game.ui.charts.trace import Rhythm
from game.ui.toolkit.help import help_over
from game.ui.toolkit.intents import (
    Back,
    ChooseNumber,
    Intent,
    OpenDrugChart,
    OpenGlossary,
    OpenInside,
    OpenNews2,
    OpenResults,
    OpenSaid,
    OpenSettings,
    PlaceOrder,
    RunAt,
    RunOrPause,
    RunToEvent,
    ShowKeys,
    ShowTab,
    SilenceAlarms,
    StepHour,
    SwitchSound,
)
from game.ui.toolkit.notice import Passing
from game.ui.toolkit.pace import TICK_US
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Act, Push, Told, Turn, Unseen
from game.ui.toolkit.tabs import BedsideTab, ResultsTab
from game.ui.toolkit.tree_cache import Pieces
from game.ui.toolkit.widget import Widget
from game.values.channel import PANELS
from game.values.fact import ResultReady
from game.values.order import Actor, Draw, Give, Order, Stop, Taper
from game.values.ticks import TICKS_PER_HOUR
from game.values.words import say, within

SKIP_TICKS = TICKS_PER_HOUR // 2
"""Ticks of one frame while time runs to the next result."""
PAGES = (OpenResults, OpenSaid, OpenDrugChart, ShowKeys, OpenGlossary, OpenSettings, OpenInside)
"""Intents that open a page over the bedside."""
TIME_INTENTS: tuple[Intent, ...] = (RunOrPause(), RunAt(1), RunAt(2), RunAt(4), StepHour(), RunToEvent())


class Bedside:
    """Plays one case: shows its view, gives its orders, lets its time pass."""

    def __init__(self, play: Play, wiring: Wiring) -> None:
        """Begin paused, so that the player can look around first."""
        self._play = play
        self._wiring = wiring
        asks = say("bedside.press_run_to_go_on") if play.view.tick else say("bedside.press_run_to_begin")
        self._look = BedsideLook(Pace(reason="" if wiring.coached else asks))
        self._rhythm = Rhythm(pulse_of(play.view))
        self._owed_us = 0
        self._sounding = Sounding(wiring)
        self._listening = Listening(play, wiring, self._sounding)
        self._told_tick = play.view.tick
        self._built: tuple[Hashable, BedsideViews, Widget] | None = None
        self._pieces = Pieces()
        self._landings = Landings()
        self._alarms = SteadyAlarms()
        self._seen: tuple[View, BedsideViews] | None = None
        """Where time moves on by itself: its newest view, and what each part of the screen shows."""
        if play.view.outcome is not None:
            self._look = replace(self._look, asking=Asked.ENDED)

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the intents that have keys here."""
        view = self._play.view
        orders = tuple(ChooseNumber(number) for number, _, courses in placed(view) if courses)
        panels = tuple(PlaceOrder(Draw(panel=panel)) for panel in view.level.panels)
        tabs = (ShowTab(BedsideTab.TREAT), ShowTab(BedsideTab.SUPPORT))
        others = (SilenceAlarms(), OpenNews2(), SwitchSound(), OpenResults(), OpenSaid(), OpenInside(), OpenDrugChart())
        return (*TIME_INTENTS, *orders, *panels, *tabs, *others)

    @property
    def numbers(self) -> dict[int, str]:
        """Return which drug each number asks about."""
        drugs = {number: courses for number, _, courses in placed(self._play.view) if courses}
        return {number: say("keys.number.drug", drug=within(one[0].regimen.short)) for number, one in drugs.items()}

    @property
    def look(self) -> BedsideLook:
        """Return what the screen shows beside the patient: pace, tab, open question."""
        return self._look

    @property
    def asks(self) -> bool:
        """Say whether a question stands over it."""
        return self._look.asking is not None

    def stand_still(self) -> None:
        """Let no more time pass until the player lets it."""
        self._set_pace(Pace(speed=self._look.pace.speed))

    def handle(self, told: Told) -> Turn:
        """Answer a press or a key; stand still while nobody looks, and until the player goes on."""
        if isinstance(told, Unseen) and self._look.pace.running:
            self._set_pace(Pace(speed=self._look.pace.speed, reason=say("bedside.you_were_away")))
            self._wiring.say(say("bedside.paused", why=told.why))
        if not isinstance(told, Act):
            return None
        if self._look.asking is not None:
            return self._answer(told.intent)
        if isinstance(told.intent, PAGES):
            return self._open(told.intent)
        match told.intent:
            case Back():
                self._ask_to_leave()
            case OpenMenu():
                self._ask(Asked.MENU)
            case PlaceOrder(order):
                self._order(order)
            case ChooseNumber(number):
                courses = next((found for place, _, found in placed(self._play.view) if place == number), ())
                if courses:
                    self._ask(Consider(courses[0].regimen.id))
            case Consider() as question:
                self._ask(question)
            case OpenNews2():
                self._ask(Asked.NEWS2)
            case ShowTab(BedsideTab() as tab):
                self._look = replace(self._look, tab=tab, turned=True)
            case SilenceAlarms():
                self._sounding.silence()
            case SwitchSound():
                settings = self._wiring.settings()
                self._wiring.keep_settings(replace(settings, sound=not settings.sound))
                self._sounding.end_alarm()
            case time if time in TIME_INTENTS:
                self._time(time)
            case _:
                pass
        return None

    def _open(self, page: Intent) -> Turn:
        """Open a page over the bedside; time stands still while it is read."""
        self._set_pace(Pace(speed=self._look.pace.speed))
        match page:
            case OpenResults(channel):
                return Push(ResultsScene(self._play.view, channel, ResultsTab.RESULTS))
            case OpenSaid():
                return Push(ResultsScene(self._play.view, None, ResultsTab.SAID))
            case OpenDrugChart():
                return Push(DrugChartScene(self._play.view))
            case ShowKeys():
                return Push(help_over(self))
            case OpenGlossary():
                return self._wiring.glossary()
            case OpenSettings():
                return self._wiring.settings_page()
            case _:
                return self._wiring.inside()

    def _ask(self, question: Question | None, reason: str = "") -> None:
        self._look = replace(self._look, asking=question, reason=reason)

    def _ask_to_leave(self) -> None:
        untouched = self._wiring.untouched()
        self._ask(Asked.LEAVE_UNTOUCHED if untouched else Asked.LEAVE, "" if untouched else self._wiring.unsaved())

    def _answer(self, intent: Intent) -> Turn:
        """Answer what a dialog asked; time stands still until then."""
        asked = self._look.asking
        match intent:
            case SeeDebrief():
                return self._wiring.ended(self._play)
            case Back() if asked is Asked.ENDED:
                return self._wiring.ended(self._play)
            case LeaveCase():
                return self._wiring.left()
            case AskToLeave():
                self._ask_to_leave()
            case RunToEnd():
                self._ask(None)
                self._set_pace(Pace(running=True, speed=self._look.pace.speed, skipping=True, to_end=True))
            case page if isinstance(page, PAGES) and asked is Asked.MENU:
                self._ask(None)
                return self._open(page)
            case Back():
                self._ask(None)
            case OpenNews2() if asked is Asked.NEWS2:
                self._ask(None)
            case Consider():
                self._ask(intent)
            case PlaceOrder(Give() | Stop() | Taper() as order) if isinstance(asked, Consider):
                self._ask(None)
                self._order(order)
            case _:
                pass
        return None

    def _order(self, order: Order) -> None:
        refusal = self._play.order(Actor.PLAYER, order)
        if refusal:
            self._listening.told_refused(order)
            self._ask(Asked.REFUSED, refusal)
        else:
            self._landings.ordered(order)

    def _time(self, intent: Intent) -> None:
        if self._play.finished:
            return
        pace = self._look.pace
        self._owed_us = 0
        self._landings.away()
        match intent:
            case RunOrPause():
                self._set_pace(Pace(running=not pace.running, speed=pace.speed))
            case StepHour():
                self._set_pace(Pace(speed=pace.speed))
                self._run(TICKS_PER_HOUR)
            case RunToEvent():
                self._listening.run_from(self._play.view.tick)
                self._set_pace(Pace(running=True, speed=pace.speed, skipping=True))
            case RunAt(speed):
                self._set_pace(Pace(running=True, speed=speed))

    def _set_pace(self, pace: Pace) -> None:
        self._look = replace(self._look, pace=pace)

    def tick(self, elapsed_us: int) -> Turn:
        """Let real time pass: the traces move, and simulated time if it runs."""
        pace, before, seen, self._seen = self._look.pace, self._play.view, self._shown(), None
        self._landings.tick(elapsed_us)
        self._alarms.tick(before.alarms, elapsed_us, runs=pace.running)
        beats = self._rhythm.advance(elapsed_us, pulse_of(self._play.view))
        moving = pace.running and self._look.asking is None
        self._sounding.tick(self._play.view, elapsed_us, beats, runs=moving)
        if not moving:
            return None
        if pace.skipping:
            self._run(SKIP_TICKS)
        else:
            self._owed_us += elapsed_us * pace.speed
            due, self._owed_us = divmod(self._owed_us, TICK_US)
            self._run(due)
        if self._look.pace.running and self._look.asking is None:
            self._seen = self._play.view, seen.followed(before)
        return None

    def _run(self, ticks: int) -> None:
        """Let ticks pass, until something asks for the player."""
        for _ in range(ticks):
            before = self._play.view
            view = self._play.tick()
            if view.outcome is not None:
                self._set_pace(Pace(speed=self._look.pace.speed))
                self._ask(Asked.ENDED)
                # What a round of that morning found has no place below how it ended.
                self._wiring.say(Passing(""))
                return
            pace = self._look.pace
            event = self._listening.event(before, view, pace)
            self._announce(view, event)
            heard = self._listening.hear(view, pace)
            if heard.refusal:
                self._ask(Asked.REFUSED, heard.refusal)
            if reason := heard.reason or event:
                self._set_pace(Pace(speed=pace.speed, reason=reason))
                return
            if self._listening.offers_the_end(view, pace):
                self._set_pace(Pace(speed=pace.speed))
                self._ask(Asked.DECIDED)
                return
            self._tell(view)

    def _announce(self, view: View, reason: str) -> None:
        """Say a new result in words, what somebody called for, and at a round that was waited for what it finds."""
        if self._look.pace.to_end and not reason:
            return  # days pass in seconds: what came in would stand there long after
        self._landings.come(view.facts, charted(view))
        if told := announced(view, round_words(view) if reason and is_morning_round(view) else ""):
            self._wiring.say(told)

    def _tell(self, view: View) -> None:
        """Name a result beside the clock for an hour: what is heard is also seen."""
        come = [PANELS[fact.panel].short for fact in view.facts if isinstance(fact, ResultReady)]
        if come:
            self._told_tick = view.tick
            self._set_pace(replace(self._look.pace, reason=say("bedside.result", come=come[-1])))
        elif self._look.pace.reason and view.tick - self._told_tick >= TICKS_PER_HOUR:
            self._set_pace(replace(self._look.pace, reason=""))

    def tree(self, page: Page) -> Widget:
        """Return the widgets; they are built anew only when the view, the page or the look has changed."""
        pace = replace(self._look.pace, held=self._wiring.held())
        seen = self._shown()
        alarms = self._alarms.shown(seen.now.alarms)
        look = replace(self._look, pace=pace, silenced=self._sounding.silenced, alarms=alarms)
        built = self._built
        if built is None or built[0] != (page, look) or any(a is not b for a, b in zip(built[1], seen, strict=True)):
            made = bedside_page(page, seen, look, self._rhythm, self._pieces)
            self._built = built = ((page, look), seen, made)
        return built[2] if look.asking is not None else self._landings.over(page, built[2], seen.chart, seen.trends)

    def _shown(self) -> BedsideViews:
        """Return what each part shows; whatever the player does is shown by all of them at once."""
        view, runs = self._play.view, self._look.pace.running and self._look.asking is None
        return self._seen[1] if self._seen is not None and self._seen[0] is view and runs else BedsideViews.all_of(view)
