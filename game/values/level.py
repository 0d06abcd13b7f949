"""A level: the promise of its file. Who the patient is, what can be ordered, what is to be learnt."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec
from msgspec import Meta

from game.values.channel import Panel
from game.values.claim import Claim
from game.values.coach import Coach
from game.values.wire import Wire

LEVEL_FORMAT = 1

PositiveFloat = Annotated[float, Meta(gt=0.0)]
ShortLine = Annotated[str, Meta(max_length=120)]
"""What stands in one line of a screen."""
Prose = Annotated[str, Meta(max_length=2000)]
"""What fills a page of a screen at most."""


class Phenotype(enum.Enum):
    """What set the immune system on fire."""

    COVID = "covid"
    VIRAL_STRESSED = "viral_stressed"
    SEPSIS = "sepsis"
    CAR_T = "car_t"


class SupportMode(enum.Enum):
    """Who runs oxygen, fluids and pressors."""

    WARD = "ward"
    PLAYER = "player"


class Looks(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What a patient looks like; the picture of the bed shows it, and nothing else depends on it."""

    skin: Annotated[str, Meta(pattern="^(pale|fair|olive|brown|dark)$")] = "fair"
    hair: Annotated[str, Meta(pattern="^(blond|red|brown|black|grey|white)$")] = "brown"
    style: Annotated[str, Meta(pattern="^(short|long|bun|curls|thin|bald)$")] = "short"
    beard: bool = False
    glasses: bool = False
    at_door: Annotated[str, Meta(pattern="^(pink|flushed|pale|mottled|mottled_to_thighs)$")] = "pink"
    """How the skin looks on arrival, for the picture of the ward; a case shows it as it is."""
    has: tuple[Annotated[str, Meta(pattern="^(drip|central_line|kidney_bag|pump|dressing|phone|paper)$")], ...] = ()
    """What came along: lines and bags that stay, a pump that stands ready, what a hand holds while there is breath."""


