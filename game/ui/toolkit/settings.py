"""What a player can choose about the screens; the values live in `game.values.settings`, where files can read them."""

from __future__ import annotations

from game.values.settings import Settings

__all__ = ["Settings"]
