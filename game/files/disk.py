"""What a disk is asked for, where some do not know what is asked."""

from __future__ import annotations

import errno
import os
from typing import Final

_UNKNOWN: Final = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What systems say of a drive that cannot be waited for (POSIX fsync: EINVAL), as some of a network: all is written."""


def to_disk(number: int) -> None:
    """Wait until what was written to an open file is on the disk, where the drive knows of such a thing.

    Raises OSError where it was not written.
    """
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise
