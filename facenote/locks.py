"""Locks on folders, which the system releases when their process ends, however it ends; and temporary folders that use them.

A temporary folder is made under a name with a dot, locked, and renamed. Others look only at names without a dot, so a folder
there without a lock was left by a dead process.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import time
import uuid
from pathlib import Path

ABANDONED_S = 3600.0
"""Age from which an unlocked folder under a name with a dot counts as left: between its making and its renaming are no pauses."""


def lock_folder(folder: Path) -> int:
    """Return a descriptor that holds the folder's lock until it is closed.

    Raises:
        OSError: another descriptor holds it, or this is no folder.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def make_locked(place: Path, prefix: str = "") -> tuple[Path, int]:
    """Make a folder with a new name in ``place``; return it, and the descriptor of its lock.

    Raises:
        OSError: no room, or no descriptor is left; nothing stays.
    """
    name = f"{prefix}{uuid.uuid4().hex}"
    made = place / f".{name}"
    made.mkdir(mode=0o700)
    try:
        lock = lock_folder(made)
        try:
            return made.rename(place / name), lock
        except OSError:
            os.close(lock)
            raise
    except OSError:
        made.rmdir()
        raise


def remove_locked(folder: Path, lock: int) -> None:
    """Remove a folder with its content and release its lock."""
    shutil.rmtree(folder, ignore_errors=True)
    os.close(lock)


def remove_abandoned(place: Path, prefix: str = "") -> int:
    """Remove this user's folders in ``place`` that were left by ended processes; return their number."""
    removed = 0
    for folder in place.glob(f"{prefix or '[!.]'}*"):
        with contextlib.suppress(OSError):  # in use, another user's, or just removed
            remove_locked(folder, lock_folder(folder))
            removed += 1
    for folder in place.glob(f".{prefix}*"):
        with contextlib.suppress(OSError):  # not empty: none of these
            if time.time() - folder.stat().st_mtime > ABANDONED_S:
                folder.rmdir()
                removed += 1
    return removed
