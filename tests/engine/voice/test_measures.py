from __future__ import annotations

import numpy as np
import pytest

from engine.voice.measures import MOST_TIMES, clipped_times, clipping_share, pauses, peaks, pitch_hz, snr_db
from tests.engine.voice.sounds import buzz, noise, silence, sine


def test_clipping_is_the_share_of_flat_tops() -> None:
    clipped = np.clip(sine(200, 2, 2.0), -1, 1)
    assert clipping_share(clipped) == pytest.approx(2 / 3, abs=0.02), "a sine is above half its height for two thirds"
    assert clipping_share(sine(200, 2, 0.9)) == 0
    assert clipping_share(silence(0)) == 0


def test_clipping_is_found_where_it_is() -> None:
    sound = np.concatenate(
        [silence(2), sine(200, 0.5, 2.0), silence(0.5), sine(200, 0.5, 2.0), silence(3), sine(200, 1, 2.0)]
    )
    found = clipped_times(np.clip(sound, -1, 1))
    assert np.array(found) == pytest.approx(np.array([(2, 3.5), (6.5, 7.5)]), abs=0.01)
    assert clipped_times(silence(1)) == clipped_times(silence(0)) == ()


def test_the_worst_clipping_is_told_in_order() -> None:
    pops = [part for length in (1, 8, 2, 9, 3, 7, 4) for part in (np.ones(length), np.zeros(2 * 16_000))]
    found = clipped_times(np.concatenate(pops).astype(np.float32))
    assert len(found) == MOST_TIMES
    assert [round((end - start) * 16_000) for start, end in found] == [8, 9, 3, 7, 4]


def test_pauses_are_between_before_and_after_the_speech() -> None:
    assert pauses([(2.0, 3.0), (3.5, 4.0), (6.0, 7.0)], 9.5) == ((0.0, 2.0), (4.0, 6.0), (7.0, 9.5))
    assert pauses([], 4.0) == ((0.0, 4.0),)
    assert pauses([(0.1, 3.9)], 4.0) == ()
    starts = np.cumsum([3, 4, 9, 5, 8, 6, 7])  # each pause before a second of speech has another length
    speech = [(float(start), float(start + 1)) for start in starts]
    assert [end - start for start, end in pauses(speech, speech[-1][1])] == [8, 4, 7, 5, 6]


@pytest.mark.parametrize("decibels", [5, 12, 20, 40])
def test_snr_of_a_known_mixture(decibels: float) -> None:
    speech = np.concatenate([silence(1), noise(2, 0.1), silence(1)])
    mixture = speech + noise(4, 0.1 / 10 ** (decibels / 20), seed=2)
    assert snr_db(mixture, speech != 0) == pytest.approx(decibels, abs=1)


def test_snr_needs_speech() -> None:
    assert snr_db(noise(1, 0.1), np.zeros(16_000, bool)) is None


@pytest.mark.parametrize("hz", [85, 130, 210, 320])
def test_pitch_of_a_known_buzz(hz: float) -> None:
    sound = np.concatenate([silence(0.5), buzz(hz, 2), silence(0.5)]) + noise(3, 0.002)
    spoken = np.zeros(len(sound), bool)
    spoken[8_000:40_000] = True
    assert pitch_hz(sound, spoken) == pytest.approx(hz, rel=0.03)
    assert pitch_hz(sound, np.zeros(len(sound), bool)) is None


def test_the_outline_follows_the_sound() -> None:
    sound = np.concatenate([np.zeros(800), 0.25 * np.ones(800), -0.5 * np.ones(800), np.zeros(800)]).astype(np.float32)
    outline = peaks(sound, 8)
    assert outline.dtype == np.float32
    assert outline.tolist() == [0, 0, 0.5, 0.5, 1, 1, 0, 0]
    assert peaks(sound[:3], 8).tolist() == [0] * 8
    assert peaks(sound[:0], 8).tolist() == [0] * 8
