"""The composition root: hands paths, clock and seed to the rooms, and is the only one that knows them all."""

from game.app.command_line import main

__all__ = ["main"]
