"""The command line: finds the command, runs it, and turns every expected fault into a sentence and an exit code."""

from __future__ import annotations

import argparse
import errno
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import game
from game.app.commands import COMMANDS
from game.app.exits import Exit, Fault
from game.app.levels import shipped_ids
from game.app.telling import telling
from game.app.tongue import OPTION, with_language
from game.files.case_file import SUFFIX as CASE_SUFFIX
from game.files.folders import FolderError, home_folder
from game.files.level_file import SUFFIX
from game.files.problem import FileError, nearest
from game.values.words import capital, say

EPILOG = "app.command_line.exit_codes_0_good_1"
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
"""Why a disk takes no more of what is printed into a file."""


def parser() -> argparse.ArgumentParser:
    """Return the parser with all commands."""
    made = argparse.ArgumentParser(
        prog="cytokine-storm",
        description=say("app.command_line.a_training_game_about_the"),
        epilog=say(EPILOG),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument(
        "--version", action="version", version=say("app.command_line.cytokine_storm", version=game.__version__)
    )
    made.add_argument(OPTION, metavar="LANGUAGE", help=say("app.command_line.language"))
    commands = made.add_subparsers(title=say("app.command_line.commands"), metavar="COMMAND", dest="command")
    for name, command in COMMANDS.items():
        one = commands.add_parser(
            name,
            help=say(command.SUMMARY),
            description=_sentence(say(command.SUMMARY)),
            epilog=say("app.command_line.examples_exit_codes_see_cytokine", examples=say(command.EXAMPLES)),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.arguments(one)
        one.set_defaults(run=command.run)
    return made


def _sentence(words: str) -> str:
    return f"{capital(words)}."


def with_command(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the command 'play' put before them, if they name no command.

    Raises Fault for a word that is neither a command nor a level.
    """
    if not arguments:
        return ["play"]
    first = arguments[0]
    if first in COMMANDS or first in {"-h", "--help", "--version"}:
        return list(arguments)
    known = shipped_ids()
    if first.startswith("-") or first in known or Path(first).suffix.lower() in {SUFFIX, CASE_SUFFIX}:
        return ["play", *arguments]
    guess = nearest(first, [*COMMANDS, *known])
    hint = (
        say("app.command_line.did_you_mean", guess=guess) if guess else say("app.command_line.see_cytokine_storm_help")
    )
    raise Fault(Exit.USAGE, say("app.command_line.there_is_no_command_and", first=first, hint=hint))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # An old console that lacks a character shows a question mark instead of stopping the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    with telling():
        return _run(sys.argv[1:] if arguments is None else arguments)


def _run(arguments: Sequence[str]) -> int:
    try:
        # The language first: the parser is made of words.
        rest = with_language(arguments, os.environ)
        given = parser().parse_args(with_command(rest))
        code = int(given.run(given))
        sys.stdout.flush()
    except Fault as fault:
        print(fault, file=sys.stderr)
        return fault.code
    except FileError as error:
        print(error, file=sys.stderr)
        return Exit.USAGE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # What is left in the buffer has nowhere to go; without this Python would complain at its end.
        _let_go_of_output()
        return Exit.CLOSED_PIPE
    except OSError as error:
        if error.errno not in _FULL or error.filename is not None:
            return _crashed(error)
        _let_go_of_output()
        with suppress(OSError):
            print(say("app.command_line.output_full", reason=(error.strerror or "").lower()), file=sys.stderr)
        return Exit.USAGE
    except Exception as error:  # noqa: BLE001  whatever it was, a sentence says so and a file holds the rest
        return _crashed(error)
    return code


def _let_go_of_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _crashed(error: Exception) -> Exit:
    """Say that the game met a fault of its own; where there is no folder of the player, the record lies with others."""
    from game.app.clocks import local_time
    from game.app.crash import crash_words

    try:
        home = home_folder()
    except FolderError:
        home = Path(tempfile.gettempdir())
    print(crash_words(error, home, local_time(), ()), file=sys.stderr)
    return Exit.CRASHED
