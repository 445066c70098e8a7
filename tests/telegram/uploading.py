"""Media of a bot's messages: uploaded, or known by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.telegram.entities import FormattedText
from tests.telegram.files import KINDS, Media, Stored, look, open_picture
from tests.telegram.query import Query, Upload, checked_caption
from tests.telegram.rules import (
    MEDIA_FIELDS,
    PHOTO_BYTES,
    PHOTO_RATIO,
    PHOTO_SIDES_PX,
    STRICT,
    THUMBNAIL_BYTES,
    THUMBNAIL_PX,
    VIDEO_NOTE_PX,
    VIDEO_NOTE_S,
    Json,
    Refused,
    bad_request,
)
from tests.telegram.world import World

CONTAINERS = {
    "video": ({"mov", "mp4", "matroska", "webm", "avi"}, "video"),
    "video_note": ({"mp4"}, "video"),
    "voice": ({"ogg", "mp3", "mp4"}, "sound"),
    "audio": ({"mp3", "mp4", "ogg", "flac", "wav"}, "sound"),
}
"""Requirements for a file to be shown as its kind; the official server would show it as a document."""


def media_of(world: World, query: Query, kind: str, value: str, options: Mapping[str, Any]) -> Media:
    """Return the media of a parameter.

    Args:
        kind: as in :data:`KINDS`.
        value: an id, ``attach://name``, or the name of the upload itself.
        options: duration, width, thumbnail and so on, as text or as JSON has them.

    Raises:
        Refused: it is not such media.
    """
    upload = _upload(query, value, kind)
    if upload is None:
        media = _known(world, kind, value)
    elif kind == "photo":
        _check_photo(upload)
        media = world.files.photo(upload.data, upload.name)
    else:
        media = world.files.media(world.files.add(kind, upload.data, upload.name))
        if kind in CONTAINERS:
            _check_container(media)
    media = replace(media, thumbnail=_thumbnail(world, query, options) or media.thumbnail)
    if kind == "video_note":
        _check_video_note(media, options)
    duration = float(options.get("duration") or 0)
    return replace(
        media,
        width=int(options.get("width") or 0) or media.width,
        height=int(options.get("height") or 0) or media.height,
        duration_s=duration or media.duration_s,
        title=str(options.get("title") or ""),
        performer=str(options.get("performer") or ""),
        supports_streaming=str(options.get("supports_streaming", "")).lower() == "true",
    )


def input_media(world: World, query: Query, item: Json) -> tuple[Media, FormattedText]:
    """Return media and caption of an ``InputMedia``.

    Raises:
        Refused: unknown type or field, or no such media.
    """
    kind = item.get("type") if isinstance(item, dict) else None
    if kind not in MEDIA_FIELDS:
        raise bad_request("can't parse InputMedia: unknown type")
    if unknown := item.keys() - MEDIA_FIELDS[kind]:
        raise Refused(f"{STRICT}InputMedia {kind} has no {', '.join(sorted(unknown))}")
    caption = checked_caption(item.get("caption") or "", item.get("parse_mode"), item.get("caption_entities"))
    return media_of(world, query, kind, item.get("media", ""), item), caption


def _upload(query: Query, value: str, name: str) -> Upload | None:
    if value.startswith("attach://"):
        upload = query.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return _not_empty(upload)
    if not value and name in query.uploads:
        return _not_empty(query.uploads[name])
    if not value:
        raise bad_request(f"there is no {name.replace('_', ' ')} in the request")
    return None


def _not_empty(upload: Upload) -> Upload:
    if not upload.data:
        raise bad_request("file must be non-empty")
    return upload


def _known(world: World, kind: str, file_id: str) -> Media:
    if file_id.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.files.get(file_id)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {KINDS[stored.kind][0]} as {KINDS[kind][0]}")
    return world.files.media(stored)


def _thumbnail(world: World, query: Query, options: Mapping[str, Any]) -> Stored | None:
    value = str(options.get("thumbnail") or "")
    if not value and "thumbnail" not in query.uploads:
        return None
    upload = _upload(query, value, "thumbnail")
    if upload is None:
        raise Refused(f"{STRICT}thumbnails can't be reused and can be only uploaded as a new file")
    stored = world.files.add("thumbnail", upload.data, upload.name)
    seen = look(stored.path)
    if seen.video != "mjpeg" or max(seen.width, seen.height) > THUMBNAIL_PX or stored.size > THUMBNAIL_BYTES:
        raise Refused(
            f"{STRICT}a thumbnail is a JPEG of at most 320 px and 200 kB, not {seen.video} {seen.width}x{seen.height}, "
            f"{stored.size} bytes"
        )
    return stored


def _check_photo(upload: Upload) -> None:
    if (size := len(upload.data)) > PHOTO_BYTES:
        raise bad_request(f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_BYTES} bytes")
    width, height = open_picture(upload.data).size
    if width + height > PHOTO_SIDES_PX or max(width, height) > PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _check_container(media: Media) -> None:
    seen = look(media.path)
    containers, what = CONTAINERS[media.kind]
    there = seen.video if what == "video" else seen.audio
    if not there or not containers & set(seen.container.split(",")):
        held = f"{seen.video or 'no picture'} and {seen.audio or 'no sound'} in {seen.container or 'nothing known'}"
        raise Refused(f"{STRICT}{held} can't be sent as {media.kind.replace('_', ' ')}")


def _check_video_note(media: Media, options: Mapping[str, Any]) -> None:
    seconds = max(media.file.duration_s, float(options.get("duration") or 0))
    length = int(options.get("length") or 0) or media.file.width
    if (
        media.file.width != media.file.height
        or not length == media.file.width <= VIDEO_NOTE_PX
        or seconds >= VIDEO_NOTE_S + 1
    ):
        raise Refused(
            f"{STRICT}a video note is square, at most 640 px and 60 s, and its length is its side: "
            f"not {media.file.width}x{media.file.height}, {seconds:.1f} s, length {length}"
        )
