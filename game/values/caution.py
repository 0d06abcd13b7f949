"""What every screen, page and file says of itself."""

from __future__ import annotations

from typing import Final

FOR_EDUCATION: Final = "caution.for_education_never_for_care"
