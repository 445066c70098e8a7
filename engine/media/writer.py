"""Writing a clip frame by frame, while the next frames are being made."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self

import ffmpeg
import numpy as np
from numpy.typing import NDArray

from engine.media.audio import lasting, on_time, open_wav
from engine.media.encoding import BT709, DEFAULTS, SCALER, EncodeOptions, aac, h264, mp4
from engine.media.errors import FfmpegFailed, MediaTimeout
from engine.media.files import replacing
from engine.media.probe import probe_audio
from engine.media.runner import POLL_MS, STALL_S, Ffmpeg, as_url, open_input, write_all
from engine.media.video import FPS, SAMPLE_RATE_HZ, PixelFormat
from engine.watch import Watch

WAITING_FRAMES = 8
"""Frames that may wait for ffmpeg: enough to even out delays on both sides, 11 MB at 720p."""


class VideoWriter:
    """Encoder of frames into an mp4 that appears under its name only when complete.

        with VideoWriter(target, (1280, 720), frames=len(frames), audio=voice, watch=watch) as writer:
            for frame in frames:
                writer.write(frame)

    ``frames``: the exact number of frames to be written; required with ``audio``, as it sets the length. ``pixels``:
    ``yuv420p`` (I420 in BT.709, 16 to 235, uint8 (H * 3 // 2, W), the fast way) or ``bgr24`` (uint8 (H, W, 3)). ``audio``: any
    file with sound; it is cut, or padded with silence, to the length of the picture. ``wav``: the same for a wav written by
    :mod:`engine.media.audio`, which needs no probing. ``metadata``: written as the container's tags, any keys. Leaving the
    block by an exception, Cancelled included, leaves no file.
    """

    def __init__(
        self,
        target: Path,
        size: tuple[int, int],
        fps: Fraction = FPS,
        *,
        frames: int | None = None,
        pixels: PixelFormat = "yuv420p",
        audio: Path | None = None,
        wav: Path | None = None,
        options: EncodeOptions = DEFAULTS,
        metadata: Mapping[str, str] | None = None,
        watch: Watch,
    ) -> None:
        """Check the arguments without starting anything. Raises ValueError; for ``audio`` NoSound and what ``probe`` raises."""
        width, height = size
        if width % 2 or height % 2 or min(size) < 2:
            raise ValueError(f"H.264 4:2:0 needs even sides, not {width}x{height}")
        self._shape = (height, width, 3) if pixels == "bgr24" else (height * 3 // 2, width)
        self._target, self._watch = target, watch
        self._picture = _raw_picture(size, fps, pixels)
        self._sound = None
        sound = _sound_of(audio) if audio else open_wav(wav) if wav else None
        if sound is not None:
            if not frames:
                raise ValueError(f"frames is {frames}; with audio, it must be known how long it shall be")
            self._sound = lasting(on_time(sound, SAMPLE_RATE_HZ), round(frames / fps * SAMPLE_RATE_HZ))
        self._frames = frames
        self._options = h264(options, short_search=True) | mp4(metadata) | (aac(options) if self._sound else {})
        self._waiting: queue.Queue[bytes | None] = queue.Queue(WAITING_FRAMES)
        self._written = 0
        self._broken = False

    def __enter__(self) -> Self:
        self._session = self._running()
        self._session.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.__exit__(kind, error, trace)

    def write(self, frame: NDArray[np.uint8]) -> None:
        """Queue one frame; its data is copied. Raises Cancelled, DiskFull, FfmpegFailed, MediaTimeout."""
        if frame.shape != self._shape or frame.dtype != np.uint8:
            raise ValueError(f"frame is {frame.dtype} {frame.shape}, expected uint8 {self._shape}")
        if self._frames is not None and self._written == self._frames:
            raise ValueError(f"more than the {self._frames} frames that were announced")
        if self._broken:
            self._process.finish()
            raise FfmpegFailed("ended before the last frame", frames=self._written)
        self._put(frame.tobytes())
        self._written += 1

    @contextmanager
    def _running(self) -> Iterator[None]:
        tracks = [self._picture, self._sound] if self._sound else [self._picture]
        with replacing(self._target) as temporary:
            output = ffmpeg.output(*tracks, as_url(temporary), **self._options)
            with Ffmpeg(output, self._watch, writes=True) as self._process:
                feeder = Thread(target=self._feed, name="video-writer", daemon=True)
                feeder.start()
                try:
                    yield
                    if self._written == 0:
                        raise ValueError("no frame was written")
                    if self._frames not in (None, self._written):
                        raise ValueError(f"{self._written} of {self._frames} frames were written")
                    self._put(None)
                    self._process.finish(temporary)
                finally:
                    self._process.stop()  # breaks the pipe, so that the feeder cannot block in it
                    self._waiting.put(None)
                    feeder.join()

    def _put(self, data: bytes | None) -> None:
        deadline = time.monotonic() + STALL_S
        while True:
            self._watch.check()
            try:
                return self._waiting.put(data, timeout=POLL_MS / 1000)
            except queue.Full:
                if time.monotonic() > deadline:
                    raise MediaTimeout(f"ffmpeg took no frame for {STALL_S:g} s", frames=self._written) from None

    def _feed(self) -> None:
        """Pass waiting frames to ffmpeg until None comes. After ffmpeg's end discard them, so that no writer blocks."""
        while (data := self._waiting.get()) is not None:
            if not self._broken:
                try:
                    write_all(self._process.stdin, data)
                except BrokenPipeError:
                    self._broken = True
        with suppress(BrokenPipeError):
            self._process.stdin.close()


def _sound_of(path: Path) -> Any:
    """Return the sound of any file as an ffmpeg-python input."""
    info, stream = probe_audio(path)
    return open_input(path, info)[str(stream.index)]


def _raw_picture(size: tuple[int, int], fps: Fraction, pixels: PixelFormat) -> Any:
    """Return the pipe as an ffmpeg-python input, BGR converted to BT.709, everything marked as such."""
    picture = ffmpeg.input(
        "pipe:0", format="rawvideo", pixel_format=pixels, video_size=size, framerate=str(fps), thread_queue_size=4
    )
    if pixels == "bgr24":
        picture = picture.filter("scale", flags=SCALER, out_color_matrix="bt709", out_range="tv")
    return picture.filter("setparams", range="tv", **BT709)
