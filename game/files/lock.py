"""One writer for one file: a lock of the operating system, which ends with the process that holds it.

It binds other windows of this game alone, and needs no file of its own, so that nothing is left over after a crash.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Final

_HELD: Final = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
"""What the systems say of a lock that somebody else holds. Some disks know no locks: there everyone may write."""

if sys.platform == "win32":
    import msvcrt

    _FAR: Final = 2**31 - 2
    """A byte that no case file has: a lock on Windows also stops readers."""

    def _ask(number: int) -> None:
        os.lseek(number, _FAR, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _ask(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def held_by_another(number: int) -> bool:
    """Hold an open file for this process, or say that another one does; closing the file lets go of it."""
    try:
        _ask(number)
    except OSError as error:
        return error.errno in _HELD
    return False
