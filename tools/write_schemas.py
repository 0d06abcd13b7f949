"""Write the schemas of what people write and read: `python tools/write_schemas.py`.

Those are level files, session packs, and what `cytokine-storm score` prints.
They are taken from the types; what is said below a field in the source becomes its description.
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from game.review.findings import ANALYSIS_VERSION, Analysis
from game.review.verdict import SCORE_FORMAT, Score
from game.training.statements import STATEMENT_VERSION, Statement
from game.values.level import LEVEL_FORMAT, Level
from game.values.session import SESSION_FORMAT, Session

FOLDER = ROOT / "docs" / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
PUBLISHED: dict[str, tuple[type[msgspec.Struct], str, int | str]] = {
    "score": (Score, "format", SCORE_FORMAT),
    "analysis": (Analysis, "version", ANALYSIS_VERSION),
    "level": (Level, "format", LEVEL_FORMAT),
    "session": (Session, "format", SESSION_FORMAT),
    "statement": (Statement, "version", STATEMENT_VERSION),
}
"""Type, the field that names the version of its shape, and that version."""


def schema_text(name: str) -> str:
    """Return a schema as it is written."""
    kind, field, version = PUBLISHED[name]
    made = msgspec.json.schema(kind)
    shapes: dict[str, dict[str, Any]] = made["$defs"]
    for one in _structs(kind):
        for part, words in field_words(one).items():
            shape = shapes[one.__name__]["properties"][part]
            # Beside a reference a description is allowed since draft 2019-09.
            shapes[one.__name__]["properties"][part] = {"description": words, **shape}
    whole = shapes.pop(kind.__name__)
    whole["properties"][field]["const"] = version
    head = {"$schema": DIALECT, "$id": f"urn:cytokine-storm:{name}:{version}"}
    return msgspec.json.format(msgspec.json.encode({**head, **whole, "$defs": shapes}), indent=2).decode() + "\n"


def _structs(kind: type[msgspec.Struct]) -> list[type[msgspec.Struct]]:
    """Return a type and all that it is made of."""
    found: list[type[msgspec.Struct]] = []

    def look(one: msgspec.inspect.Type) -> None:
        if isinstance(one, msgspec.inspect.StructType):
            if one.cls not in found:
                found.append(one.cls)
                for field in one.fields:
                    look(field.type)
        elif isinstance(one, msgspec.inspect.UnionType):
            for part in one.types:
                look(part)
        elif isinstance(one, msgspec.inspect.VarTupleType):
            look(one.item_type)

    look(msgspec.inspect.type_info(kind))
    return found


def field_words(kind: type[msgspec.Struct]) -> dict[str, str]:
    """Return what is said below each field in the source."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(definition, ast.ClassDef)
    words = {}
    for field, below in zip(definition.body, definition.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            words[field.target.id] = " ".join(below.value.value.split())
    return words


def main() -> None:
    """Write all schemas."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PUBLISHED:
        path = FOLDER / f"{name}.schema.json"
        path.write_bytes(schema_text(name).encode())
        print(f"Written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
