"""Tables of evidence as CSV: a dataclass is a row, its fields are the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO


def csv_of(columns: Sequence[str], rows: Iterable[object]) -> str:
    """Return these fields of all rows, under a line that names them."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[getattr(one, name) for name in columns] for one in rows])
    return text.getvalue()
