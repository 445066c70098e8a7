"""Requests to the job service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.records import ClipOptions, Origin, VoiceEdit
from storage.files import FileSource


@dataclass(frozen=True)
class ClipRequest:
    """A voice on a face.

    Attributes:
        user_id: who asks, and whose limits count.
        face_id: their own face, or one that is lent to the chat.
        voice: any file with sound; voice_s: its length, seconds.
        options: how it is made; the service decides on the badge.
        chat_id: where the clip belongs. batch_id: what it is part of.
        key: names the request within the user's: the same one twice is one job.
        origin: where it was asked for, and what its delivery must know.
    """

    user_id: int
    face_id: int
    voice: FileSource
    voice_s: float
    origin: Origin
    options: ClipOptions = ClipOptions()
    chat_id: int | None = None
    batch_id: int | None = None
    key: str | None = None


@dataclass(frozen=True)
class FaceRequest:
    """A face video or photo to be judged and prepared; the other attributes as in :class:`ClipRequest`.

    Attributes:
        source: any file with a picture; source_s: its length, seconds.
    """

    user_id: int
    source: FileSource
    source_s: float
    origin: Origin
    chat_id: int | None = None
    key: str | None = None


@dataclass(frozen=True)
class VoiceRequest:
    """A voice to be judged, and kept for clips to come; the other attributes as in :class:`ClipRequest`.

    Attributes:
        voice: any file with sound; voice_s: its length, seconds.
    """

    user_id: int
    voice: FileSource
    voice_s: float
    origin: Origin
    key: str | None = None


@dataclass(frozen=True)
class EditRequest:
    """A voice to be made from parts of others, then judged and kept like :class:`VoiceRequest`.

    Attributes:
        edit: the parts; edit_s: their length, seconds.
        sources: the files of the voices, by the roles that the parts name.
    """

    user_id: int
    edit: VoiceEdit
    edit_s: float
    sources: Mapping[str, FileSource]
    origin: Origin
    key: str | None = None
