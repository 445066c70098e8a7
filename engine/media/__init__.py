"""Media files in and out: the only part of the engine that runs ffmpeg or opens untrusted files."""

from engine.media.audio import filter_audio, mux_audio, read_audio
from engine.media.encoding import EncodeOptions
from engine.media.errors import (
    DamagedMedia,
    DiskFull,
    FfmpegFailed,
    FfmpegMissing,
    MediaEmpty,
    MediaMissing,
    MediaTimeout,
    MediaTooLarge,
    MediaTooLong,
    MediaTooSmall,
    NoSound,
    NoVideo,
    UnsupportedMedia,
    UnusableName,
)
from engine.media.files import replacing
from engine.media.info import FACE_LIMITS, AudioStream, MediaInfo, MediaLimits, VideoStream
from engine.media.photo import read_photo, write_image
from engine.media.probe import probe, probe_audio, probe_video
from engine.media.runner import ffmpeg_executable
from engine.media.video import FPS, PixelFormat, normalise_video, read_frames, transcode
from engine.media.writer import VideoWriter

__all__ = [
    "FACE_LIMITS",
    "FPS",
    "AudioStream",
    "DamagedMedia",
    "DiskFull",
    "EncodeOptions",
    "FfmpegFailed",
    "FfmpegMissing",
    "MediaEmpty",
    "MediaInfo",
    "MediaLimits",
    "MediaMissing",
    "MediaTimeout",
    "MediaTooLarge",
    "MediaTooLong",
    "MediaTooSmall",
    "NoSound",
    "NoVideo",
    "PixelFormat",
    "UnsupportedMedia",
    "UnusableName",
    "VideoStream",
    "VideoWriter",
    "ffmpeg_executable",
    "filter_audio",
    "mux_audio",
    "normalise_video",
    "probe",
    "probe_audio",
    "probe_video",
    "read_audio",
    "read_frames",
    "read_photo",
    "replacing",
    "transcode",
    "write_image",
]
