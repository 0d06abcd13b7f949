"""The seat for browsers, as a host serves it: files that do not change while it runs, from memory."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

_KINDS: Final = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "css": "text/css",
    "json": "application/json",
    "wasm": "application/wasm",
    "ttf": "font/ttf",
}
_PACKED: Final = {"zip", "whl"}
"""What is packed already."""
_POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; font-src 'self'; "
    "connect-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""As the page's own, which cannot say that no other page may show it."""


class ServedSeat:
    """Answers for one address and all below it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Take the files; without any there is no seat. Packing them takes a second."""
        self._plain = dict(files)
        self._packed = {
            name: gzip.compress(content, 6, mtime=0)
            for name, content in files.items()
            if name.rpartition(".")[2] not in _PACKED
        }
        self._tags = {name: f'"{sha256(content).hexdigest()[:16]}"' for name, content in files.items()}

    def __bool__(self) -> bool:
        """Say whether there is a seat."""
        return bool(self._plain)

    async def folder(self, request: Request) -> Response:
        """Lead into the folder, from where the page finds its files."""
        return RedirectResponse(f"/seat/?{request.url.query}" if request.url.query else "/seat/")

    async def file(self, request: Request) -> Response:
        """Return a file. Browsers keep it, and ask each time whether it is the same."""
        name = request.path_params["name"] or "index.html"
        if name not in self._plain:
            raise HTTPException(404)
        headers = {"cache-control": "no-cache", "etag": self._tags[name], "vary": "accept-encoding"}
        headers["content-security-policy"] = _POLICY
        if request.headers.get("if-none-match") == self._tags[name]:
            return Response(status_code=304, headers=headers)
        content = self._plain[name]
        if name in self._packed and "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            content = self._packed[name]
        kind = _KINDS.get(name.rpartition(".")[2], "application/octet-stream")
        return Response(content, media_type=kind, headers=headers)
