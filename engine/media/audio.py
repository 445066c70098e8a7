"""Sound: reading samples, running filters, muxing sound with video."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ffmpeg
import numpy as np
import soundfile
from numpy.typing import NDArray

from engine.errors import DiskFull
from engine.media.confined import stream
from engine.media.encoding import DEFAULTS, EncodeOptions, aac, mp4
from engine.media.errors import DamagedMedia
from engine.media.files import replacing, size_and_head
from engine.media.info import LIMITS, AudioStream, MediaLimits
from engine.media.inspector.blocks import HEADER
from engine.media.probe import probe_audio, probe_video
from engine.media.runner import as_url, open_input, run
from engine.watch import Stage, Watch

SAMPLE_BYTES = 4

JOINED_HZ = 48000

FADE_S = 0.005
"""Fade at the edges of a part of a sound: too short to be heard, long enough to avoid a click."""

LOG_LINES = 60
"""Enough lines for the measurements that filters such as loudnorm print at the end."""

Filter = tuple[str, Mapping[str, Any]]
"""Name and options of an ffmpeg filter."""


@dataclass(frozen=True)
class SoundPart:
    """A part of the sound of a file, from ``start_s`` to ``end_s``."""

    path: Path
    start_s: float
    end_s: float


def read_audio(
    path: Path, sample_rate_hz: int = 16000, *, limits: MediaLimits = LIMITS, watch: Watch
) -> NDArray[np.float32]:
    """Return the sound as float32 mono (n,), full scale 1.

    Sample 0 is moment 0 of the file: silence fills a late start and gaps, so that sample and frame numbers agree. The result is
    the mean of the channels, or the loudest of them if they would cancel each other out; without a constant offset. Raises
    NoSound, what ``probe`` raises, DamagedMedia, MediaTimeout, Cancelled.
    """
    pieces = [*_decoded(path, sample_rate_hz, limits, watch)]
    samples: NDArray[np.float32] = np.concatenate(pieces)
    return samples.clip(-1, 1)


def decode_audio(
    source: Path, target_wav: Path, sample_rate_hz: int = 48000, *, limits: MediaLimits = LIMITS, watch: Watch
) -> None:
    """Write the result of :func:`read_audio`, but not clipped, as a wav of 32-bit floats. Raises the same errors, and
    DiskFull."""
    for _ in _written(source, target_wav, sample_rate_hz, None, limits, watch):
        pass


def decode_audio_and_read(
    source: Path,
    target_wav: Path,
    sample_rate_hz: int = 48000,
    read_hz: int = 16000,
    *,
    limits: MediaLimits = LIMITS,
    watch: Watch,
) -> NDArray[np.float32]:
    """Write a wav as :func:`decode_audio`, and return the result of :func:`read_audio` on it, decoding only once."""
    written = _written(source, target_wav, sample_rate_hz, read_hz, limits, watch)
    # Copies: a piece is part of a block that holds the other sound as well.
    samples: NDArray[np.float32] = np.concatenate([np.zeros(0, np.float32), *(piece.copy() for piece in written)])
    return samples.clip(-1, 1, out=samples)


def _written(
    source: Path, target_wav: Path, sample_rate_hz: int, second_hz: int | None, limits: MediaLimits, watch: Watch
) -> Generator[NDArray[np.float32], None, None]:
    """Write a wav as :func:`decode_audio`; meanwhile yield pieces of the same sound at ``second_hz``, if any."""
    with replacing(target_wav) as temporary:
        try:
            with soundfile.SoundFile(temporary, "w", sample_rate_hz, 1, "FLOAT", format="WAV") as wav:
                for number, piece in _blocks(source, sample_rate_hz, second_hz, limits, watch):
                    if number:
                        yield piece
                    else:
                        wav.write(piece)
        except soundfile.LibsndfileError as error:
            raise DiskFull(f"{error} while writing sound") from error


def join_audio(parts: Sequence[SoundPart], target_flac: Path, *, limits: MediaLimits = LIMITS, watch: Watch) -> None:
    """Write the parts, one after the other, as FLAC: mono, 48 kHz, 16 bits. Raises as :func:`decode_audio`."""
    with replacing(target_flac) as temporary:
        try:
            with soundfile.SoundFile(temporary, "w", JOINED_HZ, 1, "PCM_16", format="FLAC") as flac:
                for part in parts:
                    flac.write(_faded(_part(part, limits, watch)))
        except soundfile.LibsndfileError as error:
            raise DiskFull(f"{error} while writing sound") from error


def _part(part: SoundPart, limits: MediaLimits, watch: Watch) -> NDArray[np.float32]:
    """Return the part as float32 (n,), -1 to 1; nothing after it is decoded."""
    first, last = round(part.start_s * JOINED_HZ), round(part.end_s * JOINED_HZ)
    pieces, done = [np.zeros(0, np.float32)], 0
    with contextlib.closing(_decoded(part.path, JOINED_HZ, limits, watch)) as decoded:
        for piece in decoded:
            pieces.append(piece[max(0, first - done) : max(0, last - done)])
            done += len(piece)
            if done >= last:
                break
    return np.concatenate(pieces).clip(-1, 1)


def _faded(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the samples, faded at both ends."""
    ramp = np.linspace(0, 1, min(round(FADE_S * JOINED_HZ), len(samples) // 2), dtype=np.float32)
    samples[: len(ramp)] *= ramp
    samples[len(samples) - len(ramp) :] *= ramp[::-1]
    return samples


def _decoded(
    path: Path, sample_rate_hz: int, limits: MediaLimits, watch: Watch
) -> Generator[NDArray[np.float32], None, None]:
    """Yield pieces of float32 (n,), at least one of them not empty."""
    for _, piece in _blocks(path, sample_rate_hz, None, limits, watch):
        yield piece


def _blocks(
    path: Path, sample_rate_hz: int, second_hz: int | None, limits: MediaLimits, watch: Watch
) -> Generator[tuple[int, NDArray[np.float32]], None, None]:
    """Yield (0, piece at ``sample_rate_hz``) and (1, piece at ``second_hz``, if any); pieces are float32 (n,)."""
    size_and_head(path, limits)  # no process for a file that is not there
    known: list[AudioStream] = []

    def track() -> dict[str, Any]:
        info, audio = probe_audio(path, limits=limits)
        known.append(audio)
        return {"index": audio.index, "start_s": info.start_s}

    data, done = b"", 0
    for received in stream("sound", path, limits, watch=watch, late=track, rate_hz=sample_rate_hz, second_hz=second_hz):
        data += received
        at = 0
        while len(data) - at >= HEADER.size:
            number, size = HEADER.unpack_from(data, at)
            if len(data) - at < HEADER.size + size:
                break
            yield number, np.frombuffer(data, np.float32, size // SAMPLE_BYTES, at + HEADER.size)
            done += 0 if number else size // SAMPLE_BYTES
            at += HEADER.size + size
        data = data[at:]
        watch.report(Stage.READ_AUDIO, min(1.0, done / sample_rate_hz / max(known[0].duration_s, 0.1)))
    if not done:
        raise DamagedMedia("nothing of the sound can be decoded", codec=known[0].codec)


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
    """Run ffmpeg filters over a wav written by :func:`decode_audio`; write it with 16 bits; return the last log lines.

    If ``target_wav`` is None, nothing is written: for filters that measure, such as ``("loudnorm", {"print_format": "json"})``,
    whose result is in the log lines. Raises FfmpegFailed, DamagedMedia, MediaTimeout, DiskFull, Cancelled.
    """
    sound = open_wav(source)
    duration_s = source.stat().st_size / SAMPLE_BYTES / sample_rate_hz  # only for the progress
    for name, options in filters:
        sound = sound.filter(name, **options)
    common = {"ar": sample_rate_hz, "ac": channels, "t": limits.max_duration_s}

    def execute(output: Any) -> list[str]:
        return run(
            output,
            watch=watch,
            stage=Stage.FILTER_AUDIO,
            duration_s=duration_s,
            log_level="info",
            kept_lines=LOG_LINES,
        )

    if target_wav is None:
        return execute(sound.output("pipe:2", format="null", **common))
    with replacing(target_wav) as temporary:
        return execute(sound.output(as_url(temporary), format="wav", **{"c:a": "pcm_s16le"}, map_metadata=-1, **common))


def mux_audio(video: Path, audio: Path, target: Path, *, options: EncodeOptions = DEFAULTS, watch: Watch) -> None:
    """Mux ``audio`` and ``video`` as mp4: the picture is copied, the sound is cut or padded to its exact length.

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
        run(output, watch=watch, stage=Stage.MUX, duration_s=picture.duration_s)


def open_wav(path: Path) -> Any:
    """Return an ffmpeg-python input: the sound of a wav written by :func:`decode_audio`."""
    return ffmpeg.input(as_url(path), format="wav", protocol_whitelist="file,pipe").audio


def lasting(sound: Any, samples: int) -> Any:
    """Cut the sound, or pad it with silence, to exactly ``samples`` samples.

    Avoids endless padding with ``-shortest``: ffmpeg 5.1 does not end such a stream.
    """
    return sound.filter("apad", whole_len=samples).filter("atrim", end_sample=samples)


def on_time(sound: Any, sample_rate_hz: int) -> Any:
    """Resample with every sample at its moment: silence before a late start and in gaps."""
    return sound.filter("aresample", sample_rate_hz, **{"async": 1, "first_pts": 0})
