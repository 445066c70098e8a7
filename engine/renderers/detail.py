"""Restoration of the finest detail, grain included, that resampling removes from a warped picture.

Interpolation between pixels damps the highest frequencies by a share that depends on the sub-pixel position: a quarter of the
power of camera noise on average. The mouth then looks softer than the face around it, and shimmers as the share changes from
frame to frame. The finest band of the warped picture is therefore amplified to the local power of its source.
"""

from __future__ import annotations

import cv2
import numpy as np

SIGMA_PX = 1.0  # of the low-pass that separates the finest band
CELL_PX = 8
SMOOTH_CELLS = 1.5
NOISE_POWER = 0.5  # squared levels: rounding noise; weaker detail is not amplified
_ENCODER = 0.3  # of power: the extra loss of drawn grain in the encoder over source video whose motion it can predict
_SMALL_PX, _LARGE_PX = 64, 112
"""Interocular distances: in a small face the finest band is the shape of lips and teeth, which encoders keep, in a large one it
is grain, which they drop. With full compensation at 63 px the mouths measured a tenth sharper than the untouched face around
them."""
MOST_GAIN = 1.6  # of the amplitude; a bicubic kernel half-way between pixels loses less


def detail_power(luma: np.ndarray) -> np.ndarray:
    """Return the mean square of the finest band of ``luma`` ``(h, w)`` around each cell of 8 pixels, float32 ``(h // 8, w //
    8)``."""
    return _power(_finest(luma.astype(np.float32)))


def encoder_share(unit: float) -> float:
    """Return the power to draw over that of the source, for what the encoder takes; ``unit``: pixels per interocular
    distance."""
    return 1 + _ENCODER * float(np.clip((unit - _SMALL_PX) / (_LARGE_PX - _SMALL_PX), 0, 1))


def restore_detail(warped: np.ndarray, power: np.ndarray, field: np.ndarray, unit: float) -> None:
    """Amplify the finest band of ``warped`` to the power of its source times :func:`encoder_share` of ``unit``, in place.

    ``warped``: float32 ``(h, w)``, read through ``field``, float32 ``(h, w, 2)``, from a picture whose :func:`detail_power` is
    ``power``. The gain is at least 1 and at most 1.6 in amplitude.
    """
    finest = _finest(warped)
    mine = _power(finest)
    coarse = (cv2.resize(field, mine.shape[::-1], interpolation=cv2.INTER_AREA) + 0.5) / CELL_PX - 0.5
    wanted = cv2.remap(power, coarse, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    gain = np.sqrt((encoder_share(unit) * wanted + NOISE_POWER) / (mine + NOISE_POWER))
    excess = cv2.resize(np.clip(gain, 1, MOST_GAIN) - 1, warped.shape[::-1], interpolation=cv2.INTER_LINEAR)
    warped += cv2.multiply(excess, finest, dst=finest)


def _finest(luma: np.ndarray) -> np.ndarray:
    return cv2.subtract(luma, cv2.GaussianBlur(luma, (5, 5), SIGMA_PX))


def _power(finest: np.ndarray) -> np.ndarray:
    height, width = finest.shape
    size = (max(width // CELL_PX, 1), max(height // CELL_PX, 1))
    cells = cv2.resize(cv2.multiply(finest, finest), size, interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(cells, (0, 0), SMOOTH_CELLS)
