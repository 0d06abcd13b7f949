"""What an instructor sent to a case, held against what its lines say that one did.

A case file is chained, and its chain can be made anew by whoever can write a program: that a line is an instructor's is
proved only by the host that sent it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from game.training.handed_in import HandedIn, HandIn
from game.values.order import Actor, Befall, EndLesson, Entry, Sent, Tell, actor_of
from game.values.ticks import hours
from game.values.words import count, say


@dataclass(frozen=True, slots=True)
class SentTo:
    """What a host sent to one case."""

    orders: tuple[Sent, ...] = ()
    over: bool = False
    """The lesson of its room was ended."""
    forged: bool = False
    """The host refused a line of it that only an instructor could have brought about."""


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
        why = say("training.sent.never", hour=f"{hours(entry.tick):g}")
        return replace(file, standing=HandIn.EDITED, why=(why,))
    by = known[found.index(None)]
    missing = len(by.orders) - sum(not isinstance(one.order, EndLesson) for one in file.claims)
    if missing and file.end is not None:
        return replace(file, remarks=(*file.remarks, count("training.sent.missing", missing)))
    return file
