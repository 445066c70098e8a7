"""Tests of sound: complete, in time and clean."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.errors import Cancelled
from engine.media import (
    MediaLimits,
    NoSound,
    SoundPart,
    UnsupportedMedia,
    decode_audio,
    decode_audio_and_read,
    filter_audio,
    join_audio,
    mux_audio,
    probe_video,
    read_audio,
)
from engine.watch import Watch
from tests.engine.media.conftest import STAMPED_FRAMES, children, run_ffmpeg


def tone(seconds: float, rate: int = 48000, hz: float = 440.0) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * hz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


@pytest.mark.parametrize("ending", ["ogg", "mp3", "m4a", "wav", "flac", "mov", "webm"])
def test_any_format_gives_the_same_sound(watch: Watch, ending: str, syllables_wav: Path, tmp_path: Path) -> None:
    path = tmp_path / f"voice.{ending}"
    codec = {"ogg": ["-c:a", "libopus"], "webm": ["-c:a", "libopus"]}.get(ending, [])
    run_ffmpeg("-i", syllables_wav, *codec, path)
    expected, _ = soundfile.read(syllables_wav, dtype="float32")
    sound = read_audio(path, watch=watch)
    assert sound.dtype == np.float32
    assert sound.ndim == 1
    assert len(sound) == pytest.approx(len(expected), abs=1000)  # mp3 and AAC pad their last frame
    middle = expected[8000:40000]
    likeness = [np.corrcoef(sound[8000 + lag : 40000 + lag], middle)[0, 1] for lag in range(-240, 241, 4)]
    assert max(likeness) > 0.98  # 15 ms either way: Opus in webm starts at its first full packet


def test_rate_and_channels(watch: Watch, tmp_path: Path) -> None:
    stereo = np.stack([tone(1.0, 44100), np.zeros(44100, np.float32)], axis=1)
    soundfile.write(tmp_path / "stereo.wav", stereo, 44100)
    sound = read_audio(tmp_path / "stereo.wav", 8000, watch=watch)
    assert len(sound) == pytest.approx(8000, abs=2)
    assert np.abs(sound).max() == pytest.approx(0.25, abs=0.05)


def test_nothing_but_finite_samples_come_out(watch: Watch, tmp_path: Path) -> None:
    samples = tone(0.5, 16000)
    samples[100], samples[200], samples[300] = np.nan, np.inf, -np.inf
    soundfile.write(tmp_path / "wild.wav", samples, 16000, subtype="FLOAT")
    assert np.isfinite(read_audio(tmp_path / "wild.wav", watch=watch)).all()


def test_parts_are_joined_in_their_order_and_nothing_clicks(watch: Watch, tmp_path: Path) -> None:
    low, high = tmp_path / "low.ogg", tmp_path / "high.wav"
    soundfile.write(low, tone(40.0, hz=200.0), 48000)
    soundfile.write(high, tone(1.0, 16000, hz=400.0), 16000)
    parts = [SoundPart(high, 0.5, 1.0), SoundPart(low, 0.25, 1.25), SoundPart(low, 30.0, 30.5)]
    join_audio(parts, tmp_path / "joined.flac", watch=watch)
    sound, rate = soundfile.read(tmp_path / "joined.flac", dtype="float32")
    assert (rate, len(sound)) == (48000, 96000)
    heard = [np.abs(np.fft.rfft(sound[at : at + 9600])).argmax() * 5 for at in (4800, 36000, 84000)]
    assert heard == [400, 200, 200]
    assert np.abs(sound[[0, 23999, 24000, 71999, 72000, 95999]]).max() < 0.001
    assert {path.name for path in tmp_path.iterdir()} == {"low.ogg", "high.wav", "joined.flac"}


def test_longer_than_one_chunk(watch: Watch, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "long.flac", tone(25.0, 16000), 16000)
    sound = read_audio(tmp_path / "long.flac", watch=watch)
    assert len(sound) == 25 * 16000
    assert np.abs(sound - tone(25.0, 16000)).max() < 0.001


def test_cancel_stops_reading(watch: Watch, syllables_wav: Path) -> None:
    with pytest.raises(Cancelled):
        read_audio(syllables_wav, watch=replace(watch, cancelled=lambda: True))
    assert not children()


@pytest.mark.parametrize("ending", ["ogg", "wav"])
def test_one_decoding_gives_the_sound_of_two(watch: Watch, ending: str, syllables_wav: Path, tmp_path: Path) -> None:
    source, once, twice = tmp_path / f"voice.{ending}", tmp_path / "once.wav", tmp_path / "twice.wav"
    run_ffmpeg("-i", syllables_wav, "-ac", "2", "-ar", "48000", source)
    decode_audio(source, twice, watch=watch)
    samples = decode_audio_and_read(source, once, watch=watch)
    np.testing.assert_array_equal(samples, read_audio(twice, watch=watch))
    np.testing.assert_array_equal(soundfile.read(once)[0], soundfile.read(twice)[0])


def test_a_file_that_is_refused_leaves_no_process(watch: Watch, tmp_path: Path) -> None:
    """The process that would decode it has been started by then."""
    (letter := tmp_path / "letter.ogg").write_text("Dear reader, " * 100)
    with pytest.raises(UnsupportedMedia):
        read_audio(letter, watch=watch)
    assert not children()


def test_cancelled_decoding_leaves_nothing(watch: Watch, syllables_wav: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        decode_audio_and_read(syllables_wav, tmp_path / "out.wav", watch=replace(watch, cancelled=lambda: True))
    assert not [*tmp_path.iterdir()]
    assert not children()


def test_filters_are_applied(watch: Watch, tmp_path: Path) -> None:
    source, target = tmp_path / "tone.wav", tmp_path / "out.wav"
    soundfile.write(source, tone(1.0), 48000)
    filter_audio(source, target, [("volume", {"volume": 0.5}), ("atrim", {"end": 0.5})], watch=watch)
    sound, rate = soundfile.read(target)
    assert rate == 48000
    assert len(sound) == 24000
    assert np.abs(sound).max() == pytest.approx(0.25, abs=0.01)
    assert set(tmp_path.iterdir()) == {source, target}


def test_measuring_filters_report(watch: Watch, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "tone.wav", tone(4.0), 48000)
    lines = filter_audio(tmp_path / "tone.wav", None, [("loudnorm", {"print_format": "json"})], watch=watch)
    text = "\n".join(lines)
    measured = json.loads(text[text.rindex("{") : text.rindex("}") + 1])
    assert float(measured["input_i"]) == pytest.approx(-9.7, abs=0.7)


@pytest.mark.parametrize("seconds", [1.0, 10.0])
def test_mux_makes_the_sound_as_long_as_the_picture(
    watch: Watch, seconds: float, stamped: Path, tmp_path: Path
) -> None:
    soundfile.write(tmp_path / "tone.wav", tone(seconds), 48000)
    mux_audio(stamped, tmp_path / "tone.wav", tmp_path / "out.mp4", watch=watch)
    info, video = probe_video(tmp_path / "out.mp4")
    assert video.frames == STAMPED_FRAMES
    assert info.audio is not None
    assert info.audio.duration_s == pytest.approx(video.duration_s, abs=0.022)  # one AAC frame
    sound = read_audio(tmp_path / "out.mp4", watch=watch)
    heard = np.flatnonzero(np.abs(sound) > 0.1)[-1] / 16000
    assert heard == pytest.approx(min(seconds, video.duration_s), abs=0.03)


def test_mux_without_sound_is_refused(watch: Watch, stamped: Path, tmp_path: Path) -> None:
    with pytest.raises(NoSound):
        mux_audio(stamped, stamped, tmp_path / "out.mp4", watch=watch)
    assert not list(tmp_path.iterdir())


def test_limit_is_the_callers(watch: Watch, syllables_wav: Path) -> None:
    with pytest.raises(Exception, match="at most 1") as caught:
        read_audio(syllables_wav, limits=MediaLimits(max_duration_s=1.0), watch=watch)
    assert getattr(caught.value, "code", "") == "media_too_long"
