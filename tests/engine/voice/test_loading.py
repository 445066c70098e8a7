from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.demo import VOICE
from engine.errors import Cancelled
from engine.media import NoSound, probe
from engine.voice import Denoise, NoSpeech, SilentAudio, VoiceOptions, VoiceTooShort, load_voice, loudness
from engine.watch import Watch
from tests.engine.voice.sounds import noise, silence, sine, write


def test_a_voice_note_is_levelled_measured_and_cut_into_speech(tmp_path: Path) -> None:
    voice = load_voice(VOICE, tmp_path)
    assert voice.samples_16k.dtype == np.float32
    assert len(voice.samples_16k) == round(voice.report.duration_s * 16_000)
    info = probe(voice.sound)
    assert info.audio
    assert (info.audio.sample_rate_hz, info.audio.channels) == (48_000, 1)
    assert loudness.measure(voice.sound, Watch()).integrated_lufs == pytest.approx(-16, abs=0.5)
    assert 0 < voice.report.speech_s < voice.report.duration_s
    assert voice.report.pitch_hz
    assert 80 < voice.report.pitch_hz < 350
    assert {finding.code for finding in voice.findings} >= {"voice_level", "voice_clipping", "voice_noise"}


def test_the_sound_of_a_video_is_a_voice(talking_video: Path, tmp_path: Path) -> None:
    voice = load_voice(talking_video, tmp_path, options=VoiceOptions(need_speech=False))
    assert voice.report.duration_s == pytest.approx(4, abs=0.05)


@pytest.mark.parametrize(
    ("sound", "error"),
    [
        (silence(2), SilentAudio),
        (noise(2, 1e-5), SilentAudio),
        (sine(440, 0.3), VoiceTooShort),
        (sine(440, 2), NoSpeech),
        (noise(2, 0.1), NoSpeech),
    ],
    ids=["zeros", "below the gate", "short", "tone", "noise"],
)
def test_what_is_no_voice_is_refused(sound: np.ndarray, error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error):
        load_voice(write(tmp_path / "sound.wav", sound), tmp_path)


def test_a_sound_without_speech_passes_where_none_is_needed(tmp_path: Path) -> None:
    path = write(tmp_path / "noise.wav", noise(2, 0.1))
    voice = load_voice(path, tmp_path, options=VoiceOptions(need_speech=False))
    assert voice.speech == ()
    assert voice.report.speech_share == 0


def test_a_photo_has_no_sound(face_photo: Path, tmp_path: Path) -> None:
    with pytest.raises(NoSound):
        load_voice(face_photo, tmp_path)


def test_cancelled(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        load_voice(VOICE, tmp_path, watch=Watch(cancelled=lambda: True))


@pytest.mark.parametrize(
    ("wanted", "features_cleaned", "clip_cleaned"),
    [(Denoise.OFF, False, False), (Denoise.AUTO, True, False), (Denoise.ON, True, True)],
)
def test_noise_is_cleaned_where_it_was_asked_for(
    sentence: np.ndarray, tmp_path: Path, wanted: Denoise, features_cleaned: bool, clip_cleaned: bool
) -> None:
    noisy = np.concatenate([silence(1), sentence]) + noise(1 + len(sentence) / 16_000, 0.04)
    voice = load_voice(write(tmp_path / "noisy.wav", noisy), tmp_path, options=VoiceOptions(denoise=wanted))
    clip, _ = soundfile.read(voice.sound)
    assert voice.report.snr_db is not None
    assert voice.report.snr_db < 15
    assert bool(voice.samples_16k[:14_000].std() < 0.02) is features_cleaned
    assert bool(clip[:42_000].std() / clip.std() < 0.2) is clip_cleaned


def test_a_finding_names_where_it_is_heard(tmp_path: Path) -> None:
    spoken = load_voice(VOICE, tmp_path).samples_16k
    sound = np.concatenate([silence(20), np.clip(3 * spoken / np.abs(spoken).max(), -1, 1)])
    voice = load_voice(write(tmp_path / "sound.wav", sound), tmp_path)
    [pause] = [one for one in voice.findings if one.code == "voice_speech_share"]
    [clipping] = [one for one in voice.findings if one.code == "voice_clipping"]
    assert pause.times[0] == pytest.approx((0, 20), abs=1)
    assert all(20 <= start < end <= voice.report.duration_s for start, end in clipping.times)
    assert clipping.times
