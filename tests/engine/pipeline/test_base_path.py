from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.pipeline.base_footage import FADE_FRAMES, BaseFootage
from engine.pipeline.base_path import BasePath, choose_path, there_and_back

FRAMES = 400
HALF = FADE_FRAMES // 2


def footage(talking: np.ndarray, joins: list[tuple[int, int]], change: float = 1.0, first: int = 7) -> BaseFootage:
    sources, targets = (np.array([join[k] for join in joins], np.int32) for k in (0, 1))
    n = len(talking)
    return BaseFootage(
        first,
        sources,
        targets,
        np.full(len(joins), change, np.float32),
        talking.astype(np.float32),
        np.zeros(n, bool),
        np.zeros(n),
        np.ones(n, np.float32),
        np.zeros(n, np.float32),
    )


def everywhere(seed: int = 0, count: int = 3000) -> list[tuple[int, int]]:
    pairs = np.random.default_rng(seed).integers(HALF, FRAMES - HALF - 1, (count, 2))
    return [(int(a), int(b)) for a, b in pairs if abs(a - b) > 30]


def path_for(known: BaseFootage, voice: np.ndarray, seed: int = 1, **how: bool) -> BasePath:
    return choose_path(known, voice, np.zeros(len(voice)), seed=seed, **how)


def jumps(path: BasePath) -> np.ndarray:
    return np.flatnonzero(np.abs(np.diff(path.numbers)) != 1) + 1


@settings(deadline=None)
@given(st.integers(0, 50), st.integers(1, 50))
def test_there_and_back_turns_only_at_its_ends(first: int, length: int) -> None:
    path = there_and_back((first, first + length), 4 * length + 1)
    there = np.arange(first, first + length)
    np.testing.assert_array_equal(path, [*there, *(there + 1)[::-1], *there, *(there + 1)[::-1], first])


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 200), st.integers(1, 700), st.integers(0, 2**32 - 1))
def test_without_joins_the_path_never_jumps(length: int, count: int, seed: int) -> None:
    path = choose_path(BaseFootage.plain((5, 4 + length)), np.ones(count), np.zeros(count), seed=seed)
    assert len(path) == count
    assert path.numbers.min() >= 5
    assert path.numbers.max() < 5 + length
    assert (np.abs(np.diff(path.numbers)) == (length > 1)).all()
    assert not path.shares.any()


def test_the_person_talks_where_the_voice_does() -> None:
    talking = np.arange(FRAMES) % 200 < 100
    voice = (np.arange(1500) // 125) % 2
    path = path_for(footage(talking, everywhere()), voice)
    assert (talking[path.numbers - 7] == voice).mean() > 0.85


def test_nothing_runs_backwards_where_a_join_leads_on() -> None:
    joins = [(source, source - 340) for source in range(360, 390)]
    path = path_for(footage(np.ones(FRAMES), joins), np.ones(2000))
    assert (np.diff(path.numbers) != -1).all()
    assert len(jumps(path)) >= 4


def test_a_jump_in_the_footage_itself_is_jumped_over() -> None:
    known = footage(np.ones(FRAMES), everywhere())
    known.step[200] = 40
    path = path_for(known, np.ones(2000))
    assert not ((path.numbers[1:] == 207) & (path.numbers[:-1] == 206)).any()


def test_a_head_that_looks_away_is_not_used_for_long() -> None:
    known = footage(np.ones(FRAMES), everywhere())
    known.turned[100:300] = 8
    path = path_for(known, np.ones(2000))
    assert np.mean((path.numbers >= 107) & (path.numbers < 307)) < 0.15


def test_a_visible_join_is_worse_than_going_back() -> None:
    path = path_for(footage(np.ones(FRAMES), everywhere(), change=1000.0), np.ones(1000))
    assert not len(jumps(path))


def test_joins_are_those_that_were_found_and_lie_apart() -> None:
    joins = everywhere()
    path = path_for(footage(np.arange(FRAMES) % 90 < 45, joins), (np.arange(3000) // 50) % 2)
    at = jumps(path)
    assert len(at) > 5
    assert np.diff(at).min() >= FADE_FRAMES
    assert {(int(path.numbers[t - 1]) - 7, int(path.numbers[t]) - 7) for t in at} <= set(joins)


def test_morphs_lead_from_one_stretch_into_the_next() -> None:
    path = path_for(footage(np.arange(FRAMES) % 90 < 45, everywhere()), (np.arange(1000) // 50) % 2)
    t = int(jumps(path)[1])
    before, after = np.arange(t - HALF, t), np.arange(t, t + HALF)
    np.testing.assert_array_equal(path.others[before], path.numbers[t] + before - t)
    np.testing.assert_array_equal(path.others[after], path.numbers[t - 1] + 1 + after - t)
    toward = np.concatenate([path.shares[before], 1 - path.shares[after]])
    np.testing.assert_allclose(toward, (np.arange(2 * HALF) + 0.5) / (2 * HALF), atol=1e-6)
    assert path.others.min() >= 7
    assert path.others.max() < FRAMES + 7


def test_the_same_voice_gives_the_same_path_and_another_seed_another() -> None:
    known, voice = footage(np.ones(FRAMES), everywhere()), np.ones(500)
    again = [path_for(known, voice, seed).numbers for seed in (1, 1, 2, 3)]
    np.testing.assert_array_equal(again[0], again[1])
    assert (again[0] != again[2]).mean() > 0.5
    assert (again[2] != again[3]).mean() > 0.5


def test_a_reversible_face_runs_there_and_back_from_anywhere() -> None:
    starts = {int(path_for(BaseFootage.plain((0, 249)), np.ones(600), s, reversible=True).numbers[0]) for s in range(5)}
    assert len(starts) > 1


def test_a_voice_longer_than_the_search_is_followed_without_a_break() -> None:
    talking = np.arange(FRAMES) % 200 < 100
    voice = (np.arange(16_000) // 125) % 2
    joins = everywhere()
    path = path_for(footage(talking, joins), voice)
    assert len(path) == 16_000
    assert (talking[path.numbers - 7] == voice).mean() > 0.85
    assert {(int(path.numbers[t - 1]) - 7, int(path.numbers[t]) - 7) for t in jumps(path)} <= set(joins)


@pytest.mark.parametrize("count", [1, 19, 20, 21, 41])
def test_any_length(count: int) -> None:
    assert len(path_for(footage(np.ones(FRAMES), everywhere()), np.ones(count))) == count
