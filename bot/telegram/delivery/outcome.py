"""Meaning of a failed request to Telegram for the delivery."""

from __future__ import annotations

from datetime import timedelta

import httpx
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.jobs.outcomes import RETRY_S, DeliveryFailure, NotDelivered, Undeliverable

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError, httpx.WriteTimeout)
"""Errors after which Telegram cannot have carried out the request: it did not arrive completely."""


def outcome(error: TelegramError) -> Exception:
    """Return the meaning of the error: not arrived, undeliverable, or the error itself if that is unknown."""
    match error:
        case RetryAfter():
            return NotDelivered(seconds_to_wait(error))
        case Forbidden():
            return Undeliverable(DeliveryFailure.BOT_BLOCKED)
        case BadRequest():
            return Undeliverable(DeliveryFailure.TELEGRAM_REFUSED)
        case InvalidToken():
            return NotDelivered(RETRY_S)
        case NetworkError() if isinstance(error.__cause__, NEVER_SENT):
            return NotDelivered(RETRY_S)
        case NetworkError() if error.__cause__ is None:
            return NotDelivered(RETRY_S)  # the Bot API itself answered that it failed
        case _:
            return error


def seconds_to_wait(error: RetryAfter) -> float:
    """Return seconds: python-telegram-bot is migrating from numbers to timedelta."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
