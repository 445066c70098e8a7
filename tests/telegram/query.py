"""One request of the bot, read strictly."""

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
    """A file that came with a request."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Query:
    """A method's name with what it was asked with."""

    method: str
    fields: dict[str, Any]
    """As sent: text, or what the JSON of the body held."""
    uploads: dict[str, Upload]

    def check(self) -> None:
        """Refuses what no method takes.

        Raises:
            Refused: unknown method, unknown parameter, an upload that nothing names or that is over 50 MB.
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
        """A parameter of text, blank if it is not there."""
        return str(self.fields.get(name, ""))

    def flag(self, name: str) -> bool:
        """A Boolean; absent is false."""
        return self.text(name).lower() in ("true", "1")

    def number(self, name: str, default: float = 0) -> float:
        """A number.

        Raises:
            Refused: it is none.
        """
        try:
            return float(self.fields.get(name, default))
        except (TypeError, ValueError) as error:
            raise bad_request(f'invalid parameter "{name}"') from error

    def whole(self, name: str, default: int = 0) -> int:
        """A whole number."""
        return int(self.number(name, default))

    def thread(self) -> int | None:
        """``message_thread_id``."""
        return self.whole("message_thread_id") or None

    def chat_id(self, name: str = "chat_id") -> int:
        """The number of a chat.

        Raises:
            Refused: it is missing, or the name of a channel, which this server has not.
        """
        value = self.text(name)
        if not value:
            raise bad_request(f"{name} is empty")
        try:
            return int(value)
        except ValueError as error:
            raise bad_request("chat not found") from error

    def data(self, name: str) -> Json:
        """A JSON parameter, None if it is not there.

        Raises:
            Refused: it is no JSON.
        """
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error

    def message_text(self) -> FormattedText:
        """``text`` with its formatting.

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
        """``caption`` with its formatting."""
        return checked_caption(self.text("caption"), self.text("parse_mode"), self.data("caption_entities"))

    def keyboard(self, *, inline_only: bool = False) -> Json:
        """``reply_markup``, looked through."""
        return checked_markup(self.data("reply_markup"), inline_only=inline_only)


def checked_caption(caption: str, parse_mode: str | None, entities: list[Json] | None) -> FormattedText:
    """A caption with its formatting.

    Raises:
        Refused: too long once its tags are gone, or badly formatted.
    """
    shown = formatted(caption, parse_mode, entities)
    if len(shown.text) > CAPTION_CHARS:
        raise bad_request("message caption is too long")
    return shown


def checked_markup(markup: Json, *, inline_only: bool) -> Json:
    """A keyboard as Telegram takes it; one without keys is none.

    Raises:
        Refused: it takes no such keyboard.
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
