"""Counted nouns: one is one, and everything else is many, on every screen and page."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from game.review.wording import points_words
from game.values.counted import counted
from game.values.words import together

GAME = Path(__file__).parents[2] / "game"
PLURAL = re.compile(
    r"^ (?:new |whole |other |virtual )?"
    r"(case|course|day|dose|error|fault|file|fingerprint|hour|line|minute|night|note|order|patient|point|result|row|run|"
    r"sample|test|year)s\b"
)
"""How the text after a number in braces begins where its noun stands in the plural whatever the number."""
MANY_FOR_SURE = {
    # (file, expression): numbers that are constants over one, or that are never one.
    ("review/scoring/charges.py", "TEST_COSTS"),
    ("review/scoring/charges.py", "TESTS_FREE_A_DAY"),
    ("review/scoring/judgement.py", "LEFT_AT_MOST"),
    ("review/scoring/judgement.py", "GAIN_AT_MOST"),
    ("report/analysis.py", "FLAT"),
    ("case/rules.py", "MOST_BOLUSES_BY_HAND"),
}


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 doses"), (1, "1 dose"), (2, "2 doses"), (1200, "1,200 doses"), ("1", "1 dose"), ("1.5", "1.5 doses")],
)
def test_a_number_has_its_noun_in_singular_or_plural(number: int | str, words: str) -> None:
    assert counted(number, "dose") == words


def test_signs_do_not_make_one_many_and_odd_plurals_are_given() -> None:
    assert points_words(1.2) == "−1 point"
    assert points_words(-0.9) == "+1 point"
    assert points_words(17.0) == "−17 points"
    assert counted(1, "bolus", "boluses") == "1 bolus"
    assert counted(2, "bolus", "boluses") == "2 boluses"


def test_no_sentence_puts_a_noun_in_the_plural_after_a_number_that_may_be_one() -> None:
    found = []
    for path in sorted(GAME.rglob("*.py")):
        name = str(path.relative_to(GAME)).replace("\\", "/")
        if name.startswith("evidence/") or name == "app/commands/bench.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.JoinedStr):
                continue
            for number, after in zip(node.values, node.values[1:], strict=False):
                if not (isinstance(number, ast.FormattedValue) and isinstance(after, ast.Constant)):
                    continue
                expression = ast.unparse(number.value)
                if PLURAL.match(str(after.value)) and (name, expression) not in MANY_FOR_SURE:
                    found.append(f"{name}:{node.lineno}: {{{expression}}}{after.value}")

    assert "\n".join(found) == ""


def test_names_stand_together_as_in_prose() -> None:
    """Two drugs that ran while nothing was done were told with a comma between them and no 'and'."""
    assert together([]) == ""
    assert together(["remdesivir"]) == "remdesivir"
    assert together(["remdesivir", "dexamethasone"]) == "remdesivir and dexamethasone"
    assert together(["a", "b", "c"]) == "a, b and c"
    assert together(iter(["a", "b"]), "words.or") == "a or b"
