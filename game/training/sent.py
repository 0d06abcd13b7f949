"""What an instructor sent to a case, held against what its lines say that one did.

A case file is chained, and its chain can be made anew by whoever can write a program: that a line is an instructor's is
proved only by the host that sent it. And such a program can leave out what it was sent, or bring it when it suits; the
host knows by which moment of the case its game had heard of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from game.training.handed_in import HandedIn, HandIn
from game.values.order import Actor, Befall, EndLesson, Entry, Sent, Tell, actor_of
from game.values.ticks import Tick, hour_text, hours, ticks
from game.values.words import count, say

LATE_TICKS: Final = ticks(2.0)
"""So long after its game has heard of something it stands in a true case at the latest (assumed: the game writes it
down with the next frame, in which half an hour passes at most)."""


@dataclass(frozen=True, slots=True)
class SentTo:
    """What a host sent to one case."""

    orders: tuple[Sent, ...] = ()
    over: bool = False
    """The lesson of its room was ended."""
    forged: bool = False
    """The host refused a line of it that only an instructor could have brought about."""
    sent_at: Mapping[int, Tick] = field(default_factory=dict)
    """By number, to which moment the case had come, as far as the host knew, when something was sent to it."""
    heard_at: Mapping[int, Tick] = field(default_factory=dict)
    """By number, the moment of the case by which its game had heard of it for certain."""


Register: TypeAlias = Mapping[str, tuple[SentTo, ...]]
"""What a host sent, by the chain of a case's second line: it says which patient, learner, session and try it is."""


def is_claim(entry: Entry) -> bool:
    """Say whether an entry claims to be an instructor's."""
    return Actor.INSTRUCTOR in {entry.actor, actor_of(entry.order)}


def never_sent(entries: Iterable[Entry], sent: SentTo) -> Entry | None:
    """Return the first entry that claims to be an instructor's and that none sent; each was sent once."""
    waiting = {one.number: one for one in sent.orders}
    for entry in filter(is_claim, entries):
        match entry.order:
            case EndLesson():
                true = sent.over
            case Tell(number=number) | Befall(number=number):
                true = waiting.pop(number, None) == entry.order
            case _:
                true = False
        if not true:
            return entry
    return None


def kept_back(entries: Iterable[Entry], sent: SentTo, reach: Tick) -> tuple[int, Tick] | None:
    """Return the first thing that a game had heard of and left out, or brought much later: its number, and when.

    `reach` is the moment to which the case has come.
    """
    stands = _standing(entries)
    for number, heard in sorted(sent.heard_at.items()):
        if stands.get(number, reach) > heard + LATE_TICKS:
            return number, heard
    return None


def _standing(entries: Iterable[Entry]) -> dict[int, Tick]:
    """Return at which moment each thing stands that an instructor sent."""
    return {entry.order.number: entry.tick for entry in entries if isinstance(entry.order, Tell | Befall)}


def held_against(file: HandedIn, register: Register | None) -> HandedIn:
    """Return a file that was played again, with what the register of a host says of it.

    Without a register, and of a case of which it knows nothing, it cannot be known who sent what stands there.
    """
    if file.standing not in {HandIn.CONFIRMED, HandIn.UNFINISHED}:
        return file
    known = () if register is None else register.get(file.begun, ())
    if any(one.forged for one in known):
        return replace(file, standing=HandIn.EDITED, why=(say("training.sent.forged"),))
    if not known:
        if not file.claims:
            return file
        return replace(file, remarks=(*file.remarks, count("training.sent.not_known", len(file.claims))))
    found = [never_sent(file.claims, one) for one in known]
    if None not in found:
        entry = found[0]
        assert entry is not None
        why = say("training.sent.never", hour=hour_text(entry.tick))
        return replace(file, standing=HandIn.EDITED, why=(why,))
    for one in known:
        left_out = kept_back(file.claims, one, file.reach)
        if left_out is not None:
            why = say("training.sent.kept_back", hour=hour_text(left_out[1]))
            return replace(file, standing=HandIn.EDITED, why=(why,))
    return replace(file, remarks=(*file.remarks, *_remarks(file, known[found.index(None)])))


def _remarks(file: HandedIn, sent: SentTo) -> Iterator[str]:
    """Yield what came late or never without a proof that its game had heard of it: the network may have been gone."""
    stands = _standing(file.claims)
    late = [stands[number] - at for number, at in sent.sent_at.items() if stands.get(number, at) > at + LATE_TICKS]
    if late:
        yield count("training.sent.late", len(late), hours=f"{hours(max(late)):.0f}")
    missing = len(sent.orders) - len(stands)
    if missing and file.end is not None:
        yield count("training.sent.missing", missing)
