"""Checks of the data folder: permissions and free space."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

from bot.doctor.result import CheckResult
from facenote.units import MIB
from storage.reserve import MIN_FREE_BYTES
from storage.store import DATABASE_NAME


def check_rights(folder: Path) -> CheckResult:
    """Check that the server may write there. Nothing that it creates stays."""
    subject = "data folder"
    advice = "Name a folder that this user may write: FACENOTE_DATA_FOLDER, or facenote serve --data."
    try:
        place = nearest(folder)
        if not place.is_dir():
            return CheckResult.fail(subject, f"{place} is a file", advice, path=str(folder))
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        return CheckResult.fail(subject, f"{folder} cannot be written: {error.strerror}", advice, path=str(folder))
    state = "has data" if (folder / DATABASE_NAME).exists() else "new" if place == folder else "will be made"
    return CheckResult.ok(subject, f"{folder.absolute()}: {state}", path=str(folder.absolute()), state=state)


def check_disk(folder: Path, min_free_mb: int) -> CheckResult:
    """Check that there is more room than the server requires to accept new work."""
    try:
        free = shutil.disk_usage(nearest(folder)).free // MIB
    except OSError as error:
        return CheckResult.fail("disk", f"{folder} cannot be read: {error.strerror}", "Name another data folder.")
    least_mb = MIN_FREE_BYTES // MIB
    wanted = max(min_free_mb, least_mb)
    shown = f"{free} MB free; new work needs {wanted} MB"
    if free < wanted:
        lower = f", or set FACENOTE_MIN_FREE_MB lower, at least {least_mb}" if wanted > least_mb else ""
        advice = f"Free some disk space{lower}: until then no job is begun."
        return CheckResult.fail("disk", shown, advice, free_mb=free)
    return CheckResult.ok("disk", shown, free_mb=free)


def nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists.

    Raises:
        OSError: the system does not tell, e.g. below a folder that this user may not enter.
    """
    for path in (folder.absolute(), *folder.absolute().parents):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.stat()
            return path
    return Path("/")
