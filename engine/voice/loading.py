"""Loading of a driving audio: level it, measure it, find its speech."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.choices import Denoise
from engine.findings import Finding
from engine.media import decode_audio_and_read
from engine.media.levelling import RATE_HZ
from engine.voice import loudness
from engine.voice.activity import audible_segments, speech_mask, speech_segments
from engine.voice.denoise import denoise, denoise_file
from engine.voice.errors import NoSpeech, SilentAudio, VoiceTooShort
from engine.voice.measures import clipped_times, clipping_share, pauses, pitch_hz, snr_db
from engine.voice.rules import VoiceMeasures, judge_voice
from engine.voice.whisper import SAMPLE_RATE_HZ
from engine.watch import Watch

MIN_S = 0.5
_NOISY_DB = 15.0  # below this the features are better computed without the noise


@dataclass(frozen=True)
class VoiceOptions:
    """Options of loading. ``need_speech``: refuse sound without speech."""

    denoise: Denoise = Denoise.AUTO
    need_speech: bool = True


@dataclass(frozen=True)
class Voice:
    """A driving audio.

    Attributes:
        samples_16k: float32 mono at 16 kHz, for articulation.
        sound: 48 kHz mono wav at -16 LUFS, for the clip.
        speech: (start, end) of every stretch of speech, seconds. audible: the same with breaths and the like.
        report: measurements of the source. findings: the findings on it.
    """

    samples_16k: np.ndarray
    sound: Path
    speech: tuple[tuple[float, float], ...]
    audible: tuple[tuple[float, float], ...]
    report: VoiceMeasures
    findings: tuple[Finding, ...]


def load_voice(path: Path, folder: Path, *, options: VoiceOptions = VoiceOptions(), watch: Watch = Watch()) -> Voice:
    """Read any file with sound; write the levelled sound to ``folder``.

    Raises:
        VoiceTooShort, SilentAudio, NoSpeech, and what ``engine.media.read_audio`` raises.
    """
    decoded = folder / "decoded.wav"
    samples = decode_audio_and_read(path, decoded, RATE_HZ, SAMPLE_RATE_HZ, watch=watch)
    duration_s = len(samples) / SAMPLE_RATE_HZ
    if duration_s < MIN_S:
        raise VoiceTooShort(
            f"{duration_s:.2f} s of sound, at least {MIN_S:g} s are needed", duration_s=round(duration_s, 2)
        )
    sound = folder / "voice.wav"
    with ThreadPoolExecutor(1) as executor:  # ffmpeg uses one core, the detector another
        levelling = executor.submit(_level, decoded, sound, watch.quiet())
        segments = speech_segments(samples)
        spoken = speech_mask(segments, len(samples))
        pitch = pitch_hz(samples, spoken)
        level = levelling.result()
    watch.check()
    if level.is_silent:
        raise SilentAudio(f"{duration_s:.1f} s of sound, all of it silent", duration_s=round(duration_s, 1))
    report = VoiceMeasures(
        duration_s=duration_s,
        loudness_lufs=level.integrated_lufs,
        true_peak_dbtp=level.true_peak_dbtp,
        clipping_share=clipping_share(samples),
        snr_db=snr_db(samples, spoken),
        speech_s=float(spoken.sum() / SAMPLE_RATE_HZ),
        pitch_hz=pitch,
    )
    if options.need_speech and not segments:
        raise NoSpeech(f"no speech in {duration_s:.1f} s of sound", duration_s=round(duration_s, 1))
    findings = judge_voice(report, clipped_times(samples), pauses(segments, duration_s))
    audible = audible_segments(samples, segments)
    if options.denoise is Denoise.ON:
        denoise_file(sound)
    noisy = report.snr_db is not None and report.snr_db < _NOISY_DB
    if options.denoise is Denoise.ON or (options.denoise is Denoise.AUTO and noisy):
        samples = denoise(samples, SAMPLE_RATE_HZ)
    return Voice(samples, sound, segments, audible, report, findings)


def _level(decoded: Path, target: Path, watch: Watch) -> loudness.Loudness:
    level = loudness.measure(decoded, watch)
    loudness.normalise(decoded, target, level, watch)
    decoded.unlink()
    return level
