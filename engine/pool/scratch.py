"""A worker's temporary folder; if the server is killed, it is removed at the next start."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

PREFIX = "facenote-scratch-"


class Scratch:
    """A folder for temporary files. Its creator holds a lock on it, which the system releases when the process ends."""

    def __init__(self) -> None:
        """Raise OSError if there is no room."""
        made = Path(tempfile.mkdtemp(prefix=f".{PREFIX}"))
        self._lock = _locked(made)
        self.path = made.rename(made.with_name(made.name[1:]))  # visible to others only from here on, when it is locked

    def remove(self) -> None:
        """Remove the folder and its content."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def clear_abandoned() -> None:
    """Remove this user's folders that were left by ended processes."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # in use, another user's, or just removed
            lock = _locked(folder)
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _locked(folder: Path) -> int:
    """Return a descriptor that holds the lock. Raises OSError if another process holds it, or if this is not a folder."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
