"""Logs an outage of Telegram: its beginning, occasional reminders, its end."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from telegram.error import InvalidToken, TelegramError

FIRST_REMINDER_S, LATER = 60.0, 2.0
"""First interval of reminders, and the factor by which it then grows."""

TOKEN_ADVICE = "set FACENOTE_TELEGRAM_TOKEN to the one @BotFather gave you"

log = logging.getLogger(__name__)


class OutageLog:
    """Log of at most one outage at a time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since: float | None = None
        self._rejected = False
        self._reminder_s = FIRST_REMINDER_S

    def failed(self, error: TelegramError) -> None:
        """Record a failure: Telegram is unreachable, or rejects the token."""
        rejected = isinstance(error, InvalidToken)
        lasts = ""
        if self._since is None or rejected != self._rejected:
            self._since, self._reminder_s, self._rejected = self._clock(), FIRST_REMINDER_S, rejected
        elif (lasts_s := self._clock() - self._since) >= self._reminder_s:
            self._reminder_s *= LATER
            lasts = f" for {lasts_s / 60:.0f} minutes"
        else:
            return
        if rejected:  # the error's own text contains the token
            log.error("Telegram rejects this token%s: %s; retrying", lasts, TOKEN_ADVICE)
        else:
            log.warning("Telegram unreachable%s (%s); retrying", lasts, error)

    def recovered(self) -> None:
        """Record that Telegram answered."""
        if self._since is not None:
            what = "accepts the token" if self._rejected else "reachable"
            log.info("Telegram %s again after %.0f s", what, self._clock() - self._since)
            self._since = None
