"""Sound: reading it as samples, running filters over it, putting it under a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ffmpeg
import numpy as np
from numpy.typing import NDArray

from engine.media.encoding import DEFAULTS, EncodeOptions, aac, mp4
from engine.media.files import replacing
from engine.media.info import LIMITS, MediaLimits
from engine.media.probe import probe_audio, probe_video
from engine.media.runner import Ffmpeg, as_url, open_input, run
from engine.watch import Watch

CHUNK_SAMPLES = 16000 * 10

LOG_LINES = 60
"""Enough to hold the measurements that filters such as loudnorm print at the end."""

Filter = tuple[str, Mapping[str, Any]]
"""Name and options of an ffmpeg filter."""


def read_audio(
    path: Path, sample_rate_hz: int = 16000, *, limits: MediaLimits = LIMITS, watch: Watch
) -> NDArray[np.float32]:
    """Return the sound as float32 mono (n,), full scale 1.

    Sample 0 is moment 0 of the file: a track that starts late is preceded by silence, and gaps within it are filled, so
    that sample and frame numbers agree. Raises NoSound, what ``probe`` raises, DamagedMedia, MediaTimeout, Cancelled.
    """
    info, audio = probe_audio(path, limits=limits)
    sound = on_time(open_input(path, info)[str(audio.index)], sample_rate_hz)
    # In 16 bits ffmpeg mixes down to the mean of the channels; in floats it adds them up, beyond full scale.
    output = sound.output("pipe:1", format="s16le", ac=1, t=limits.max_duration_s)
    chunks = []
    with Ffmpeg(output, watch) as process:
        while True:
            chunk = np.empty(CHUNK_SAMPLES, np.int16)
            filled = process.read_into(chunk.data.cast("B")) // chunk.itemsize
            chunks.append(chunk[:filled])
            watch.report("read audio", len(chunks) * CHUNK_SAMPLES / sample_rate_hz / max(audio.duration_s, 0.1))
            if filled < CHUNK_SAMPLES:
                break
        process.finish()
    samples: NDArray[np.float32] = np.concatenate(chunks).astype(np.float32) / np.float32(32768)
    return samples


def filter_audio(
    source: Path,
    target_wav: Path | None,
    filters: Sequence[Filter],
    *,
    sample_rate_hz: int = 48000,
    channels: int = 1,
    limits: MediaLimits = LIMITS,
    watch: Watch,
) -> list[str]:
    """Run ffmpeg filters over the sound and write it as 16-bit wav; return the last log lines.

    With ``target_wav`` None nothing is written: for filters that measure, such as
    ``("loudnorm", {"print_format": "json"})``, whose result is in the log lines. Raises as ``read_audio`` does, and
    DiskFull.
    """
    info, audio = probe_audio(source, limits=limits)
    sound = on_time(open_input(source, info)[str(audio.index)], sample_rate_hz)
    for name, options in filters:
        sound = sound.filter(name, **options)
    common = {"ar": sample_rate_hz, "ac": channels, "t": limits.max_duration_s}

    def execute(output: Any) -> list[str]:
        return run(
            output,
            watch=watch,
            stage="filter audio",
            duration_s=audio.duration_s,
            log_level="info",
            kept_lines=LOG_LINES,
        )

    if target_wav is None:
        return execute(sound.output("pipe:2", format="null", **common))
    with replacing(target_wav) as temporary:
        return execute(sound.output(as_url(temporary), format="wav", **{"c:a": "pcm_s16le"}, map_metadata=-1, **common))


def mux_audio(video: Path, audio: Path, target: Path, *, options: EncodeOptions = DEFAULTS, watch: Watch) -> None:
    """Put ``audio`` under ``video`` as mp4: the picture is copied, the sound is cut or padded to its exact length.

    Raises NoVideo, NoSound, what ``probe`` raises, FfmpegFailed, DiskFull, MediaTimeout, Cancelled.
    """
    picture_info, picture = probe_video(video)
    sound_info, sound = probe_audio(audio)
    track = on_time(open_input(audio, sound_info)[str(sound.index)], 48000)
    track = lasting(track, round(picture.duration_s * 48000))
    copied = open_input(video, picture_info)[str(picture.index)]
    with replacing(target) as temporary:
        output = ffmpeg.output(
            copied, track, as_url(temporary), **{"c:v": "copy"}, **aac(options), **mp4(picture_info.tags)
        )
        run(output, watch=watch, stage="mux", duration_s=picture.duration_s)


def lasting(sound: Any, samples: int) -> Any:
    """Cut the sound, or pad it with silence, to exactly so many samples.

    Never by padding without end under ``-shortest``: ffmpeg 5.1 does not end such a stream.
    """
    return sound.filter("apad", whole_len=samples).filter("atrim", end_sample=samples)


def on_time(sound: Any, sample_rate_hz: int) -> Any:
    """Resample with every sample at its moment: silence before a late start and in gaps."""
    return sound.filter("aresample", sample_rate_hz, **{"async": 1, "first_pts": 0})
