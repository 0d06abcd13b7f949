"""Sends the cases of a learner to the host of the class while they are played, and hears what the instructor wants.

A case file is its own queue: the host says how many lines it has, and by which chain, and the lines after that are
sent. What could not be sent is on the disk, and is sent when the host is there again, also by the next start of the
game.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from msgspec import structs

from game.app.live_link import Link, TurnedAwayError, UnreachableError
from game.classroom.messages import LARGEST_PIECE, MOST_PIECES, Ballot, CasePiece, Has, Reply, Report, VoteShown, Word
from game.classroom.seen import Seen
from game.files.case_lines import ended_in, split_chain
from game.values.ticks import Tick
from game.values.words import say

LOOK_EVERY_S: Final = 0.2
"""So often it is looked whether something was ordered, which is sent at once."""
REPORT_EVERY_S: Final = 1.0
"""So often the host hears how far the case has come, and is asked what the instructor wants."""
AGAIN_AFTER_S: Final = 3.0
"""So long a host that is out of reach is left alone."""


@dataclass(slots=True)
class _Sent:
    """A case that is sent, and how much of it the host has."""

    whole: Callable[[], bytes]
    tick: Callable[[], Tick]
    seen: Callable[[], Seen | None]
    asked: bool = False
    """The host has said what it has."""
    lines: int = 0
    offset: int = 0
    """Bytes of these lines."""
    pending: int = 0
    """Bytes of lines that are under way."""
    done: bool = False
    """The host has all of it up to its end, or takes no more."""


@dataclass(frozen=True, slots=True)
class DueReport:
    """A report that is under way, and of which cases it tells."""

    report: Report
    chosen: dict[str, _Sent]


class Reporter:
    """Knows what the host lacks and what it has said; how the two reach each other is another's."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """Begin with nothing to report; `tell` shows a sentence to the player."""
        self._tell = tell
        self._cases: dict[str, _Sent] = {}
        self._playing: str | None = None
        self._sheet = ""
        self._words: dict[str, tuple[Word, ...]] = {}
        self._held: dict[str, tuple[float, float]] = {}
        """For how long each case was paused, and what of it the host spoke of last."""
        self._since_s = REPORT_EVERY_S
        self._ballot: Ballot | None = None
        """What was chosen and the host has not heard yet."""
        self.vote: VoteShown | None = None
        """The vote of the class that is open."""
        self.paused = False
        self.over = False
        self.out_of_reach = ""
        """Why the host does not hear us; empty if it does."""

    def watch(
        self,
        stem: str,
        whole: Callable[[], bytes],
        tick: Callable[[], Tick],
        seen: Callable[[], Seen | None] = lambda: None,
        *,
        playing: bool = False,
    ) -> None:
        """Send a case: all its lines as they are now, again and again, and the moment to which it has come.

        `seen` says what the learner sees, where something is seen.
        """
        if stem not in self._cases or playing:
            self._cases[stem] = _Sent(whole, tick, seen)
        if playing:
            self._playing = stem

    def send_sheet(self, sheet: str) -> None:
        """Send the answer sheet."""
        self._sheet = sheet

    def choose(self, answer: int) -> None:
        """Choose an answer in the vote that is open."""
        if self.vote is not None:
            self._ballot = Ballot(vote=self.vote.vote, answer=answer)
            self.vote = structs.replace(self.vote, chosen=answer)

    def words(self, stem: str) -> tuple[Word, ...]:
        """Return what the instructor has to say in a case, as far as the host does not know that it was said."""
        return self._words.get(stem, ())

    def held_s(self, stem: str) -> float:
        """Return how long the instructor let time stand still in a case."""
        return self._held.get(stem, (0.0, 0.0))[0]

    @property
    def unsent(self) -> int:
        """Return how many cases the host does not have whole, as they are now."""
        return sum(not one.done and one.offset < len(one.whole()) for one in tuple(self._cases.values()))

    def start(self) -> Reporter:
        """Begin to report."""
        return self

    def close(self) -> None:
        """End."""

    def due(self) -> DueReport | None:
        """Return what is to be sent now, if there is something new or it is time; ask every `LOOK_EVERY_S`."""
        cases = {stem: one for stem, one in tuple(self._cases.items()) if not one.done}
        self._since_s += LOOK_EVERY_S
        fresh = any(not one.asked or one.offset < len(one.whole()) for one in cases.values())
        if not fresh and not self._sheet and self._ballot is None and self._since_s < REPORT_EVERY_S:
            return None
        self._since_s = 0.0
        chosen = dict(list(cases.items())[:MOST_PIECES])
        pieces = tuple(self._piece(stem, one) for stem, one in chosen.items())
        report = Report(pieces=pieces, playing=self._playing, sheet=self._sheet, ballot=self._ballot)
        return DueReport(report, chosen)

    def answered(self, asked: DueReport, answer: Reply) -> None:
        """Hear what the host says to a report."""
        if self.out_of_reach:
            self._tell(say("app.live_stream.there_again"))
        self.out_of_reach = ""
        self._sheet = "" if self._sheet == asked.report.sheet else self._sheet
        self._ballot = None if self._ballot == asked.report.ballot else self._ballot
        if self._ballot is None:
            # What is chosen while an answer is under way is not undone by it.
            self.vote = answer.vote
        self._hear(answer, asked)

    def failed(self, asked: DueReport, error: UnreachableError | TurnedAwayError) -> bool:
        """Take note that a report did not arrive; say whether the seat is still ours."""
        if isinstance(error, TurnedAwayError):
            self.out_of_reach = str(error)
            if error.left:
                self._tell(str(error))
            return not error.left
        if not self.out_of_reach:
            self._tell(say("app.live_stream.kept_here"))
        self.out_of_reach = str(error)
        # Nobody could say any more that the class goes on, or that the vote is over.
        self.paused, self.vote = False, None
        # What the host has of lines that were under way it says itself, once it is there again.
        for one in asked.chosen.values():
            one.asked = False
        return True

    def _piece(self, stem: str, one: _Sent) -> CasePiece:
        """Return what the host does not have of a case; without knowing that, the question."""
        if not one.asked:
            one.pending = 0
            return CasePiece(case=stem, after=0)
        # The moment first: whatever was ordered before it is in the lines that are read after it.
        tick = one.tick()
        whole = one.whole()
        lines = whole[one.offset : one.offset + LARGEST_PIECE]
        lines = lines[: lines.rfind(b"\n") + 1]
        all_of_it = one.offset + len(lines) == len(whole)
        one.pending = len(lines)
        if not all_of_it:
            return CasePiece(case=stem, after=one.lines, lines=lines.decode())
        return CasePiece(case=stem, after=one.lines, lines=lines.decode(), tick=tick, seen=one.seen())

    def _hear(self, answer: Reply, asked: DueReport) -> None:
        self.paused, self.over = answer.paused, answer.over
        # The case that the report told of: by now another may be played, and its words are others.
        played = asked.report.playing
        if played is not None:
            self._words[played] = answer.words
            whole, last = self._held.get(played, (0.0, 0.0))
            # A host that was started again counts from nothing.
            more = answer.held_s - last if answer.held_s >= last else answer.held_s
            self._held[played] = (whole + more, answer.held_s)
        for has in answer.has:
            one = asked.chosen.get(has.case)
            if one is not None:
                self._known(one, has)

    def _known(self, one: _Sent, has: Has) -> None:
        """Take note of what the host has; refuse to go on where that is another file's."""
        whole = one.whole()
        rows = whole[: one.offset + one.pending].count(b"\n") if one.asked else -1
        if has.refused:
            one.done = True
            self._tell(has.refused)
        elif one.asked and rows == has.lines:
            one.offset, one.lines = one.offset + one.pending, has.lines
        else:
            lines = whole.splitlines(keepends=True)
            ours = lines[: has.lines]
            parts = split_chain(ours[-1].rstrip(b"\n")) if ours else None
            if len(ours) < has.lines or (parts[1] if parts else "") != has.chain:
                one.done = True
                self._tell(say("app.live_stream.another_file"))
                return
            one.asked, one.lines, one.offset = True, has.lines, sum(map(len, ours))
        one.pending = 0
        one.done = one.offset == len(whole) and ended_in(whole)


class Stream(Reporter):
    """A thread that reports; the screens ask it what the instructor wants."""

    def __init__(self, link: Link, key: str, tell: Callable[[str], None]) -> None:
        """Report over a link with the key of a seat; `tell` shows a sentence to the player, from any thread."""
        Reporter.__init__(self, tell)
        self._link = link
        self._key = key
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="live", daemon=True)

    def start(self) -> Stream:
        """Begin to report."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Report a last time, and end."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2 * AGAIN_AFTER_S)
        self._link.close()

    def _work(self) -> None:
        while not self._stop.wait(AGAIN_AFTER_S if self.out_of_reach else LOOK_EVERY_S):
            if not self.report():
                return
        if not self.out_of_reach:
            self._since_s = REPORT_EVERY_S
            self.report()

    def report(self) -> bool:
        """Send what is new, if there is something or it is time; say whether the seat is still ours."""
        asked = self.due()
        if asked is None:
            return True
        try:
            answer = self._link.report(self._key, asked.report)
        except (UnreachableError, TurnedAwayError) as error:
            return self.failed(asked, error)
        self.answered(asked, answer)
        return True
