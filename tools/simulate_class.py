"""Let many learners play against a live host: `python tools/simulate_class.py ADDRESS CODE [--learners N]`.

Each learner plays by a policy at a pace of its own clock, through the very code by which the game reports. At the end
every line that was played must stand once in what the host says it has; how long the host took is printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles
from time import monotonic, perf_counter, sleep

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from game.app.confirming import header_of
from game.app.live_link import Link
from game.app.live_stream import Stream
from game.app.sessions import OpenSession, open_session
from game.case.case import admit_case
from game.case.play import Play
from game.classroom.messages import Join, Joined, Reply, Report
from game.files.case_record import CaseRecord
from game.policy.registry import POLICIES
from game.values.log import SessionLine
from game.values.order import Actor, Tell
from game.values.session import seed_for
from game.values.ticks import TICKS_PER_HOUR

TICK_S = 1.0
"""Seconds of a tick at 1×, as at the bedside."""
REPORT_EVERY_S = 1.0


class TimedLink(Link):
    """A link that writes down how long the host took to answer."""

    def __init__(self, address: str) -> None:
        """Begin with no answers."""
        super().__init__(address)
        self.took_s: list[float] = []

    def report(self, key: str, report: Report) -> Reply:
        """Report, and note how long it took."""
        begun = perf_counter()
        answer = super().report(key, report)
        self.took_s.append(perf_counter() - begun)
        return answer


class Learner:
    """One simulated learner."""

    def __init__(self, folder: Path, session: OpenSession, joined: Joined, link: TimedLink, name: str) -> None:
        """Begin the first level of the session."""
        level = session.levels[0]
        line = SessionLine(
            session=session.session.id, session_digest=session.digest, learner=name, attempt=1, sealed=False
        )
        seed = seed_for(session.session, 0, level, name)
        self.name = name
        self.link = link
        self.record = CaseRecord.begin(folder, name, header_of(level, seed, line, hosted=True), print, line)
        self.play = Play(admit_case(level, seed), self.record.entry, self.record.mark)
        self.policy = list(POLICIES.values())[int(name[-3:]) % len(POLICIES)]
        self.stream = Stream(link, joined.seat, print)
        self.stream.watch(name, lambda: self.record.whole, lambda: self.play.tick_now, playing=True)
        self.begun_s = monotonic()
        self.next_report_s = self.begun_s

    def live(self, speed: int) -> None:
        """Play to where the clock stands, and report."""
        due = int((monotonic() - self.begun_s) * speed / TICK_S)
        while not self.stream.paused and self.play.tick_now < due and not self.play.finished:
            if self.play.tick_now % TICKS_PER_HOUR == 0:
                for order in self.policy.orders(self.play.view):
                    self.play.order(Actor.PLAYER, order)
            self.play.tick()
        for word in self.stream.words(self.name):
            told = [one.order.number for one in self.record.log.entries if isinstance(one.order, Tell)]
            if word.number not in told and not self.play.finished:
                self.play.order(Actor.INSTRUCTOR, Tell(number=word.number, who=word.who, text=word.text))
        if monotonic() >= self.next_report_s:
            self.next_report_s = monotonic() + REPORT_EVERY_S
            self.stream.report()


def main() -> int:
    """Let a class play, and print what it measured."""
    parser = argparse.ArgumentParser(description="Let many learners play against a live host.")
    parser.add_argument("address")
    parser.add_argument("code")
    parser.add_argument("--learners", type=int, default=200, metavar="N")
    parser.add_argument("--seconds", type=float, default=600.0, metavar="S")
    parser.add_argument("--speed", type=int, default=4, metavar="X")
    parser.add_argument("--threads", type=int, default=8, metavar="N", help="reports under way at once (8)")
    parser.add_argument("--database", default="", metavar="URL", help="compare the files with what stands here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        names = [f"learner_{number:03}" for number in range(given.learners)]
        class_ = [_joined(folder, given.address, given.code, name) for name in names]
        print(f"{len(class_)} learners sit", flush=True)
        end = monotonic() + given.seconds
        with ThreadPoolExecutor(given.threads) as pool:
            while monotonic() < end:
                begun = monotonic()
                list(pool.map(lambda one: one.live(given.speed), class_))
                sleep(max(0.0, 0.25 - (monotonic() - begun)))
        for one in class_:
            one.begun_s = monotonic() + 1e6
            while one.stream.unsent:
                one.next_report_s = 0.0
                one.live(given.speed)
        took = sorted(one_s for learner in class_ for one_s in learner.link.took_s)
        lines = sum(one.record.whole.count(b"\n") for one in class_)
        ticks = sum(one.play.tick_now for one in class_)
        missing = sum(one.stream.unsent for one in class_)
        print(f"{ticks:,} ticks, {lines:,} lines, {len(took):,} reports; cases that the host lacks: {missing}")
        hundredths = [1e3 * one_s for one_s in quantiles(took, n=100)]
        print(f"an answer took {hundredths[49]:.0f} ms (median), {hundredths[98]:.0f} ms (p99)")
        if given.database:
            wrong = _compared(given.database, class_)
            print(f"cases that stand otherwise in the database than on the learner's disk: {wrong}")
            missing += wrong
        for one in class_:
            one.record.close()
            one.stream.close()
    return 1 if missing else 0


def _compared(url: str, class_: list[Learner]) -> int:
    """Return how many case files of the learners are not in the database as they are, byte for byte."""
    from sqlalchemy import create_engine, text  # noqa: PLC0415  only where it is asked for

    asked = text(
        "SELECT lines.line FROM lines JOIN cases ON lines.case_id = cases.id WHERE cases.stem = :stem ORDER BY number"
    )
    with create_engine(url).connect() as database:
        return sum(b"".join(database.scalars(asked, {"stem": one.name})) != one.record.whole for one in class_)


def _joined(folder: Path, address: str, code: str, name: str) -> Learner:
    link = TimedLink(address)
    joined = link.join(Join(code=code, learner=name))
    for file, content in {**joined.levels, joined.pack_name: joined.pack}.items():
        (folder / file).write_text(content, "utf-8")
    return Learner(folder, open_session(folder / joined.pack_name), joined, link, name)


if __name__ == "__main__":
    sys.exit(main())
