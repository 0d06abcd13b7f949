"""All files of a class beside each other: what was handed in twice, whose orders are whose, which try counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from game.training.handed_in import HandedIn, HandIn
from game.values.session import learner_key
from game.values.sheet import Sheet
from game.values.words import say


@dataclass(frozen=True, slots=True)
class Learner:
    """One learner with all files."""

    name: str
    alias: str
    """What stands in the place of the name where names are hidden."""
    files: tuple[HandedIn, ...]
    sheet: Sheet | None = None

    @property
    def counted(self) -> tuple[HandedIn, ...]:
        """Return the best try of each level that holds, as a seat in a class and a learning system have it.

        One that came to its end goes before one that was stopped; of tries with the same score it is the last. What
        dice ended early stands for a level where nothing else does.
        """
        best: dict[str, HandedIn] = {}
        for one in self.files:
            if one.counts and (one.level not in best or _rank(one) >= _rank(best[one.level])):
                best[one.level] = one
        return tuple(best.values())


def _rank(case: HandedIn) -> tuple[bool, bool, int, int]:
    return not case.by_dice, not case.stopped, case.score or 0, case.attempt


def told_apart(files: Sequence[HandedIn], experts: Mapping[str, str]) -> tuple[HandedIn, ...]:
    """Return the files with what only shows beside the others; `experts` has the orders of each level's expert."""
    seen: dict[str, str] = {}
    tries: dict[tuple[str, str, int], str] = {}
    found: list[HandedIn] = []
    for one in sorted(files, key=lambda one: (one.key, one.level, one.attempt, -one.reach, one.file)):
        twin = seen.setdefault(one.mark, one.file) if one.mark else one.file
        first = tries.setdefault((one.key, one.level, one.attempt), one.file) if one.level and one.learner else one.file
        if one.standing in {HandIn.CONFIRMED, HandIn.UNFINISHED} and twin != one.file:
            found.append(replace(one, standing=HandIn.TWICE, why=(say("training.roster.the_same_file", other=twin),)))
        elif one.standing in {HandIn.CONFIRMED, HandIn.UNFINISHED} and first != one.file:
            found.append(replace(one, standing=HandIn.TWICE, why=(say("training.roster.same_try", other=first),)))
        else:
            found.append(one)
    return tuple(_with_remarks(one, found, experts) for one in sorted(found, key=lambda one: one.file))


def _with_remarks(one: HandedIn, files: Sequence[HandedIn], experts: Mapping[str, str]) -> HandedIn:
    if one.standing is HandIn.CONFIRMED and not one.counts:
        return replace(one, why=(*one.why, say("training.roster.not_played")))
    if not one.orders or not one.counts:
        return one
    remarks = list(one.remarks)
    if experts.get(one.level) == one.orders:
        remarks.append(say("training.roster.orders_of_the_expert"))
    alike = [
        other.file
        for other in files
        if other.counts and other.key != one.key and (other.level, other.orders) == (one.level, one.orders)
    ]
    if alike:
        remarks.append(say("training.roster.orders_as", others=", ".join(alike[:5])))
    return replace(one, remarks=tuple(remarks))


def learners_of(files: Sequence[HandedIn], sheets: Sequence[Sheet] = ()) -> tuple[Learner, ...]:
    """Return the learners, in an order that says nothing of their names."""
    by_key: dict[str, list[HandedIn]] = {}
    for one in files:
        # Whose a file is that cannot be read, or does not belong here, nobody knows.
        if one.mark and one.standing is not HandIn.FOREIGN:
            by_key.setdefault(one.key, []).append(one)
    by_sheet = {learner_key(sheet.learner): sheet for sheet in sheets}
    order = sorted(by_key, key=lambda key: sha256(key.encode()).hexdigest())
    return tuple(
        Learner(
            by_key[key][0].learner,
            say("training.roster.learner", number=number),
            tuple(sorted(by_key[key], key=lambda one: (one.level, one.attempt, one.file))),
            by_sheet.get(key),
        )
        for number, key in enumerate(order, start=1)
    )
