"""``python -m bot`` runs the server. Exit codes: 0 ended as asked, 1 failed or ended at once, 2 wrong settings."""

from __future__ import annotations

import asyncio
import logging
import sys

from bot import logs
from bot.serve import serve
from bot.settings import Settings, WrongSettings, load
from storage.errors import StorageError


def main() -> int:
    """Read the settings, serve, return the exit code."""
    try:
        settings = load()
    except WrongSettings as error:
        print(*error.lines, sep="\n", file=sys.stderr)  # noqa: T201  # nothing can log before the settings are known
        return 2
    logs.configure(settings.log_level, settings.log_format, _secrets(settings))
    log = logging.getLogger("bot")
    try:
        asyncio.run(serve(settings))
    except StorageError as error:
        log.error("%s: %s. %s", error.code, error, error.advice)
        return 1
    except OSError as error:
        log.error("cannot start: %s", error)
        return 1
    except asyncio.CancelledError:
        log.warning("ended at once")
        return 1
    log.info("ended")
    return 0


def _secrets(settings: Settings) -> list[str]:
    token = settings.telegram_token
    return [settings.webhook_secret.get_secret_value(), *([token.get_secret_value()] if token else [])]


if __name__ == "__main__":
    sys.exit(main())
