"""Reading and writing tracks."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from engine.face.errors import TrackDamaged
from engine.face.track import FaceTrack

_ARRAYS = ("landmarks", "lips", "pose", "found", "filled", "rivals", "cuts")


def save_track(track: FaceTrack, path: Path) -> None:
    """Write ``track`` as one ``.npz``."""
    fps = [track.fps.numerator, track.fps.denominator]
    np.savez(path, engine=track.engine, fps=fps, size=track.size, **{name: getattr(track, name) for name in _ARRAYS})


def load_track(path: Path) -> FaceTrack:
    """Read a track written by :func:`save_track`.

    Raises:
        TrackDamaged: unreadable, or its arrays are inconsistent.
    """
    try:
        with path.open("rb") as data, np.load(data, allow_pickle=False) as file:
            width, height = (int(side) for side in file["size"])
            return FaceTrack(
                engine=str(file["engine"]),
                fps=Fraction(*(int(part) for part in file["fps"])),
                size=(width, height),
                **{name: file[name] for name in _ARRAYS},
            )
    except (OSError, EOFError, BadZipFile, KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise TrackDamaged(f"{path.name}: {error}", file=path.name) from error
