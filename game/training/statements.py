"""xAPI statements of a case that was handed in: for the learning record store of a school.

Verbs and types are those of cmi5 (initialized, completed, passed, failed, terminated) and of the serious games profile
of ADL and e-UCM. A statement has the same id whenever it is made, so that a store that has it already keeps one. There
is no timestamp: a case file knows the ward's clock alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Final
from uuid import NAMESPACE_URL, uuid5

import msgspec
from msgspec import Meta

from game.review.verdict import Pitfall
from game.training.handed_in import HandedIn
from game.training.losses import verdict_on
from game.values.level import Level
from game.values.log import Log
from game.values.order import Actor, Entry, Give, Order, Stop, actor_of
from game.values.order_words import order_words
from game.values.session import Session
from game.values.ticks import hours
from game.values.wire import Wire
from game.values.words import say

STATEMENT_VERSION: Final = "1.0.3"
OURS: Final = "urn:cytokine-storm"
"""Begin of every id of ours: activities, extensions and, unless a school names its own, accounts."""
_ADL: Final = "http://adlnet.gov/expapi/verbs"
_GAMES: Final = "https://w3id.org/xapi/seriousgames"
VERBS: Final = {
    "initialized": f"{_ADL}/initialized",
    "used": f"{_GAMES}/verbs/used",
    "completed": f"{_ADL}/completed",
    "passed": f"{_ADL}/passed",
    "failed": f"{_ADL}/failed",
    "terminated": f"{_ADL}/terminated",
}
_LEVEL, _ITEM, _GAME = (f"{_GAMES}/activity-types/{kind}" for kind in ("level", "item", "serious-game"))
_Iri = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9+.-]*:\S+$")]
_Uuid = Annotated[str, Meta(pattern="^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
Texts = dict[str, str]
"""Words by language."""


class LearnerAccount(Wire, frozen=True, kw_only=True):
    """Who it is, in a system that knows the name or the code."""

    homePage: _Iri  # noqa: N815  the standard's spelling
    name: Annotated[str, Meta(min_length=1, max_length=60)]


class Agent(Wire, frozen=True, kw_only=True):
    """The learner."""

    objectType: Annotated[str, Meta(pattern="^Agent$")] = "Agent"  # noqa: N815  the standard's spelling
    account: LearnerAccount


class Verb(Wire, frozen=True, kw_only=True):
    """What was done."""

    id: _Iri
    display: Texts


class Definition(Wire, frozen=True, kw_only=True):
    """What kind of thing an activity is."""

    type: _Iri
    name: Texts


class Activity(Wire, frozen=True, kw_only=True):
    """What it was done with."""

    objectType: Annotated[str, Meta(pattern="^Activity$")] = "Activity"  # noqa: N815  the standard's spelling
    id: _Iri
    definition: Definition


class Points(Wire, frozen=True, kw_only=True):
    """A score."""

    scaled: Annotated[float, Meta(ge=0.0, le=1.0)]
    raw: Annotated[int, Meta(ge=0, le=100)]
    min: Annotated[int, Meta(ge=0, le=0)] = 0
    max: Annotated[int, Meta(ge=100, le=100)] = 100


class StatementResult(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What came of it."""

    score: Points | None = None
    success: bool | None = None
    completion: bool | None = None
    extensions: dict[str, str | float | bool] = {}  # noqa: RUF012  msgspec copies it
    """`hour` of the case; `ending`; `score_found`, whether the score was found again or stands as it was handed in;
    `left_out`, why there is no score: `dice` or `stopped`; for each pitfall the verdict, and what it cost."""


class Activities(Wire, frozen=True, kw_only=True):
    """What an activity is a part of."""

    parent: Annotated[tuple[Activity, ...], Meta(min_length=1, max_length=1)]
    grouping: Annotated[tuple[Activity, ...], Meta(min_length=1, max_length=1)]


class Context(Wire, frozen=True, kw_only=True):
    """In which lesson it was."""

    registration: _Uuid
    """The same for all that one learner does in one session."""
    contextActivities: Activities  # noqa: N815  the standard's spelling
    platform: str
    extensions: dict[str, str | float | bool]
    """`level_digest`, `seed`, `method`, `try`."""


