"""Tests of loudness against the reference of EBU R128: a full-scale sine of 997 Hz in one channel reads -3.01 LUFS."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.demo import VOICE
from engine.media import decode_audio, read_audio
from engine.voice import loudness
from engine.watch import Watch
from tests.engine.voice.sounds import silence, sine, write


@pytest.mark.parametrize("amplitude", [0.5, 0.05])
def test_a_sine_reads_as_the_standard_says(watch: Watch, tmp_path: Path, amplitude: float) -> None:
    measured = loudness.measure(write(tmp_path / "sine.wav", sine(997, 4, amplitude)), watch)
    assert measured.integrated_lufs == pytest.approx(20 * np.log10(amplitude) - 3.01, abs=0.2)
    assert measured.true_peak_dbtp == pytest.approx(20 * np.log10(amplitude), abs=0.3)


@pytest.mark.parametrize("gain", [0.02, 0.3, 1.0])
def test_speech_is_brought_to_one_level(watch: Watch, tmp_path: Path, sentence: np.ndarray, gain: float) -> None:
    source, target = write(tmp_path / "speech.wav", gain * sentence), tmp_path / "levelled.wav"
    loudness.normalise(source, target, loudness.measure(source, watch), watch)
    levelled = loudness.measure(target, watch)
    assert levelled.integrated_lufs == pytest.approx(loudness.TARGET_LUFS, abs=0.5)
    assert levelled.true_peak_dbtp <= -1


def test_a_compressed_recording_is_brought_to_the_level_too(watch: Watch, tmp_path: Path) -> None:
    source, target = tmp_path / "decoded.wav", tmp_path / "levelled.wav"
    decode_audio(VOICE, source, watch=watch)
    loudness.normalise(source, target, loudness.measure(source, watch), watch)
    assert loudness.measure(target, watch).integrated_lufs == pytest.approx(loudness.TARGET_LUFS, abs=0.5)


def test_the_level_is_changed_and_not_the_moment(watch: Watch, tmp_path: Path) -> None:
    """The limiter looks ahead, which makes it late, in one way or another in each version of ffmpeg."""
    clicks = silence(2)
    clicks[[8_000, 31_900]] = 0.5
    source, target = write(tmp_path / "clicks.wav", clicks), tmp_path / "levelled.wav"
    loudness.normalise(source, target, loudness.Loudness(-20.0, -6.0), watch)
    heard = read_audio(target, 16_000, watch=watch)
    assert abs(len(heard) - len(clicks)) <= 1
    assert [int(np.abs(part).argmax()) for part in (heard[:16_000], heard[16_000:])] == [8_000, 15_900]


def test_silence_is_known_and_left_alone(watch: Watch, tmp_path: Path) -> None:
    source, target = write(tmp_path / "silence.wav", silence(2)), tmp_path / "levelled.wav"
    measured = loudness.measure(source, watch)
    assert measured.is_silent
    loudness.normalise(source, target, measured, watch)
    assert loudness.measure(target, watch).is_silent
