"""Finding out what a file is, without trusting it.

ffprobe is not at hand: the wheel that serves machines without a system ffmpeg has none. Reading the banner of
``ffmpeg -i`` was the other way, and was not taken: it rounds frame rates, its wording changes between versions, and a
title with a line break forges it. PyAV gives exact fractions, rotation, field order and colour from the same libraries;
what it lacks, safety from a crash or an endless loop in them, :mod:`engine.media.inspector` gets by running in a
process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

from engine.media.errors import (
    DamagedMedia,
    MediaTimeout,
    MediaTooLarge,
    MediaTooLong,
    MediaTooSmall,
    NoSound,
    NoVideo,
    UnsupportedMedia,
)
from engine.media.files import size_and_head
from engine.media.info import LIMITS, AudioStream, MediaInfo, MediaLimits, VideoStream
from engine.media.photo import photo_size

INSPECTOR = Path(__file__).with_name("inspector.py")

PHOTO_SIGNATURES = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png", b"RIFF....WEBP": "webp"}
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
    | {"msmpeg4v2", "msmpeg4v3", "prores", "theora", "vp8", "vp9", "wmv2", "wmv3"}
)
AUDIO_CODECS = frozenset(
    {"aac", "ac3", "alac", "amrnb", "amrwb", "eac3", "flac", "mp1", "mp2", "mp3", "opus", "vorbis", "wmav1", "wmav2"}
)

BRAND_KEYS = ("major_brand", "minor_version", "compatible_brands")
"""Properties of the mp4 container that ffmpeg lists among the tags."""

MISSING_TAIL_S = 1.0
MISSING_TAIL_SHARE = 0.1
"""A file whose packets end this much before its stated end (both apply) has been cut off."""


def probe(path: Path, *, limits: MediaLimits = LIMITS) -> MediaInfo:
    """Look at a file: container, tracks, rotation, rates, length.

    Reads the whole file once, decodes one picture. Raises MediaMissing, MediaEmpty, UnsupportedMedia, DamagedMedia,
    MediaTooLarge, MediaTooSmall, MediaTooLong or MediaTimeout.
    """
    size_bytes, head = size_and_head(path, limits)
    codec = next((name for magic, name in PHOTO_SIGNATURES.items() if _matches(head, magic)), None)
    info = _photo_info(path, codec, size_bytes, limits) if codec else _media_info(path, head, size_bytes, limits)
    if info.video:
        _check_size(info.video, limits)
    return info


def probe_video(path: Path, *, limits: MediaLimits = LIMITS) -> tuple[MediaInfo, VideoStream]:
    """Like :func:`probe`, and raise NoVideo unless the file has moving pictures."""
    info = probe(path, limits=limits)
    if info.video is None or info.is_photo:
        raise NoVideo(f"{info.container} holds no moving picture", container=info.container, is_photo=info.is_photo)
    return info, info.video


def probe_audio(path: Path, *, limits: MediaLimits = LIMITS) -> tuple[MediaInfo, AudioStream]:
    """Like :func:`probe`, and raise NoSound unless the file has a sound track."""
    try:
        info = probe(path, limits=limits)
    except UnsupportedMedia as error:
        error.advice = "Take a common sound file, such as ogg, mp3, m4a or wav, or an mp4 with sound."
        raise
    if info.audio is None:
        raise NoSound(f"{info.container} holds no sound", container=info.container)
    return info, info.audio


def _matches(head: bytes, pattern: bytes) -> bool:
    return len(head) >= len(pattern) and all(p in (0x2E, h) for p, h in zip(pattern, head, strict=False))


def _photo_info(path: Path, codec: str, size_bytes: int, limits: MediaLimits) -> MediaInfo:
    width, height = photo_size(path, limits=limits)
    video = VideoStream(index=0, codec=codec, width=width, height=height, fps=Fraction(0), duration_s=0.0, frames=1)
    return MediaInfo(container=codec, size_bytes=size_bytes, duration_s=0.0, video=video, is_photo=True)


def _media_info(path: Path, head: bytes, size_bytes: int, limits: MediaLimits) -> MediaInfo:
    facts = _inspect(path, head, limits)
    start = facts["start_s"]
    video = facts["video"] and _video_stream(facts["video"], start)
    audio = facts["audio"] and _audio_stream(facts["audio"], start)
    if not facts["tracks"]:
        raise DamagedMedia(f"{facts['container']} without any track", container=facts["container"])
    if not video and not audio:
        raise UnsupportedMedia(f"no known codec in its tracks: {', '.join(facts['tracks'])}", tracks=facts["tracks"])
    duration = max(stream.duration_s for stream in (video, audio) if stream)
    declared = facts["declared_s"] or duration
    for seconds in (duration, declared):
        if seconds > limits.max_duration_s:
            raise MediaTooLong(
                f"{seconds:.1f} s, at most {limits.max_duration_s:g}",
                duration_s=round(seconds, 3), max_s=limits.max_duration_s,
            )  # fmt: skip
    if declared - duration > max(MISSING_TAIL_S, MISSING_TAIL_SHARE * declared):
        raise DamagedMedia(f"ends after {duration:.1f} of {declared:.1f} s", duration_s=duration, declared_s=declared)
    return MediaInfo(
        container=facts["container"],
        size_bytes=size_bytes,
        duration_s=duration,
        video=video,
        audio=audio,
        tags={key: value for key, value in facts["tags"].items() if key not in BRAND_KEYS},
    )


def _inspect(path: Path, head: bytes, limits: MediaLimits) -> dict[str, Any]:
    """Run the inspector in its own process and return its facts; raise what it complains of."""
    command = [sys.executable, "-I", str(INSPECTOR), str(path.absolute())]
    command += [str(limits.max_pixels), str(limits.max_streams)]
    try:
        done = subprocess.run(
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=limits.timeout_s, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise MediaTimeout(f"not understood within {limits.timeout_s:g} s", timeout_s=limits.timeout_s) from error
    if done.returncode != 0:
        why = (done.stderr.decode(errors="replace").strip().splitlines() or ["no message"])[-1]
        raise DamagedMedia(f"reading it ended with {done.returncode}: {why}", exit_code=done.returncode)
    facts: dict[str, Any] = json.loads(done.stdout)
    match facts.pop("problem", None):
        case "unreadable" if any(_matches(head, magic) for magic in MEDIA_SIGNATURES):
            raise DamagedMedia(f"cannot be read: {facts['why']}")
        case "unreadable":
            raise UnsupportedMedia(
                "neither video nor sound nor photo of a kind that is known here", first_bytes=head[:8].hex()
            )
        case "streams":
            raise MediaTooLarge(f"{facts['streams']} streams, at most {limits.max_streams}", **facts)
        case "pixels":
            raise MediaTooLarge(f"{facts['width']}x{facts['height']}, at most {limits.max_pixels} pixels", **facts)
    return facts


def _video_stream(facts: dict[str, Any], start_s: float) -> VideoStream:
    if facts["codec"] not in VIDEO_CODECS:
        raise UnsupportedMedia(f"video codec {facts['codec']}", codec=facts["codec"])
    if not facts.pop("decodes"):
        raise DamagedMedia(
            f"no picture of {facts['frames']} packets decodes", codec=facts["codec"], packets=facts["frames"]
        )
    width, height = _upright_size(
        facts.pop("stored_width"), facts.pop("stored_height"), Fraction(*facts.pop("sar")), facts["rotation"]
    )
    fps = Fraction(*facts.pop("fps"))
    duration = max(facts.pop("end_s") - start_s, 0.0)
    return VideoStream(width=width, height=height, fps=fps, duration_s=duration, **facts)


def _upright_size(width: int, height: int, sar: Fraction, rotation: int) -> tuple[int, int]:
    """Display size with square pixels: the longer of both stretches is taken, so that nothing is thrown away."""
    if sar > 1:
        width = round(width * sar)
    else:
        height = round(height / sar)
    return (height, width) if abs(rotation) % 180 == 90 else (width, height)


def _audio_stream(facts: dict[str, Any], start_s: float) -> AudioStream:
    codec = facts["codec"]
    if codec not in AUDIO_CODECS and not codec.startswith(("pcm_", "adpcm_")):
        raise UnsupportedMedia(f"audio codec {codec}", codec=codec)
    if not facts.pop("packets") or not facts["sample_rate_hz"]:
        raise DamagedMedia("the sound track is empty", codec=codec)
    return AudioStream(duration_s=max(facts.pop("end_s") - start_s, 0.0), **facts)


def _check_size(video: VideoStream, limits: MediaLimits) -> None:
    size = {"width": video.width, "height": video.height}
    if max(size.values()) > limits.max_side_px or video.width * video.height > limits.max_pixels:
        raise MediaTooLarge(f"{video.width}x{video.height}, side at most {limits.max_side_px}", **size)
    if min(size.values()) < limits.min_side_px:
        raise MediaTooSmall(f"{video.width}x{video.height}, side at least {limits.min_side_px}", **size)
    if video.fps > limits.max_fps:
        raise UnsupportedMedia(f"{float(video.fps):.0f} frames a second", fps=float(video.fps))
