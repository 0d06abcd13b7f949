"""A small level file that is whole, to be broken in tests."""

from __future__ import annotations

from pathlib import Path

WHOLE = """\
format = 1
id = "sample"
title = "A sample"
phenotype = "covid"
summary = "For tests."
seed = 7
horizon_h = 48
regimens = ["remdesivir", "tocilizumab"]
panels = ["il6", "lactate_creatinine"]
needs_dampening = true

[patient]
name = "Test Person"
age_years = 60
sex = "female"
weight_kg = 80

[start]
hours_before = 120

[host]
il6_scale = 0.6

[[labs]]
panel = "il6"
history_h = [18.0, 6.0]

[[labs]]
panel = "lactate_creatinine"
delay_minutes = 20

[[objectives]]
text = "Read."

[[teaching_points]]
text = "Early."
study = "A study"

[[notes]]
text = "A word."
after_h = 2.0
"""


COURSES = """
[[courses]]
id = "as_written"
weight = 2
was = "as written"

[[courses]]
id = "other"
weight = 1.5
was = "another one"
hours_before = 96
infection = { hours_before = 12, million_per_ml = 0.05 }

[courses.host]
gate_il6 = { median = 0.3, spread = 0.2 }
"""
"""Two courses, for the end of the sample."""


def written(folder: Path, *changes: tuple[str, str], name: str = "sample.toml") -> Path:
    """Return a level file in which each first text is replaced by the second."""
    text = WHOLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / name
    path.write_bytes(text.encode())
    return path
