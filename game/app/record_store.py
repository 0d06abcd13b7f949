"""Sends statements to the learning record store of a school. What was sent before may be sent again: ids stay."""

from __future__ import annotations

import base64
import http.client
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import msgspec

from game.app.exits import Exit, Fault
from game.values.words import say

if TYPE_CHECKING:
    from game.training.statements import Statement

KEY_VARIABLE: Final = "CYTOKINE_STORM_LRS_KEY"
"""What lets one in, as `name:password`: in the environment, since others can read the arguments of a program."""
AT_ONCE: Final = 100
"""Statements in one message; a case has about fifty."""
AGAIN_AFTER_S: Final = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Waits after a try that failed: half a minute in all, then whoever sits there knows more than the program."""
WITHIN_S: Final = 20.0
"""A store that does not answer for so long is out of reach."""
_PATIENCE: Final = {408, 429, 500, 502, 503, 504}
"""What a store answers that may take the same message later."""


def address_of(url: str) -> str:
    """Return where statements are sent to. Raises Fault for what is no address of the web."""
    wrong = Fault(Exit.USAGE, say("app.record_store.no_address", url=url, variable=KEY_VARIABLE))
    try:
        parts = urlsplit(url)
        known = parts.scheme in {"http", "https"} and parts.port != 0
    except ValueError as error:
        # Brackets that do not close, or a port that is none.
        raise wrong from error
    if not known or not parts.hostname or parts.username is not None:
        raise wrong
    path = parts.path.rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path if path.endswith('/statements') else f'{path}/statements'}"


def send(address: str, found: Sequence[Statement], wait: Callable[[float], None] = time.sleep) -> None:
    """Send statements in their order. Raises Fault where the store does not take them, however often they are sent."""
    for some in _parts(found):
        _persistently(_request(address, some), wait)


def _parts(found: Sequence[Statement]) -> Iterator[Sequence[Statement]]:
    for first in range(0, len(found), AT_ONCE):
        yield found[first : first + AT_ONCE]


def _request(address: str, some: Sequence[Statement]) -> urllib.request.Request:
    headers = {"Content-Type": "application/json", "X-Experience-API-Version": some[0].version}
    key = os.environ.get(KEY_VARIABLE, "")
    if key:
        headers["Authorization"] = (b"Basic " + base64.b64encode(key.encode())).decode()
    body = msgspec.json.encode(some)
    return urllib.request.Request(address, body, headers, method="POST")  # noqa: S310  `address_of` has looked at it


def _persistently(request: urllib.request.Request, wait: Callable[[float], None]) -> None:
    host = urlsplit(request.full_url).netloc
    for pause in (*AGAIN_AFTER_S, None):
        try:
            with urllib.request.urlopen(request, timeout=WITHIN_S):  # noqa: S310  `address_of` has looked at it
                return
        except urllib.error.HTTPError as error:
            error.close()
            if error.code not in _PATIENCE:
                why = say("app.record_store.refused", host=host, code=error.code, variable=KEY_VARIABLE)
                raise Fault(Exit.ENVIRONMENT, why) from error
            reason = str(error)
        except (OSError, http.client.HTTPException) as error:
            reason = str(error)
        if pause is None:
            why = say("app.record_store.out_of_reach", host=host, tries=len(AGAIN_AFTER_S) + 1, reason=reason)
            raise Fault(Exit.ENVIRONMENT, why)
        wait(pause)
