"""Video: reading frames, normalising, and a plain transcode as a reference."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, Self

import ffmpeg
import numpy as np
from numpy.typing import NDArray

from engine.media.audio import decode_audio, open_wav
from engine.media.encoding import BT709, SCALER, EncodeOptions, aac, h264, mp4
from engine.media.errors import DamagedMedia
from engine.media.files import replacing
from engine.media.info import FACE_LIMITS, MediaInfo, MediaLimits, VideoStream
from engine.media.probe import probe_video
from engine.media.runner import Ffmpeg, as_url, open_input, run
from engine.watch import Stage, Watch

PixelFormat = Literal["bgr24", "yuv420p"]

FPS = Fraction(25)
LONG_SIDE_PX, SHORT_SIDE_PX = 1920, 1080
FAST_SCALER = "bicubic"
"""For reading: I420 to BGR at 5 instead of 11 ms of CPU a frame at 720p, greys exact, chroma not interpolated."""

KEY_INTERVAL = 25
"""Key frames are at every 25th frame exactly, so reading from frame n on decodes at most 24 more."""

NORMALISED = EncodeOptions(crf=10, preset="veryfast")
"""Visually lossless; file size hardly matters, preparation time does."""

SAMPLE_RATE_HZ = 48000

TURNS = {0: (), 90: ("clock",), 180: ("clock", "clock"), 270: ("cclock",)}

UNSPECIFIED = 2
"""Number of any colour property that the file does not specify."""

CLOCK_OF_USED = ("mpegts", "mpeg", "ogg")
"""Containers for which ffmpeg's moment 0 is the start of the tracks in use."""

P3 = (11, 12)
"""Numbers of the primaries of DCI-P3 and Display P3."""

SAME_SHAPE = 0.02
"""Difference between two aspect ratios that rounding alone can cause, as a share."""


