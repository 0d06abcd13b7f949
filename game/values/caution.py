"""What every screen, page and file says of itself."""

from __future__ import annotations

from typing import Final

FOR_EDUCATION: Final = "For education, never for care."
