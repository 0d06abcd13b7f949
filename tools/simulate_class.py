"""Let many learners play against a live host: `python tools/simulate_class.py ADDRESS CODE [--learners N]`.

The cases were played beforehand, one by each policy, so that the machine's time is the host's: each learner writes the
lines of one down as the clock comes to them, and reports them through the very code of the game; whose case is over
begins another try. At the end all must stand once in what the host has. With the secret of the instructor, the page's
feed is read too, and it is measured how long a board takes to show what a learner reported.
"""

from __future__ import annotations

import argparse
import http.client
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep
from typing import NamedTuple

import msgspec

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from game.app.confirming import header_of
from game.app.live_link import Link
from game.app.live_stream import REPORT_EVERY_S, Stream
from game.app.moving import mover
from game.app.sessions import OpenSession, open_session
from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.digest import digest
from game.case.walk import walk
from game.classroom.messages import Join, Joined, Reply, Report
from game.classroom.seen import Seen, seen_on
from game.files.case_lines import chained
from game.policy.policy import ordered_by
from game.policy.registry import POLICIES
from game.review.verdict import SCORE_VERSION
from game.ui.toolkit.pace import TICK_US
from game.values.log import DigestLine, EndLine, EntryLine, LogLine, SessionLine
from game.values.session import seed_for
from game.values.ticks import TICKS_PER_HOUR, Tick

TICK_S = TICK_US / 1e6
"""Seconds of a tick at 1×, as at the bedside."""


class TimedLink(Link):
    """A link that writes down how long the host took to answer, and when a case was reported at which tick."""

    def __init__(self, address: str) -> None:
        """Begin with no answers."""
        super().__init__(address)
        self.took_s: list[float] = []
        self.sent_s: dict[tuple[str, Tick], float] = {}

    def report(self, key: str, report: Report) -> Reply:
        """Report, and note how long it took."""
        begun = perf_counter()
        for piece in report.pieces:
            self.sent_s.setdefault((piece.case, piece.tick), monotonic())
        answer = super().report(key, report)
        self.took_s.append(perf_counter() - begun)
        return answer


class Played(NamedTuple):
    """A case that was played beforehand."""

    lines: list[tuple[Tick, LogLine]]
    seen: list[Seen]
    """What the screen shows at each hour."""


