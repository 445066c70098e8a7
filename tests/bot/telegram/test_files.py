"""Tests of files from and to Telegram: types, limits, and how a clip is made to fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from telegram import Message

from bot.records import Attachment
from bot.telegram.attachments import check_limits, picture_in, unclear_in, voice_in
from bot.telegram.delivery.media import thumbnail
from engine.media import MediaTooLong
from facenote.units import MIB
from storage.errors import FileTooLarge

FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 7}
MOVING = {**FILE, "width": 1, "height": 1, "duration": 4}


@pytest.mark.parametrize(
    ("content", "voice", "picture"),
    [
        ({"voice": {**FILE, "duration": 4}}, True, False),
        ({"audio": {**FILE, "duration": 4}}, True, False),
        ({"video_note": {**FILE, "length": 384, "duration": 4}}, True, True),
        ({"video": MOVING}, False, True),
        ({"photo": [{**FILE, "width": 9, "height": 9}, {**FILE, "file_id": "big", "width": 90, "height": 90}]}, False, True),
        ({"document": {**FILE, "mime_type": "audio/flac"}}, True, False),
        ({"document": {**FILE, "mime_type": "video/quicktime"}}, False, True),
        ({"document": {**FILE, "mime_type": "image/heic"}}, False, True),
        ({"document": {**FILE, "mime_type": "application/zip"}}, False, False),
        ({"text": "hello"}, False, False),
    ],
)  # fmt: skip
def test_what_a_message_holds(content: dict[str, Any], voice: bool, picture: bool) -> None:
    message = Message.de_json({"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, **content}, None)
    assert (voice_in(message) is not None) == voice
    assert (picture_in(message) is not None) == picture


@pytest.mark.parametrize(
    ("kind", "unclear"),
    [("application/octet-stream", True), ("application/ogg", True), (None, True), ("application/pdf", False),
     ("audio/ogg", False), ("video/mp4", False)],
)  # fmt: skip
def test_of_which_files_only_the_content_tells(kind: str | None, unclear: bool) -> None:
    document = FILE if kind is None else {**FILE, "mime_type": kind}
    message = Message.de_json(
        {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "document": document}, None
    )
    assert (unclear_in(message) is not None) == unclear


def test_of_a_photo_the_largest_size_is_taken() -> None:
    sizes = [{**FILE, "width": 9, "height": 9}, {**FILE, "file_id": "big", "width": 90, "height": 90}]
    message = Message.de_json({"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "photo": sizes}, None)
    assert (found := picture_in(message))
    assert found.file_id == "big"


@pytest.mark.parametrize(
    ("attachment", "refusal"),
    [
        (Attachment("f", 20 * MIB, 60.0), None),
        (Attachment("f", None, None), None),
        (Attachment("f", 20 * MIB + 1, 60.0), FileTooLarge),
        (Attachment("f", 1, 60.1), MediaTooLong),
    ],
)
def test_limits_hold_before_anything_is_fetched(attachment: Attachment, refusal: type[Exception] | None) -> None:
    if refusal is None:
        check_limits(attachment, max_mb=20, max_s=60)
    else:
        with pytest.raises(refusal):
            check_limits(attachment, max_mb=20, max_s=60)


def test_thumbnails_are_small_jpegs(tmp_path: Path) -> None:
    poster = tmp_path / "poster.jpg"
    Image.new("RGB", (1920, 1080), "teal").save(poster)
    (tmp_path / "thumbnail.jpg").write_bytes(thumbnail(poster))
    with Image.open(tmp_path / "thumbnail.jpg") as small:
        assert small.format == "JPEG"
        assert small.size == (320, 180)
