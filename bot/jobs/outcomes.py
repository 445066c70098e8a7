"""What can become of a delivery, besides success and uncertainty."""

from __future__ import annotations


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
