"""All screens of the game, made from the desk: the one place that knows which follows which."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from game.case.coach import played_otherwise
from game.case.explainer import Recording
from game.case.inside import InsideRun, Preset
from game.case.play import Play
from game.review.playback.rewind import Rewind, Snapshots
from game.ui.bedside.bedside import Bedside
from game.ui.bedside.wiring import Wiring
from game.ui.class_desk import ClassDesk
from game.ui.coach.guided import GuidedScene, Guiding
from game.ui.debrief.debrief import DebriefScene
from game.ui.desk import Desk, ListedBed, Replayer, ResumeError
from game.ui.inside.explainer import ExplainerScene, Projector
from game.ui.inside.inside import InsideScene
from game.ui.inside.shown import Admit
from game.ui.menus.class_board import ClassScene
from game.ui.menus.finished import FinishedScene
from game.ui.menus.glossary import GlossaryScene
from game.ui.menus.join import FIELDS, JoinScene
from game.ui.menus.prebrief import PrebriefScene
from game.ui.menus.session import SessionScene, TimedScene, stands_still
from game.ui.menus.settings_page import SettingsScene
from game.ui.menus.title import TitleScene
from game.ui.menus.wardround import WardScene
from game.ui.navigation import Joining, ToReplay
from game.ui.replay.replay import ReplayScene
from game.ui.session_desk import SessionBed, SessionDesk
from game.ui.toolkit.cues import Speaker
from game.ui.toolkit.notice import Passing
from game.ui.toolkit.scene import Pop, Push, Replace, Reset, Scene, Turn
from game.values.coach import Coach, OtherWay
from game.values.level import Level
from game.values.ticks import Tick, ticks

OpenSession = Callable[[str], SessionDesk]
"""Gives the training session of a pack by its path. Raises ResumeError."""


class Screens:
    """Makes each screen on request; scenes hold it as their `Ways`."""

    def __init__(
        self,
        desk: Desk,
        speaker: Speaker,
        session: OpenSession | None = None,
        voice: Recording | None = None,
        join: Joining | None = None,
        admit: Admit = InsideRun,
        *,
        may_join: bool = True,
    ) -> None:
        """Make screens that use this desk and sound through this speaker.

        `session` opens the pack of a session, `join` joins a live class; `voice` is the recording of the explainer;
        `admit` lets those in whom one looks inside. Without `may_join` nobody is asked to join, as in a browser tab,
        which reaches no host but its own.
        """
        self._admit = admit
        self._joining = join
        self._to_join = dict.fromkeys(FIELDS, "")
        """What was typed to join a class."""
        self.may_join = may_join
        self._desk = desk
        self._voice = voice
        self._open_session = session
        self._session: SessionDesk | None = None
        """The training session that is played, if there is one."""
        self._speaker = speaker
        self._said: deque[str] = deque()
        self._debriefs: list[tuple[Scene, Play]] = []
        """The debriefs that were made and not left yet."""

    def say(self, sentence: str) -> None:
        """Keep a sentence for the stage to show; any thread may call it."""
        self._said.append(sentence)

    def news(self) -> tuple[str, ...]:
        """Return what is to be told over any screen, each sentence once: warnings of the desk and what was said."""
        said = tuple(self._said.popleft() for _ in range(len(self._said)))
        return (*self._desk.warnings(), *said)

    def title(self) -> Scene:
        """Return the first screen."""
        return TitleScene(self._desk, self)

    def ward(self) -> Scene:
        """Return the list of levels; within a training session, its own."""
        return WardScene(self._desk, self) if self._session is None else SessionScene(self._session, self)

    def prebrief(self, bed: ListedBed) -> Scene:
        """Return what is to be read before a case; a guided one begins at once."""
        if bed.level.coach is not None:
            return self.bedside(self._desk.start(bed.level, bed.level.seed))
        return PrebriefScene(self._desk, self, bed)

    def prebrief_of(self, level: Level, seed: int | None = None) -> Scene:
        """Return the same for the bed of a level, also if the ward does not list it."""
        if self._session is not None:
            return SessionScene(self._session, self)
        found = next((bed for bed in self._desk.beds() if bed.level.id == level.id), ListedBed(level, None, 0))
        return PrebriefScene(self._desk, self, found, seed) if level.coach is None else self.prebrief(found)

    def bed_of(self, level: Level) -> Scene:
        """Return the same as if its bed were chosen on the ward, where it is asked what to do with a case."""
        ward = WardScene(self._desk, self)
        return ward if ward.offers(level.id) else self.prebrief_of(level)

    def bedside(self, play: Play) -> Scene:
        """Return the screen on which a case is played; its end leads to the debrief, leaving it to the ward.

        A guided case has its coach, and no debrief.
        """
        coach = play.view.level.coach
        if coach is not None:
            return self._guided(play, coach)
        remark = self._desk.remark(play)
        if remark:
            # Whoever takes a case over, or up again, reads it at the first look, and not only in the debrief.
            self.say(Passing(remark))
        return self._bedside(play, lambda over: Replace(self.debrief(over)))

    def _bedside(
        self,
        play: Play,
        ended: Callable[[Play], Turn],
        tell: Callable[[str], None] | None = None,
        held: Callable[[], bool] = bool,
        *,
        coached: bool = False,
    ) -> Bedside:
        wiring = Wiring(
            settings=self._desk.settings,
            keep_settings=self._desk.keep_settings,
            speaker=self._speaker,
            ended=ended,
            held=held,
            coached=coached,
            left=lambda: self._left(play),
            unsaved=lambda: self._desk.unsaved(play),
            untouched=lambda: self._desk.untouched(play),
            say=tell or self.say,
            glossary=lambda: Push(self.glossary()),
            settings_page=lambda: Push(self.settings()),
            inside=lambda: Push(self.inside()),
        )
        return Bedside(play, wiring)

    def _guided(self, play: Play, coach: Coach) -> GuidedScene:
        def end(over: Play) -> Turn:
            self._desk.put_away(over)
            return Reset(self.ward())

        guiding = Guiding(
            # The coach alone speaks; what was told of an hour would stand there still when the hour is taken back.
            bedside=lambda of: self._bedside(of, end, lambda _: None, coached=True),
            inside=lambda of, at, told: InsideScene(self._desk.replayer(of), at, told=told),
            otherwise=self._otherwise,
            back=self._desk.go_back_later,
            end=end,
            tell=self.say,
        )
        return GuidedScene(play, coach, guiding)

    def _otherwise(self, play: Play, other: OtherWay, at: Tick, told: str) -> Scene:
        """Return what would be inside the body if the other choice had been made at a moment."""
        been = self._desk.replayer(play)
        entries = played_otherwise(other, been.entries, at)
        return InsideScene(Rewind(Snapshots(been.case_at(0)), entries, at + ticks(other.runs_h)), at, told=told)

    def _left(self, play: Play) -> Reset:
        self._desk.leave(play)
        return Reset(self.ward())

    def finished(self, dropped: str = "") -> Scene:
        """Return the list of finished cases, which opens a file that was dropped elsewhere."""
        return FinishedScene(self._desk, self, dropped)

    def debrief(self, play: Play, *, listed: bool = False) -> Scene:
        """Return what follows a finished case; one opened from the list leads back there."""
        scene = DebriefScene(self._desk, self, play, listed=listed)
        self._debriefs.append((scene, play))
        return scene

    def shown(self, scenes: tuple[Scene, ...]) -> None:
        """Take note which scenes there still are: what was worked out for a debrief ends with it."""
        left = [one for one in self._debriefs if one[0] not in scenes]
        self._debriefs = [one for one in self._debriefs if one[0] in scenes]
        for _, play in left:
            if all(play is not other for _, other in self._debriefs):
                self._desk.let_go(play)

    def replay(self, wanted: ToReplay, at: Tick) -> Scene:
        """Return a case shown again, from a moment on, standing still."""
        return ReplayScene(self._desk, self, wanted, at)

    def session(self, pack: str) -> Scene | None:
        """Return the training session of a pack; nothing where it cannot be read, which is said."""
        if self._open_session is None:
            return None
        try:
            return self.of_session(self._open_session(pack))
        except ResumeError as error:
            self.say(str(error))
            return None

    def of_session(self, desk: SessionDesk) -> Scene:
        """Return a training session; from here on, all cases are played in it."""
        self._session = desk
        return SessionScene(desk, self, opening=desk.live is not None)

    def join(self, address: str = "", code: str = "", learner: str = "") -> Scene:
        """Return where a live class is joined."""
        assert self._joining is not None
        known = {"address": address, "code": code.upper(), "learner": learner}
        # Whoever went back for a moment finds what he typed.
        self._to_join |= {name: words for name, words in known.items() if words}
        return JoinScene(self._joining, self, self._to_join)

    def session_prebrief(self, bed: SessionBed, begin: Callable[[], Turn]) -> Scene:
        """Return what is to be read before a case of a session; `begin` says what follows."""
        return PrebriefScene(self._desk, self, ListedBed(bed.level, None, 0), begin=begin)

    @property
    def in_session(self) -> bool:
        """Say whether cases are played in a training session now."""
        return self._session is not None

    def leave_session(self) -> Scene:
        """Return the first screen of the game, in no session any more."""
        self._session = None
        return self.title()

    def session_bedside(self, desk: SessionDesk, play: Play) -> Scene:
        """Return the screen on which a case of a session is played; its end leads to what may be seen of it."""

        def ended(over: Play) -> Turn:
            scored = desk.ended(over)
            return Replace(self.debrief(over)) if scored is None else Replace(SessionScene(desk, self, scored))

        bedside = self._bedside(play, ended, held=partial(stands_still, desk, play))
        return TimedScene(bedside, play, desk, ended, self.say)

    def class_board(self, desk: ClassDesk) -> Scene:
        """Return what a class handed in."""
        return ClassScene(desk, self)

    def replay_of(self, play: Play, at: Tick) -> Scene:
        """Return a case of a file shown again, from a moment on; the way back leads to what lies below."""
        desk = self._desk
        return self.replay(ToReplay(desk.replayer(play), desk.reveal_later(play), desk.analyse_later(play)), at)

    def settings(self) -> Scene:
        """Return the settings."""
        return SettingsScene(self._desk)

    def inside(self, preset: Preset | None = None, hour: int = 0) -> Scene:
        """Return what is inside the storm of a patient to try things on, at an hour of a preset if one is given."""
        scene = InsideScene(explain=lambda: Push(self._explainer(Pop())), admit=self._admit)
        if preset is not None:
            scene.show(preset, hour)
        return scene

    def explainer(self) -> Scene:
        """Return the explainer; from it the way leads on inside the storm."""
        return self._explainer(None)

    def _explainer(self, inside: Turn) -> Scene:
        desk = self._desk
        return ExplainerScene(
            Projector(
                desk.settings,
                desk.keep_settings,
                self._speaker,
                self._voice,
                lambda: inside or Replace(self.inside()),
                self._admit,
            )
        )

    def inside_of(self, replayer: Replayer, at: Tick) -> Scene:
        """Return what is inside the storm of the patient of a case, at a moment."""
        return InsideScene(replayer, at)

    def glossary(self) -> Scene:
        """Return the words of the game."""
        return GlossaryScene(self)
