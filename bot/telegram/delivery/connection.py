"""Connection to the Bot API."""

from __future__ import annotations

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import AIORateLimiter, Defaults, ExtBot
from telegram.request import HTTPXRequest

from bot.settings import Settings

MEDIA_TIMEOUT_S = 300.0


class _Bot(ExtBot[int]):
    """Bot that corrects python-telegram-bot: it adds the default parse mode even to requests that have no text and no such
    parameter.
    """

    def _insert_defaults(self, data: dict[str, object]) -> None:
        super()._insert_defaults(data)
        if data.get("text") is None and data.get("caption") is None:
            data.pop("parse_mode", None)


def make_bot(settings: Settings) -> ExtBot[int]:
    """Return the bot, which keeps to Telegram's rate limits. "Too many requests" is raised at once: the caller knows best how
    to wait.
    """
    if settings.telegram_token is None:
        raise ValueError("there is no Telegram token")
    base = settings.telegram_api_url
    return _Bot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        local_mode=settings.telegram_local,
        request=HTTPXRequest(connection_pool_size=32, read_timeout=30, media_write_timeout=MEDIA_TIMEOUT_S),
        get_updates_request=HTTPXRequest(connection_pool_size=1),
        rate_limiter=AIORateLimiter(),
        defaults=Defaults(
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,  # reply even if the user deleted the original message
        ),
    )
