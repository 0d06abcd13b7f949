"""Case files confirmed: header and orders are played and scored again, and the whole file has to be what comes of it.

What a replay cannot find stands in docs/case-files.md: orders chosen after the fact, seeds tried, a tail cut off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from msgspec import UNSET, structs

import game
from game.app.moving import mover
from game.case.build_view import build_view
from game.case.case import Case
from game.case.digest import digest
from game.case.view import View
from game.case.walk import Step
from game.files.case_file import case_bytes, last_tick, read_case
from game.files.case_lines import CaseFileError
from game.files.level_file import level_digest
from game.files.orders_file import strange_parts
from game.files.problem import cut, shown
from game.patient.body import METHOD
from game.policy.registry import POLICIES
from game.policy.traps import Idle
from game.review.playback.replay import Diverged, as_left, late_orders, replay
from game.review.valuation.tracking import Tracking, tracked
from game.review.valuation.tracks import CaseTracks
from game.review.verdict import SCORE_VERSION
from game.values.level import Level
from game.values.log import DigestLine, EndLine, Header, Log, SessionLine, format_of, formats_of
from game.values.order import Order, actor_of
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text, hour_text
from game.values.words import count, say

_LONGEST: Final = 60
"""Signs of a word of the file that are shown."""
_DIGITS: Final = 7
"""A tick of more digits is no moment of any case."""
Worth = Callable[[], int]
"""What a case is worth by the rules of this game; asked for once, and only if all else agrees."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What came of playing a case file again."""

    faults: tuple[str, ...]
    """Why the file is not confirmed, each a sentence that could follow the file's name; nothing if it is."""
    over: bool
    """The case came to its end."""
    policies: tuple[str, ...] = ()
    """Players made of code that give the very same orders on this level with this seed."""
    view: View | None = None
    """What was known at the last tick; nothing for a case that could not be played to it."""


def header_of(level: Level, seed: int, session: SessionLine | None = None, *, hosted: bool = False) -> Header:
    """Return the first line of a case file for a new case; `hosted` where an instructor may speak in it."""
    return Header(
        format=format_of(session=session is not None, hosted=hosted, guided=level.coach is not None),
        game=game.__version__,
        method=METHOD,
        level=level.id,
        level_digest=level_digest(level),
        seed=seed,
        guided=UNSET if level.coach is None else True,
    )


def branch_mark(case_digest: str, tick: Tick) -> str:
    """Return what the header of a case says that was taken over."""
    return f"{case_digest}@{tick}"


def branch_tick(header: Header) -> Tick | None:
    """Return the moment at which a case was taken over, as its header says; nothing for a first play."""
    tick = header.branched_from.rpartition("@")[2]
    return int(tick) if tick.isascii() and tick.isdecimal() and len(tick) < _DIGITS else None


def confirmed(
    level: Level, log: Log, whole: bytes, *, seed: int | None = None, worth: Worth | None = None
) -> Confirmed:
    """Play a log again and say what in its file cannot be confirmed.

    The model and the level must be those that it was played with. `whole` is the file, and `seed` the one that was to
    be played; without it, any will do.
    """
    return PlayedAgain(level, log, seed).compared(whole, worth)


