from __future__ import annotations

import numpy as np
import pytest

from engine.articulation.features import COMPONENTS, WIDTH, Projection, encode, windows
from engine.articulation.model import Articulation
from engine.errors import Cancelled
from engine.voice.whisper import SpeechEncoder
from engine.watch import Watch


@pytest.mark.parametrize("frames", [1, 25, 60, 200], ids=lambda n: f"{n} frames")
def test_every_video_frame_has_two_encoder_frames_whatever_the_sound_lasts(
    encoder: SpeechEncoder, sentence: np.ndarray, frames: int
) -> None:
    encoded = encode(encoder, sentence, frames)
    assert (encoded.shape, encoded.dtype) == ((2 * frames, 384), np.float32)
    assert np.isfinite(encoded).all()


def test_the_same_sound_is_heard_the_same(encoder: SpeechEncoder, sentence: np.ndarray) -> None:
    assert np.array_equal(encode(encoder, sentence, 50), encode(encoder, sentence, 50))


@pytest.mark.parametrize("frame", [10, 40, 62])
def test_a_click_is_heard_in_its_own_video_frame(encoder: SpeechEncoder, generic: Articulation, frame: int) -> None:
    sound = np.random.default_rng(1).normal(0, 1e-3, 75 * 640).astype(np.float32)
    clicked = sound.copy()
    clicked[frame * 640 + 160 : frame * 640 + 480] += 0.5
    change = np.abs(generic.projection(encode(encoder, clicked, 75)) - generic.projection(encode(encoder, sound, 75)))
    assert change.sum(1).argmax() == frame


def test_listening_reports_and_can_be_cancelled(encoder: SpeechEncoder, sentence: np.ndarray) -> None:
    told: list[float] = []
    encode(encoder, np.tile(sentence, 4), 600, Watch(lambda _stage, fraction: told.append(fraction)))
    assert told == pytest.approx([10 / 24, 20 / 24, 1])
    with pytest.raises(Cancelled):
        encode(encoder, sentence, 100, Watch(cancelled=lambda: True))


def test_a_projection_keeps_the_largest_directions_uncorrelated() -> None:
    rng = np.random.default_rng(2)
    mixed = rng.standard_normal((3000, 120)) @ rng.standard_normal(
        (120, 384)
    )  # rank 120: 96 directions hold most of it
    encoded = 5 * mixed + rng.standard_normal(384)
    projection = Projection.fit(encoded)
    assert np.allclose(projection.basis.T @ projection.basis, np.eye(COMPONENTS) / 100, atol=1e-5)
    values = projection(encoded)
    assert values.shape == (1500, WIDTH)
    covariance = np.cov(values.reshape(-1, COMPONENTS).T)
    power = np.diag(covariance)
    assert np.all(np.diff(power) <= 1e-6), "largest first"
    assert np.abs(covariance - np.diag(power)).max() < 1e-3 * power.max()
    assert 100 * power.sum() > 0.85 * 384, "of standardised dimensions"


def test_projected_frames_are_paired_in_order(generic: Articulation) -> None:
    encoded = np.random.default_rng(3).standard_normal((8, 384)).astype(np.float32)
    pairs = generic.projection(encoded)
    assert pairs[1] == pytest.approx(
        np.concatenate([generic.projection(encoded[[k, k]])[0, :COMPONENTS] for k in (2, 3)]), abs=1e-5
    )


def test_a_window_spans_three_encoder_frames_before_and_after_its_pair() -> None:
    frames = 20
    times = np.arange(2 * frames, dtype=np.float32)
    window = windows(np.repeat(times[:, None], COMPONENTS, 1).reshape(frames, WIDTH)).reshape(frames, 8, COMPONENTS)
    middle = window[10, :, 0] - window[9, :, 0]
    assert np.allclose(window.mean(0), 0, atol=1e-5), "the clip's mean is taken out"
    assert middle == pytest.approx(2), "one video frame is two encoder frames"
    raw = np.clip(2 * np.arange(frames)[:, None] + np.arange(-3, 5), 0, 2 * frames - 1)
    assert window[..., 0] == pytest.approx(raw - raw.mean(0), abs=1e-4)
