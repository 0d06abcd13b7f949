"""The settings between sessions: a small JSON file that is never a reason not to play."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec

from game.files.output import put_aside, write_bytes
from game.files.problem import Faults, FileError, Problem, Spellings, control_sign
from game.files.reading import SETTINGS, ReadError, decoding, json_of, read_bytes, text_of
from game.files.shape import differences
from game.values.settings import Settings
from game.values.words import say

NAME = "settings.json"
MOST_TOLD: Final = 5
"""So many faults are told before the game starts."""


def read_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings and what is to be said about their file.

    Without a file they are the usual ones. Of a file with faults all that is good is taken; the file is set aside.
    """
    faults = Faults(most=MOST_TOLD)
    good: dict[str, Any] = {}
    try:
        table = _table(path)
    except ReadError as error:
        if error.missing:
            return Settings(), ()
        faults.extend(error.problems)
    except FileError as error:
        faults.extend(error.problems)
    else:
        good = _good(str(path), table, faults)
    settings = msgspec.convert(good, Settings)
    return settings, (*faults.lines, put_aside(path, "settings")) if len(faults) else ()


def _table(path: Path) -> object:
    """Return what a settings file holds. Raises FileError, and ReadError where there is no file."""
    file = str(path)
    text = text_of(file, read_bytes(path, SETTINGS))
    with decoding(file, "JSON"):
        return json_of(text, object)


def _good(file: str, table: object, faults: Faults) -> dict[str, Any]:
    """Return what is good of a file, and note the faults of the rest."""
    kind = msgspec.inspect.type_info(Settings)
    faults.extend(differences(file, table, kind, near=Spellings()))
    if not isinstance(table, dict):
        return {}
    kinds = {field.encode_name: field.type for field in getattr(kind, "fields", ())}
    good = {}
    for name, value in table.items():
        if name not in kinds:
            continue
        if isinstance(value, dict):
            own = {key: one for key, one in value.items() if _fits(file, {key: one}, kinds[name])}
            shown = {key: one for key, one in own.items() if not control_sign(key + str(one))}
            faults.extend(
                Problem(
                    file,
                    f"{name}.{key}",
                    say("files.settings_file.a_control_sign"),
                    say("files.settings_file.the_name_of_a_key"),
                )
                for key in own.keys() - shown.keys()
            )
            if _fits(file, shown, kinds[name]):
                good[name] = shown
        elif _fits(file, value, kinds[name]):
            good[name] = value
    return good


def _fits(file: str, value: object, kind: msgspec.inspect.Type) -> bool:
    return next(differences(file, value, kind, near=lambda _word, _known: ""), None) is None


def write_settings(path: Path, settings: Settings) -> str:
    """Write the settings in one piece, and return what is to be said if that fails; empty if it does not."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n")
    except (OSError, FileError) as error:
        return say(
            "files.settings_file.the_settings_cannot_be_kept",
            value=getattr(error, "strerror", None) or error,
            path=path,
        )
    return ""
