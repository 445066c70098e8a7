"""Account names: ``telegram:<id>`` for people and chats of Telegram, ``web:<name>`` for owners of web tokens."""

from __future__ import annotations

from bot.settings import Settings
from storage.users import User

TELEGRAM_PREFIX = "telegram:"
WEB_PREFIX = "web:"
LOCAL = f"{WEB_PREFIX}local"
"""Account of the user of a studio that runs on the same machine without tokens."""


def telegram_account(telegram_id: int) -> str:
    """Return the account of a Telegram user, or the address of a Telegram chat."""
    return f"{TELEGRAM_PREFIX}{telegram_id}"


def is_telegram(account: str) -> bool:
    """Return whether the account or address belongs to Telegram."""
    return account.startswith(TELEGRAM_PREFIX)


def telegram_id(account_or_address: str) -> int:
    """Return the id in a Telegram account or address; the inverse of :func:`telegram_account`."""
    return int(account_or_address.removeprefix(TELEGRAM_PREFIX))


def web_account(name: str) -> str:
    """Return the account of the owner of a web token."""
    return f"{WEB_PREFIX}{name}"


def is_operator(settings: Settings, user: User) -> bool:
    """Return whether this Telegram user runs the bot."""
    return is_telegram(user.account) and telegram_id(user.account) in settings.operators


def is_allowed_user(settings: Settings, person: int) -> bool:
    """Return whether this Telegram user may use Facenote outside of any group. An empty list allows everybody."""
    return person in settings.operators or not settings.allowed_users or person in settings.allowed_users
