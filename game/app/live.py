"""What the instructor of a live class wants of a learner's screen."""

from __future__ import annotations

from game.app.live_stream import Stream
from game.app.shell import Shell
from game.case.play import Play
from game.values.order import Tell
from game.values.words import count, say


class Live:
    """Asks the stream; `game.ui.session_desk.LiveDesk` says what the screens ask of it."""

    def __init__(self, stream: Stream, shell: Shell) -> None:
        """Take the stream, and the desk that knows the log of a case."""
        self._stream = stream
        self._shell = shell

    @property
    def paused(self) -> bool:
        """Say whether time stands still for all."""
        return self._stream.paused

    @property
    def over(self) -> bool:
        """Say whether the lesson is over."""
        return self._stream.over

    def words(self, play: Play) -> tuple[Tell, ...]:
        """Return what is to be said in a case, and is not in its log yet."""
        record = self._shell.record_of(play)
        told = {one.order.number for one in record.log.entries if isinstance(one.order, Tell)}
        words = self._stream.words(record.path.stem)
        return tuple(Tell(number=one.number, who=one.who, text=one.text) for one in words if one.number not in told)

    @property
    def standing(self) -> str:
        """Say whether the instructor has all that was played."""
        stream = self._stream
        if stream.out_of_reach:
            return stream.out_of_reach
        unsent = stream.unsent
        return count("app.live.unsent", unsent) if unsent else say("app.live.sent")
