from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from engine.articulation.features import windows
from engine.articulation.model import WINDOW, Articulation
from engine.articulation.motion import lift
from engine.articulation.offset import AvOffset
from engine.articulation.personal import LipScore, personalise
from engine.articulation.tcn import SHAPES
from engine.errors import Cancelled
from engine.pipeline.analysis import AnalysedFace, Speech
from engine.pipeline.preparing import _teaches
from engine.watch import Watch
from tests.engine.articulation.made import agreement, made_motion, made_voice

SECONDS = 40
FRAMES = 25 * SECONDS
ALL = np.ones(FRAMES, bool)
Learned = tuple[Articulation, LipScore | None]


@pytest.fixture(scope="module")
def voice(generic: Articulation) -> np.ndarray:
    return made_voice(generic.projection, SECONDS, 1)


def own_mouth(generic: Articulation, encoded: np.ndarray) -> np.ndarray:
    """A person who moves as the generic model says, and as much in a way of their own."""
    habit = np.random.default_rng(3).standard_normal((WINDOW, SHAPES)).astype(np.float32) @ generic.shapes
    motion = generic.motion(encoded)
    own = (windows(generic.projection(encoded)) @ habit).reshape(motion.shape)
    return motion / lift(motion).std() + own / lift(own).std()


@pytest.fixture(scope="module")
def told() -> list[tuple[str, float]]:
    """Stages and fractions that the learning of ``related`` tells of."""
    return []


@pytest.fixture(scope="module")
def related(generic: Articulation, voice: np.ndarray, told: list[tuple[str, float]]) -> Learned:
    watch = Watch(lambda stage, fraction: told.append((stage, fraction)))
    motion = own_mouth(generic, voice)
    return personalise(generic, voice, motion, ALL, ALL, watch)


def test_a_mouth_that_follows_the_voice_scores_high(related: Learned) -> None:
    score = related[1]
    assert score is not None
    assert score.opening_r > 0.8
    assert score.width_r > 0.6
    assert score.seconds == pytest.approx(0.15 * SECONDS)


@pytest.mark.usefixtures("related")
def test_each_of_two_stages_is_told_from_beginning_to_end(told: list[tuple[str, float]]) -> None:
    for stage in ("learn lips (trial)", "learn lips"):
        fractions = [fraction for name, fraction in told if name == stage]
        assert fractions == sorted(fractions)
        assert fractions[0] < 0.1
        assert fractions[-1] == 1.0
    assert told == sorted(told, key=lambda one: one[0] == "learn lips")
    assert len({name for name, _ in told}) == 2


def test_the_score_is_what_new_speech_gets_and_better_than_the_generic_models(
    generic: Articulation, related: Learned
) -> None:
    model, score = related
    unheard = made_voice(generic.projection, SECONDS, 2)
    truth = own_mouth(generic, unheard)
    opening, width = agreement(model.motion(unheard), truth)
    plain_opening, plain_width = agreement(generic.motion(unheard), truth)
    assert opening > plain_opening
    assert width > plain_width + 0.03
    assert score is not None
    assert (score.opening_r, score.width_r) == pytest.approx((opening, width), abs=0.1)


def test_a_mouth_that_follows_another_voice_scores_nothing(generic: Articulation, voice: np.ndarray) -> None:
    other = made_motion(FRAMES, 5)
    model, score = personalise(generic, voice, other, ALL, ALL)
    assert score is not None
    assert abs(score.opening_r) < 0.25
    assert abs(score.width_r) < 0.25
    assert min(agreement(model.motion(voice), other)) > 0.4, "learned by heart, which an honest score does not count"


def test_frames_without_a_mouth_are_not_learned_from(generic: Articulation, voice: np.ndarray) -> None:
    short = 8 * 25
    motion, usable = own_mouth(generic, voice)[:short], np.ones(short, bool)
    usable[100:150] = False
    hidden = motion.copy()
    hidden[110:140] = 1000.0
    (seen, _), (guarded, _) = (personalise(generic, voice[: 2 * short], m, usable, usable) for m in (motion, hidden))
    assert np.array_equal(guarded.motion(voice[:500]), seen.motion(voice[:500]))


def test_a_short_video_has_no_score(generic: Articulation, voice: np.ndarray) -> None:
    short = 8 * 25
    motion = own_mouth(generic, voice)[:short]
    model, score = personalise(generic, voice[: 2 * short], motion, ALL[:short], ALL[:short])
    assert score is None
    assert min(agreement(model.motion(voice[: 2 * short]), motion)) > 0.7


def test_learning_can_be_cancelled_and_leaves_the_generic_model_as_it_was(
    generic: Articulation, voice: np.ndarray, related: Learned
) -> None:
    before = {name: value.clone() for name, value in generic.nets[0].state_dict().items()}
    with pytest.raises(Cancelled):
        personalise(generic, voice, own_mouth(generic, voice), ALL, ALL, Watch(cancelled=lambda: True))
    personal = related[0].nets[len(generic.nets)].state_dict()
    assert all(value.equal(before[name]) for name, value in generic.nets[0].state_dict().items())
    assert related[0].personal
    assert not generic.personal
    assert not all(value.equal(before[name]) for name, value in personal.items())


@pytest.mark.parametrize(
    ("seconds", "foreign", "learned"),
    [(5.2, False, True), (4.8, False, False), (5.2, True, False), (None, False, False)],
)
def test_five_seconds_of_ones_own_speech_are_needed(
    voice: np.ndarray, seconds: float | None, foreign: bool, learned: bool
) -> None:
    frames = 8 * 25
    speech = None
    if seconds is not None:
        offset = AvOffset(0.0, 0.7, trusted=False, foreign=foreign, jumps=False)
        spoken = np.arange(frames) < 25 * seconds
        speech = SimpleNamespace(offset=offset, spoken=spoken, encoded=voice[: 2 * frames])
    nothing: Any = None
    said = cast(Speech | None, speech)
    face = AnalysedFace(nothing, nothing, nothing, nothing, nothing, nothing, speech=said, report=nothing)
    assert (_teaches(face.own_speech, ALL[:frames]) is not None) is learned
