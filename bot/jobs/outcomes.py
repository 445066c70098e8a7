"""What can become of a delivery, besides success and uncertainty."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

from storage.errors import StorageError

RETRY_S = 5.0

log = logging.getLogger(__name__)


class NotDelivered(Exception):
    """It has certainly not arrived; to be tried again, ``retry_in_s`` seconds from now at the earliest."""

    def __init__(self, retry_in_s: float) -> None:
        super().__init__(f"to be tried again in {retry_in_s:g} s")
        self.retry_in_s = retry_in_s


class ChatMoved(NotDelivered):
    """It has certainly not arrived, for its chat has a new address."""

    def __init__(self, old_address: str, new_address: str) -> None:
        super().__init__(0)
        self.old_address, self.new_address = old_address, new_address


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
