"""Login from inside Telegram: the app's data about the person is signed with the bot's token.

Source: https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from bot.web.refusals import MiniAppLoginFailed

KEPT = timedelta(minutes=5)
"""Maximum age of the signed data, which is written when the person opens the app: whoever gets hold of it logs in as them."""

MAX_LENGTH = 8192
"""Of the signed data. Telegram's is about 500 characters; anybody can send some, and it is sorted before it is verified."""

MAX_FIELDS = 64

AHEAD = timedelta(minutes=1)
"""Maximum time by which Telegram's clock may be ahead of ours."""


@dataclass(frozen=True)
class TelegramPerson:
    """Person authenticated by Telegram; ``language`` is an IETF tag or None."""

    id: int
    name: str
    language: str | None


def verify(init_data: str, bot_token: str, now: datetime) -> TelegramPerson:
    """Return the person of the app's ``initData``.

    Raises:
        MiniAppLoginFailed (mini_app_login_failed): not signed with this bot's token, or older than :data:`KEPT`.
    """
    try:
        pairs = parse_qsl(init_data, keep_blank_values=True, strict_parsing=True, max_num_fields=MAX_FIELDS)
        fields = dict(pairs)
        signature = fields.pop("hash")
    except (ValueError, KeyError) as error:
        raise MiniAppLoginFailed("initData is malformed") from error
    text = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.digest(b"WebAppData", bot_token.encode(), hashlib.sha256)
    expected = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    if len(fields) + 1 != len(pairs) or not hmac.compare_digest(signature.encode(), expected.encode()):
        raise MiniAppLoginFailed("the signature is wrong")
    age_s = now.timestamp() - int(fields["auth_date"])
    if not -AHEAD.total_seconds() <= age_s <= KEPT.total_seconds():
        raise MiniAppLoginFailed(f"signed {age_s:.0f} s ago", age_s=round(age_s))
    return _person(json.loads(fields.get("user", "{}")))


def _person(user: dict[str, object]) -> TelegramPerson:
    if "id" not in user or user.get("is_bot"):
        raise MiniAppLoginFailed("initData contains no user")
    name = " ".join(str(user[part]) for part in ("first_name", "last_name") if user.get(part))
    return TelegramPerson(int(str(user["id"])), name, str(user["language_code"]) if "language_code" in user else None)
