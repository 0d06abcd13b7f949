"""The seat for browsers, as a host serves it: files that do not change while it runs, from memory.

Nothing is read or packed before somebody asks: a host is there at once, also where nobody comes by browser.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable, Mapping
from hashlib import sha256
from typing import Final, TypeAlias

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

_KINDS: Final = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "css": "text/css",
    "json": "application/json",
    "wasm": "application/wasm",
    "ttf": "font/ttf",
}
_PIECE: Final = 65536
"""Bytes that are sent at once."""
_PACKED: Final = {"zip", "whl"}
"""What is packed already."""
_POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; font-src 'self'; "
    "connect-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""As the page's own, which cannot say that no other page may show it."""


Files: TypeAlias = Callable[[], Mapping[str, bytes]]
"""Reads the files of a seat; it may take a second."""


class _PackedSeat:
    """The files, packed and with their fingerprints."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.plain = dict(files)
        self.packed = {
            name: gzip.compress(content, 6, mtime=0)
            for name, content in files.items()
            if name.rpartition(".")[2] not in _PACKED
        }
        self.tags = {name: f'"{sha256(content).hexdigest()[:16]}"' for name, content in files.items()}


class ServedSeat:
    """Answers for one address and all below it."""

    def __init__(self, files: Files | None) -> None:
        """Take what reads the files; without it there is no seat."""
        self._files = files
        self._making: asyncio.Task[_PackedSeat] | None = None

    def __bool__(self) -> bool:
        """Say whether there is a seat."""
        return self._files is not None

    async def _seat(self) -> _PackedSeat:
        """Return the files; whoever asks first waits until they are read and packed, and the others with them.

        It goes on without whoever gives up meanwhile: on a busy machine all would, and each would begin it again.
        """
        if self._making is None:
            self._making = asyncio.create_task(asyncio.to_thread(self._pack))
        return await asyncio.shield(self._making)

    def _pack(self) -> _PackedSeat:
        return _PackedSeat({} if self._files is None else self._files())

    async def folder(self, request: Request) -> Response:
        """Lead into the folder, from where the page finds its files."""
        return RedirectResponse(f"/seat/?{request.url.query}" if request.url.query else "/seat/")

    async def file(self, request: Request) -> Response:
        """Return a file. Browsers keep it, and ask each time whether it is the same."""
        name = request.path_params["name"] or "index.html"
        seat = await self._seat()
        if name not in seat.plain:
            raise HTTPException(404)
        headers = {"cache-control": "no-cache", "etag": seat.tags[name], "vary": "accept-encoding"}
        headers["content-security-policy"] = _POLICY
        if request.headers.get("if-none-match") == seat.tags[name]:
            return Response(status_code=304, headers=headers)
        content = seat.plain[name]
        if name in seat.packed and "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            content = seat.packed[name]
        kind = _KINDS.get(name.rpartition(".")[2], "application/octet-stream")
        headers["content-length"] = str(len(content))
        return StreamingResponse(_in_pieces(content), media_type=kind, headers=headers)


async def _in_pieces(content: bytes) -> AsyncIterator[bytes]:
    """Yield a file piece by piece: of a whole one each reader who does not read would have a copy held for it."""
    for first in range(0, len(content), _PIECE):
        yield content[first : first + _PIECE]
