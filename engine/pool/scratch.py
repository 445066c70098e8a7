"""A worker's temporary folder; if the server is killed, it is removed at the next start."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from facenote.locks import lock_folder

PREFIX = "facenote-scratch-"


class Scratch:
    """A folder for temporary files. Its creator holds a lock on it, which the system releases when the process ends."""

    def __init__(self) -> None:
        """Raise OSError if there is no room."""
        made = Path(tempfile.mkdtemp(prefix=f".{PREFIX}"))
        self._lock = lock_folder(made)
        self.path = made.rename(made.with_name(made.name[1:]))  # visible to others only from here on, when it is locked

    def remove(self) -> None:
        """Remove the folder and its content."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def clear_abandoned() -> None:
    """Remove this user's folders that were left by ended processes."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # in use, another user's, or just removed
            lock = lock_folder(folder)
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)
