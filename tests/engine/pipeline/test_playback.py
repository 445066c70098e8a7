from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import Cancelled
from engine.media import FfmpegMissing, VideoWriter, normalise_video
from engine.pipeline.base_footage import FADE_FRAMES
from engine.pipeline.base_path import BasePath, there_and_back
from engine.pipeline.playback import play, play_ahead, play_beside
from engine.renderers.morph import morph
from engine.watch import Watch
from tests.engine.media.conftest import STAMPED_SIZE, children, stamp, stamped_number

FRAMES, HALF = 90, FADE_FRAMES // 2


def plain(numbers: np.ndarray) -> BasePath:
    return BasePath(numbers, numbers.copy(), np.zeros(len(numbers), np.float32))


def joined(before: np.ndarray, after: np.ndarray) -> BasePath:
    """``before``, then ``after``, with a morph between."""
    path = plain(np.concatenate([before, after]))
    t = len(before)
    for k in range(max(t - HALF, 0), min(t + HALF, len(path))):
        path.others[k] = before[-1] + 1 + k - t if k >= t else after[0] + k - t
        path.shares[k] = (1 - (k - t + HALF + 0.5) / FADE_FRAMES) if k >= t else (k - t + HALF + 0.5) / FADE_FRAMES
    return path


@pytest.fixture(scope="module")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Frames that carry their numbers, normalised as a template's video is."""
    folder = tmp_path_factory.mktemp("stamped")
    with VideoWriter(folder / "raw.mp4", STAMPED_SIZE, watch=Watch()) as writer:
        for number in range(FRAMES):
            writer.write(stamp(number))
    normalise_video(folder / "raw.mp4", folder / "video.mp4", watch=Watch())
    return folder / "video.mp4"


@pytest.mark.parametrize(
    ("span", "count"), [((0, 89), 200), ((13, 61), 130), ((24, 26), 9), ((49, 76), 60), ((5, 40), 1), ((25, 50), 28)]
)
def test_frames_are_played_in_the_order_of_the_path(span: tuple[int, int], count: int, stamped: Path) -> None:
    numbers = there_and_back(span, count)
    played = [stamped_number(frame[: STAMPED_SIZE[1]]) for frame in play(stamped, plain(numbers))]
    assert played == numbers.tolist()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (np.arange(10, 40), np.arange(60, 85)),
        (np.arange(50, 60), np.arange(20, 23)),
        (np.arange(40, 41), np.arange(20, 60)),
        (np.arange(10, 40), np.array([87, 88, 89, 88, 87, 86, 85, 84, 83, 82])),
        (np.array([3, 2, 1, 0, 1, 2]), np.arange(40, 60)),
    ],
)
def test_joins_are_morphs_of_both_stretches(before: np.ndarray, after: np.ndarray, stamped: Path) -> None:
    path = joined(before, after)
    raw = list(play(stamped, plain(np.arange(FRAMES))))
    played = list(play(stamped, path))
    assert len(played) == len(path)
    np.testing.assert_array_equal(list(play_ahead(stamped, path, threads=2)), played)
    np.testing.assert_array_equal(list(play_beside(stamped, path)), played)
    assert not children()
    for t, frame in enumerate(played):
        if path.shares[t]:
            wanted = morph(raw[int(path.numbers[t])], raw[int(path.others[t])], float(path.shares[t]))
            np.testing.assert_array_equal(frame, wanted)
        else:
            assert stamped_number(frame[: STAMPED_SIZE[1]]) == path.numbers[t]


@pytest.mark.parametrize("kind", [play, play_beside])
def test_playback_ends_at_once_when_it_is_cancelled_or_left(kind: Any, stamped: Path) -> None:
    path, seen = joined(np.arange(10, 40), np.arange(60, 85)), list[np.ndarray]()
    with (
        pytest.raises(Cancelled),
        closing(kind(stamped, path, watch=Watch(cancelled=lambda: len(seen) >= 3))) as frames,
    ):
        for frame in frames:
            seen.append(frame)
    assert not children()
    with closing(kind(stamped, path)) as frames:
        next(frames)
    assert not children()


@pytest.mark.parametrize("kind", [play, play_beside])
def test_errors_of_a_decoder_reach_the_caller(kind: Any, stamped: Path) -> None:
    watch = Watch(ffmpeg=stamped.with_name("missing"))
    with pytest.raises(FfmpegMissing), closing(kind(stamped, plain(np.arange(20)), watch=watch)) as frames:
        next(frames)


def test_played_frames_may_be_drawn_upon(stamped: Path) -> None:
    for frame in play(stamped, plain(there_and_back((23, 27), 12))):
        assert stamped_number(frame[: STAMPED_SIZE[1]]) in range(23, 28)
        frame[:] = 0
