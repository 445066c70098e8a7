"""Tests of the model card's claims, on a small set of real footage: clips of the GRID corpus that were held out of training."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.articulation.corpus import corpus_files, read_corpus
from engine.articulation.model import Articulation
from engine.articulation.motion import MouthSpace
from engine.articulation.offset import measure_offset
from engine.articulation.personal import personalise
from tests.engine.articulation.made import agreement

HELD_OUT, CLIPS = 60, 8


@pytest.fixture(scope="module")
def take(media: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(encoder output, motion, usable) of 24 s of one person."""
    files = corpus_files([media / "grid_s1"], [])[HELD_OUT - CLIPS : HELD_OUT]
    clips = list(read_corpus(files))
    encoded, shapes, pose, usable = (
        np.concatenate([getattr(clip, name) for clip in clips]) for name in ("encoded", "shapes", "pose", "usable")
    )
    return encoded, MouthSpace.fit(shapes[usable], pose[usable]).motion(shapes, pose), usable


Take = tuple[np.ndarray, np.ndarray, np.ndarray]


def test_the_generic_model_follows_a_real_mouth(generic: Articulation, take: Take) -> None:
    encoded, motion, usable = take
    opening, width = agreement(generic.motion(encoded)[usable], motion[usable])
    assert opening > 0.84, "it is 0.850: less means that the model or the tracking of faces has changed"
    assert width > 0.65


def test_sound_and_lips_of_a_real_take_are_found_in_step(generic: Articulation, take: Take) -> None:
    encoded, motion, _ = take
    expected = generic.motion(encoded)
    speech = np.ones(len(motion), bool)
    offset = measure_offset(expected, motion, speech)
    assert abs(offset.av_offset_ms) < 40
    assert not offset.foreign
    shifted = measure_offset(expected[3:], motion[:-3], speech[3:])  # the sound is 3 frames ahead of its picture
    assert shifted.av_offset_ms == pytest.approx(offset.av_offset_ms - 120, abs=20)


def test_a_persons_own_speech_gives_a_high_score_on_what_was_held_out(generic: Articulation, take: Take) -> None:
    _, score = personalise(generic, *take, np.ones(len(take[1]), bool))
    assert score is not None
    assert score.opening_r > 0.65, "on 3.6 s only, so wider of the card's figure"
    assert score.width_r > 0.55