def read_frames(
    path: Path,
    *,
    start: int = 0,
    count: int | None = None,
    pixels: PixelFormat = "bgr24",
    size: tuple[int, int] | None = None,
    info: MediaInfo | None = None,
    threads: int = 0,
    watch: Watch,
) -> FrameReader:
    """Yield frames ``start`` to ``start + count - 1``, upright, each in its own array.

    ``bgr24``: uint8 (H, W, 3). ``yuv420p``: uint8 (H * 3 // 2, W), planes Y, U, V of BT.709, 16 to 235 (I420), even
    sizes only. ``size``: scale to (width, height). Frame numbers are exact for constant frame rates, as
    ``normalise_video`` makes; otherwise ``start`` is taken by average rate. ``info`` saves probing the file. ``threads``:
    those of the decoder; 0 is one per core. Stops early at the end of the file.

    Raises NoVideo and what ``probe`` raises, at the call; DamagedMedia, MediaTimeout and Cancelled while reading.
    """
    if info is None:
        info, _ = probe_video(path)
    assert info.video is not None
    width, height = size or (info.video.width, info.video.height)
    if pixels == "yuv420p" and (width % 2 or height % 2):
        raise ValueError(f"I420 needs even sides, not {width}x{height}")
    if start < 0 or (count is not None and count < 0):
        raise ValueError(f"start {start} and count {count} must not be negative")
    shape = (height, width, 3) if pixels == "bgr24" else (height * 3 // 2, width)
    seek: dict[str, Any] = {"ss": _moment_s(start, info.video.fps)} if start else {}
    media = open_input(path, info, threads=threads, **seek)
    # Renumber at a constant rate, so that ffmpeg neither duplicates nor drops a frame. Its option for that has another
    # name before version 5.1, and the older name is gone since 9.
    numbered = media[str(info.video.index)].filter("setpts", f"N/({FPS}*TB)")
    stream = _scaled(numbered, info.video, (width, height), FAST_SCALER)
    limit = {} if count is None else {"frames:v": count}
    output = stream.output("pipe:1", format="rawvideo", pix_fmt=pixels, r=str(FPS), **limit)
    return FrameReader(output, shape, watch)


class FrameReader:
    """Iterator over the frames of an ffmpeg, which begins with :meth:`start` or the first of them, and ends with the last, with
    :meth:`close`, or with the iterator."""

    def __init__(self, output: Any, shape: tuple[int, ...], watch: Watch) -> None:
        self._steps, self._started = _steps(output, shape, watch), False

    def start(self) -> None:
        """Start ffmpeg, so that it decodes as much as a pipe holds. Raises FfmpegMissing."""
        if not self._started:
            self._started = True
            next(self._steps)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> NDArray[np.uint8]:
        self.start()
        return next(self._steps)

    def close(self) -> None:
        """End ffmpeg."""
        self._steps.close()


def _moment_s(frame: int, fps: Fraction) -> float:
    """Return the seek position that makes this frame the first output.

    At 25 a second its moment is exact in every time base, so that a key frame is found without decoding the one before it. At
    other rates seek half a frame earlier: rounding can then neither skip the frame nor include the previous one.
    """
    return float((frame if fps == FPS else frame - Fraction(1, 2)) / fps)


def _steps(output: Any, shape: tuple[int, ...], watch: Watch) -> Generator[NDArray[np.uint8], None, None]:
    """Yield nothing of interest once ffmpeg runs, then its frames."""
    with Ffmpeg(output, watch) as process:
        yield np.empty(0, np.uint8)
        while True:
            frame = np.empty(shape, np.uint8)
            filled = process.read_into(frame.data.cast("B"))
            if filled < frame.size:
                process.finish()
                return
            yield frame


def normalise_video(
    source: Path, target: Path, *, turn: int = 0, limits: MediaLimits = FACE_LIMITS, watch: Watch
) -> MediaInfo:
    """Write ``source`` in the engine's normalised form, and return its info.

    25 frames a second, constant; upright; square pixels; BT.709 H.264 4:2:0 with even sides, at most 1920x1080 in either
    orientation; frames marked as interlaced deinterlaced; HDR tone-mapped; sound as AAC. Moment 0 of the file is frame 0 and
    sample 0, even if a track starts later. ``turn``: extra clockwise rotation, 0, 90, 180 or 270 degrees, for cameras that set
    no rotation flag.

    Raises NoVideo, what ``probe`` raises, DamagedMedia, DiskFull, FfmpegFailed, MediaTimeout, Cancelled.
    """
    info, video = probe_video(source, limits=limits)
    picture = open_input(source, info, limits=limits)[str(video.index)]
    if video.late_s and info.container in CLOCK_OF_USED:
        picture = picture.filter("setpts", f"PTS+{video.late_s}/TB")
    streams = [_normalised(picture, video, turn)]
    keys: dict[str, Any] = {"g": KEY_INTERVAL, "keyint_min": KEY_INTERVAL, "sc_threshold": 0, "bf": 0}
    # Fast decoding: 2.1 instead of 3.6 ms of CPU a frame at 720p, for every reading; 8 % more bytes.
    length = {"t": limits.max_duration_s}  # a stream may exceed the length given by its timestamps
    sound: dict[str, Any] = {}
    with replacing(target) as temporary, TemporaryDirectory(prefix=".", dir=target.parent) as folder:
        if info.audio:
            wav = Path(folder, "sound.wav")
            decode_audio(source, wav, SAMPLE_RATE_HZ, limits=limits, watch=watch.quiet())
            streams.append(open_wav(wav))
            sound = aac(NORMALISED)
        output = ffmpeg.output(
            *streams, as_url(temporary), **h264(NORMALISED, fast_decoding=True), **keys, **sound, **mp4(), **length
        )
        run(output, watch=watch, stage=Stage.NORMALISE, duration_s=info.duration_s)
        normalised, picture = probe_video(temporary, limits=limits)
        if video.duration_s - picture.duration_s > max(1.0, 0.1 * video.duration_s):
            raise DamagedMedia(
                f"only {picture.duration_s:.1f} of {video.duration_s:.1f} s can be decoded",
                duration_s=picture.duration_s,
                declared_s=video.duration_s,
            )
    return normalised


def transcode(
    source: Path, target: Path, options: EncodeOptions, *, metadata: Mapping[str, str] | None = None, watch: Watch
) -> None:
    """Decode and encode once, with nothing in between: the reference for the time of rendering the same clip.

    ``metadata``: written as the container's tags; those of the source are dropped.
    """
    info, video = probe_video(source)
    media = open_input(source, info)
    tracks = [media[str(stream.index)] for stream in (video, info.audio) if stream]
    sound = aac(options) if info.audio else {}
    with replacing(target) as temporary:
        output = ffmpeg.output(*tracks, as_url(temporary), **h264(options), **sound, **mp4(metadata))
        run(output, watch=watch, stage=Stage.TRANSCODE, duration_s=info.duration_s)


def _normalised(stream: Any, video: VideoStream, turn: int) -> Any:
    stream = stream.filter("bwdif", mode="send_frame", deint="interlaced").filter("fps", fps=str(FPS), start_time=0)
    bring = _standard_range if video.is_hdr or video.is_wide_gamut else _scaled
    width, height = _fitting_size(video)
    stream = bring(stream, video, _within((width, height)))
    stream = stream.filter("pad", width, height, "(ow-iw)/2", "(oh-ih)/2")
    for direction in TURNS[turn]:
        stream = stream.filter("transpose", direction)
    return stream.filter("setsar", 1).filter("setparams", range="tv", **BT709)


def _fitting_size(video: VideoStream) -> tuple[int, int]:
    """Return an even (width, height), at most 1920x1080 or 1080x1920, with the same aspect ratio."""
    long, short = max(video.width, video.height), min(video.width, video.height)
    shrink = min(1.0, LONG_SIDE_PX / long, SHORT_SIDE_PX / short)
    return max(2, int(video.width * shrink / 2) * 2), max(2, int(video.height * shrink / 2) * 2)


def _standard_range(stream: Any, video: VideoStream, size: tuple[str, str]) -> Any:
    """Convert BT.2020 or P3 to BT.709 in linear light, and compress HDR (PQ, HLG) into standard range.

    Scales first: in 32-bit float each pixel is expensive. 203 candela is the white of ordinary pictures in HDR (BT.2408).
    Values missing in the file are filled in, as zscale does not convert unknown colours.
    """
    missing = {}
    if video.colour_space == UNSPECIFIED:
        missing["colorspace"] = "bt709" if video.colour_primaries in P3 else "bt2020nc"
    if video.colour_transfer == UNSPECIFIED:
        missing["color_trc"] = "bt709"  # BT.2020 has the same curve
    if video.colour_primaries == UNSPECIFIED:
        missing["color_primaries"] = "bt2020"
    if missing:
        stream = stream.filter("setparams", **missing)
    stream = stream.filter("zscale", *size, transfer="linear", npl=203).filter("format", "gbrpf32le")
    stream = stream.filter("zscale", primaries="bt709")
    if video.is_hdr:
        stream = stream.filter("tonemap", "mobius", desat=0)
    return stream.filter("zscale", transfer="bt709", matrix="bt709", range="tv").filter("format", "yuv420p")


def _scaled(stream: Any, video: VideoStream, size: tuple[int, int] | tuple[str, str], scaler: str = SCALER) -> Any:
    """Scale to this size, in BT.709, 16 to 235; frames already in this form pass unchanged."""
    if video.colour_space == UNSPECIFIED:
        # Players take unmarked video of at least 720 lines for HD, the rest for standard definition.
        guess = "bt709" if min(video.width, video.height) >= 720 else "smpte170m"
        stream = stream.filter("setparams", colorspace=guess)
    return stream.filter("scale", *size, flags=scaler, out_color_matrix="bt709", out_range="tv")


def _within(size: tuple[int, int]) -> tuple[str, str]:
    """Return expressions for width and height of a scaling filter: the largest size within ``size`` with the same aspect ratio.

    They are recomputed when the picture's size changes within the file, as it does if a phone is rotated while recording a
    call.
    """
    width, height = size
    same = f"lt(abs(dar*{height}/{width}-1),{SAME_SHAPE})"
    return (
        f"if({same},{width},max(2,2*trunc(min({width},{height}*dar)/2)))",
        f"if({same},{height},max(2,2*trunc(min({height},{width}/dar)/2)))",
    )
