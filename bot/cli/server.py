"""Runs ``facenote serve``: the server process, from its settings to its exit code."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bot import logs
from bot.cli.terminal import DONE, FAILED, USAGE
from bot.connections import raise_descriptor_limit
from bot.settings import (
    Settings,
    WrongSettings,
    load,
    of_commands_only,
    readable_by_others,
    unknown_settings,
    withhold_secrets,
)
from facenote.errors import FacenoteError
from facenote.folders import ADDRESS, SIGNING
from facenote.units import MIB
from storage.media import FOLDER_NAMES
from storage.reserve import RESERVE_NAME
from storage.store import DATABASE_NAME

LOGS = "logs"
PRIVATE = 0o077
"""File mode mask: files are private to this user, those written by libraries included."""

OWN_NAMES = {
    *(DATABASE_NAME, f"{DATABASE_NAME}-wal", f"{DATABASE_NAME}-shm"),
    *(*FOLDER_NAMES, LOGS, SIGNING, ADDRESS, RESERVE_NAME),
}
"""Names that the server creates in its data folder."""

UNFINISHED_ADDRESS = re.compile(r"\.[0-9a-f]{32}\.url")
"""Temporary name of the file :data:`facenote.folders.ADDRESS`: a server that was killed as it wrote it leaves one."""

PORT_TAKEN = "the port is in use. Stop the program that uses it, or set FACENOTE_PORT to another one"


def run_server(env_file: Path, **chosen: Any) -> int:
    """Read the settings and serve until a signal ends it; returns the exit code: 0 ended as asked, 1 failed or forced
    to stop, 2 wrong settings. ``chosen`` settings take precedence over the environment and ``env_file``."""
    try:
        settings = load(env_file, **chosen)
    except WrongSettings as error:
        print(*error.lines, sep="\n", file=sys.stderr)  # noqa: T201  # nothing can log before the settings are known
        return USAGE
    withhold_secrets()
    from bot.serve import serve  # it loads the whole server: wrong settings are told at once

    log = logging.getLogger("bot")
    os.umask(PRIVATE)
    raise_descriptor_limit()
    try:
        _prepare_data_folder(settings.data_folder)
        logs.configure(settings.log_level, settings.log_format, _secrets(settings), _log_file(settings))
        for name in unknown_settings():
            log.warning("%s: there is no such setting", name)
        for name in of_commands_only():
            log.warning("%s: only commands read it, not the server", name)
        if readable_by_others(env_file):
            log.warning("%s holds secrets and others may read it; run: chmod 600 %s", env_file, env_file)
        asyncio.run(serve(settings, print if sys.stdout.isatty() else None))
    except FacenoteError as error:
        log.error("%s: %s. %s", error.code, error, error.advice)
        return FAILED
    except OSError as error:
        log.error("cannot start: %s", PORT_TAKEN if error.errno == errno.EADDRINUSE else error)
        return FAILED
    except asyncio.CancelledError:
        log.warning("forced shutdown")
        return FAILED
    log.info("server stopped")
    return DONE


def _prepare_data_folder(folder: Path) -> None:
    """Make the folder, private to this user; make one private that an older version left open to all.

    A folder that holds other things, or no database yet (a working folder, ``/tmp``), keeps its mode. The server's own files in
    it are private all the same.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = {path.name for path in folder.iterdir() if not UNFINISHED_ADDRESS.fullmatch(path.name)}
    if DATABASE_NAME in found and found <= OWN_NAMES:
        with contextlib.suppress(PermissionError):  # it belongs to another user, who lets us write there
            folder.chmod(0o700)


def _secrets(settings: Settings) -> list[str]:
    secrets = [settings.telegram_token, settings.webhook_secret, settings.metrics_token, *settings.web_tokens.values()]
    return [secret.get_secret_value() for secret in secrets if secret]


def _log_file(settings: Settings) -> logs.LogFile:
    """Return the log file of this server: several servers may share a data folder."""
    path = settings.data_folder / LOGS / f"{quote(settings.name, safe='')}.log"
    return logs.LogFile(path, settings.log_file_mb * MIB, settings.log_files)
