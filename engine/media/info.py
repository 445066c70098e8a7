"""Facts about a media file, and limits on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

SLOW_BYTES_PER_S = 10_000_000
"""Speed of a slow disk or network share: limits of time grow with the file."""


@dataclass(frozen=True)
class MediaLimits:
    """Limits of a file; a file beyond them is refused before it is decoded in full."""

    max_bytes: int = 2 * 1024**3
    max_duration_s: float = 30 * 60.0
    max_side_px: int = 8192
    max_pixels: int = 52_000_000  # phones' "50 MP" are 8192x6144 at most; 100 MP would need 300 MB
    min_side_px: int = 16
    max_streams: int = 24  # phones write sound, picture, depth and half a dozen data tracks
    max_fps: int = 1000
    max_photo_bytes: int = 100 * 1024**2
    max_packets: int = 1_000_000  # half an hour of Opus in its smallest packets has 720,000
    memory_bytes: int = 1024**3  # for inspecting the file, and for decoding its sound or photo
    timeout_s: float = 30.0  # of computing, to inspect the file; four times as long on the clock


LIMITS = MediaLimits()
"""Limits of any file, including thirty minutes of voice."""

FACE_LIMITS = MediaLimits(max_duration_s=5 * 60.0)
"""Limits of a face video."""


@dataclass(frozen=True)
class VideoStream:
    """The picture track, or the photo.

    Attributes:
        index: stream number in the container.
        codec: ffmpeg's name, such as ``h264``; ``jpeg``, ``png``, ``webp``, ``avif`` or ``heif`` for a photo.
        width, height: of the upright picture with square pixels, as ``normalise_video`` makes it.
        fps: average frame rate; 0 for a photo.
        frames: number of packets in the file; 1 for a photo.
        rotation: anticlockwise rotation of the stored picture for display, degrees.
        interlaced: the first frame was coded as two fields.
        pixel_format: such as ``yuv420p``.
        colour_space, colour_transfer, colour_primaries: ITU-T H.273 numbers, 2 if unspecified in the file.
        late_s: delay of its first frame after moment 0 of the file.
        full_range: luma uses 0 to 255 instead of 16 to 235.
    """

    index: int
    codec: str
    width: int
    height: int
    fps: Fraction
    duration_s: float
    frames: int
    rotation: int = 0
    interlaced: bool = False
    pixel_format: str = ""
    colour_space: int = 2
    colour_transfer: int = 2
    colour_primaries: int = 2
    full_range: bool = False
    late_s: float = 0.0

    @property
    def is_hdr(self) -> bool:
        """True for PQ (16) and HLG (18) transfer curves."""
        return self.colour_transfer in (16, 18)

    @property
    def is_wide_gamut(self) -> bool:
        """True for BT.2020 (9), DCI-P3 (11) and Display P3 (12) primaries, and for BT.2020's matrix or an HDR curve without
        primaries."""
        if self.colour_primaries == 2:
            return self.colour_space in (9, 10) or self.colour_transfer in (14, 15, 16, 18)
        return self.colour_primaries in (9, 11, 12)


@dataclass(frozen=True)
class AudioStream:
    """The sound track in use. ``duration_s``: from moment 0 of the file to its end."""

    index: int
    codec: str
    sample_rate_hz: int
    channels: int
    duration_s: float


@dataclass(frozen=True)
class MediaInfo:
    """A probed file.

    Attributes:
        container: the demuxer's name.
        start_s: position of moment 0 on the container's clock.
        tags: the container's metadata, keys in lower case; of a photo, its XMP packet as ``xmp``.
    """

    container: str
    size_bytes: int
    duration_s: float
    video: VideoStream | None = None
    audio: AudioStream | None = None
    is_photo: bool = False
    start_s: float = 0.0
    tags: dict[str, str] = field(default_factory=dict)
