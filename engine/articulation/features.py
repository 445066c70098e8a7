"""Speech features, the input of articulation: two projected Whisper frames for each video frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.voice.whisper import SAMPLE_RATE_HZ, SpeechEncoder
from engine.voice.whisper import WIDTH as ENCODER_WIDTH
from engine.watch import Stage, Watch

FRAME_RATE_HZ = 25
SAMPLES_PER_FRAME = SAMPLE_RATE_HZ // FRAME_RATE_HZ
COMPONENTS = 96
WIDTH = 2 * COMPONENTS  # values per video frame
TAPS = 8  # encoder frames in the ridge's window


@dataclass(frozen=True)
class Projection:
    """Standardisation and PCA of the encoder's output, fitted once on the training corpus.

    Attributes:
        mean, scale: float32 (384,).
        basis: float32 (384, 96), orthonormal columns divided by 10 so that values are about 1.
    """

    mean: np.ndarray
    scale: np.ndarray
    basis: np.ndarray

    @classmethod
    def fit(cls, encoded: np.ndarray) -> Projection:
        """Fit on encoder output ``(n, 384)``."""
        mean, scale = encoded.mean(0), encoded.std(0) + 1e-6
        standard = (encoded - mean) / scale
        _, vectors = np.linalg.eigh(standard.T @ standard)
        basis = vectors[:, ::-1][:, :COMPONENTS] / 10.0
        return cls(mean.astype(np.float32), scale.astype(np.float32), np.ascontiguousarray(basis, np.float32))

    def __call__(self, encoded: np.ndarray) -> np.ndarray:
        """Project ``(2 n, 384)`` to ``(n, 192)``: encoder frames 2t and 2t + 1 belong to video frame t."""
        basis = self.basis / self.scale[:, None]  # one small product instead of two copies of a long voice
        return (encoded @ basis - self.mean @ basis).reshape(-1, WIDTH)


def encode(encoder: SpeechEncoder, samples: np.ndarray, frames: int, watch: Watch = Watch()) -> np.ndarray:
    """Return encoder output ``(2 * frames, 384)`` for exactly ``frames`` video frames of 40 ms.

    ``samples``: float32 mono at 16 kHz; cut, or padded with silence, to that length.
    """
    length = frames * SAMPLES_PER_FRAME
    sound = samples[:length] if len(samples) >= length else np.pad(samples, (0, length - len(samples)))
    encoded = np.empty((2 * frames, ENCODER_WIDTH), np.float32)
    done = 0
    for piece in encoder.features(sound):
        encoded[done : done + len(piece)] = piece
        done += len(piece)
        watch.report(Stage.LISTEN, done / len(encoded))
    return encoded


def windows(features: np.ndarray) -> np.ndarray:
    """Return centred feature windows for the ridge, ``(n, 768)``: encoder frames 2t - 3 to 2t + 4, minus the clip's mean."""
    stacked = np.concatenate(_taps(features), axis=1)
    return stacked - stacked.mean(0)


def windows_times(features: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Return ``windows(features) @ matrix``, tap by tap, so that the windows of a long voice never fill memory."""
    parts = matrix.reshape(TAPS, COMPONENTS, -1)
    product = sum(tap @ part for tap, part in zip(_taps(features), parts, strict=True))
    return product - np.mean(product, axis=0)


def _taps(features: np.ndarray) -> list[np.ndarray]:
    """Return one view ``(n, 96)`` for each encoder frame of the window."""
    halves = features.reshape(-1, COMPONENTS)
    padded = np.pad(halves, ((3, 4), (0, 0)), mode="edge")
    return [padded[k : k + len(halves) : 2] for k in range(TAPS)]
