"""Errors of media files, one class for each cause."""

from __future__ import annotations

from engine.errors import EngineError


class MediaMissing(EngineError):
    """The path names no regular file, such as a folder, or one that may not be read."""

    code = "media_missing"
    advice = "Check the path: it must name an existing file."


class UnusableName(EngineError):
    """The file name is not valid text in the system's encoding."""

    code = "media_name_unusable"
    advice = "Rename the file: its name contains invalid bytes."


class UnusableMedia(EngineError):
    """Base of what is wrong with the file itself: another try would end the same way."""


class MediaEmpty(UnusableMedia):
    """The file has no bytes."""

    code = "media_empty"
    advice = "Send the file again: it arrived empty."


class UnsupportedMedia(UnusableMedia):
    """The container or codec is not accepted."""

    code = "media_unsupported"
    advice = "Convert it to mp4 (H.264 and AAC), a common sound file, or a JPEG, PNG, WebP, HEIC or AVIF photo."


class DamagedMedia(UnusableMedia):
    """The file has a known container, but its content is broken or incomplete."""

    code = "media_damaged"
    advice = "The file is broken or incomplete: export or send it again."


class MediaTooLarge(UnusableMedia):
    """The file has more bytes, pixels or streams than the limits allow."""

    code = "media_too_large"
    advice = "Make it smaller: fewer pixels or a smaller file."


class MediaTooSmall(UnusableMedia):
    """The picture has too few pixels to be encoded."""

    code = "media_too_small"
    advice = "Send a picture with more pixels."


class MediaTooLong(UnusableMedia):
    """The recording is longer than the limits allow."""

    code = "media_too_long"
    advice = "Shorten it."


class MediaTooShort(UnusableMedia):
    """The video is a single frame."""

    code = "media_too_short"
    advice = "Send a video of a few seconds, or a photo."


class NoVideo(UnusableMedia):
    """The file has no video track (cover art does not count)."""

    code = "no_video"
    advice = "Send a file that has a picture."


class NoSound(UnusableMedia):
    """The file has no audio track."""

    code = "no_sound"
    advice = "Send a file that has sound."


class MediaTimeout(EngineError):
    """Reading or converting the file took too long or stopped making progress."""

    code = "media_timeout"
    advice = "Try again; if it happens again, convert the file to mp4 first."


class FfmpegFailed(EngineError):
    """ffmpeg ended with an error. Facts: its exit code and last lines."""

    code = "ffmpeg_failed"
    advice = "Try again; if it happens again, convert the file to mp4 first."


class FfmpegMissing(EngineError):
    """The configured ffmpeg cannot be run, or this platform has no bundled one."""

    code = "ffmpeg_missing"
    advice = "Name an installed ffmpeg: --ffmpeg PATH, or the setting FACENOTE_FFMPEG."


class FfmpegUnusable(EngineError):
    """The configured ffmpeg lacks something that the engine needs."""

    code = "ffmpeg_unusable"
    advice = "Name an ffmpeg of version 4.4 or later with libx264 and zscale, or none to use the bundled one."


class UnusableOutput(EngineError):
    """The output cannot be written to that place."""

    code = "output_unusable"
    advice = "Name a new file in a folder that exists."
