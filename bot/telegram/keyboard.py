"""Inline buttons. Their data is ``<action>:<user id>:<arguments>``: a button works only for the person it is for."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.records.declarations import ShownText

MAX_DATA_BYTES = 64
ANYBODY = 0
"""Stands for a user's id: the button is for all who may do the action."""


class Action(StrEnum):
    """Every button there is. Short: the data of a button has room for 64 bytes."""

    WELCOME = "hi"
    CONSENT = "ok"
    VOICES_OK = "vo"
    FACE_ASK = "fa"
    FACE_KEEP = "fk"
    FACE_SHOW = "fs"
    FACE_DEFAULT = "fd"
    FACE_RENAME = "fn"
    FACE_DELETE = "fx"
    FACE_USES = "fu"
    MEDIA_USE = "mu"
    CLIP_FORM = "cf"
    CLIP_FACES = "cs"
    CLIP_FACE = "cc"
    CLIP_AGAIN = "ca"
    CLIP_VERDICT = "cv"
    CLIP_SEND = "ce"
    DELIVERY = "dy"
    JOB_CANCEL = "jx"
    JOB_AGAIN = "ja"
    BATCH_DONE = "bd"
    BATCH_CANCEL = "bx"
    BATCH_ZIP = "bz"
    SETTING = "st"
    FORGET = "rm"
    TEAM_SETTING = "ts"
    TEAM_FACE = "tf"
    LEND = "le"
    TAKE_BACK = "tb"
    OPERATOR = "op"


def button(label: str, action: Action, user_id: int, *args: object) -> InlineKeyboardButton:
    """Return a button for the user of that id (``User.id``)."""
    data = ":".join([action, str(user_id), *map(str, args)])
    if len(data.encode()) > MAX_DATA_BYTES:
        raise ValueError(f"{data!r} is longer than {MAX_DATA_BYTES} bytes")
    return InlineKeyboardButton(label, callback_data=data)


def shown_in(args: Sequence[str]) -> ShownText | None:
    """Return which consent text the message of a button shows, from the button's last arguments; None for old buttons."""
    return ShownText(*args) if len(args) == 2 else None


def rows(*buttons: InlineKeyboardButton, width: int = 1) -> InlineKeyboardMarkup:
    """Return a keyboard with ``width`` buttons per row."""
    return InlineKeyboardMarkup([buttons[at : at + width] for at in range(0, len(buttons), width)])
