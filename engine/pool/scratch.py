"""A worker's temporary folder, which does not outlive a server that was killed for longer than until the next start."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

PREFIX = "facenote-scratch-"


class Scratch:
    """A folder for temporary files. Who made it holds a lock on it, which the system takes away when the process ends."""

    def __init__(self) -> None:
        """Raises OSError: there is no room."""
        made = Path(tempfile.mkdtemp(prefix=f".{PREFIX}"))
        self._lock = _locked(made)
        self.path = made.rename(made.with_name(made.name[1:]))  # only now is it seen: nobody finds it without its lock

    def remove(self) -> None:
        """Remove the folder with what is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def clear_abandoned() -> None:
    """Remove the folders of this user that processes left which are no more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # in use, another user's, or just removed
            lock = _locked(folder)
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _locked(folder: Path) -> int:
    """A descriptor that holds the lock. Raises OSError: somebody else has it, or this is no folder."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
