"""A room: who sits in it, what came of each case, what the instructor decided. It knows no network.

One thread at a time may use it. Whatever it returns is in the database already.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from hmac import compare_digest
from typing import Final, TypeAlias

from game.classroom.codes import digest_of, new_code
from game.classroom.hosted import Hosted
from game.classroom.lesson import Lesson, strange
from game.classroom.limits import Guesses, Limit
from game.classroom.messages import CasePiece, Has, Join, Joined, Reply, Report
from game.classroom.store import CaseRow, Changes, SeatRow, Store, WordRow
from game.classroom.voting import Voting
from game.files.case_lines import CaseLines
from game.files.problem import tidy
from game.values.level import Level
from game.values.session import LONGEST_LEARNER, index_of, learner_key
from game.values.ticks import Tick
from game.values.words import say

MOST_SEATS: Final = 500
MOST_FROM_ONE: Final = 250
"""New seats that one address is given by one host: a class behind one router has room, and nobody takes all."""
MOST_CASES: Final = 60
MOST_SEAT_BYTES: Final = 30_000_000
"""Of one seat: cases, and their bytes before another is begun, as many of the longest as it may have."""
MOST_WORDS: Final = 200
"""Of an instructor to one case, mishaps among them."""


class RefusedError(Exception):
    """Something is not to be had; the message says why in a sentence."""

    def __init__(self, sentence: str, *, left: bool = False) -> None:
        """Keep the sentence; `left` says that the seat is not the asker's any more."""
        self.left = left
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class News:
    """What came of a case just now: the bed is to be played on."""

    case: int
    first: int
    """Number of the first of these lines, from 0."""
    lines: bytes
    tick: Tick


Keep: TypeAlias = Callable[[dict[int, int]], bytes]
"""Makes what is kept of a room, by the numbers under which something went to cases."""


