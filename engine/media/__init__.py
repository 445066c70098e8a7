"""Media files, input and output: the only part of the engine that runs ffmpeg or opens untrusted files."""

from engine.errors import DiskFull
from engine.media.audio import (
    SoundPart,
    decode_audio,
    decode_audio_and_read,
    filter_audio,
    join_audio,
    mux_audio,
    read_audio,
)
from engine.media.encoding import EncodeOptions
from engine.media.errors import (
    DamagedMedia,
    FfmpegFailed,
    FfmpegMissing,
    FfmpegUnusable,
    MediaEmpty,
    MediaMissing,
    MediaTimeout,
    MediaTooLarge,
    MediaTooLong,
    MediaTooShort,
    MediaTooSmall,
    NoSound,
    NoVideo,
    UnsupportedMedia,
    UnusableMedia,
    UnusableName,
    UnusableOutput,
)
from engine.media.files import check_output, replacing
from engine.media.info import FACE_LIMITS, AudioStream, MediaInfo, MediaLimits, VideoStream
from engine.media.photo import IMAGE_KINDS, read_photo, write_image
from engine.media.probe import probe, probe_audio, probe_picture, probe_video
from engine.media.runner import bundled_ffmpeg
from engine.media.trial import try_ffmpeg
from engine.media.video import FPS, FrameReader, PixelFormat, normalise_video, read_frames, transcode
from engine.media.writer import VideoWriter

__all__ = [
    "FACE_LIMITS",
    "FPS",
    "IMAGE_KINDS",
    "AudioStream",
    "DamagedMedia",
    "DiskFull",
    "EncodeOptions",
    "FfmpegFailed",
    "FfmpegMissing",
    "FfmpegUnusable",
    "FrameReader",
    "MediaEmpty",
    "MediaInfo",
    "MediaLimits",
    "MediaMissing",
    "MediaTimeout",
    "MediaTooLarge",
    "MediaTooLong",
    "MediaTooShort",
    "MediaTooSmall",
    "NoSound",
    "NoVideo",
    "PixelFormat",
    "SoundPart",
    "UnsupportedMedia",
    "UnusableMedia",
    "UnusableName",
    "UnusableOutput",
    "VideoStream",
    "VideoWriter",
    "bundled_ffmpeg",
    "check_output",
    "decode_audio",
    "decode_audio_and_read",
    "filter_audio",
    "join_audio",
    "mux_audio",
    "normalise_video",
    "probe",
    "probe_audio",
    "probe_picture",
    "probe_video",
    "read_audio",
    "read_frames",
    "read_photo",
    "replacing",
    "transcode",
    "try_ffmpeg",
    "write_image",
]