class Bed:
    """One try of a learner at the first level of the session."""

    def __init__(self, session: OpenSession, learner: str, attempt: int, played: Played) -> None:
        """Begin its case file."""
        level = session.levels[0]
        line = SessionLine(
            session=session.session.id, session_digest=session.digest, learner=learner, attempt=attempt, sealed=False
        )
        self.stem = f"{learner}_{attempt}"
        self.tick = 0
        self.whole = bytearray()
        self._chain = ""
        self._left = list(reversed(played.lines))
        self._seen = played.seen
        self._write(header_of(level, seed_for(session.session, 0, level, learner), line, hosted=True))
        self._write(line)
        self._begun_s = monotonic()

    def shown(self) -> Seen:
        """Return the signs of the hour that has passed, at the moment to which the clock has come."""
        hour = min(self.tick // TICKS_PER_HOUR, len(self._seen) - 1)
        return msgspec.structs.replace(self._seen[hour], tick=self.tick)

    def _write(self, line: LogLine) -> None:
        written, self._chain = chained(self._chain, line)
        self.whole += written

    def live(self, speed: int) -> None:
        """Write down what comes until where the clock stands."""
        due = int((monotonic() - self._begun_s) * speed / TICK_S)
        while self._left and self._left[-1][0] < due:
            self.tick, line = self._left.pop()
            self._write(line)
        self.tick = due if self._left else self.tick

    @property
    def over(self) -> bool:
        """Say whether the case has come to its end."""
        return not self._left


class Learner:
    """One simulated learner."""

    def __init__(
        self, session: OpenSession, joined: Joined, link: TimedLink, name: str, number: int, played: list[Played]
    ) -> None:
        """Begin the first level of the session, with the policy that comes after the neighbour's."""
        self.name = name
        self.link = link
        self.lost = 0
        """How often something was told: the host out of reach, or there again."""
        self.beds: list[Bed] = []
        self._session = session
        self._number = number
        self._played = played
        self.stream = Stream(link, joined.seat, self._told)
        self._begin()
        # Spread over the second, as people are.
        self._next_report_s = monotonic() + number % 97 / 97 * REPORT_EVERY_S

    def _begin(self) -> None:
        attempt = len(self.beds) + 1
        bed = Bed(self._session, self.name, attempt, self._played[(self._number + attempt) % len(self._played)])
        self.beds.append(bed)
        self.stream.watch(bed.stem, lambda: bytes(bed.whole), lambda: bed.tick, bed.shown, playing=True)

    def _told(self, _: str) -> None:
        self.lost += 1

    def live(self, speed: int) -> None:
        """Play to where the clock stands, and report; after the end of a case begin another."""
        if self.beds[-1].over:
            self._begin()
        if not self.stream.paused:
            self.beds[-1].live(speed)
        if monotonic() >= self._next_report_s:
            self._next_report_s += REPORT_EVERY_S
            self.stream.report()


def played_by_policies(session: OpenSession) -> list[Played]:
    """Return the first level in the hands of each policy."""
    level = session.levels[0]
    found: list[Played] = []
    for policy in POLICIES.values():
        lines: list[tuple[Tick, LogLine]] = []
        seen: list[Seen] = []
        case = admit_case(level, seed_for(session.session, 0, level, ""), mover())
        for step in walk(case, ordered_by(policy)):
            case = step.case
            lines += [(entry.tick, EntryLine(entry=entry)) for entry in step.entries]
            if case.tick % TICKS_PER_HOUR == 0:
                seen.append(seen_on(build_view(case)))
                if case.tick:
                    lines.append((case.tick, DigestLine(tick=case.tick, digest=digest(case))))
        assert case.outcome is not None
        ending = case.outcome.ending.value
        # Nobody looks at the score of it here.
        end = EndLine(tick=case.tick, ending=ending, score=0, digest=digest(case), score_version=SCORE_VERSION)
        found.append(Played([*lines, (case.tick, end)], seen))
    return found


class Page:
    """Reads the feed of the instructor's page, and measures how old what it shows is."""

    def __init__(self, address: str, secret: str, class_: Sequence[Learner]) -> None:
        """Go in by the secret."""
        self.took_s: dict[bytes, list[float]] = {b"reported": [], b"bed": []}
        self._links = {one.name: one.link for one in class_}
        self._by_case: dict[int, tuple[TimedLink, str]] = {}
        self._tries: dict[str, list[int]] = {one.name: [] for one in class_}
        self._connection = http.client.HTTPConnection(address.rpartition("/")[2])
        self._connection.request("POST", "/teach/enter", msgspec.json.encode({"secret": secret}))
        answer = self._connection.getresponse()
        answer.read()
        cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
        self._connection.request("GET", "/teach/feed", headers={"cookie": cookie})
        threading.Thread(target=self._read, args=(self._connection.getresponse(),), daemon=True).start()

    def _read(self, feed: http.client.HTTPResponse) -> None:
        kind = b""
        for line in feed:
            if line.startswith(b"event: "):
                kind = line[7:].strip()
            elif line.startswith(b"data: "):
                said = msgspec.json.decode(line[6:])
                if kind == b"room":
                    for seat in said["seats"]:
                        self._find(seat["learner"], seat["case"])
                elif said["case"] in self._by_case:
                    link, stem = self._by_case[said["case"]]
                    sent = link.sent_s.get((stem, said["tick"]))
                    self.took_s[kind] += [] if sent is None else [monotonic() - sent]

    def _find(self, learner: str, case: int | None) -> None:
        """Take note of the case at which a learner is: the tries of one come in their order."""
        if case is not None and case not in self._by_case:
            self._tries[learner].append(case)
            self._by_case[case] = (self._links[learner], f"{learner}_{len(self._tries[learner])}")


def main() -> int:
    """Let a class play, and print what it measured."""
    parser = argparse.ArgumentParser(description="Let many learners play against a live host.")
    parser.add_argument("address")
    parser.add_argument("code")
    parser.add_argument("--learners", type=int, default=200, metavar="N")
    parser.add_argument("--seconds", type=float, default=600.0, metavar="S")
    parser.add_argument("--speed", type=int, default=4, metavar="X")
    parser.add_argument("--threads", type=int, default=8, metavar="N", help="reports under way at once (8)")
    parser.add_argument("--secret", default="", help="the instructor's: measure the page too")
    parser.add_argument("--database", default="", metavar="URL", help="compare the files with what stands here")
    given = parser.parse_args()
    names = [f"learner_{number:03}" for number in range(given.learners)]
    class_ = _joined(given.address, given.code, names)
    print(f"{len(class_)} learners sit", flush=True)
    page = Page(given.address, given.secret, class_) if given.secret else None
    end = monotonic() + given.seconds
    with ThreadPoolExecutor(given.threads) as pool:
        while monotonic() < end:
            begun = monotonic()
            list(pool.map(lambda one: one.live(given.speed), class_))
            sleep(max(0.0, 0.1 - (monotonic() - begun)))
        last = monotonic()
        while any(one.stream.unsent for one in class_) and monotonic() < last + given.seconds:
            list(pool.map(lambda one: one.stream.report(), class_))
    beds = [bed for one in class_ for bed in one.beds]
    lines = sum(bed.whole.count(b"\n") for bed in beds)
    ticks = sum(bed.tick for bed in beds)
    missing = sum(one.stream.unsent for one in class_)
    took = [one_s for learner in class_ for one_s in learner.link.took_s]
    print(f"{len(beds)} cases, {ticks:,} ticks, {lines:,} lines, {len(took):,} reports")
    print(f"cases that the host lacks: {missing}")
    print(f"out of reach, or there again: {sum(one.lost for one in class_)} times")
    print(f"the host answered within {_spread(took)}")
    if page is not None:
        for kind, took_s in page.took_s.items():
            words = "as its learner reported it" if kind == b"reported" else "played again by the host"
            if len(took_s) > 1:
                print(f"{len(took_s):,} times the page showed a bed {words}, after {_spread(took_s)}")
    if given.database:
        wrong = _compared(given.database, beds)
        print(f"cases that stand otherwise in the database than with the learner: {wrong}")
        missing += wrong
    for one in class_:
        one.stream.close()
    return 1 if missing else 0


def _spread(took_s: Sequence[float]) -> str:
    hundredths = [1e3 * one_s for one_s in quantiles(took_s, n=100)]
    return f"{hundredths[49]:.0f} ms (median), {hundredths[98]:.0f} ms (99 of 100)"


def _compared(url: str, beds: Sequence[Bed]) -> int:
    """Return how many case files of the learners are not in the database as they are, byte for byte."""
    from sqlalchemy import create_engine, text  # noqa: PLC0415  only where it is asked for

    with create_engine(url).connect() as database:
        ids = {row.stem: row.id for row in database.execute(text("SELECT stem, id FROM cases"))}
        lines = text("SELECT line FROM lines WHERE case_id = :id ORDER BY number")
        return sum(b"".join(database.scalars(lines, {"id": ids[bed.stem]})) != bed.whole for bed in beds)


def _joined(address: str, code: str, names: Sequence[str]) -> list[Learner]:
    links = [TimedLink(address) for _ in names]
    seats = [link.join(Join(code=code, learner=name)) for link, name in zip(links, names, strict=True)]
    with TemporaryDirectory() as place:
        folder = Path(place)
        for file, content in {**seats[0].levels, seats[0].pack_name: seats[0].pack}.items():
            (folder / file).write_text(content, "utf-8")
        session = open_session(folder / seats[0].pack_name)
    played = played_by_policies(session)
    return [
        Learner(session, seat, link, name, number, played)
        for number, (seat, link, name) in enumerate(zip(seats, links, names, strict=True))
    ]


if __name__ == "__main__":
    sys.exit(main())
