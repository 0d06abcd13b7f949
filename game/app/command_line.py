"""The command line: finds the command, runs it, and turns every expected fault into a sentence and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import game
from game.app.commands import COMMANDS
from game.app.exits import Exit, Fault
from game.app.levels import shipped_ids
from game.app.telling import telling
from game.files.problem import FileError, nearest

EPILOG = """\
exit codes:
  0    good
  1    findings: a check failed, or a case is not what its file says
  2    the command line cannot be understood, or what it names cannot be read
  3    this machine lacks something: a display, or the right pygame
  70   a fault of the game itself; what was played is saved, and a file says what happened
  130  stopped by Ctrl-C        141  the reader of the output went away

examples:
  cytokine-storm                           play
  cytokine-storm play covid_storm          play one level
  cytokine-storm simulate covid_storm      run it without a window
  cytokine-storm verify my-case.jsonl      play a case file again and compare

LEVEL is the id of a shipped level or the path of a level file.
Case files and settings are kept in your data folder; CYTOKINE_STORM_HOME names another one.
For education, never for care.
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser with all commands."""
    made = argparse.ArgumentParser(
        prog="cytokine-storm",
        description="A training game about the timing of clinical decisions in a cytokine storm.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("--version", action="version", version=f"cytokine-storm {game.__version__}")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name, command in COMMANDS.items():
        one = commands.add_parser(
            name,
            help=command.SUMMARY,
            description=command.SUMMARY[0].upper() + command.SUMMARY[1:] + ".",
            epilog=f"examples:\n{command.EXAMPLES}\n\nexit codes: see cytokine-storm --help",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.arguments(one)
        one.set_defaults(run=command.run)
    return made


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
    if first.startswith("-") or first in known or Path(first).suffix.lower() == ".toml":
        return ["play", *arguments]
    guess = nearest(first, [*COMMANDS, *known])
    hint = f" Did you mean '{guess}'?" if guess else " See cytokine-storm --help."
    raise Fault(Exit.USAGE, f"There is no command and no level '{first}'.{hint}")


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
        given = parser().parse_args(with_command(arguments))
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
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.CLOSED_PIPE
    return code
