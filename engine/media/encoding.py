"""Encoding: H.264 and AAC in an mp4 that can be played before it is loaded in full."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

PRESETS = ("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow")

BT709 = {"colorspace": "bt709", "color_primaries": "bt709", "color_trc": "bt709"}
"""BT.709, 16 to 235, for every picture that the engine writes: ``normalise_video`` converts to it, everything else keeps it."""


SCALER = "bicubic+accurate_rnd+full_chroma_int"
"""Without the last two flags swscale rounds down: BGR to I420 comes out one step darker and half a step off in colour."""

SMALL_SOUND_KBPS = 64
"""Rate of the sound where a clip must not be large."""

INDEX_KBPS = 12
"""Upper bound of what an mp4's index takes for each second, with 25 frames and 47 packets of sound."""

EXTRA_BYTES = 64 * 1024
"""Upper bound of tags and content credentials."""

LEAST_KBPS = 60
"""Rate of the picture below which a small clip is a blur."""

GOOD_KBPS = 2000
"""Rate of the picture from which the sound need not be small."""

MOST_KBPS = 20_000
"""Limit of the picture's rate in a clip of a limited size: H.264's level 4, which phones play, allows 25,000."""


@dataclass(frozen=True)
class EncodeOptions:
    """Encoder options. ``crf``: 0 (lossless) to 51; ``preset``: x264's speed against size; ``threads``: 0 is one per core;
    ``max_kbps``: limit of the picture's rate over each second, at which the quality falls below ``crf``; None: no limit."""

    crf: int = 20
    preset: str = "veryfast"
    threads: int = 0
    audio_kbps: int = 128
    max_kbps: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.crf <= 51:
            raise ValueError(f"crf {self.crf} is not in 0 to 51")
        if self.preset not in PRESETS:
            raise ValueError(f"preset {self.preset!r} is none of {', '.join(PRESETS)}")
        if self.threads < 0 or self.audio_kbps <= 0:
            raise ValueError(f"threads {self.threads} and audio_kbps {self.audio_kbps} must be positive")
        if self.max_kbps is not None and self.max_kbps <= 0:
            raise ValueError(f"max_kbps {self.max_kbps} must be positive")

    def within(self, max_bytes: int, seconds: float) -> EncodeOptions | None:
        """Return options with which a clip of this length has at most ``max_bytes``; None if that is too little.

        The rate of the picture is limited, so one pass is enough. x264 sends at most one second of it in advance.
        """

        def left_for_picture(audio_kbps: int) -> int:
            kilobits = (max_bytes - EXTRA_BYTES) * 8 / 1000 - (audio_kbps + INDEX_KBPS) * seconds
            return int(kilobits) // math.ceil(seconds + 1)

        audio_kbps = self.audio_kbps
        if left_for_picture(audio_kbps) < GOOD_KBPS:
            audio_kbps = min(audio_kbps, SMALL_SOUND_KBPS)
        kbps = min(left_for_picture(audio_kbps), MOST_KBPS)
        return replace(self, max_kbps=kbps, audio_kbps=audio_kbps) if kbps >= LEAST_KBPS else None


DEFAULTS = EncodeOptions()


SHARP = "deblock=-1,-1"
"""Of x264: at these qualities the full deblocking only softens skin; one step less keeps 1 to 2 % of the detail for free."""

SHORT_SEARCH = "me=dia:partitions=p8x8,i8x8,i4x4"
"""Of x264: motion is searched for with the small diamond, and not for quarters of blocks in B frames. That takes a fifth of the
encoder's time: clips of faces at 720p, crf 13, lose .05 to .07 dB of 49 to 52 (SSIM .00006), at most .1 % larger."""


def h264(options: EncodeOptions, *, fast_decoding: bool = False, short_search: bool = False) -> dict[str, Any]:
    """Return output options for the picture; ``fast_decoding``: without filters that slow down the decoder; ``short_search``: see
    :data:`SHORT_SEARCH`."""
    params = f"{SHARP}:{SHORT_SEARCH}" if short_search else SHARP
    tuning = {"tune": "fastdecode"} if fast_decoding else {"x264-params": params}
    limit = {"maxrate": f"{options.max_kbps}k", "bufsize": f"{options.max_kbps}k"} if options.max_kbps else {}
    return {
        "c:v": "libx264",
        "crf": options.crf,
        **limit,
        "preset": options.preset,
        "threads": options.threads,
        "pix_fmt": "yuv420p",
        "color_range": "tv",
        **tuning,
        **BT709,
    }


def aac(options: EncodeOptions) -> dict[str, Any]:
    """Return output options for the sound."""
    return {"c:a": "aac", "b:a": f"{options.audio_kbps}k"}


def mp4(metadata: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return output options for the container.

    The source's metadata is dropped: phones write the place of the recording into it. ``use_metadata_tags`` allows keys
    unknown to mp4. The numbered keys exist because ffmpeg-python takes each option once.
    """
    tags = {f"metadata:g:{n}": f"{key}={value}" for n, (key, value) in enumerate((metadata or {}).items())}
    flags = "+faststart+use_metadata_tags" if tags else "+faststart"
    return {"format": "mp4", "map_metadata": -1, "map_chapters": -1, "movflags": flags, **tags}