class PlayedAgain:
    """A log played again, once for everything that is to be known of it, whenever something is first asked for."""

    def __init__(self, level: Level, log: Log, seed: int | None = None) -> None:
        """Take a log, and the seed that was to be played; without it, any will do. Nothing is played yet."""
        self._level = level
        self._seed = log.header.seed if seed is None else seed
        self._log = log
        self._orders: dict[Tick, list[Order]] = {}
        for entry in log.entries:
            self._orders.setdefault(entry.tick, []).append(entry.order)
        self._digests: list[DigestLine] = []
        self._alike = dict(POLICIES) if all(tick % TICKS_PER_HOUR == 0 for tick in self._orders) else {}
        self._compared = False
        self._branched = ""
        """The mark of a branch at the tick that the header names."""

    @cached_property
    def _played(self) -> tuple[Case, Tracking]:
        last, begun = tracked(self._noted(replay(self._level, self._log, mover())))
        return as_left(self._log, last), begun

    @property
    def last(self) -> Case:
        """Return the case as it was left. Raises Diverged where it is not what its log says."""
        return self._played[0]

    @cached_property
    def tracks(self) -> CaseTracks:
        """Return all that can be told of the case. Raises Diverged where it is not what its log says."""
        return CaseTracks(self._level, self._log, begun=self._played[1], move=mover())

    def _worth(self) -> int:
        """Return what the case is worth; some seconds."""
        from game.futures.sweep import ColumnFutures
        from game.review.scoring.score import score

        return score(self._level, self._log, ColumnFutures(), tracks=self.tracks).total

    def compared(self, whole: bytes, worth: Worth | None = None) -> Confirmed:
        """Return what differs between a file and what the game would have written."""
        log = self._log
        late = late_orders(log)
        if late:
            words = say("app.confirming.an_order_of_hour_lies", hour=hour_text(late[0].tick))
            return Confirmed((words,), over=True)
        try:
            last = self.last
        except Diverged as error:
            clock = clock_text(error.tick, self._level.start.clock_minute)
            words = say(
                "app.confirming.differs_from_hour_the_file",
                hour=hour_text(error.tick),
                clock=clock,
                cut=cut(error.expected, _LONGEST),
                found=error.found,
            )
            return Confirmed((words,), over=log.end is not None)
        faults = [*self._of_header(), *self._of_orders(last)]
        end = None
        if log.end is not None:
            total = (worth or self._worth)()
            faults += _of_score(log.end, total)
            assert last.outcome is not None
            end = EndLine(
                tick=last.tick,
                ending=last.outcome.ending.value,
                score=total,
                digest=digest(last),
                score_version=SCORE_VERSION,
            )
        made = header_of(self._level, log.header.seed, log.session, hosted=False)
        # Which of the formats it is was looked at already.
        header = structs.replace(made, branched_from=self._branched, format=log.header.format)
        entries = tuple(structs.replace(entry, actor=actor_of(entry.order)) for entry in log.entries)
        if not faults and case_bytes(Log(header, entries, tuple(self._digests), end, log.session)) != whole:
            faults.append(say("app.confirming.is_not_byte_for_byte"))
        return Confirmed(
            tuple(faults), last.outcome is not None, tuple(self._alike) if self._compared else (), build_view(last)
        )

    def _noted(self, steps: Iterable[Step]) -> Iterator[Step]:
        confirmed_digests = {line.tick: line.digest for line in self._log.digests}
        branch = branch_tick(self._log.header)
        for step in steps:
            case = step.case
            # One that differs from that of the case has ended the replay.
            if case.tick in confirmed_digests:
                self._digests.append(DigestLine(tick=case.tick, digest=confirmed_digests[case.tick]))
            if case.tick == branch:
                self._branched = branch_mark(digest(case), case.tick)
            self._compare_policies(case)
            yield step

    def _compare_policies(self, case: Case) -> None:
        # What was ordered at the last tick of a case that is not over may still have been to come.
        told = case.tick in self._orders or case.tick < last_tick(self._log)
        if self._alike and told and case.tick % TICKS_PER_HOUR == 0 and as_left(self._log, case).outcome is None:
            given = tuple(self._orders.get(case.tick, ()))
            # Whoever never orders needs no view, which costs as much as all the rest of the hour.
            if given or set(self._alike) != {Idle().name}:
                seen = build_view(case)
                self._alike = {name: one for name, one in self._alike.items() if one.orders(seen) == given}
            self._compared = True

    def _of_header(self) -> Iterator[str]:
        header = self._log.header
        wanted = formats_of(self._log.session, guided=self._level.coach is not None)
        if header.format not in wanted:
            yield say("app.confirming.the_format_was_never_written", format=header.format, log_format=wanted[0])
        if header.game != game.__version__:
            yield (say("app.confirming.the_version_of_the_game", shown=shown(header.game), version=game.__version__))
        if header.player:
            yield say("app.confirming.the_player_cannot_be_confirmed", shown=shown(header.player))
        if header.seed != self._seed:
            whose = (
                say("app.confirming.the_level_s")
                if self._seed == self._level.seed
                else say("app.confirming.the_one_asked_for")
            )
            yield say("app.confirming.the_seed_is_not_which", seed=header.seed, whose=whose, seed_2=self._seed)
        if header.branched_from != self._branched:
            found = (
                say("app.confirming.there_it_would_be", branched=self._branched)
                if self._branched
                else say("app.confirming.this_case_has_no_such")
            )
            yield (say("app.confirming.the_mark_of_the_moment", shown=shown(header.branched_from), found=found))

    def _of_orders(self, last: Case) -> Iterator[str]:
        other = [entry for entry in self._log.entries if entry.actor is not actor_of(entry.order)]
        if other:
            many = say("app.confirming.an_order") if len(other) == 1 else count("things.orders", len(other))
            yield (
                say(
                    "app.confirming.of_first_at_hour_cannot",
                    count=many,
                    actor=other[0].actor.value,
                    hour=hour_text(other[0].tick),
                )
            )
        # Whose order it is has its own sentence above.
        senseless = (
            (entry, part)
            for entry in self._log.entries
            for part in strange_parts("", 0, entry)
            if part.place != "actor"
        )
        for entry, part in islice(senseless, 1):
            yield (
                say(
                    "app.confirming.an_order_of_hour_is",
                    hour=hour_text(entry.tick),
                    found=part.found,
                    expected=part.expected,
                )
            )
        if self._log.end is None and last.outcome is not None and self._orders.get(last.tick):
            yield say("app.confirming.an_order_of_hour_lies", hour=hour_text(last.tick))


def _of_score(end: EndLine, total: int) -> Iterator[str]:
    if end.score_version != SCORE_VERSION:
        yield (
            say(
                "app.confirming.the_score_by_rules_cannot",
                score=end.score,
                score_version=end.score_version,
                score_version_2=SCORE_VERSION,
                total=total,
            )
        )
    elif end.score != total:
        yield say("app.confirming.the_file_says_score_played", score=end.score, total=total)


def seal_of(path: Path, level: Level) -> tuple[str, EndLine, str] | None:
    """Return what the ledger has to know of a file that is confirmed; nothing for another."""
    try:
        case = read_case(path)
    except CaseFileError:
        return None
    if case.log.end is None:
        return None
    try:
        faults = confirmed(level, case.log, case.whole).faults
    except Exception:  # noqa: BLE001  whatever it was, this file is not confirmed, and the others wait
        return None
    return None if faults else (case.mark, case.log.end, case.log.header.method)
