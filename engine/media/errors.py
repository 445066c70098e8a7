"""Errors of media files, one class for each cause."""

from __future__ import annotations

from engine.errors import EngineError


class MediaMissing(EngineError):
    """The path names no regular file, such as a folder, or one that may not be read."""

    code = "media_missing"
    advice = "Check the path: it must name an existing file."


class UnusableName(EngineError):
    """The file name is no text in the system's encoding, and cannot be passed on."""

    code = "media_name_unusable"
    advice = "Rename the file: its name holds bytes that are no characters."


class UnusableMedia(EngineError):
    """Base of what is wrong with the file itself: another try would end the same way."""


class MediaEmpty(UnusableMedia):
    """The file has no bytes."""

    code = "media_empty"
    advice = "Send the file again: it arrived empty."


class UnsupportedMedia(UnusableMedia):
    """Not a container or codec that is accepted."""

    code = "media_unsupported"
    advice = "Convert it to mp4 (H.264 and AAC), a common sound file, or a JPEG, PNG, WebP, HEIC or AVIF photo."


class DamagedMedia(UnusableMedia):
    """A known container whose content is broken or cut off."""

    code = "media_damaged"
    advice = "The file is broken or incomplete: export or send it again."


class MediaTooLarge(UnusableMedia):
    """More bytes, pixels or streams than the limits allow."""

    code = "media_too_large"
    advice = "Make it smaller: fewer pixels or a smaller file."


class MediaTooSmall(UnusableMedia):
    """The picture has too few pixels to be encoded at all."""

    code = "media_too_small"
    advice = "Send a picture with more pixels."


class MediaTooLong(UnusableMedia):
    """Lasts longer than the limits allow."""

    code = "media_too_long"
    advice = "Cut it shorter."


class MediaTooShort(UnusableMedia):
    """The video is a single frame."""

    code = "media_too_short"
    advice = "Send a video of some seconds, or a photo."


class NoVideo(UnusableMedia):
    """The file has no picture track (cover art is none)."""

    code = "no_video"
    advice = "Send a file that has a picture."


class NoSound(UnusableMedia):
    """The file has no sound track."""

    code = "no_sound"
    advice = "Send a file that has sound."


class MediaTimeout(EngineError):
    """Reading or converting the file took too long or came to a standstill."""

    code = "media_timeout"
    advice = "Try again; if it happens again, convert the file to mp4 first."


class FfmpegFailed(EngineError):
    """ffmpeg ended with an error; the facts hold its exit code and last lines."""

    code = "ffmpeg_failed"
    advice = "Try again; if it happens again, convert the file to mp4 first."


class FfmpegMissing(EngineError):
    """The ffmpeg that was named cannot be run, or none comes with Facenote for this platform."""

    code = "ffmpeg_missing"
    advice = "Name an ffmpeg that is installed: --ffmpeg PATH, or the setting FACENOTE_FFMPEG."


class FfmpegUnusable(EngineError):
    """The ffmpeg that was named cannot do what the engine needs."""

    code = "ffmpeg_unusable"
    advice = "Name another ffmpeg, 4.4 or later with libx264 and zscale, or none: one comes with Facenote."


class UnusableOutput(EngineError):
    """Nothing can be written where the output is wanted."""

    code = "output_unusable"
    advice = "Name a new file in a folder that exists."
