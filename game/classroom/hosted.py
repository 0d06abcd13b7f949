"""A case that a room holds: the lines as they were read, and what its instructor has for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from game.classroom.messages import CasePiece, Has, Word
from game.classroom.store import CaseRow, WordRow
from game.files.case_lines import CaseFileError, CaseLines
from game.files.problem import visible
from game.training.sent import SentTo, is_claim, never_sent
from game.values.log import HOSTED_LOG_FORMAT
from game.values.order import Befall, Mishap, Tell
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
    _held_s: float = 0.0
    _held_from: float | None = None
    """Since when time stands still in it; nothing while it passes."""

    @property
    def untold(self) -> tuple[Word, ...]:
        """Return what was sent and does not stand in the log yet."""
        if not self.words:
            return ()
        orders = [one.order for one in self.reading.entries]
        last = max([0, *[one.number for one in orders if isinstance(one, Tell | Befall)]])
        return tuple(word_of(one) for one in self.words if one.number > last)

    @property
    def _sent(self) -> SentTo:
        return SentTo(tuple(word_of(one).order for one in self.words), over=self.was_over)

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


def word_of(row: WordRow) -> Word:
    """Return a row as it is sent."""
    if not row.who:
        return Word(number=row.number, mishap=Mishap(row.text))
    return Word(number=row.number, who=row.who, text=row.text)
