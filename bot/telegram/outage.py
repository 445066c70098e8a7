"""An outage of Telegram in the log: its beginning, a reminder now and then, its end."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

FIRST_REMINDER_S, LATER = 60.0, 2.0
"""When an outage is logged again, and the factor by which the interval then grows."""

log = logging.getLogger(__name__)


class OutageLog:
    """One is at most under way at a time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since: float | None = None
        self._reminder_s = FIRST_REMINDER_S

    def failed(self, reason: object) -> None:
        """Telegram did not answer as it should, for this reason."""
        if self._since is None:
            self._since, self._reminder_s = self._clock(), FIRST_REMINDER_S
            log.warning("Telegram unreachable (%s); retrying", reason)
        elif (lasts_s := self._clock() - self._since) >= self._reminder_s:
            self._reminder_s *= LATER
            log.warning("Telegram unreachable for %.0f minutes (%s); retrying", lasts_s / 60, reason)

    def recovered(self) -> None:
        """Telegram answered."""
        if self._since is not None:
            log.info("Telegram reachable again after %.0f s", self._clock() - self._since)
            self._since = None