class Room:
    """One lesson."""

    def __init__(self, store: Store, lesson: Lesson, now_s: Callable[[], float], *, anew: bool = False) -> None:
        """Go on with the room of this session that is open, or open one; `now_s` only measures how time passes."""
        self.lesson = lesson
        self._store = store
        self._now_s = now_s
        self._guesses = Guesses(now_s)
        self._reports = Limit(40, 20.0)
        """Reports of one seat: some ten times what the game sends."""
        with store.changing() as changes:
            row = None if anew else changes.room(lesson.digest)
            self._row = row or changes.new_room(new_code(), lesson.digest)
            # That a database cannot be written is told to who starts the host, not to the first who joins.
            changes.set_room(self._row.id, paused=self._row.paused, over=self._row.over)
            self._keys = changes.keys(self._row.id)
            self._seats = {one.id: one for one in changes.seats(self._row.id)}
            rows = changes.cases(self._row.id)
            self._forgers = changes.forgers(self._row.id)
            self._keepers = changes.keepers(self._row.id)
            self._names = changes.names(self._row.id)
            self.standing = changes.standing(self._row.id)
        self._by_digest = {one.digest: one.id for one in self._seats.values() if one.digest}
        """By this the seat of a report is found, from any thread."""
        self.resumed = row is not None
        self.paused, self.over = self._row.paused, self._row.over
        self._cases: dict[tuple[int, str], CaseRow] = {(one.seat, one.stem): one for one in rows}
        self._open: dict[int, Hosted] = {}
        self._given_to: Counter[str] = Counter()
        self.voting = Voting(store, self._row.id, self._by_digest)

    @property
    def code(self) -> str:
        """Return the code by which learners join."""
        return self._row.code

    @property
    def seats(self) -> tuple[SeatRow, ...]:
        """Return who sits here."""
        return tuple(self._seats.values())

    @property
    def cases(self) -> tuple[CaseRow, ...]:
        """Return all cases."""
        return tuple(self._cases.values())

    def _tried(self, place: str) -> None:
        if not self._guesses.allows(place):
            raise RefusedError(say("classroom.too_many_tries"))

    def let_in(self, secret: str, given: str, place: str) -> str:
        """Return a key for an instructor's browser, if the secret is right. Raises RefusedError."""
        self._tried(place)
        if not compare_digest(secret.encode(), given.encode()):
            self._guesses.failed(place)
            raise RefusedError(say("classroom.wrong_secret"))
        key = secrets.token_urlsafe(32)
        with self._store.changing() as changes:
            changes.add_key(self._row.id, digest_of(key))
        self._keys.add(digest_of(key))
        return key

    def is_instructor(self, key: str) -> bool:
        """Say whether a browser was let in."""
        return digest_of(key) in self._keys

    def join(self, join: Join, place: str) -> Joined:
        """Give a learner a seat, or the same one again. Raises RefusedError."""
        self._tried(place)
        code = "".join(sign for sign in join.code.upper() if sign.isalnum())
        if not compare_digest(self.code.encode(), code.encode()):
            self._guesses.failed(place)
            raise RefusedError(say("classroom.wrong_code"))
        name = tidy(join.learner)[:LONGEST_LEARNER]
        if not name:
            raise RefusedError(say("classroom.no_name"))
        known = next((one for one in self._seats.values() if one.learner_key == learner_key(name)), None)
        if known is None:
            if self.over:
                raise RefusedError(say("classroom.over"))
            if len(self._seats) >= MOST_SEATS:
                raise RefusedError(say("classroom.full", most=MOST_SEATS))
            if self._given_to[place] >= MOST_FROM_ONE:
                raise RefusedError(say("classroom.too_many_from_one", most=MOST_FROM_ONE))
            if self._is_taken(name):
                raise RefusedError(say("classroom.name_taken", learner=name))
        elif join.seat and compare_digest(known.digest, digest_of(join.seat)):
            return self._joined(join.seat)
        elif known.digest:
            self._guesses.failed(place)
            raise RefusedError(say("classroom.name_taken", learner=known.learner))
        key = secrets.token_urlsafe(24)
        with self._store.changing() as changes:
            if known is None:
                known = changes.new_seat(self._row.id, name, learner_key(name), digest_of(key))
                self._given_to[place] += 1
            else:
                changes.set_seat(known.id, digest=digest_of(key))
        self._seats[known.id] = replace(known, digest=digest_of(key))
        self._by_digest[digest_of(key)] = known.id
        self.voting.sits(digest_of(key), known.id)
        return self._joined(key)

    def _joined(self, key: str) -> Joined:
        lesson = self.lesson
        return Joined(seat=key, pack_name=lesson.pack_name, pack=lesson.pack, levels=lesson.beside)

    def _is_taken(self, name: str, by_other_than: int = 0) -> bool:
        key = learner_key(name)
        return any(
            key in {one.learner_key, learner_key(self.name_of(one.id))}
            for one in self._seats.values()
            if one.id != by_other_than
        )

    def name_of(self, seat: int) -> str:
        """Return the name that is shown of a seat: the one that was typed, or what the instructor calls it."""
        return self._names.get(seat) or self._seats[seat].learner

    def call(self, seat: int, name: str) -> None:
        """Show another name of a seat, or the typed one again; its case files keep what was typed."""
        name = tidy(name)[:LONGEST_LEARNER]
        if seat not in self._seats:
            raise RefusedError(say("classroom.no_such_bed"))
        if name and self._is_taken(name, by_other_than=seat):
            raise RefusedError(say("classroom.name_taken_here", learner=name))
        with self._store.changing() as changes:
            changes.set_name(seat, name)
        self._names[seat] = name

    def free(self, seat: int) -> None:
        """Let a learner sit down at another machine: the next who joins by this name gets the seat."""
        known = self._seats.get(seat)
        if known is None:
            raise RefusedError(say("classroom.no_such_bed"))
        with self._store.changing() as changes:
            changes.set_seat(seat, digest="")
        self._seats[seat] = replace(known, digest="")
        self._by_digest.pop(known.digest, None)
        self.voting.leaves(known.digest)

    def seat_of(self, key: str) -> int:
        """Return whose a key is. Raises RefusedError."""
        mark = digest_of(key)
        found = self._by_digest.get(mark)
        if found is None:
            raise RefusedError(say("classroom.no_seat"), left=True)
        if not self._reports.spend(str(found), self._now_s()):
            raise RefusedError(say("classroom.too_many_tries"))
        return found

    def take(self, reports: Sequence[tuple[int, Report]]) -> tuple[list[Reply], list[News]]:
        """Take what several learners report, and write all of it down at once. Raises StoreError; then nothing is."""
        news: list[News] = []
        answers: list[Reply] = []
        rows: list[tuple[int, int, bytes]] = []
        before, touched = dict(self._cases), list[Hosted]()
        try:
            with self._store.changing() as changes:
                for seat, report in reports:
                    if report.sheet:
                        changes.set_seat(seat, sheet=report.sheet.encode())
                    has = []
                    for piece in report.pieces:
                        hosted = self._hosted(changes, seat, piece)
                        if hosted is None:
                            has.append(Has(case=piece.case, lines=0, chain="", refused=say("classroom.too_many_cases")))
                            continue
                        touched.append(hosted)
                        fresh = tuple(hosted.taken(piece, partial(strange, self.lesson, self._seats[seat].learner_key)))
                        if hosted.forged:
                            changes.set_forged(hosted.row.id)
                            self._forgers.add(seat)
                        self._hear(changes, hosted, piece, fresh=bool(fresh), played=piece.case == report.playing)
                        first = hosted.reading.taken - len(fresh)
                        rows += [(hosted.row.id, first + at, line) for at, line in enumerate(fresh)]
                        if fresh or piece.tick:
                            news.append(News(hosted.row.id, first, b"".join(fresh), piece.tick))
                        has.append(hosted.has)
                    answers.append(self._answer(seat, report, tuple(has)))
                changes.add_lines(rows)
        except BaseException:
            # What is in memory must not be ahead of the disk: it is read from there again.
            self._cases = before
            for hosted in touched:
                self._open.pop(hosted.row.id, None)
            raise
        for seat, report in reports:
            if report.sheet:
                self._seats[seat] = replace(self._seats[seat], sheet=report.sheet.encode())
        return answers, news

    def _hear(self, changes: Changes, hosted: Hosted, piece: CasePiece, *, fresh: bool, played: bool) -> None:
        """Keep what the game of a case has heard of, and whether it left something out."""
        for number in hosted.came_to(piece, fresh=fresh, played=played):
            changes.set_heard(hosted.row.id, number, hosted.tick)
        left_out = hosted.kept_back
        if left_out is not None and hosted.row.seat not in self._keepers:
            changes.set_kept_back(hosted.row.id, left_out)
            self._keepers.add(hosted.row.seat)

    def played(self, seat: int, report: Report) -> int | None:
        """Return the case at whose bedside a learner is; nothing where the room does not know it."""
        row = self._cases.get((seat, report.playing or ""))
        return None if row is None else row.id

    def _answer(self, seat: int, report: Report, has: tuple[Has, ...]) -> Reply:
        case = self.played(seat, report)
        hosted = None if case is None else self._open.get(case)
        words = () if hosted is None else hosted.untold
        if hosted is not None and any(piece.case == report.playing for piece in report.pieces):
            hosted.offer(words)
        held_s = 0.0 if hosted is None else hosted.held_until(self._now_s(), paused=self.paused)
        return Reply(has=has, paused=self.paused, over=self.over, words=words, held_s=held_s)

    def _hosted(self, changes: Changes, seat: int, piece: CasePiece) -> Hosted | None:
        """Return a case as it is kept, or a new one; nothing where the seat has too many."""
        row = self._cases.get((seat, piece.case))
        if row is None:
            written = sum(one.written for one in self._open.values() if one.row.seat == seat)
            if written > MOST_SEAT_BYTES or sum(one.seat == seat for one in self._cases.values()) >= MOST_CASES:
                return None
            row = changes.new_case(seat, piece.case)
            self._cases[seat, piece.case] = row
        return self._opened(changes, row)

    def _opened(self, changes: Changes, row: CaseRow) -> Hosted:
        if row.id not in self._open:
            hosted = Hosted(row, CaseLines(row.stem), words=changes.words(row.id))
            hosted.was_over = changes.was_over(row)
            if changes.is_forged(row.id):
                hosted.forged, hosted.refused = True, say("classroom.forged")
            for line in changes.lines(row.id):
                hosted.reading.take(hosted.reading.taken + 1, line[:-1])
                hosted.written += len(line)
            hosted.tick = hosted.reading.tick
            self._open[row.id] = hosted
        return self._open[row.id]

    def lines(self, case: int) -> bytes:
        """Return all lines of a case: the case file, as far as it is known here."""
        with self._store.changing() as changes:
            return b"".join(changes.lines(case))

    def level_of(self, case: int) -> Level | None:
        """Return the level of a case that was heard of and is taken; nothing of others."""
        hosted = self._open.get(case)
        header = None if hosted is None or hosted.refused else hosted.reading.header
        index = None if header is None else index_of(self.lesson.session, header.level)
        return None if index is None else self.lesson.levels[index]

    def ended(self, case: int) -> bool:
        """Say whether a case that was heard of since the host began has come to its end, or takes no more."""
        hosted = self._open.get(case)
        return hosted is not None and (hosted.reading.end is not None or bool(hosted.refused))

    @property
    def forgers(self) -> tuple[int, ...]:
        """Return the seats whose games sent lines that only an instructor could have brought about."""
        return tuple(sorted(self._forgers))

    @property
    def keepers(self) -> tuple[int, ...]:
        """Return the seats whose games left out what the instructor sent, or brought it much later."""
        return tuple(sorted(self._keepers))

    def pause(self, *, paused: bool) -> None:
        """Let time stand still for all, or go on."""
        self._stand(paused=paused, over=self.over)

    def end(self) -> None:
        """End the lesson: every case ends where it stands."""
        self._stand(paused=False, over=True)

    def close(self) -> None:
        """Have the next host of this session open a room of its own, if the lesson was ended."""
        with self._store.changing() as changes:
            changes.close_room(self._row.id)

    def _stand(self, *, paused: bool, over: bool) -> None:
        with self._store.changing() as changes:
            changes.set_room(self._row.id, paused=paused, over=over)
        self.paused, self.over = paused, over
        for hosted in self._open.values():
            hosted.held_until(self._now_s(), paused=paused)
            hosted.was_over = hosted.was_over or over

    def check(self, case: int, *, happens: bool) -> None:
        """Raise RefusedError where a case takes no more words, or nothing that happens."""
        with self._store.changing() as changes:
            self._taking(changes, case, happens=happens)

    def send(self, cases: Sequence[int], who: str, text: str, keep: Keep | None = None) -> dict[int, int]:
        """Send words to cases, or a mishap that nobody says; return under which number to which.

        It goes into their logs. Cases that take nothing more are passed over. What `keep` makes of the numbers is kept
        with it, all or nothing: what went stands as gone.
        """
        sent: list[tuple[Hosted, WordRow]] = []
        with self._store.changing() as changes:
            for case in cases:
                with suppress(RefusedError):
                    hosted = self._taking(changes, case, happens=not who)
                    sent.append((hosted, changes.add_word(case, who, text, hosted.tick)))
            numbers = {hosted.row.id: word.number for hosted, word in sent}
            if keep is not None:
                changes.set_standing(self._row.id, keep(numbers))
        for hosted, word in sent:
            hosted.words.append(word)
        return numbers

    def _taking(self, changes: Changes, case: int, *, happens: bool) -> Hosted:
        row = next((one for one in self._cases.values() if one.id == case), None)
        if row is None:
            raise RefusedError(say("classroom.no_such_bed"))
        hosted = self._opened(changes, row)
        if hosted.reading.end is not None:
            raise RefusedError(say("classroom.case_over"))
        if len(hosted.words) >= MOST_WORDS:
            raise RefusedError(say("classroom.too_many_words", most=MOST_WORDS))
        if happens and not hosted.takes_mishaps:
            raise RefusedError(say("classroom.older_case"))
        return hosted

    def came(self, case: int, number: int) -> bool:
        """Say whether what was sent to a case under a number stands in its log, as far as was heard of it."""
        hosted = self._open.get(case)
        return hosted is not None and hosted.told >= number

    def keep(self, standing: bytes) -> None:
        """Keep how the lesson stands, for a host that is started again."""
        with self._store.changing() as changes:
            changes.set_standing(self._row.id, standing)
