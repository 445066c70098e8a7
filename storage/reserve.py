"""Disk space that is kept to be given up: on a full disk, deleting needs some first."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from pathlib import Path

RESERVE_BYTES = 32 << 20
"""More than SQLite writes for the deletion of a person with thousands of clips."""

MIN_FREE_BYTES = 2 * RESERVE_BYTES
"""Free space below which the reserve is not taken and no work begins, which would use up a reserve that was given up."""

RESERVE_NAME = "reserve"

STAT_BLOCK_BYTES = 512
"""Unit of ``st_blocks``, on every file system."""

log = logging.getLogger(__name__)


class Reserve:
    """The file ``reserve`` in the data folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / RESERVE_NAME

    def keep(self) -> None:
        """Take the space, if it is not taken completely and there is more than enough."""
        if self._is_kept() or self._free_bytes() < MIN_FREE_BYTES:
            return
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            _allocate(descriptor)
        except OSError:  # no room after all
            self._path.unlink(missing_ok=True)  # it may have been given up meanwhile
        finally:
            os.close(descriptor)

    def give_up_if_needed(self) -> None:
        """Release the space if the disk is almost full; :meth:`keep` takes it again later."""
        if self._free_bytes() < RESERVE_BYTES:
            with contextlib.suppress(FileNotFoundError):
                self._path.unlink()
                log.warning("the disk is full: gave up %d MB that were kept for deleting", RESERVE_BYTES >> 20)

    def _is_kept(self) -> bool:
        """Return whether the file has its blocks: a process that ends early leaves an empty file, and a copy may be sparse."""
        with contextlib.suppress(FileNotFoundError):
            return self._path.stat().st_blocks * STAT_BLOCK_BYTES >= RESERVE_BYTES
        return False

    def _free_bytes(self) -> int:
        return shutil.disk_usage(self._path.parent).free


def _allocate(descriptor: int) -> None:
    """Give the file its blocks. macOS has no call for that: they are written there."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, RESERVE_BYTES)
        return
    with os.fdopen(descriptor, "wb", closefd=False) as file:
        file.write(bytes(RESERVE_BYTES))
