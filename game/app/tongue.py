"""The language in which the program speaks, chosen before it says anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from game.app.exits import Exit, Fault
from game.files.folders import FolderError
from game.files.languages import ENGLISH, catalogue, languages, wanted
from game.values.words import say, speak

OPTION = "--language"


def with_language(arguments: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """Have the language spoken that arguments or environment ask for; return the arguments without it.

    Raises Fault for a language that there is not.
    """
    rest, asked = _parted(arguments)
    try:
        known = languages()
    except FolderError:
        known = (ENGLISH,)
    chosen = asked if asked is not None else wanted(environment, known)
    if chosen not in known:
        raise Fault(Exit.USAGE, say("app.tongue.no_language", language=chosen, known=", ".join(known)))
    if chosen != ENGLISH:
        speak(*catalogue(chosen))
    return rest


def _parted(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    rest, asked = [], None
    coming = iter(arguments)
    for one in coming:
        if one == OPTION:
            asked = next(coming, "")
        elif one.startswith(f"{OPTION}="):
            asked = one.removeprefix(f"{OPTION}=")
        else:
            rest.append(one)
    return rest, asked
