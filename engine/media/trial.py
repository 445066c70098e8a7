"""Whether an ffmpeg can do what the engine asks of it: a real job of two seconds, with its picture and its sound."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

from engine.errors import Cancelled
from engine.media.audio import filter_audio
from engine.media.errors import FfmpegFailed, MediaTimeout
from engine.media.probe import probe
from engine.media.video import FPS, read_frames
from engine.media.writer import VideoWriter
from engine.watch import Watch

TRIAL_S = 2
PATIENCE_S = 60.0
"""Longest time for the job, which takes one second on a common machine."""

SIZE = (320, 240)
SAMPLE_RATE_HZ = 48000


def try_ffmpeg(program: Path, patience_s: float = PATIENCE_S) -> str:
    """Have ``program`` filter sound, encode a clip and decode it again; return the first line of its ``-version``.

    Raises:
        FfmpegMissing: it cannot be run; FfmpegFailed: it cannot do the job, or does it wrongly; MediaTimeout: it does
        not end within ``patience_s``.
    """
    end = time.monotonic() + patience_s
    watch = Watch(cancelled=lambda: time.monotonic() > end, ffmpeg=program)
    try:
        with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
            _do_job(Path(folder), watch)
        return _version(program, patience_s)
    except OSError as error:  # it ended as if all was well, and its file is not there
        raise FfmpegFailed(f"{program} did not write what it should: {error.strerror}") from error
    except Cancelled as error:
        raise MediaTimeout(f"{program} did not end within {patience_s:g} s", stall_s=patience_s) from error


def _do_job(folder: Path, watch: Watch) -> None:
    """Make and read a clip of a grey wedge that moves and a tone. Raises FfmpegFailed."""
    tone, sound, clip = folder / "tone.wav", folder / "sound.wav", folder / "clip.mp4"
    times = np.arange(TRIAL_S * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    soundfile.write(tone, 0.3 * np.sin(2 * np.pi * 440 * times), SAMPLE_RATE_HZ)
    filter_audio(tone, sound, [("highpass", {"f": 70})], watch=watch)
    width, height = SIZE
    wedge = np.broadcast_to(np.linspace(32, 208, width).astype(np.uint8), (height, width))
    frames = round(TRIAL_S * FPS)
    with VideoWriter(clip, SIZE, frames=frames, audio=sound, watch=watch) as writer:
        for number in range(frames):
            picture = np.full((height * 3 // 2, width), 128, np.uint8)
            picture[:height] = np.roll(wedge, number, axis=1)
            writer.write(picture)
    info = probe(clip)
    if info.audio is None or abs(info.duration_s - TRIAL_S) > 0.1:
        raise FfmpegFailed(f"{watch.ffmpeg} made a clip of {info.duration_s:.2f} s instead of {TRIAL_S} s with sound")
    count = sum(1 for _ in read_frames(clip, watch=watch))
    if count != frames:
        raise FfmpegFailed(f"{watch.ffmpeg} wrote {frames} frames and read {count}")


def _version(program: Path, patience_s: float) -> str:
    """Return the first line that it prints about itself. Raises FfmpegFailed, MediaTimeout."""
    try:
        said = subprocess.run(
            [program, "-version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=patience_s, check=True
        ).stdout.decode(errors="replace")
    except subprocess.TimeoutExpired as error:
        raise MediaTimeout(f"{program} -version did not end within {patience_s:g} s", stall_s=patience_s) from error
    except subprocess.CalledProcessError as error:
        raise FfmpegFailed(f"{program} -version: exit code {error.returncode}", exit_code=error.returncode) from error
    return said.partition("\n")[0].partition(" Copyright")[0]
