"""What a process may do, as far as the kernel can enforce it: Landlock, for itself and every program that it starts.

https://docs.kernel.org/userspace-api/landlock.html. Without Landlock, as on macOS and in old kernels, nothing is enforced; on
kernels without its ABI 8, threads that run already keep their rights.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

_NETWORK_ABI = 4
_SYSTEM = (
    *("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/urandom"),
    *("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu"),
)
_PACKAGES = {"site-packages", "dist-packages"}


def enforced() -> tuple[bool, bool]:
    """Return whether access to files, and TCP connections, can be restricted here."""
    if sys.platform != "linux":
        return False, False
    import landlockpy

    try:
        abi = landlockpy.abi_version()
    except landlockpy.LandlockError:  # such as a filter of system calls that does not know these
        return False, False
    return abi > 0, abi >= _NETWORK_ABI


def allow_reading_only(paths: Iterable[Path]) -> None:
    """Allow no more than to read these files and folders, the system's libraries and Python's. No TCP."""
    if not enforced()[0]:
        return
    from landlockpy import AccessFS, RestrictFlag, Ruleset, Scope

    python = (sys.prefix, sys.base_prefix, *(path for path in sys.path if Path(path).name in _PACKAGES))
    with Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL) as rules:
        for path in {*map(Path, (*_SYSTEM, *python)), *paths}:
            if path.exists():
                folder = AccessFS.READ_DIR | AccessFS.EXECUTE if path.is_dir() else AccessFS.NONE
                rules.allow_path(path, AccessFS.READ_FILE | folder)
        rules.restrict(RestrictFlag.TSYNC)


def allow_writing_only(folders: Iterable[Path]) -> None:
    """Allow to write in these folders and to devices only; reading stays unrestricted. No TCP."""
    if not enforced()[0]:
        return
    from landlockpy import AccessFS, RestrictFlag, Ruleset, abi_version, fs_for_abi

    reading = AccessFS.READ_FILE | AccessFS.READ_DIR | AccessFS.EXECUTE
    elsewhere = AccessFS.IOCTL_DEV | AccessFS.RESOLVE_UNIX  # GPUs need them
    writing = fs_for_abi(abi_version()) & ~(reading | elsewhere)
    system = (Path("/dev"), Path("/proc"))
    with Ruleset(handled_fs=writing) as rules:
        for folder in {*folders, *system}:
            if folder.is_dir():
                rules.allow_path(folder, writing)
        rules.restrict(RestrictFlag.TSYNC)
