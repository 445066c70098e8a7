"""Outcomes of a delivery, besides success and an unconfirmed one."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

from facenote.errors import FailureCode
from storage.errors import StorageError

RETRY_S = 5.0

log = logging.getLogger(__name__)


class NotDelivered(Exception):
    """It has certainly not arrived; retry it after ``retry_in_s`` seconds at the earliest."""

    def __init__(self, retry_in_s: float) -> None:
        super().__init__(f"to be tried again in {retry_in_s:g} s")
        self.retry_in_s = retry_in_s


class ChatMoved(NotDelivered):
    """It has certainly not arrived, because its chat has a new address."""

    def __init__(self, old_address: str, new_address: str) -> None:
        super().__init__(0)
        self.old_address, self.new_address = old_address, new_address


class DeliveryFailure(FailureCode):
    """Why a result can never be delivered."""

    CHAT_GONE = (
        "chat_gone",
        "The chat that the result belongs to is no longer known.",
        "Send the voice again in a chat that exists.",
    )
    BOT_BLOCKED = (
        "bot_blocked",
        "The person has blocked the bot, or the bot was removed from the chat.",
        "Unblock the bot, or add it to the chat again, then try again.",
    )
    TELEGRAM_REFUSED = (
        "telegram_refused",
        "Telegram refused the message.",
        "Try again; if it happens again, report it with the log.",
    )
    CLIP_TOO_LARGE = (
        "clip_too_large",
        "The clip is larger than Telegram accepts, even after encoding it again.",
        "Send a shorter voice note, or run a local Bot API server, which accepts larger files.",
    )


class Undeliverable(Exception):
    """It will never arrive; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@contextlib.contextmanager
def preparing_delivery() -> Iterator[None]:
    """Turn a failure before the first request into NotDelivered: with a full disk or a busy storage nothing has been sent."""
    try:
        yield
    except (OSError, StorageError) as error:
        log.exception("could not prepare a delivery; retrying")
        raise NotDelivered(RETRY_S) from error