class Patient(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """Who lies in the bed."""

    name: ShortLine
    age_years: Annotated[int, Meta(ge=18, le=110)]
    sex: Annotated[str, Meta(pattern="^(female|male)$")]
    weight_kg: Annotated[float, Meta(ge=35.0, le=250.0)]
    bed: ShortLine = ""
    diagnosis: ShortLine = ""
    """'COVID-19 pneumonia'."""
    story: Prose = ""
    comorbidity: Annotated[int, Meta(ge=0, le=3)] = 0
    """0 none, 1 one, 2 several, 3 severe; raises the hazard of death and the risk of infection."""
    looks: Looks | None = None

    @property
    def pronoun(self) -> str:
        """Return how ids end of sentences that are said of a woman or of a man."""
        return "she" if self.sex == "female" else "he"

    def in_bed(self, between: str = " · ") -> str:
        """Return bed and name, or the name alone where the bed has none: 'Bed 3 · Maria Lang'."""
        return f"{self.bed}{between}{self.name}" if self.bed else self.name


class Prior(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """A host parameter that is drawn from the case's seed: log-normal, cut at two spreads; as written, the median."""

    median: PositiveFloat
    spread: Annotated[float, Meta(gt=0.0, le=1.0)]
    """Standard deviation of the natural logarithm."""


class Start(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What was in the body before the case began."""

    hours_before: Annotated[float, Meta(ge=0.0, le=960.0)]
    """Hours that the model runs, untreated, from the start of the illness to the first minute of play."""
    pathogen: Annotated[float, Meta(ge=0.0)] = 0.0
    """Infected cells as a share of targets (virus), 10^6 CFU/mL (bacteria) or tumour burden (CAR-T); 0 takes the
    phenotype's own."""
    symptom_day: Annotated[float, Meta(ge=0.0, le=999.0)] = 0.0
    """Day of illness on admission, as the story tells it."""
    clock_minute: Annotated[int, Meta(ge=0, lt=1440)] = 480
    """Minute of the day at which play begins."""


class Infection(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """Germs that got in on top of the illness, before the door."""

    hours_before: Annotated[float, Meta(ge=0.0, le=960.0)]
    """Hours before the first minute of play at which they got in."""
    million_per_ml: Annotated[float, Meta(gt=0.0, le=200.0)]
    """How many, 10^6 CFU/mL."""
    germ: Annotated[str, Meta(pattern="^(bacteria|resistant_bacteria|fungus)$")] = "bacteria"
    """Bacteria that the usual antibiotic covers, some that it does not, or a fungus."""


class PossibleCourse(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """One of the courses that the illness of a level may take; what is not said here is the level's.

    All courses of a level look alike at the door. Which one it is shows in trend and tests, and is told afterwards.
    """

    id: Annotated[str, Meta(pattern="^[a-z0-9_]+$", max_length=64)]
    weight: Annotated[float, Meta(gt=0.0, le=100.0)]
    """How often it is drawn, against the weights of the others."""
    was: ShortLine
    """What the debrief says that it was: 'a bacterial pneumonia that looked like COVID-19'."""
    phenotype: Phenotype | None = None
    """Another disease than the one that the level is thought to be; its host is then not the level's."""
    hours_before: Annotated[float, Meta(gt=0.0, le=960.0)] | Prior | None = None
    """As in `start`; drawn to the whole tick where it has a spread."""
    pathogen: Annotated[float, Meta(ge=0.0)] = 0.0
    """As in `start`; 0 takes the level's, or that of the phenotype that is given here."""
    infection: Infection | None = None
    host: dict[str, float | Prior] = {}  # noqa: RUF012  msgspec copies it
    """Host parameters that differ from the level's."""
    state: dict[str, Annotated[float, Meta(ge=0.0, le=10_000.0)]] = {}  # noqa: RUF012  msgspec copies it
    """What of the body differs when the illness begins, by the names of `game.patient.compartments`."""
    organism: ShortLine = ""
    """As in the level."""


class LabRule(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """How one test behaves in this hospital."""

    panel: Panel
    delay_minutes: Annotated[int, Meta(ge=5, le=4320)] | None = None
    noise: Annotated[float, Meta(ge=0.0, le=0.5)] | None = None
    """Coefficient of variation of the assay."""
    routine_every_h: Annotated[float, Meta(ge=0.0, le=72.0)] = 0.0
    """The ward draws it by itself at this rhythm; 0 for never."""
    history_h: tuple[float, ...] = ()
    """Hours before admission at which it was drawn already."""


class NurseNote(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """A nurse's word that waits for its moment: said once, when its hour has come and its sign is there."""

    text: Prose
    after_h: float = 0.0
    sign: Annotated[str, Meta(pattern="^(always|calm|oxygen|confused|mottled|fever|breathless|better)$")] = "always"
    needs: tuple[Claim, ...] = ()
    """What else must be so for the words to be true."""


class Voice(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who presses for too much or too little, heard once: within these hours, and while all of it is true.

    Who presses for more is heard while none of it was given, who presses for less while some of it runs.
    """

    who: ShortLine
    """'Her sister'."""
    role: Annotated[str, Meta(pattern="^(relative|colleague|bed_manager)$")]
    text: Prose
    presses: Annotated[str, Meta(pattern="^(more|less)$")]
    about: tuple[str, ...]
    """Regimens of the level that are pressed for, or against."""
    after_h: Annotated[float, Meta(ge=0.0)]
    until_h: Annotated[float, Meta(ge=0.0)]
    needs: tuple[Claim, ...] = ()
    """What must be so for the words to be true."""


class Rules(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What this level changes of the formulary."""

    regimen: str
    max_doses: Annotated[int, Meta(ge=0, le=99)] | None = None


class Objective(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What a player should be able to do after this level; told afterwards, and to who leads a lesson."""

    text: Prose


class TeachingPoint(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What the debrief teaches, with its study."""

    text: Prose
    study: Prose


class Guide(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What the one who leads a lesson with this level should know; the players never see it."""

    prebrief: Prose
    """What to say before the case, beside the story: roles, what is possible, what is not judged."""
    course: Prose
    """How the case goes on if nothing is done, and what turns it."""
    watch_for: tuple[Prose, ...] = ()
    """What to look for in the learners while they play, to ask about afterwards."""


class Level(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """One case, before it is played."""

    format: Annotated[int, Meta(ge=1, le=LEVEL_FORMAT)]
    id: Annotated[str, Meta(pattern="^[a-z0-9_]+$", max_length=64)]
    """Files are named after it."""
    title: ShortLine
    order: Annotated[int, Meta(ge=-9999, le=9999)] = 99
    """Place in the ward's list."""
    phenotype: Phenotype
    summary: Prose
    patient: Patient
    start: Start
    host: dict[str, float | Prior] = {}  # noqa: RUF012  msgspec copies it
    """Host parameters that differ from the phenotype's, by the names of `game.patient.constants`."""
    courses: tuple[PossibleCourse, ...] = ()
    """Who may lie in the bed. The level's own seed gives the first, as written; another one draws course and host."""
    seed: Annotated[int, Meta(ge=0, lt=2**53)]
    horizon_h: Annotated[float, Meta(gt=0.0, le=1440.0)]
    regimens: tuple[str, ...]
    rules: tuple[Rules, ...] = ()
    panels: tuple[Panel, ...]
    labs: tuple[LabRule, ...] = ()
    support: SupportMode = SupportMode.WARD
    show_doubling_time: bool = True
    needs_dampening: bool
    """Whether this patient needs the immune response dampened; the control level says no."""
    objectives: tuple[Objective, ...]
    practises: tuple[ShortLine, ...] = ()
    """What is practised, told before the case: skills by name, never the answer."""
    teaching_points: tuple[TeachingPoint, ...]
    notes: tuple[NurseNote, ...] = ()
    voices: tuple[Voice, ...] = ()
    """Who presses the player, the first that is due speaking first."""
    organism: ShortLine = ""
    """What a blood culture shows where it grows; empty takes the disease's own."""
    questions: tuple[Prose, ...] = ()
    """Questions to think about after the case."""
    guide: Guide | None = None
    """For the facilitator's guide."""
    coach: Coach | None = None
    """Makes a guided case of it, which is never scored."""


def level_digest_bytes(level: Level) -> bytes:
    """Return the canonical bytes of a level, for its digest; without defaults, so that a new field changes none.

    What a nurse's note needs is left out: it only holds words back, and moves nothing that a case file records. So are
    the looks of a patient, who presses the player, what the facilitator's guide says, what the debrief teaches and
    asks, what is told to be practised, and the coach, who only reads.
    """
    notes = tuple([msgspec.structs.replace(note, needs=()) for note in level.notes])
    patient = msgspec.structs.replace(level.patient, looks=None)
    shown = msgspec.structs.replace(level, voices=(), guide=None, practises=(), coach=None)
    told = msgspec.structs.replace(shown, notes=notes, patient=patient, questions=(), teaching_points=())
    return msgspec.json.encode(told, order="deterministic")
