from __future__ import annotations

import numpy as np
import pytest

from engine.articulation.features import encode
from engine.articulation.model import Articulation
from engine.articulation.offset import AvOffset, advanced, delayed, measure_offset
from engine.voice.whisper import SpeechEncoder
from tests.engine.articulation.made import made_motion


@pytest.fixture(scope="module")
def speech(sentence: np.ndarray) -> np.ndarray:
    """10 s of speech, a whole number of frames."""
    return np.tile(sentence, 2)[: 250 * 640]


@pytest.fixture(scope="module")
def lips(encoder: SpeechEncoder, generic: Articulation, speech: np.ndarray) -> np.ndarray:
    """Lips in step with ``speech``, as well as they can be told from it: half of what they do is their own."""
    motion = generic.motion(encode(encoder, speech, 250))
    return motion + 0.3 * motion.std(0) * made_motion(250, 1)


@pytest.mark.parametrize("milliseconds", [-250, -30, 0, 95, 280])
def test_a_late_sound_has_a_positive_offset(
    encoder: SpeechEncoder, generic: Articulation, speech: np.ndarray, lips: np.ndarray, milliseconds: int
) -> None:
    heard = generic.motion(encode(encoder, delayed(speech, milliseconds / 1000), 250))
    offset = measure_offset(heard, lips, np.ones(250, bool))
    assert offset.av_offset_ms == pytest.approx(milliseconds, abs=20)
    assert offset.trusted
    assert not offset.foreign
    assert not offset.jumps


def test_moving_the_sound_by_the_lag_brings_it_into_step(
    encoder: SpeechEncoder, generic: Articulation, speech: np.ndarray, lips: np.ndarray
) -> None:
    late = delayed(speech, 0.2)
    found = measure_offset(generic.motion(encode(encoder, late, 250)), lips, np.ones(250, bool))
    corrected = generic.motion(encode(encoder, delayed(late, found.lag_s), 250))
    assert measure_offset(corrected, lips, np.ones(250, bool)).av_offset_ms == pytest.approx(0, abs=20)


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_lips_that_follow_another_voice_are_foreign(lips: np.ndarray, seed: int) -> None:
    offset = measure_offset(lips, made_motion(250, seed), np.ones(250, bool))
    assert not offset.trusted
    assert offset.foreign
    assert offset.lag_s == 0


def test_lips_that_do_not_move_say_nothing(lips: np.ndarray) -> None:
    offset = measure_offset(lips, np.zeros_like(lips), np.ones(250, bool))
    assert (offset.peak, offset.trusted) == (0, False)


def test_little_speech_is_not_judged(lips: np.ndarray) -> None:
    few = np.arange(250) < 75
    assert not measure_offset(advanced(lips, 5), lips, few).trusted
    assert not measure_offset(lips, made_motion(250, 2), few).foreign


def test_an_offset_that_jumps_is_said(lips: np.ndarray) -> None:
    early = advanced(lips, 6)
    twice, speech = np.concatenate([lips, lips]), np.ones(500, bool)
    assert measure_offset(np.concatenate([lips, early]), twice, speech).jumps
    assert not measure_offset(np.concatenate([early, early]), twice, speech).jumps


@pytest.mark.parametrize(
    ("offset_ms", "trusted", "lag_s"), [(30.0, True, -0.03), (-120.0, True, 0.12), (120.0, False, 0.0)]
)
def test_every_offset_that_is_known_is_taken_out_and_doubtful_ones_ignored(
    offset_ms: float, trusted: bool, lag_s: float
) -> None:
    assert AvOffset(offset_ms, 1.0, trusted, foreign=False, jumps=False).lag_s == lag_s


def test_sound_is_moved_without_changing_its_length() -> None:
    sound = np.arange(1, 641, dtype=np.float32)
    assert delayed(sound, 0.01).tolist() == [0.0] * 160 + sound[:480].tolist()
    assert delayed(sound, -0.01).tolist() == sound[160:].tolist() + [0.0] * 160
    assert np.array_equal(delayed(sound, 0.0), sound)


def test_motion_is_read_later_between_frames_too() -> None:
    ramp = np.arange(6, dtype=np.float32).reshape(6, 1, 1) * np.ones((1, 2, 2), np.float32)
    assert advanced(ramp, 1.5)[:, 0, 0] == pytest.approx([1.5, 2.5, 3.5, 4.5, 5, 5])
    assert advanced(ramp, -2)[:, 1, 1] == pytest.approx([0, 0, 0, 1, 2, 3])
