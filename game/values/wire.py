"""The frozen base of everything that is written to disk."""

from __future__ import annotations

import msgspec


class Wire(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A value that is read from or written to a file: type, schema and codec in one."""
