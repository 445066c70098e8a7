"""Inspection of untrusted files.

There is no ffprobe: the wheel for machines without a system ffmpeg lacks it. Parsing the banner of ``ffmpeg -i`` was rejected:
it rounds frame rates, its wording changes between versions, and a title with a line break forges it. PyAV gives exact
fractions, rotation, field order and colour from the same libraries. It does not protect from a crash or an endless loop in
them; therefore :mod:`engine.media.inspector` runs in a separate process.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from engine.errors import EngineError
from engine.media.confined import complaint, inspect
from engine.media.errors import (
    DamagedMedia,
    MediaTooLarge,
    MediaTooLong,
    MediaTooShort,
    MediaTooSmall,
    NoSound,
    NoVideo,
    UnsupportedMedia,
)
from engine.media.files import size_and_head
from engine.media.info import LIMITS, AudioStream, MediaInfo, MediaLimits, VideoStream
from engine.media.photo import is_photo, photo_facts

MEDIA_SIGNATURES = (
    b"....ftyp",
    b"....moov",
    b"\x1aE\xdf\xa3",
    b"RIFF",
    b"OggS",
    b"fLaC",
    b"ID3",
    b"\0\0\1\xba",
    b"\0\0\1\xb3",
)
"""First bytes, a dot for any byte. They only decide between the words *damaged* and *unsupported*."""

VIDEO_CODECS = frozenset(
    {"av1", "dvvideo", "ffv1", "flv1", "h263", "h264", "hevc", "mjpeg", "mpeg1video", "mpeg2video", "mpeg4"}
    | {"msmpeg4v2", "msmpeg4v3", "prores", "theora", "vc1", "vp8", "vp9", "wmv1", "wmv2", "wmv3"}
)
AUDIO_CODECS = frozenset(
    {"aac", "aac_latm", "ac3", "alac", "amr_nb", "amr_wb", "dts", "eac3", "evrc", "flac", "gsm", "gsm_ms", "ilbc"}
    | {"mp1", "mp2", "mp3", "opus", "qcelp", "speex", "truehd", "vorbis", "wmalossless", "wmapro", "wmav1", "wmav2"}
    | {"wmavoice"}
)
"""Names as in libav; those that begin with ``pcm_`` and ``adpcm_`` are accepted as well."""

BRAND_KEYS = ("major_brand", "minor_version", "compatible_brands")
"""Properties of the mp4 container that ffmpeg lists among the tags."""

MISSING_TAIL_S = 1.0
MISSING_TAIL_SHARE = 0.1
"""A track whose packets end this much before its stated end (both apply) is truncated."""


@dataclass(frozen=True)
class _Look:
    """Facts about a file, and the reasons why its tracks are unusable."""

    info: MediaInfo
    no_video: EngineError | None = None
    no_audio: EngineError | None = None


def probe(path: Path, *, limits: MediaLimits = LIMITS) -> MediaInfo:
    """Inspect a file: container, tracks, rotation, rates, length. An unusable track is left out if the other is usable.

    Reads the whole file once, decodes one picture. Raises MediaMissing, MediaEmpty, UnsupportedMedia, DamagedMedia,
    MediaTooLarge, MediaTooSmall, MediaTooShort, MediaTooLong or MediaTimeout.
    """
    look = _look(path, limits)
    if look.info.video is None and look.info.audio is None:
        raise look.no_video or look.no_audio or UnsupportedMedia("neither picture nor sound in it")
    return look.info


def probe_picture(path: Path, *, limits: MediaLimits = LIMITS) -> tuple[MediaInfo, VideoStream]:
    """Inspect a file as :func:`probe`, and raise errors of its picture; NoVideo if there is none."""
    look = _look(path, limits)
    if look.info.video is None:
        wrong = look.no_video or (look.no_audio if look.info.audio is None else None)
        raise wrong or NoVideo(f"{look.info.container} holds no picture", container=look.info.container)
    return look.info, look.info.video


def probe_video(path: Path, *, limits: MediaLimits = LIMITS) -> tuple[MediaInfo, VideoStream]:
    """Inspect a file as :func:`probe_picture`, and raise NoVideo for a photo."""
    info, video = probe_picture(path, limits=limits)
    if info.is_photo:
        raise NoVideo(f"{info.container} holds no moving picture", container=info.container, is_photo=True)
    return info, video


def probe_audio(path: Path, *, limits: MediaLimits = LIMITS) -> tuple[MediaInfo, AudioStream]:
    """Inspect a file as :func:`probe`, and raise errors of its sound; NoSound if there is none. Its pictures are ignored."""
    try:
        look = _look(path, limits)
        if look.info.audio is None and (wrong := look.no_audio or look.no_video):
            raise wrong
    except UnsupportedMedia as error:
        error.advice = "Take a common sound file, such as ogg, mp3, m4a or wav, or an mp4 with sound."
        raise
    if look.info.audio is None:
        raise NoSound(f"{look.info.container} holds no sound", container=look.info.container)
    return look.info, look.info.audio


def _matches(head: bytes, pattern: bytes) -> bool:
    return len(head) >= len(pattern) and all(p in (0x2E, h) for p, h in zip(pattern, head, strict=False))


def _look(path: Path, limits: MediaLimits) -> _Look:
    size_bytes, head = size_and_head(path, limits)
    if not is_photo(path, head):
        return _media(path, head, size_bytes, limits)
    width, height, codec, xmp = photo_facts(path, limits=limits)
    tags = {"xmp": xmp} if xmp else {}
    video = VideoStream(index=0, codec=codec, width=width, height=height, fps=Fraction(0), duration_s=0.0, frames=1)
    _check_size(video, limits)
    return _Look(
        MediaInfo(container=codec, size_bytes=size_bytes, duration_s=0.0, video=video, is_photo=True, tags=tags)
    )


def _media(path: Path, head: bytes, size_bytes: int, limits: MediaLimits) -> _Look:
    facts = _facts(path, head, limits)
    video, audio, no_video, no_audio = None, None, None, None
    try:
        video = _video_stream(facts, limits)
    except EngineError as error:
        no_video = error
    try:
        audio = _audio_stream(facts, limits)
    except EngineError as error:
        no_audio = error
    duration = max((stream.duration_s for stream in (video, audio) if stream), default=0.0)
    if duration > limits.max_duration_s:
        raise MediaTooLong(
            f"{duration:.1f} s, at most {limits.max_duration_s:g}",
            duration_s=round(duration, 3), max_s=limits.max_duration_s,
        )  # fmt: skip
    info = MediaInfo(
        container=facts["container"],
        size_bytes=size_bytes,
        duration_s=duration,
        video=video,
        audio=audio,
        start_s=facts["start_s"],
        tags={key: value for key, value in facts["tags"].items() if key not in BRAND_KEYS},
    )
    return _Look(info, no_video, no_audio)


def _facts(path: Path, head: bytes, limits: MediaLimits) -> dict[str, Any]:
    try:
        output = inspect("tracks", path, limits, video_codecs=sorted(VIDEO_CODECS), audio_codecs=sorted(AUDIO_CODECS))
    except DamagedMedia as error:
        if any(_matches(head, magic) for magic in MEDIA_SIGNATURES):
            raise
        raise UnsupportedMedia(
            "neither video nor sound nor photo of a kind that is known here", first_bytes=head[:8].hex()
        ) from error
    facts: dict[str, Any] = json.loads(output)
    if not facts["tracks"]:
        raise DamagedMedia(f"{facts['container']} without any track", container=facts["container"])
    return facts


def _check_tail(facts: dict[str, Any], track: dict[str, Any]) -> None:
    """Raise DamagedMedia if the track ends well before the length stated for it, else for the whole file."""
    end_s, declared_s = track["end_s"] - facts["start_s"], track["declared_s"]
    if declared_s is None:
        end_s, declared_s = facts["longest_s"] - facts["start_s"], facts["declared_s"]
    if declared_s and declared_s - end_s > max(MISSING_TAIL_S, MISSING_TAIL_SHARE * declared_s):
        raise DamagedMedia(f"ends after {end_s:.1f} of {declared_s:.1f} s", duration_s=end_s, declared_s=declared_s)


def _video_stream(facts: dict[str, Any], limits: MediaLimits) -> VideoStream | None:
    track = facts["video"]
    if not track:
        if facts["no_video"]:
            raise complaint(facts["no_video"], limits)
        return None
    if not track["decodes"]:
        raise DamagedMedia(
            f"no picture of {track['frames']} packets decodes", codec=track["codec"], packets=track["frames"]
        )
    width, height = _upright_size(
        track["stored_width"], track["stored_height"], Fraction(*track["sar"]), track["rotation"]
    )
    video = VideoStream(
        width=width,
        height=height,
        fps=Fraction(*track["fps"]),
        duration_s=max(track["end_s"] - facts["start_s"], 0.0),
        late_s=max(track["begin_s"] - facts["start_s"], 0.0),
        **{name: track[name] for name in COPIED},
    )
    _check_size(video, limits)
    _check_tail(facts, track)
    if video.frames < 2:
        raise MediaTooShort("a single frame", frames=video.frames)
    return video


COPIED = (
    "index",
    "codec",
    "frames",
    "rotation",
    "interlaced",
    "pixel_format",
    "colour_space",
    "colour_transfer",
    "colour_primaries",
    "full_range",
)


def _upright_size(width: int, height: int, sar: Fraction, rotation: int) -> tuple[int, int]:
    """Return the display size with square pixels: one side is stretched, none shrunk, so that no detail is lost."""
    if sar > 1:
        width = round(width * sar)
    else:
        height = round(height / sar)
    return (height, width) if abs(rotation) % 180 == 90 else (width, height)


def _audio_stream(facts: dict[str, Any], limits: MediaLimits) -> AudioStream | None:
    track = facts["audio"]
    if not track:
        if facts["no_audio"]:
            raise complaint(facts["no_audio"], limits)
        return None
    if not track["decodes"]:
        raise DamagedMedia(
            f"no sound of {track['packets']} packets decodes", codec=track["codec"], packets=track["packets"]
        )
    _check_tail(facts, track)
    return AudioStream(
        index=track["index"],
        codec=track["codec"],
        sample_rate_hz=track["sample_rate_hz"],
        channels=track["channels"],
        duration_s=max(track["end_s"] - facts["start_s"], 0.0),
    )


def _check_size(video: VideoStream, limits: MediaLimits) -> None:
    size = {"width": video.width, "height": video.height}
    if max(size.values()) > limits.max_side_px or video.width * video.height > limits.max_pixels:
        raise MediaTooLarge(f"{video.width}x{video.height}, side at most {limits.max_side_px}", **size)
    if min(size.values()) < limits.min_side_px:
        raise MediaTooSmall(f"{video.width}x{video.height}, side at least {limits.min_side_px}", **size)
    if video.fps > limits.max_fps:
        raise UnsupportedMedia(f"{float(video.fps):.0f} frames a second", fps=float(video.fps))