class Statement(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """One statement."""

    version: str
    id: _Uuid
    actor: Agent
    verb: Verb
    object: Activity
    result: StatementResult | None = None
    context: Context


def statements(
    case: HandedIn, log: Log, level: Level, session: Session | None, home_page: str = OURS
) -> Iterator[Statement]:
    """Yield what a learner did in a confirmed case, in its order; `home_page` is the school's own, if it has one."""
    lesson = OURS if log.session is None else f"{OURS}:session:{log.session.session}:{log.session.session_digest}"
    title = level.title if session is None else session.title
    actor = Agent(account=LearnerAccount(homePage=home_page, name=case.learner))
    bed = _activity(f"{OURS}:level:{level.id}", _LEVEL, level.title)
    context = Context(
        registration=str(uuid5(NAMESPACE_URL, f"{lesson}/{home_page}/{case.key}")),
        contextActivities=Activities(
            parent=(_activity(lesson, _GAME, title),), grouping=(_activity(OURS, _GAME, "Cytokine Storm"),)
        ),
        platform=f"Cytokine Storm {log.header.game}",
        extensions=_named(
            {
                "level_digest": log.header.level_digest,
                "seed": log.header.seed,
                "method": log.header.method,
                "try": case.attempt,
            }
        ),
    )

    def made(number: int, verb: str, what: Activity, result: StatementResult | None = None) -> Statement:
        return Statement(
            version=STATEMENT_VERSION,
            id=str(uuid5(NAMESPACE_URL, f"{OURS}/{home_page}/{case.mark}/{number}/{verb}")),
            actor=actor,
            verb=Verb(id=VERBS[verb], display={"en": verb}),
            object=what,
            result=result,
            context=context,
        )

    yield made(0, "initialized", bed)
    for number, entry in enumerate([one for one in log.entries if actor_of(one.order) is Actor.PLAYER], start=1):
        yield made(number, "used", _ordered(entry), StatementResult(extensions=_named({"hour": hours(entry.tick)})))
    if log.end is None or case.score is None:
        return
    points = Points(scaled=case.score / 100, raw=case.score)
    told = _named(_pitfalls(case, level))
    told |= _named({"hour": hours(log.end.tick), "ending": log.end.ending, "score_found": case.scored})
    last = len(log.entries) + 1
    # What the board leaves out of the class is no pass, nobody failed by it, and a store would take the mean of it.
    if case.left_out:
        told |= _named({"left_out": case.left_out})
    score = None if case.left_out else points
    yield made(last, "completed", bed, StatementResult(score=score, completion=True, extensions=told))
    if session is not None and session.least_score and not case.left_out:
        good = case.score >= session.least_score
        yield made(last, "passed" if good else "failed", bed, StatementResult(score=points, success=good))
    yield made(last, "terminated", bed)


def _named(values: dict[str, str | float | bool]) -> dict[str, str | float | bool]:
    """Return values under the ids of extensions."""
    return {f"{OURS}:{name}": value for name, value in values.items()}


def _pitfalls(case: HandedIn, level: Level) -> dict[str, str | float | bool]:
    found: dict[str, str | float | bool] = {}
    for pitfall in Pitfall:
        verdict = verdict_on(case, level, pitfall)
        if verdict is not None:
            found[pitfall.value] = verdict.verdict.value
            found[f"{pitfall.value}:points"] = round(verdict.lost, 1)
    return found


def _activity(id_: str, kind: str, name: str) -> Activity:
    return Activity(id=id_, definition=Definition(type=kind, name={say("words.language"): name}))


def _ordered(entry: Entry) -> Activity:
    """Return what was ordered as an activity: the drug, or the kind of order."""
    return _activity(f"{OURS}:order:{_kind(entry.order)}", _ITEM, order_words(entry.order))


def _kind(order: Order) -> str:
    kind = str(order.__struct_config__.tag)
    return f"{kind}:{order.regimen}" if isinstance(order, Give | Stop) else kind


def lines(found: Sequence[Statement]) -> bytes:
    """Return statements as JSON Lines."""
    return b"".join(msgspec.json.encode(one) + b"\n" for one in found)
