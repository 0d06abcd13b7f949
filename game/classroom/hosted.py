"""A case that a room holds: the lines as they were read, and what its instructor has for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from game.classroom.messages import CasePiece, Has, Word
from game.classroom.store import CaseRow, WordRow
from game.files.case_lines import CaseFileError, CaseLines
from game.files.problem import visible
from game.training.sent import SentTo, is_claim, kept_back, never_sent
from game.values.log import HOSTED_LOG_FORMAT
from game.values.order import Befall, Mishap, Tell
from game.values.ticks import Tick
from game.values.words import say

MOST_LINES: Final = 30_000
MOST_CASE_BYTES: Final = 5_000_000
"""Of one case; the longest of a session has a tenth of it."""


@dataclass(slots=True)
class Hosted:
    """A case in memory."""

    row: CaseRow
    reading: CaseLines
    written: int = 0
    """Bytes of all lines."""
    refused: str = ""
    was_over: bool = False
    """A lesson in which it was played was ended, here or in an earlier room."""
    forged: bool = False
    """A line was refused that only an instructor could have brought about."""
    words: list[WordRow] = field(default_factory=list)
    tick: Tick = 0
    """The moment to which the case has come, as far as is known."""
    _offered: dict[int, Tick] = field(default_factory=dict)
    """By number, what was sent with an answer that may not have been heard, and where the case stood then."""
    _newest: bool = False
    """The last report tells of the case as it is now: it is no old one that came late."""
    _held_s: float = 0.0
    _held_from: float | None = None
    """Since when time stands still in it; nothing while it passes."""

    @property
    def untold(self) -> tuple[Word, ...]:
        """Return what was sent and does not stand in the log yet."""
        if not self.words:
            return ()
        last = self.told
        return tuple(word_of(one) for one in self.words if one.number > last)

    @property
    def told(self) -> int:
        """Return the highest number of what was sent and stands in the log, 0 for none."""
        orders = [one.order for one in self.reading.entries]
        return max([0, *[one.number for one in orders if isinstance(one, Tell | Befall)]])

    @property
    def _sent(self) -> SentTo:
        return sent_to(self.words, over=self.was_over)

    @property
    def takes_mishaps(self) -> bool:
        """Say whether something may happen in it: not in one that an older game began."""
        header = self.reading.header
        return header is not None and header.format == HOSTED_LOG_FORMAT

    @property
    def has(self) -> Has:
        """Return how much of it is on the disk."""
        chain = "" if self.refused else self.reading.chain
        return Has(case=self.row.stem, lines=self.reading.taken, chain=chain, refused=self.refused)

    def held_until(self, now_s: float, *, paused: bool) -> float:
        """Return how long all was paused since this host heard of the case; `paused` says how it is from now on."""
        if self._held_from is not None:
            self._held_s += now_s - self._held_from
        self._held_from = now_s if paused else None
        return self._held_s

    def taken(self, piece: CasePiece, strange: Callable[[Hosted], str]) -> Iterator[bytes]:
        """Yield the lines of a piece that are new, each read and found right; the first that is not ends it.

        `strange` says after each why the case does not belong here. What only an instructor can have brought about is
        held against what one sent.
        """
        reading = self.reading
        lines = piece.lines.encode().splitlines(keepends=True)
        if self.refused or piece.after > reading.taken:
            return
        for line in lines[reading.taken - piece.after :]:
            row = line[:-1]
            whole = line.endswith(b"\n") and reading.fits(row)
            if not whole or reading.taken >= MOST_LINES or self.written + len(line) > MOST_CASE_BYTES:
                self.refused = say("classroom.another_file")
                return
            probe, ordered = reading.taken, len(reading.entries)
            try:
                reading.take(probe + 1, row)
            except CaseFileError as error:
                self.refused = visible(str(error).partition("\n")[0])
            if reading.problems and not self.refused:
                self.refused = visible(reading.problems[0].text)
            if any(map(is_claim, reading.entries[ordered:])) and never_sent(reading.entries, self._sent):
                self.forged = True
                self.refused = self.refused or say("classroom.forged")
            self.refused = self.refused or strange(self)
            if self.refused:
                # The line is not kept, so it must not be counted.
                reading.taken = probe
                return
            self.written += len(line)
            yield line

    def came_to(self, piece: CasePiece, *, fresh: bool, played: bool) -> list[int]:
        """Take note of the moment that a piece tells of; return the numbers of what its game has heard of by then.

        A game that has not heard an answer asks how much of the case is here before it tells of any later moment. So
        whoever does tell of one has heard what was sent with the answer before, or it would not know where to go on.
        `fresh` says that lines of the piece were new, `played` that its learner is at this bed.
        """
        self._newest = False
        if piece.after + piece.lines.count("\n") > self.reading.taken:
            # Lines are missing here that may say what its game did.
            return []
        at = piece.tick or (self.reading.tick if fresh else 0)
        self._newest = played and (not at or at >= self.tick)
        self.tick = max(self.tick, at)
        heard = [number for number, then in self._offered.items() if self._newest and at > then]
        for number in heard:
            del self._offered[number]
        self.words = [replace(one, heard=at) if one.number in heard else one for one in self.words]
        return heard

    def offer(self, words: Sequence[Word]) -> None:
        """Take note of what is sent with the answer to the last piece."""
        heard = {one.number for one in self.words if one.heard is not None}
        for one in words if self._newest else ():
            if one.number not in heard:
                self._offered.setdefault(one.number, self.tick)

    @property
    def kept_back(self) -> int | None:
        """Return the number of what its game had heard of and left out; nothing where all is as it was sent."""
        found = kept_back(self.reading.entries, self._sent, self.tick) if self.words else None
        return None if found is None else found[0]


def sent_to(words: Sequence[WordRow], *, over: bool, forged: bool = False) -> SentTo:
    """Return what was sent to a case."""
    return SentTo(
        tuple(word_of(one).order for one in words),
        over=over,
        forged=forged,
        sent_at={one.number: one.sent for one in words if one.sent is not None},
        heard_at={one.number: one.heard for one in words if one.heard is not None},
    )


def word_of(row: WordRow) -> Word:
    """Return a row as it is sent."""
    if not row.who:
        return Word(number=row.number, mishap=Mishap(row.text))
    return Word(number=row.number, who=row.who, text=row.text)
