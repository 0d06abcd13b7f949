"""The validation of the model, in public: rows of what studies found, beside what the model gives.

In comes nothing but the model itself (`validate`); out come the page and the table, as text that `app` writes down.
"""

from game.evidence.validation.report import ValidationResult, validate
from game.evidence.validation.row import Basis, Comparison, Judged, Letter, Row, Section
from game.evidence.validation.rows import ROWS

__all__ = [
    "ROWS",
    "Basis",
    "Comparison",
    "Judged",
    "Letter",
    "Row",
    "Section",
    "ValidationResult",
    "validate",
]
