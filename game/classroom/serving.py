"""The web server of a live class, on a socket that is open already."""

from __future__ import annotations

import socket
from pathlib import Path
from types import FrameType

import uvicorn

from game.classroom.connections import MOST_AT_ONCE, Connection
from game.classroom.hosting import LiveHost
from game.classroom.seat import Files
from game.classroom.web import application

QUIET_CONNECTION_S = 30
"""So long a connection may be silent."""


def serve(
    host: LiveHost,
    listening: socket.socket,
    certificate: Path | None = None,
    key: Path | None = None,
    seat: Files | None = None,
) -> None:
    """Serve until the program is told to end, with what reads the files of the `seat` for browsers if there is one."""
    config = uvicorn.Config(
        application(host, seat),
        http=Connection,
        ws="none",
        lifespan="on",
        log_level="warning",
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
    _Server(config, host).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Ends the feeds of open pages when it is told to end; it would wait for them otherwise."""

    def __init__(self, config: uvicorn.Config, host: LiveHost) -> None:
        uvicorn.Server.__init__(self, config)
        self._host = host

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take note of the signal."""
        self._host.closing = True
        uvicorn.Server.handle_exit(self, sig, frame)
