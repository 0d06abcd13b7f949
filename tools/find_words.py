"""Find text for a user that stands in the code instead of the catalogue: by its looks, and by where it stands.

A text for a user has a space between words or begins with a capital. What only programs read is left out: docstrings,
annotations, keys, comparisons, patterns, sources of numbers, and the messages of faults of our own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

OURS: Final = {
    "ArithmeticError", "AssertionError", "IndexError", "KeyError", "LookupError", "NotImplementedError",
    "OverflowError", "RuntimeError", "TypeError", "ValueError",
}  # fmt: skip
"""Exceptions of Python: raised at a fault of our own, whose message is for those who mend it."""
CALLS: Final = {
    "compile", "sub", "search", "match", "fullmatch", "cast", "getattr", "hasattr", "startswith", "endswith",
    "partition", "rpartition", "split", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "replace",
    "Meta", "TypeVar", "import_module", "count", "Worded", "count_of", "environ", "get", "field",
    "namedtuple", "blake2b", "index",
}  # fmt: skip
"""Calls whose text is for the program."""
KEYWORDS: Final = {
    "source", "choice_source", "study", "id", "intent", "tag", "tag_field", "prog", "pattern", "encoding", "metavar",
    "dest", "name",
}  # fmt: skip
"""Arguments whose text is for the program, or names a study."""
_BRACED: Final = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Found:
    """A text for a user."""

    node: ast.Constant | ast.JoinedStr
    text: str
    late: bool
    """Whether it is read when a function runs, and not once for all at the import."""


def looks_like_words(text: str) -> bool:
    """Say whether a text is one that a person reads; `text` has its values in braces."""
    bare, more = _BRACED.subn("", text)
    while more:
        bare, more = _BRACED.subn("", bare)
    if not re.search(r"[A-Za-z]{2}", bare) or "://" in bare or "</" in bare:
        return False
    spaced = " " in bare.strip() or (" " in bare and re.search(r"[a-z]{2}", bare))
    return bool(spaced or re.match(r"\W*[A-Z][a-z]", bare))


def plain(node: ast.AST) -> str:
    """Return a text with the expressions of its values in braces."""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(one.value) if isinstance(one, ast.Constant) else "{" + ast.unparse(getattr(one, "value", one)) + "}"
            for one in node.values
        )
    return str(getattr(node, "value", ""))


def called(node: ast.Call) -> str:
    """Return the last name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _for_the_program(node: ast.Call) -> bool:
    """Say whether the text of a call is for the program: `say` finds ids, a scene's `.say` is read by the player."""
    return called(node) in CALLS or getattr(node.func, "id", "") == "say"


class _Finder:
    def __init__(self) -> None:
        self.found: list[Found] = []

    def statement(self, node: ast.AST, *, late: bool) -> None:
        """Go through a node and all below it that may hold text for a user."""
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            for default in (*node.args.defaults, *(one for one in node.args.kw_defaults if one is not None)):
                self.statement(default, late=late)
            for below in node.body if isinstance(node.body, list) else [node.body]:
                self.statement(below, late=True)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        elif isinstance(node, ast.AnnAssign):
            if node.value is not None:
                self.statement(node.value, late=late)
        elif isinstance(node, ast.Raise):
            if isinstance(node.exc, ast.Call) and called(node.exc) not in OURS:
                self.statement(node.exc, late=late)
        elif isinstance(node, ast.Assert):
            return
        elif isinstance(node, ast.Call):
            self._call(node, late=late)
        elif isinstance(node, ast.Dict):
            for value in node.values:
                self.statement(value, late=late)
        elif isinstance(node, (ast.Compare, ast.Subscript)):
            for below in ast.iter_child_nodes(node):
                if not isinstance(below, (ast.Constant, ast.JoinedStr, ast.Set, ast.Tuple)):
                    self.statement(below, late=late)
        elif isinstance(node, (ast.Constant, ast.JoinedStr)):
            self._text(node, late=late)
        elif isinstance(node, ast.Assign) and any(getattr(one, "id", "") == "__all__" for one in node.targets):
            return
        elif isinstance(node, (ast.match_case,)):
            for below in node.body:
                self.statement(below, late=late)
        else:
            for below in ast.iter_child_nodes(node):
                self.statement(below, late=late)

    def _call(self, node: ast.Call, *, late: bool) -> None:
        self.statement(node.func, late=late)
        quiet = _for_the_program(node)
        for below in node.args:
            if not (quiet and isinstance(below, (ast.Constant, ast.JoinedStr, ast.Dict))):
                self.statement(below, late=late)
        for one in node.keywords:
            if one.arg not in KEYWORDS:
                self.statement(one.value, late=late)

    def _text(self, node: ast.Constant | ast.JoinedStr, *, late: bool) -> None:
        if isinstance(node, ast.Constant) and not isinstance(node.value, str):
            return
        text = plain(node)
        if looks_like_words(text):
            self.found.append(Found(node, text, late))
        elif isinstance(node, ast.JoinedStr):
            for one in node.values:
                if isinstance(one, ast.FormattedValue):
                    self.statement(one.value, late=late)


def words_in(tree: ast.AST) -> list[Found]:
    """Return the texts for a user in a module."""
    finder = _Finder()
    for node in ast.iter_child_nodes(tree):
        finder.statement(node, late=False)
    return finder.found


def words_of(paths: list[Path]) -> Iterator[tuple[Path, Found]]:
    """Yield the texts for a user of some files."""
    for path in paths:
        for one in words_in(ast.parse(path.read_text("utf-8"))):
            yield path, one
