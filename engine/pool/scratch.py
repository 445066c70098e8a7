"""A worker's temporary folder; if the server is killed, it is removed at the next start."""

from __future__ import annotations

import tempfile
from pathlib import Path

from facenote.locks import make_locked, remove_abandoned, remove_locked

PREFIX = "facenote-scratch-"


class Scratch:
    """A folder for temporary files. Its creator holds a lock on it, which the system releases when the process ends."""

    def __init__(self) -> None:
        """Raise OSError if there is no room."""
        self.path, self._lock = make_locked(Path(tempfile.gettempdir()), PREFIX)

    def remove(self) -> None:
        """Remove the folder and its content."""
        remove_locked(self.path, self._lock)


def clear_abandoned() -> None:
    """Remove this user's folders that were left by ended processes."""
    remove_abandoned(Path(tempfile.gettempdir()), PREFIX)
