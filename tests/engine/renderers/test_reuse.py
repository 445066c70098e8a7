from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.articulation.motion import canonical_mouth, lift, steady_pose
from engine.face import FaceTrack, track_face
from engine.media import read_frames
from engine.renderers.library import pick_frames
from engine.renderers.planes import planes
from engine.watch import Watch
from tests.engine.renderers.footage import Footage, write_video

CLIP_FRAMES = 75


def followed(wanted: np.ndarray, footage: Footage, track: FaceTrack) -> tuple[float, float]:
    """(correlation, amplitude) of the openings in ``track`` with those of the ``wanted`` motion."""
    found = lift(footage.space.motion(canonical_mouth(track), steady_pose(track)))
    correlation = float(np.corrcoef(lift(wanted), found)[0, 1])
    return correlation, correlation * float(found.std() / lift(wanted).std())


def detail(luma: np.ndarray) -> float:
    return float(np.abs(np.diff(luma.astype(np.float32), axis=1)).mean())


@pytest.fixture(scope="module")
def backwards(talking: Footage) -> list[np.ndarray]:
    """The talking face saying its speech backwards, from every other frame of its footage."""
    every = np.arange(len(talking.frames))
    return talking.speak(talking.motion[::-1], every, talking.library(every[::2]))


def test_the_mouth_does_what_it_is_told(backwards: list[np.ndarray], talking: Footage, tmp_path: Path) -> None:
    found = track_face(write_video(tmp_path / "clip.mp4", backwards, talking.track.size))
    correlation, amplitude = followed(talking.motion[::-1], talking, found)
    assert correlation > 0.9
    assert amplitude == pytest.approx(1, abs=0.2)


def test_above_the_nose_every_pixel_is_the_footage(backwards: list[np.ndarray], talking: Footage) -> None:
    nose = int(talking.track.landmarks[:, 29, 1].min()) // 2 * 2
    for frame, before in zip(backwards, talking.frames, strict=True):
        for now, then in zip(planes(frame), planes(before), strict=True):
            rows = nose * now.shape[0] // talking.track.size[1]
            assert np.array_equal(now[:rows], then[:rows])


def test_its_own_speech_gives_the_footage_back(talking: Footage) -> None:
    every = np.arange(len(talking.frames))
    again = talking.speak(talking.motion, every, talking.library(every))
    change, kept = [], []
    for frame, before, lips in zip(again, talking.frames, talking.track.lips, strict=True):
        left, top = lips.min(0).astype(int)
        right, bottom = lips.max(0).astype(int)
        now, then = (planes(f).y[top:bottom, left:right] for f in (frame, before))
        change.append(np.abs(now.astype(int) - then).mean())
        kept.append(detail(now) / detail(then))
    assert np.mean(change) < 3
    assert np.max(change) < 8
    assert np.min(kept) > 0.9


def test_a_single_crop_is_bent_to_any_shape(talking: Footage, tmp_path: Path) -> None:
    every = np.arange(len(talking.frames))
    middle = int(np.abs(lift(talking.motion)).argmin())
    frames = talking.speak(talking.motion, every, talking.library(np.array([middle])))
    correlation, _ = followed(
        talking.motion, talking, track_face(write_video(tmp_path / "clip.mp4", frames, talking.track.size))
    )
    assert correlation > 0.9


def test_a_real_person_says_what_was_kept_aside(media: Path, tmp_path: Path) -> None:
    """Four sentences are the face; the lips of the fifth, which it has not seen, are put on the first."""
    clips = sorted((media / "grid_s1").glob("*.mp4"))[:5]
    frames = (
        frame for clip in clips for frame in read_frames(clip, pixels="yuv420p", count=CLIP_FRAMES, watch=Watch())
    )
    person = Footage.of(write_video(tmp_path / "person.mp4", frames, (360, 288)))
    aside = len(person.frames) - CLIP_FRAMES
    seen = np.arange(len(person.frames)) < aside
    library = person.library(pick_frames(person.motion, person.track.pose, seen & person.track.usable))
    drawn = person.speak(person.motion[aside:], np.arange(CLIP_FRAMES), library)
    found = track_face(write_video(tmp_path / "clip.mp4", drawn, (360, 288)))
    correlation, amplitude = followed(person.motion[aside:], person, found)
    assert correlation > 0.9
    assert amplitude == pytest.approx(1, abs=0.2)
