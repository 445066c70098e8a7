from __future__ import annotations

import itertools

import numpy as np
import pytest

from engine.voice.activity import audible_segments, speech_mask, speech_segments
from tests.engine.voice.sounds import noise, silence, sine

LEAD_S = 2.0


@pytest.fixture(scope="module")
def surrounded(sentence: np.ndarray) -> np.ndarray:
    """The sentences with two seconds of silence on each side."""
    return np.concatenate([silence(LEAD_S), sentence, silence(LEAD_S)])


@pytest.mark.parametrize("gain", [1.0, 0.01])
def test_speech_is_found_where_it_is_however_quiet(surrounded: np.ndarray, sentence: np.ndarray, gain: float) -> None:
    segments = speech_segments(gain * surrounded)
    spoken = speech_mask(segments, len(surrounded))
    assert segments[0][0] > LEAD_S
    assert segments[-1][1] < LEAD_S + len(sentence) / 16_000
    assert (surrounded[spoken] ** 2).sum() > 0.98 * (surrounded**2).sum(), "hardly any of the voice is outside"
    pauses = [b[0] - a[1] for a, b in itertools.pairwise(segments)]
    assert len([pause for pause in pauses if pause > 0.3]) == 2, "between the three sentences"


def test_speech_is_found_in_noise(surrounded: np.ndarray) -> None:
    segments = speech_segments(surrounded + noise(len(surrounded) / 16_000, 0.01))
    assert segments[0][0] > LEAD_S - 0.3
    assert segments[-1][1] < len(surrounded) / 16_000 - LEAD_S + 0.3


@pytest.mark.parametrize("sound", [silence(2), noise(2, 0.1), sine(440, 2), silence(0)], ids=len)
def test_nobody_speaks_in_noise_tones_and_silence(sound: np.ndarray) -> None:
    assert speech_segments(sound) == ()


def test_a_breath_between_words_is_audible(surrounded: np.ndarray) -> None:
    breath = surrounded.copy()
    breath[8_000:14_400] += noise(0.4, 0.01)
    speech = speech_segments(surrounded)
    audible = speech_mask(audible_segments(breath, speech), len(breath))
    assert audible[speech_mask(speech, len(breath))].all()
    assert audible[8_800:13_600].all()
    assert not audible[:6_000].any()


def test_no_breath_is_heard_in_noise(surrounded: np.ndarray) -> None:
    noisy = surrounded + noise(len(surrounded) / 16_000, 0.01)
    speech = speech_segments(noisy)
    heard, spoken = (speech_mask(s, len(noisy)).mean() for s in (audible_segments(noisy, speech), speech))
    assert spoken <= heard < spoken + 0.1
