"""Formatted text: the HTML of the Bot API, and the entities that Telegram finds in plain text by itself.

Offsets and lengths of entities count UTF-16 units (core.telegram.org/api/entities), positions in error texts bytes of UTF-8.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.rules import STRICT, Json, Refused, bad_request

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre", "a": "text_link",
    "blockquote": "blockquote", "tg-spoiler": "spoiler", "span": "spoiler", "tg-emoji": "custom_emoji",
}  # fmt: skip
_TOKEN = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z-]*)(?P<attributes>[^<>]*)>|(?P<open><)|(?P<text>[^<]+)")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_NAMED = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_FOUND = (
    ("bot_command", re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z0-9_]{4,32}\b")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
    ("url", re.compile(r"https?://[^\s<>]+")),
)


@dataclass
class FormattedText:
    """Displayed text, with its entities in the Bot API's format."""

    text: str = ""
    entities: list[Json] = field(default_factory=list)


def formatted(text: str, parse_mode: str | None, entities: list[Json] | None) -> FormattedText:
    """Return the formatted form of a bot's text.

    Raises:
        Refused: the HTML is broken, the parse mode unknown, an entity lies outside the text.
    """
    if parse_mode and parse_mode.lower() == "html":
        shown = parse_html(text)
    elif parse_mode and parse_mode.lower() in ("markdown", "markdownv2"):
        raise Refused(f"{STRICT}only HTML is simulated")
    elif parse_mode:
        raise bad_request("unsupported parse_mode")
    else:
        shown = FormattedText(text, list(entities or []))
    size = utf16(shown.text)
    for entity in shown.entities:
        if entity["offset"] < 0 or entity["length"] <= 0 or entity["offset"] + entity["length"] > size:
            raise bad_request(f"entity beginning at UTF-16 offset {entity['offset']} ends after the end of the text")
    shown = trimmed(shown)
    return FormattedText(shown.text, sorted([*shown.entities, *found_in(shown)], key=lambda entity: entity["offset"]))


def found_in(shown: FormattedText) -> list[Json]:
    """Return the commands, mentions, hashtags and addresses that Telegram marks by itself, outside of code and links."""
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in shown.entities
        if entity["type"] in ("code", "pre", "text_link")
    ]
    found: list[Json] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(shown.text):
            start, length = utf16(shown.text[: match.start()]), utf16(match[0])
            if not any(start < end and begin < start + length for begin, end in taken):
                found.append({"type": kind, "offset": start, "length": length})
                taken.append((start, start + length))
    return found


def parse_html(source: str) -> FormattedText:
    """Return text and entities of the Bot API's HTML (core.telegram.org/bots/api#html-style).

    Raises:
        Refused: a tag is unknown, not closed or closed in the wrong order, or ``<`` is not escaped.
    """
    text, entities, open_tags = "", [], list[tuple[str, int, Json]]()
    for token in _TOKEN.finditer(source):
        at = len(source[: token.start()].encode())
        if token["text"] is not None:
            text += _NAMED.sub(lambda match: html.unescape(match[0]), token["text"])
            continue
        name = (token["name"] or "").lower()
        if token["open"]:
            raise _broken(f"Unclosed start tag at byte offset {at}")
        if token["end"]:
            if not open_tags:
                raise _broken(f"Unexpected end tag at byte offset {at}")
            opened, start, entity = open_tags.pop()
            if name not in ("", opened):
                raise _broken(f'Unmatched end tag at byte offset {at}, expected "</{opened}>", found "</{name}>"')
            if (length := utf16(text) - start) > 0:
                entities.append({**entity, "offset": start, "length": length})
        elif name not in _TAGS:
            raise _broken(f'Unsupported start tag "{name}" at byte offset {at}')
        else:
            open_tags.append((name, utf16(text), _entity(name, token["attributes"], at)))
    if open_tags:
        raise _broken(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return FormattedText(text, entities)


def _entity(name: str, attributes: str, at: int) -> dict[str, Any]:
    values = {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(attributes)}
    if name == "a":
        return {"type": "text_link", "url": html.unescape(values.get("href", ""))}
    if name == "span" and values.get("class") != "tg-spoiler":
        raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    if name == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": values.get("emoji-id", "")}
    if name == "blockquote" and "expandable" in values:
        return {"type": "expandable_blockquote"}
    return {"type": _TAGS[name]}


def trimmed(shown: FormattedText) -> FormattedText:
    """Return the text without white space at both ends, like Telegram."""
    text = shown.text.strip()
    lead = utf16(shown.text[: len(shown.text) - len(shown.text.lstrip())])
    size = utf16(text)
    entities = []
    for entity in shown.entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            entities.append({**entity, "offset": start, "length": end - start})
    return FormattedText(text, entities)


def utf16(text: str) -> int:
    """Return the number of UTF-16 units of a text."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, entity: Json) -> str:
    """Return the part of the text that an entity marks."""
    units = text.encode("utf-16-le")
    return units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


def _broken(text: str) -> Refused:
    return bad_request(f"can't parse entities: {text}")
