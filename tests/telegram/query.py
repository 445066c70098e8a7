"""A request of the bot, parsed strictly."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.entities import FormattedText, formatted
from tests.telegram.rules import (
    BUTTONS,
    CALLBACK_DATA_BYTES,
    CAPTION_CHARS,
    PARAMETERS,
    STRICT,
    TEXT_CHARS,
    UPLOAD_BYTES,
    Json,
    Refused,
    bad_request,
)


@dataclass(frozen=True)
class Upload:
    """File uploaded with a request."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Query:
    """Method name with its parameters."""

    method: str
    fields: dict[str, Any]
    """Values as sent: text, or from a JSON body."""
    uploads: dict[str, Upload]

    def check(self) -> None:
        """Refuse requests that no method accepts.

        Raises:
            Refused: unknown method, unknown parameter, an upload that no parameter names or that is over 50 MB.
        """
        if self.method not in PARAMETERS:
            raise Refused("Not Found: method not found", 404)
        if any(len(upload.data) > UPLOAD_BYTES for upload in self.uploads.values()):
            raise Refused("Request Entity Too Large", 413)
        named = json.dumps(self.fields)
        unknown = set(self.fields) - PARAMETERS[self.method]
        unknown |= {
            key for key in self.uploads if key not in PARAMETERS[self.method] and f"attach://{key}" not in named
        }
        if unknown:
            raise Refused(f"{STRICT}{self.method} takes no {', '.join(sorted(unknown))}")

    def text(self, name: str) -> str:
        """Return a text parameter, blank if it is missing."""
        return str(self.fields.get(name, ""))

    def flag(self, name: str) -> bool:
        """Return a Boolean; missing is false."""
        return self.text(name).lower() in ("true", "1")

    def number(self, name: str, default: float = 0) -> float:
        """Return a number.

        Raises:
            Refused: it is not a number.
        """
        try:
            return float(self.fields.get(name, default))
        except (TypeError, ValueError) as error:
            raise bad_request(f'invalid parameter "{name}"') from error

    def whole(self, name: str, default: int = 0) -> int:
        """Return an integer."""
        return int(self.number(name, default))

    def thread(self) -> int | None:
        """Return ``message_thread_id``."""
        return self.whole("message_thread_id") or None

    def chat_id(self, name: str = "chat_id") -> int:
        """Return the id of a chat.

        Raises:
            Refused: it is missing, or the name of a channel, which this server does not support.
        """
        value = self.text(name)
        if not value:
            raise bad_request(f"{name} is empty")
        try:
            return int(value)
        except ValueError as error:
            raise bad_request("chat not found") from error

    def data(self, name: str) -> Json:
        """Return a JSON parameter, None if it is missing.

        Raises:
            Refused: it is not JSON.
        """
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error

    def message_text(self) -> FormattedText:
        """Return ``text`` with its formatting.

        Raises:
            Refused: empty, too long, badly formatted.
        """
        shown = formatted(self.text("text"), self.text("parse_mode"), self.data("entities"))
        if not shown.text:
            raise bad_request("message text is empty")
        if len(shown.text) > TEXT_CHARS:
            raise bad_request("message is too long")
        return shown

    def caption(self) -> FormattedText:
        """Return ``caption`` with its formatting."""
        return checked_caption(self.text("caption"), self.text("parse_mode"), self.data("caption_entities"))

    def keyboard(self, *, inline_only: bool = False) -> Json:
        """Return ``reply_markup``, checked."""
        return checked_markup(self.data("reply_markup"), inline_only=inline_only)


def checked_caption(caption: str, parse_mode: str | None, entities: list[Json] | None) -> FormattedText:
    """Return a caption with its formatting.

    Raises:
        Refused: too long without its tags, or badly formatted.
    """
    shown = formatted(caption, parse_mode, entities)
    if len(shown.text) > CAPTION_CHARS:
        raise bad_request("message caption is too long")
    return shown


def checked_markup(markup: Json, *, inline_only: bool) -> Json:
    """Return a keyboard that Telegram accepts; None for one without keys.

    Raises:
        Refused: Telegram accepts no such keyboard.
    """
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if inline_only:
            raise bad_request("inline keyboard expected")
        if not {"keyboard", "remove_keyboard", "force_reply"} & markup.keys():
            raise bad_request("object expected as reply markup")
        return markup
    rows = [[_checked_button(key) for key in row] for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else None


def _checked_button(key: Json) -> Json:
    if not isinstance(key, dict) or not str(key.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    unknown = key.keys() - {"text", "callback_data", "url", "style", "icon_custom_emoji_id"}
    if unknown:
        raise Refused(f"{STRICT}an inline button has no {', '.join(sorted(unknown))} here")
    if ("callback_data" in key) == ("url" in key):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "url" in key and not key["url"].startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{key['url']}' is invalid: Unsupported URL protocol")
    if "callback_data" in key and not 1 <= len(key["callback_data"].encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return key
