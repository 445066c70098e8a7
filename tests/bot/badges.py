"""Recognition of the badge in stills of clips."""

from __future__ import annotations

from pathlib import Path

from engine.media import read_photo


def has_badge(still: Path, *, is_note: bool = False) -> bool:
    """Return whether white letters stand in the corner where :mod:`engine.pipeline.badge` draws them."""
    picture = read_photo(still)
    height, width = picture.shape[:2]
    tall = 0.06 * min(height, width)
    inset = 0.18 if is_note else 0.05
    top, right = round(inset * height), round((1 - inset) * width)
    place = picture[top : top + round(tall), right - round(1.4 * tall) : right]
    return bool(0.1 < (place.min(-1) > 200).mean() < 0.5 and place.min() < 160)
