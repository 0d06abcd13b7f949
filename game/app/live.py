"""What the instructor of a live class wants of a learner's screen."""

from __future__ import annotations

from game.app.live_stream import Reporter
from game.app.shell import Shell
from game.case.play import Play
from game.ui.session_desk import OpenVote
from game.values.log import HOSTED_LOG_FORMAT
from game.values.order import Befall, Sent, Tell
from game.values.words import count, say


class Live:
    """Asks the stream; `game.ui.session_desk.LiveDesk` says what the screens ask of it."""

    def __init__(self, stream: Reporter, shell: Shell) -> None:
        """Take the stream, and the desk that knows the log of a case."""
        self._stream = stream
        self._shell = shell

    @property
    def paused(self) -> bool:
        """Say whether time stands still for all."""
        return self._stream.paused

    @property
    def vote(self) -> OpenVote | None:
        """Return the vote of the class that is open."""
        vote = self._stream.vote
        return None if vote is None else OpenVote(vote.vote, vote.question, vote.answers, vote.chosen)

    def choose(self, answer: int) -> None:
        """Vote, or vote anew."""
        self._stream.choose(answer)

    @property
    def over(self) -> bool:
        """Say whether the lesson is over."""
        return self._stream.over

    def sent(self, play: Play) -> tuple[Sent, ...]:
        """Return what is to be said or to happen in a case, and is not in its log yet."""
        record = self._shell.record_of(play)
        orders = [one.order for one in record.log.entries]
        told = {one.number for one in orders if isinstance(one, Tell | Befall)}
        found = [one.order for one in self._stream.words(record.path.stem) if one.number not in told]
        return tuple(one for one in found if isinstance(one, Tell) or self.takes_acts(play))

    def takes_acts(self, play: Play) -> bool:
        """Say whether more than words of an instructor may stand in a case: older games began some without."""
        return self._shell.record_of(play).log.header.format == HOSTED_LOG_FORMAT

    @property
    def standing(self) -> str:
        """Say whether the instructor has all that was played."""
        if self._stream.out_of_reach:
            return self._stream.out_of_reach
        return say("app.live.sent") if self.all_sent else count("app.live.unsent", self._stream.unsent)

    @property
    def all_sent(self) -> bool:
        """Say whether the instructor has all, so that nothing is handed in by other ways."""
        return not self._stream.out_of_reach and not self._stream.unsent
