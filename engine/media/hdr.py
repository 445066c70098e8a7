"""A short HDR clip for trials of its conversion."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import ffmpeg

from engine.media.encoding import EncodeOptions, h264, mp4
from engine.media.runner import Ffmpeg, as_url, write_all
from engine.watch import Watch

PQ = {"colorspace": "bt2020nc", "color_primaries": "bt2020", "color_trc": "smpte2084"}


def hdr_video(target: Path, size: tuple[int, int], frames: int, *, watch: Watch) -> Path:
    """Write ``frames`` grey frames of BT.2020 with PQ (SMPTE ST 2084) as mp4. Raises FfmpegFailed, MediaTimeout, Cancelled."""
    width, height = size
    picture: Any = ffmpeg.input("pipe:0", format="rawvideo", pixel_format="yuv420p", video_size=size, framerate="25")
    output = picture.filter("setparams", **PQ).output(as_url(target), **(h264(EncodeOptions()) | PQ | mp4()))
    with Ffmpeg(output, watch, writes=True) as process:
        with suppress(BrokenPipeError):  # ``finish`` reports why it ended
            write_all(process.stdin, b"\x80" * (width * height * 3 // 2 * frames))
            process.stdin.close()
        process.finish()
    return target
