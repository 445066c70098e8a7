from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.media import VideoWriter, normalise_video
from engine.pipeline.base_path import base_path, play
from engine.watch import Watch
from tests.engine.media.conftest import STAMPED_SIZE, stamp, stamped_number

FRAMES = 90


@settings(deadline=None)
@given(st.integers(0, 200), st.integers(1, 100), st.integers(1, 700))
def test_the_path_never_jumps_and_never_stands(first: int, length: int, count: int) -> None:
    path = base_path((first, first + length), count)
    assert len(path) == count and path[0] == first
    assert (np.abs(np.diff(path)) == 1).all()
    assert path.min() >= first and path.max() <= first + length


@settings(deadline=None)
@given(st.integers(0, 50), st.integers(1, 50))
def test_the_path_turns_only_at_its_ends(first: int, length: int) -> None:
    path = base_path((first, first + length), 4 * length + 1)
    there = np.arange(first, first + length)
    np.testing.assert_array_equal(path, [*there, *(there + 1)[::-1], *there, *(there + 1)[::-1], first])


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
    numbers = base_path(span, count)
    played = [stamped_number(frame[: STAMPED_SIZE[1]]) for frame in play(stamped, numbers)]
    assert played == numbers.tolist()


def test_played_frames_may_be_drawn_upon(stamped: Path) -> None:
    for frame in play(stamped, base_path((23, 27), 12)):
        assert stamped_number(frame[: STAMPED_SIZE[1]]) in range(23, 28)
        frame[:] = 0
