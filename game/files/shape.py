"""Compares what a file holds with a type of ours and names every difference.

msgspec stops at the first fault. Authors want all of them at once, so its description of the type is walked here;
msgspec itself converts the value afterwards.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias

from msgspec import inspect

from game.files.problem import Problem, listed, nearest, shown
from game.values.settings import KEY_PATTERN
from game.values.words import say

Near: TypeAlias = Callable[[str, Iterable[str]], str]
"""Gives the known spelling nearest to a word."""

_CHOICES = re.compile(r"^\^\(([\w|]+)\)\$$")
"""A pattern that is nothing but a choice of words."""
_WHOLE_NUMBERS: Final = range(-(2**63), 2**63)
"""What TOML and JSON promise; a longer one overflows elsewhere."""
_PYTHON: Final[dict[Any, tuple[type, ...]]] = {
    inspect.IntType: (int,),
    inspect.FloatType: (int, float),
    inspect.StrType: (str,),
    inspect.BoolType: (bool,),
}


def differences(file: str, value: object, kind: Any, place: str = "", near: Near = nearest) -> Iterator[Problem]:
    """Yield every way in which `value` differs from a type, described by `msgspec.inspect.type_info`."""
    match kind:
        case inspect.StructType() | inspect.DataclassType():
            yield from _table(file, value, kind, place, near)
        case inspect.VarTupleType():
            yield from _list(file, value, kind, place, near)
        case inspect.DictType():
            if not isinstance(value, dict):
                yield Problem(file, place, shown(value), say("files.shape.a_table"))
                return
            for key, one in value.items():
                yield from differences(file, one, kind.value_type, _join(place, key), near)
        case inspect.UnionType():
            yield from differences(file, value, _member(value, kind), place, near)
        case _:
            yield from _leaf(file, value, kind, place, near)


def _join(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _member(value: object, kind: inspect.UnionType) -> Any:
    """Return the member of a union that the value is probably meant to be."""
    tables = [one for one in kind.types if isinstance(one, inspect.StructType)]
    if isinstance(value, dict) and tables:
        return tables[0]
    return next(one for one in kind.types if not isinstance(one, (inspect.StructType, inspect.NoneType)))


def _table(
    file: str, value: object, kind: inspect.StructType | inspect.DataclassType, place: str, near: Near
) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(file, place, shown(value), say("files.shape.a_table"))
        return
    fields = {field.encode_name: field for field in kind.fields}
    missing = [name for name, field in fields.items() if field.required and name not in value]
    free = [name for name in fields if name not in value]
    expected = say("files.shape.one_of", free=", ".join(free)) if free else say("files.shape.no_more_keys")
    for key, one in value.items():
        if key in fields:
            yield from differences(file, one, fields[key].type, _join(place, key), near)
            continue
        guess = near(key, missing) or near(key, free)
        yield Problem(
            file, _join(place, key), say("files.shape.an_unknown_key"), expected, f"'{guess}'" if guess else ""
        )
        if guess in missing:
            missing.remove(guess)
    for name in missing:
        yield Problem(file, _join(place, name), "nothing", described(fields[name].type))


def _list(file: str, value: object, kind: inspect.VarTupleType, place: str, near: Near) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield Problem(file, place, shown(value), described(kind))
        return
    least, most = kind.min_length or 0, kind.max_length
    if len(value) < least or (most is not None and len(value) > most):
        expected = say("files.shape.so_many", least=least, most=most)
        yield Problem(file, place, shown(value), expected)
    for number, one in enumerate(value):
        yield from differences(file, one, kind.item_type, f"{place}[{number}]", near)


def _leaf(file: str, value: object, kind: Any, place: str, near: Near) -> Iterator[Problem]:
    words = _words(kind)
    if isinstance(kind, inspect.EnumType):
        fits = isinstance(value, str) and value in words
    elif isinstance(value, bool):
        fits = isinstance(kind, inspect.BoolType)
    else:
        fits = isinstance(value, _PYTHON[type(kind)])
        if isinstance(value, int):
            fits = fits and value in _WHOLE_NUMBERS and _within(value, kind)
        elif isinstance(value, float):
            fits = fits and math.isfinite(value) and _within(value, kind)
        elif isinstance(value, str):
            fits = fits and _spelt(value, kind)
    if fits:
        return
    guess = near(value, words) if isinstance(value, str) and words else ""
    yield Problem(file, place, shown(value), described(kind), f"'{guess}'" if guess else "")


def _spelt(value: str, kind: inspect.StrType) -> bool:
    """Say whether a text has the length and the pattern of its type; `$` in a pattern is its very end here."""
    return (
        (kind.min_length is None or len(value) >= kind.min_length)
        and (kind.max_length is None or len(value) <= kind.max_length)
        and (kind.pattern is None or re.fullmatch(kind.pattern, value) is not None)
    )


def _words(kind: Any) -> list[str]:
    """Return the words that a type consists of; empty for any other type."""
    if isinstance(kind, inspect.EnumType):
        return [str(member.value) for member in kind.cls]
    choice = _CHOICES.match(kind.pattern or "") if isinstance(kind, inspect.StrType) else None
    return choice.group(1).split("|") if choice else []


def _within(value: float, kind: Any) -> bool:
    return (
        (kind.gt is None or value > kind.gt)
        and (kind.ge is None or value >= kind.ge)
        and (kind.lt is None or value < kind.lt)
        and (kind.le is None or value <= kind.le)
    )


def described(kind: Any) -> str:
    """Return a type in words: 'a whole number from 18 to 110'."""
    match kind:
        case inspect.IntType() | inspect.FloatType():
            return (
                say("files.shape.a_whole_number") if isinstance(kind, inspect.IntType) else say("files.shape.a_number")
            ) + _range(kind)
        case inspect.StrType() | inspect.EnumType():
            words = _words(kind)
            if words:
                return listed(words)
            pattern = getattr(kind, "pattern", None)
            if pattern == KEY_PATTERN:
                return say("files.shape.the_name_of_a_key")
            text = say("files.shape.text_like", pattern=pattern) if pattern else say("files.shape.text")
            longest = getattr(kind, "max_length", None)
            return say("files.shape.of_at_most_characters", text=text, longest=f"{longest:,}") if longest else text
        case inspect.BoolType():
            return say("files.shape.true_or_false")
        case inspect.VarTupleType():
            return (
                say("files.shape.a_list_of_tables")
                if isinstance(kind.item_type, inspect.StructType)
                else say("files.shape.a_list")
            )
        case inspect.UnionType():
            return described(_member(None, kind))
        case _:
            return say("files.shape.a_table")


def _range(kind: Any) -> str:
    low = f"{kind.ge:g}" if kind.ge is not None else ""
    high = f"{kind.le:g}" if kind.le is not None else ""
    if low and high:
        return say("files.shape.from_to", low=low, high=high) if low != high else say("files.shape.that_is", low=low)
    parts = []
    if low:
        parts.append(say("files.shape.or_more", low=low))
    if kind.gt is not None:
        parts.append(say("files.shape.more_than", gt=f"{kind.gt:g}"))
    if high:
        parts.append(say("files.shape.at_most", high=high))
    if kind.lt is not None:
        parts.append(say("files.shape.less_than", lt=kind.lt))
    return f", {', '.join(parts)}" if parts else ""
