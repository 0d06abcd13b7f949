"""Make of `game/words/*.po` what the program reads: English as a module, other languages compiled.

    python tools/build_words.py          write game/values/english.py and game/words/*.mo
    python tools/build_words.py --check  write nothing; name what is missing, unused or at odds

English is the source: an id of the code, and its sentence with `{values}` in it. A sentence that counts has one form
for one and one for many, `{n}` in both. Another language has the same ids; what it lacks is said in English.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT: Final = Path(__file__).parents[1]
WORDS: Final = ROOT / "game" / "words"
ENGLISH: Final = ROOT / "game" / "values" / "english.py"
_HEAD: Final = '''\
"""The English of the game, made of `game/words/en.po` by `tools/build_words.py`: change it there."""

# ruff: noqa: E501, Q003
# fmt: off

from __future__ import annotations

from typing import Final

'''


def catalogue(path: Path) -> Catalog:
    """Return the catalogue that a file holds."""
    with path.open("rb") as opened:
        return read_po(opened, locale=path.stem if path.stem != "en" else None, abort_invalid=True)


def messages(of: Catalog) -> Iterator[tuple[str, tuple[str, ...], Message]]:
    """Yield id and forms of every message that has words; one form where nothing is counted."""
    for message in of:
        id_ = message.id[0] if isinstance(message.id, tuple) else message.id
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if id_ and all(forms) and not message.fuzzy:
            yield str(id_), tuple(str(one) for one in forms), message


def placeholders(sentence: str) -> set[str]:
    """Return the names of the values of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def module(of: Catalog) -> str:
    """Return the source of the module of the English."""
    single, plural = [], []
    for id_, forms, message in sorted(messages(of), key=lambda one: one[0]):
        if isinstance(message.id, tuple):
            plural.append(f"    {_quoted(id_)}: ({', '.join(map(_quoted, forms))}),\n")
        else:
            single.append(f"    {_quoted(id_)}: {_quoted(forms[0])},\n")
    return (
        f"{_HEAD}SENTENCES: Final[dict[str, str]] = {{\n{''.join(single)}}}\n"
        f"FORMS: Final[dict[str, tuple[str, ...]]] = {{\n{''.join(plural)}}}\n"
    )


def compiled(of: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    held = io.BytesIO()
    write_mo(held, of)
    return held.getvalue()


class Uses:
    """What the code says: ids with their values, ids made of parts, and every text that could be an id."""

    def __init__(self, root: Path = ROOT / "game") -> None:
        """Read the code."""
        self.said: list[tuple[str, str, set[str] | None, bool]] = []
        self.patterns: list[re.Pattern[str]] = []
        self.texts: set[str] = set()
        for path in sorted(root.rglob("*.py")):
            if path != ENGLISH:
                self._read(path.relative_to(root).as_posix(), ast.parse(path.read_text("utf-8")))
        for page in sorted(root.rglob("*.html")):
            words = page.read_text("utf-8")
            self.texts |= set(re.findall(r'"([a-z0-9_.]+)"', words))
            for name, id_, ended in re.findall(r'\b(say|count)\("([a-z0-9_.]+)"( ~)?', words):
                if not ended:
                    self.said.append((page.relative_to(root).as_posix(), id_, None, name == "count"))
                else:
                    self.patterns.append(re.compile(re.escape(id_) + ".+"))

    def may_say(self, id_: str) -> bool:
        """Say whether an id stands in the code, whole or but for its last part, or can be made of parts there."""
        texts = self.texts
        return id_ in texts or id_.rpartition(".")[0] in texts or any(one.fullmatch(id_) for one in self.patterns)

    def _read(self, where: str, tree: ast.AST) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                self.texts.add(node.value)
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", "")
            if name == "Worded" and isinstance(node.args[0], ast.Dict):
                for one in node.args[0].values:
                    if isinstance(one, ast.Constant):
                        self.said.append((f"{where}:{node.lineno}", str(one.value), set(), False))
            if (
                name == "Worded"
                and isinstance(node.args[0], ast.DictComp)
                and isinstance(node.args[0].value, ast.JoinedStr)
            ):
                self.patterns.append(_pattern(node.args[0].value))
            if name not in {"say", "count"}:
                continue
            values = None if any(one.arg is None for one in node.keywords) else {str(one.arg) for one in node.keywords}
            for first in _choices(node.args[0]):
                if isinstance(first, ast.Constant):
                    self.said.append((f"{where}:{node.lineno}", str(first.value), values, name == "count"))
                elif isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
                    self.patterns.append(_pattern(first))


def _pattern(node: ast.JoinedStr) -> re.Pattern[str]:
    """Return what an id that is made of parts can be."""
    parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else r".+" for part in node.values)
    return re.compile("".join(parts))


def _choices(node: ast.expr) -> list[ast.expr]:
    return [*_choices(node.body), *_choices(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def faults(english: Catalog, uses: Uses) -> list[str]:
    """Return what is wrong between the code and the English, a line each."""
    found = []
    known = {id_: (set().union(*map(placeholders, forms)), message) for id_, forms, message in messages(english)}
    for where, id_, values, counts in uses.said:
        if id_ not in known:
            found.append(f"{where}: '{id_}' has no words in en.po")
            continue
        names, message = known[id_]
        if counts != isinstance(message.id, tuple):
            found.append(f"{where}: '{id_}' is {'not ' if counts else ''}a sentence that counts")
        given = None if values is None else values | ({"n"} if counts else set())
        if given is not None and given != names and not (counts and given - {"n"} == names):
            found.append(f"{where}: '{id_}' has the values {sorted(names)}, the code gives {sorted(given)}")
    return [*found, *(f"en.po: nothing says '{id_}'" for id_ in known if not uses.may_say(id_))]


def faults_of(other: Catalog, english: Catalog, name: str) -> list[str]:
    """Return where the values of another language are not those of the English."""
    ours = {id_: set().union(*map(placeholders, forms)) for id_, forms, _ in messages(english)}
    found = []
    for id_, forms, _ in messages(other):
        if id_ not in ours:
            found.append(f"{name}: '{id_}' is not in en.po")
        elif any(not placeholders(one) <= ours[id_] for one in forms):
            found.append(f"{name}: '{id_}' has other values than {sorted(ours[id_])}")
    return found


def main() -> int:
    """Build, or check; the exit code is the number of faults, one at most."""
    asked = argparse.ArgumentParser(description="Build the words of the game.")
    asked.add_argument("--check", action="store_true", help="write nothing, name every fault")
    check = asked.parse_args().check
    english = catalogue(WORDS / "en.po")
    found = faults(english, Uses())
    for path in sorted(WORDS.glob("*.po")):
        if path.stem != "en":
            other = catalogue(path)
            found += faults_of(other, english, path.name)
            if not check:
                path.with_suffix(".mo").write_bytes(compiled(other))
    if not check:
        ENGLISH.write_text(module(english), "utf-8")
    for line in found:
        print(line, file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
