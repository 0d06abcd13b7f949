"""What a player asks for on the screens around a case."""

from __future__ import annotations

from dataclasses import dataclass

from game.ui.toolkit.intents import Intent
from game.values.patients import PatientKind
from game.values.settings import ThemeName
from game.values.ticks import Tick


@dataclass(frozen=True, slots=True)
class OpenWard(Intent):
    """Go to the list of beds."""


@dataclass(frozen=True, slots=True)
class OpenFinished(Intent):
    """Go to the list of finished cases."""


@dataclass(frozen=True, slots=True)
class NoExplainer(Intent):
    """Do without the explainer that the first start offers."""


@dataclass(frozen=True, slots=True)
class OpenFirstCase(Intent):
    """Begin the guided case."""


@dataclass(frozen=True, slots=True)
class LeaveGame(Intent):
    """Close the game."""


@dataclass(frozen=True, slots=True)
class LeaveUnkept(Intent):
    """Leave a session though what was chosen or written on this page is not kept."""


@dataclass(frozen=True, slots=True)
class OpenBed(Intent):
    """Go to a bed, by its place in the list."""

    index: int


@dataclass(frozen=True, slots=True)
class StartCase(Intent):
    """Begin the case."""


@dataclass(frozen=True, slots=True)
class ChoosePatient(Intent):
    """Choose whom to meet: the first patient, a new one or today's."""

    kind: PatientKind


@dataclass(frozen=True, slots=True)
class TypeNumber(Intent):
    """Type the number of a patient; nothing follows until the case is started."""


@dataclass(frozen=True, slots=True)
class ResumeCase(Intent):
    """Take an interrupted case up, by its place in the list."""

    index: int


@dataclass(frozen=True, slots=True)
class OfferAside(Intent):
    """Ask whether an interrupted case is to be set aside, by its place in the list."""

    index: int


@dataclass(frozen=True, slots=True)
class ResumeOffered(Intent):
    """Take the case up that is asked about."""


@dataclass(frozen=True, slots=True)
class StartAnew(Intent):
    """Begin the level of the case that is asked about anew."""


@dataclass(frozen=True, slots=True)
class AskAside(Intent):
    """Ask whether the case that is asked about is to be set aside."""


@dataclass(frozen=True, slots=True)
class SetAside(Intent):
    """Set the case aside that is asked about."""


@dataclass(frozen=True, slots=True)
class OpenCase(Intent):
    """Open a finished case, by its place in the list."""

    index: int


@dataclass(frozen=True, slots=True)
class ReadCase(Intent):
    """Read the line of a case that cannot be opened; nothing follows."""

    index: int


@dataclass(frozen=True, slots=True)
class GoOn(Intent):
    """Go to the next part of a session."""


@dataclass(frozen=True, slots=True)
class TypeWords(Intent):
    """Type a name or a plan into the field of a session; Enter goes on."""


@dataclass(frozen=True, slots=True)
class OpenJoin(Intent):
    """Go to where a live class is joined."""


@dataclass(frozen=True, slots=True)
class TypeInto(Intent):
    """Type into a field of several; Enter goes on, where all are filled."""

    field: str


@dataclass(frozen=True, slots=True)
class ChooseAnswer(Intent):
    """Choose an answer of a test, both counted from 0."""

    test: int
    answer: int


@dataclass(frozen=True, slots=True)
class VoteFor(Intent):
    """Choose an answer in a vote of the class, counted from 0."""

    answer: int


@dataclass(frozen=True, slots=True)
class PlayLevel(Intent):
    """Play a level of a session, by its place, or take it up again."""

    index: int


@dataclass(frozen=True, slots=True)
class SeeDebriefOf(Intent):
    """See the debrief of the last try of a level of a session, by its place."""

    index: int


@dataclass(frozen=True, slots=True)
class HideNames(Intent):
    """Hide the names of a class, or show them again."""


@dataclass(frozen=True, slots=True)
class OpenFileAt(Intent):
    """Open the replay of a file of a class at a moment."""

    path: str
    tick: Tick


@dataclass(frozen=True, slots=True)
class ChooseTheme(Intent):
    """Show the screens in other colours."""

    theme: ThemeName


@dataclass(frozen=True, slots=True)
class TurnSwitch(Intent):
    """Turn a switch of the settings over."""

    setting: str


@dataclass(frozen=True, slots=True)
class SlideText(Intent):
    """Set the size of text."""


@dataclass(frozen=True, slots=True)
class SlideVolume(Intent):
    """Set how loud the game, or one kind of its sounds, is."""

    setting: str = "volume_percent"


@dataclass(frozen=True, slots=True)
class ChooseKey(Intent):
    """Choose the key of a binding, by the binding's id."""

    binding: str


@dataclass(frozen=True, slots=True)
class TakeKey(Intent):
    """Take the next key that is pressed."""


@dataclass(frozen=True, slots=True)
class SwapKeys(Intent):
    """Let two bindings have each other's key."""


@dataclass(frozen=True, slots=True)
class UsualKeys(Intent):
    """Set all keys back to what they were at first."""


@dataclass(frozen=True, slots=True)
class ChooseTerm(Intent):
    """Explain a word of the glossary."""

    term: str


@dataclass(frozen=True, slots=True)
class ShowMe(Intent):
    """Show the answer to a question inside the storm."""


@dataclass(frozen=True, slots=True)
class FindTerm(Intent):
    """Explain the first word that fits the search."""
