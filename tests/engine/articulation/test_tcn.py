from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.articulation.features import WIDTH
from engine.articulation.tcn import SHAPES, Example, MouthNet, TrainingOptions, train
from engine.errors import Cancelled
from engine.watch import Watch

FRAMES = 1000


@pytest.fixture(scope="module")
def relation() -> np.ndarray:
    """What the network shall find, ``(192, 16)``."""
    return np.random.default_rng(1).standard_normal((WIDTH, SHAPES)).astype(np.float32) / WIDTH**0.5


def example(relation: np.ndarray, seed: int) -> Example:
    features = np.random.default_rng(seed).standard_normal((FRAMES, WIDTH)).astype(np.float32)
    return Example("anna", features, features @ relation)


def options(steps: int, seed: int = 0) -> TrainingOptions:
    first, second = np.random.default_rng(2).standard_normal((2, SHAPES))
    return TrainingOptions(first, second, steps=steps, learning_rate=2e-3, batch=8, seed=seed)


def new_net() -> MouthNet:
    torch.manual_seed(0)
    return MouthNet()


def trained(relation: np.ndarray, steps: int, seed: int = 0) -> MouthNet:
    net = new_net()
    train(net, [example(relation, 3)], options(steps, seed))
    return net


def test_it_learns_what_the_features_say(relation: np.ndarray) -> None:
    unseen = example(relation, 4)
    before, after = (
        np.corrcoef(net.predict(unseen.features).ravel(), unseen.coefficients.ravel())[0, 1]
        for net in (new_net(), trained(relation, 80))
    )
    assert abs(before) < 0.2
    assert after > 0.65


def test_the_same_seed_learns_the_same(relation: np.ndarray) -> None:
    features = example(relation, 4).features
    first, again, other = (trained(relation, 5, seed).predict(features) for seed in (0, 0, 1))
    assert np.array_equal(first, again)
    assert not np.allclose(first, other, atol=1e-4)


def test_training_leaves_the_callers_random_numbers_alone(relation: np.ndarray) -> None:
    torch.manual_seed(5)
    expected = torch.rand(3)
    net = new_net()
    torch.manual_seed(5)
    train(net, [example(relation, 3)], options(2))
    assert torch.equal(torch.rand(3), expected)


def test_a_frame_is_driven_by_less_than_half_a_second_on_each_side(relation: np.ndarray) -> None:
    net, features = trained(relation, 5), example(relation, 4).features[:100]
    nudged = features.copy()
    nudged[50] += 1
    change = np.abs(net.predict(nudged) - net.predict(features)).max(1)
    near = slice(50 - 12, 50 + 13)
    assert change.argmax() == 50
    assert change[near].sum() > 5 * (change.sum() - change[near].sum()), (
        "the group norms see the whole clip, but hardly"
    )


@pytest.mark.usefixtures("relation")
def test_people_are_drawn_by_the_root_of_their_seconds() -> None:
    """Whose clip was drawn shows in the target: one person's is all ones, the other's all minus ones."""
    from engine.articulation.tcn import _Sampler

    long, short = (
        Example(name, np.zeros((frames, WIDTH), np.float32), np.full((frames, SHAPES), value, np.float32))
        for name, frames, value in (("long", 3600, 1), ("short", 100, -1))
    )
    draw = _Sampler([long, short, short], options(1), np.random.default_rng(1))
    drawn = np.concatenate([draw()[1][:, 0, 0].numpy() for _ in range(250)])
    assert (drawn < 0).mean() == pytest.approx(8**0.5 / (8**0.5 + 60**0.5), abs=0.03)


def test_training_reports_and_can_be_cancelled(relation: np.ndarray) -> None:
    told: list[tuple[str, float]] = []
    train(new_net(), [example(relation, 3)], options(2), Watch(lambda *said: told.append(said)), "learn it")
    assert told == [("learn it", 0.5), ("learn it", 1.0)]
    with pytest.raises(Cancelled):
        train(new_net(), [example(relation, 3)], options(2), Watch(cancelled=lambda: True))
