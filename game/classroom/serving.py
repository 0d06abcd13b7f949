"""The web server of a live class, on a socket that is open already."""

from __future__ import annotations

import asyncio
import errno
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Final

import uvicorn

from game.classroom.connections import MOST_AT_ONCE, Connection
from game.classroom.hosting import LiveHost
from game.classroom.seat import Files
from game.classroom.web import application
from game.values.words import say

if sys.platform != "win32":
    import resource

QUIET_CONNECTION_S = 30
"""So long a connection may be silent."""
WAITING: Final = 512
"""Connections that may wait to be taken: a class of 500 that comes back at once."""
OPEN_FILES: Final = MOST_AT_ONCE + 300
"""Files that may be open at once: each connection is one, and database, processes and pages need some (assumed)."""
_NO_MORE: Final = {errno.EMFILE, errno.ENFILE}


def serve(
    host: LiveHost,
    listening: socket.socket,
    warn: Callable[[str], None],
    certificate: Path | None = None,
    key: Path | None = None,
    seat: Files | None = None,
) -> None:
    """Serve until the program is told to end, with what reads the files of the `seat` for browsers if there is one.

    `warn` hears what whoever started the host should know.
    """
    _allow_open_files()
    config = uvicorn.Config(
        application(host, seat),
        http=Connection,
        ws="none",
        lifespan="on",
        # A request that makes no sense is answered, and nothing that its sender could fill the terminal with.
        log_level="error",
        backlog=WAITING,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_AT_ONCE,
        timeout_keep_alive=QUIET_CONNECTION_S,
        timeout_graceful_shutdown=2,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    config.load()
    _Server(config, host, warn).run(sockets=[listening])


def _allow_open_files() -> None:
    """Ask the system for as many open files as a full room needs, or as it gives: many begin with 256 or 1024."""
    if sys.platform != "win32":
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class _Server(uvicorn.Server):
    """Ends the feeds of open pages when it is told to end; it would wait for them otherwise."""

    def __init__(self, config: uvicorn.Config, host: LiveHost, warn: Callable[[str], None]) -> None:
        uvicorn.Server.__init__(self, config)
        self._host = host
        self._warn = warn
        self._crowded = False
        """It was told that no more connections can be opened."""

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve, and tell in a sentence what a traceback for every connection would."""
        asyncio.get_running_loop().set_exception_handler(self._tell)
        await uvicorn.Server.serve(self, sockets)

    def _tell(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if self._crowded and self.should_exit:
            # The loop still wants to listen again, as it does a second after it could not.
            return
        if not isinstance(error, OSError) or error.errno not in _NO_MORE:
            loop.default_exception_handler(context)
        elif not self._crowded:
            self._crowded = True
            self._warn(say("classroom.no_more_connections"))

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take note of the signal."""
        self._host.closing = True
        uvicorn.Server.handle_exit(self, sig, frame)
