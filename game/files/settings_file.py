"""The settings between sessions: a small JSON file that is never a reason not to play."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from game.files.folders import free_path
from game.files.problem import Problem, unreadable
from game.files.shape import differences
from game.values.settings import Settings

NAME = "settings.json"


def read_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings and what is to be said about their file.

    Without a file they are the usual ones. Of a file with faults all that is good is taken; the file is set aside.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (unreadable(str(path), error).text,)
    try:
        table: Any = json.loads(raw)
    except ValueError as error:
        problems = [Problem(str(path), "", f"what is not JSON ({error})", "JSON")]
        table = {}
    else:
        problems = list(differences(str(path), table, msgspec.inspect.type_info(Settings)))
        table = table if isinstance(table, dict) else {}
    for problem in problems:
        _leave_out(table, problem.place.split("."))
    settings = msgspec.convert(table, Settings)
    return settings, _told(path, problems)


def _leave_out(table: dict[str, Any], keys: list[str]) -> None:
    for key in keys[:-1]:
        table = table.get(key, {})
    table.pop(keys[-1], None)


def _told(path: Path, problems: list[Problem]) -> tuple[str, ...]:
    if not problems:
        return ()
    aside = free_path(path.parent, f"{path.stem}.set-aside", path.suffix)
    try:
        path.rename(aside)
    except OSError as error:
        return (*[problem.text for problem in problems], unreadable(str(path), error).text)
    return (*[problem.text for problem in problems], f"The settings that are good are kept; the old file is {aside}")


def write_settings(path: Path, settings: Settings) -> str:
    """Write the settings in one piece, and return what is to be said if that fails; empty if it does not."""
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n")
        fresh.replace(path)
    except OSError as error:
        return f"The settings can not be kept ({error.strerror or error}): {path}"
    return ""
