"""A trial of an ffmpeg: a real job of two seconds, with picture and sound."""

from __future__ import annotations

import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile

from engine.errors import Cancelled, DiskFull, EngineError
from engine.media.audio import decode_audio, filter_audio, read_audio
from engine.media.errors import FfmpegMissing, FfmpegUnusable
from engine.media.hdr import hdr_video
from engine.media.levelling import METER, levelled
from engine.media.video import FPS, normalise_video, read_frames
from engine.media.writer import VideoWriter
from engine.watch import Watch

TRIAL_S = 2
PATIENCE_S = 180.0
"""Time limit of the job, which takes about two seconds on an idle machine."""

SIZE = (96, 64)
SAMPLE_RATE_HZ = 16_000
FRAMES = int(TRIAL_S * FPS)


def try_ffmpeg(program: Path, patience_s: float = PATIENCE_S, *, watch: Watch = Watch()) -> str:
    """Run every kind of job of the engine with ``program``; return the first line of its ``-version``.

    Raises:
        FfmpegMissing: it cannot be run; FfmpegUnusable: it cannot do the job within ``patience_s``, or does it wrongly;
            DiskFull; Cancelled by ``watch``.
    """
    end = time.monotonic() + patience_s
    timed = replace(watch.quiet(), cancelled=lambda: watch.cancelled() or time.monotonic() > end, ffmpeg=program)
    try:
        with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
            lengths = _lengths(Path(folder), timed)
        wrong = [what for what, length in lengths.items() if abs(length - FRAMES) > 1]
        if wrong:
            raise FfmpegUnusable(f"{program}: wrong length: {', '.join(wrong)}", program=str(program))
        return _version(program, patience_s)
    except (FfmpegMissing, FfmpegUnusable, DiskFull):
        raise
    except Cancelled as error:
        watch.check()
        raise FfmpegUnusable(f"{program} did not end within {patience_s:g} s", program=str(program)) from error
    except EngineError as error:
        raise FfmpegUnusable(f"{program}: {error.code}: {error.detail}", program=str(program)) from error
    except OSError as error:  # it exited with success, but its file is missing
        raise FfmpegUnusable(
            f"{program} did not write what it should: {error.strerror}", program=str(program)
        ) from error


def _lengths(folder: Path, watch: Watch) -> dict[str, float]:
    """Write and read each kind of file; return the length of each, video frames."""
    tone, clip, normalised = folder / "tone.wav", folder / "clip.mp4", folder / "normalised.mp4"
    standard, level = folder / "standard.mp4", folder / "levelled.wav"
    times = np.arange((TRIAL_S + 0.5) * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ  # longer than the picture, to be cut
    soundfile.write(tone, 0.3 * np.sin(2 * np.pi * 440 * times), SAMPLE_RATE_HZ)
    tags = {"ai_generated": "true"}
    with VideoWriter(clip, SIZE, frames=FRAMES, pixels="bgr24", audio=tone, metadata=tags, watch=watch) as writer:
        for shade in np.linspace(40, 200, FRAMES).astype(np.uint8):
            writer.write(np.full((SIZE[1], SIZE[0], 3), shade, np.uint8))
    normalise_video(clip, normalised, watch=watch)
    normalise_video(hdr_video(folder / "hdr.mp4", SIZE, FRAMES, watch=watch), standard, turn=90, watch=watch)
    decoded = folder / "decoded.wav"
    decode_audio(clip, decoded, SAMPLE_RATE_HZ, watch=watch)
    filter_audio(decoded, level, [*levelled(6.0, -1.5), *METER], watch=watch)
    samples_per_frame = float(SAMPLE_RATE_HZ / FPS)
    return {
        "picture": sum(1 for _ in read_frames(normalised, watch=watch)),
        "picture from the middle on": FRAMES // 2
        + sum(1 for _ in read_frames(normalised, start=FRAMES // 2, pixels="yuv420p", watch=watch)),
        "picture that was HDR": sum(1 for _ in read_frames(standard, watch=watch)),
        "sound": len(read_audio(normalised, SAMPLE_RATE_HZ, watch=watch)) / samples_per_frame,
        "levelled sound": len(read_audio(level, SAMPLE_RATE_HZ, watch=watch)) / samples_per_frame,
    }


def _version(program: Path, patience_s: float) -> str:
    """Return the first line of its version text. Raises FfmpegUnusable."""
    try:
        said = subprocess.run(
            [program, "-version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=patience_s, check=True
        ).stdout.decode(errors="replace")
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise FfmpegUnusable(f"{program} -version: {error}", program=str(program)) from error
    return said.partition("\n")[0].partition(" Copyright")[0]
