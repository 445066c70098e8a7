from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.articulation import train as training
from engine.articulation.corpus import corpus_files, read_corpus
from engine.articulation.errors import CorpusEmpty
from engine.articulation.features import Projection
from engine.articulation.model import Articulation
from engine.articulation.motion import MouthSpace
from engine.articulation.offset import advanced
from engine.articulation.train import Clip, train_generic
from engine.errors import Cancelled
from engine.watch import Watch
from tests.engine.articulation.made import agreement, made_voice


@pytest.fixture(autouse=True)
def short_training(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fraction of the real number of steps: enough to see whether learning goes the right way."""
    monkeypatch.setattr(training, "_STEPS", 10)


def made_clip(generic: Articulation, person: str, seed: int, late_frames: float = 0) -> Clip:
    """12 s of a person who moves as the generic model does, their picture late against the sound."""
    encoded = made_voice(generic.projection, 12, seed, directions=8)
    motion = advanced(generic.motion(encoded), -late_frames)
    shapes = np.full((300, 49, 2), (0, 1), np.float32) + 0.05 * motion
    shapes[:, 20:30, 1] += 0.2  # the lower lip
    pose = np.random.default_rng(seed).normal(0, 2, (300, 3)).astype(np.float32)
    return Clip(person, encoded, shapes, pose, np.ones(300, bool))


def motion_of(clip: Clip) -> np.ndarray:
    return MouthSpace.fit(clip.shapes, clip.pose).motion(clip.shapes, clip.pose)


def test_a_model_trained_on_some_people_moves_others(generic: Articulation, tmp_path: Path) -> None:
    told: dict[str, float] = {}
    clips = [made_clip(generic, f"person {seed}", seed) for seed in range(4)]
    model = train_generic(clips, Watch(told.__setitem__))
    assert told == {"train 1/2": 1, "train 2/2": 1}
    stranger = made_clip(generic, "stranger", 9)
    opening, width = agreement(model.motion(stranger.encoded), motion_of(stranger))
    assert opening > 0.85
    assert width > 0.6
    assert model.scale == pytest.approx(np.mean([MouthSpace.fit(c.shapes, c.pose).scale for c in clips]), rel=1e-4)
    model.save(tmp_path / "weights.safetensors")
    loaded = Articulation.load(tmp_path / "weights.safetensors")
    assert np.array_equal(loaded.motion(stranger.encoded), model.motion(stranger.encoded))


def test_a_person_whose_picture_is_late_is_brought_into_step(generic: Articulation) -> None:
    in_step = [made_clip(generic, f"person {seed}", seed) for seed in range(3)]
    late = made_clip(generic, "late", 7, late_frames=4)
    clips = [*in_step, late]
    taught = training._train(clips, [motion_of(clip) for clip in clips], Watch(), "")
    corrected = train_generic(clips)
    truth = motion_of(replace(late, shapes=made_clip(generic, "late", 7).shapes))
    uncorrected_r, corrected_r = (agreement(model.motion(late.encoded), truth)[0] for model in (taught, corrected))
    assert corrected_r > uncorrected_r + 0.02
    assert corrected_r > 0.85


def test_frames_without_a_face_are_not_learned_from(generic: Articulation) -> None:
    clips = [made_clip(generic, "anna", 1), made_clip(generic, "ben", 2), made_clip(generic, "carl", 3)]
    usable = np.arange(300) < 200
    shapes = np.where(usable[:, None, None], clips[2].shapes, 50).astype(np.float32)
    model = train_generic([*clips[:2], replace(clips[2], shapes=shapes, usable=usable)])
    assert agreement(model.motion(clips[2].encoded), motion_of(clips[2]))[0] > 0.8
    assert model.scale < 0.2


def test_training_can_be_cancelled_and_needs_whole_clips(generic: Articulation) -> None:
    clip = made_clip(generic, "anna", 1)
    with pytest.raises(Cancelled):
        train_generic([clip], Watch(cancelled=lambda: True))
    with pytest.raises(CorpusEmpty):
        train_generic([replace(clip, usable=np.arange(300) != 100)])


def test_a_corpus_of_films_trains_a_model(talking_video: Path, tmp_path: Path) -> None:
    """Files in, weights out: the drawn mouth opens with the loudness of its voice, and the model finds that."""
    for name in ("anna/a.mp4", "anna/b.mp4", "mixed/ben.mp4"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(talking_video, tmp_path / name)
    (tmp_path / "mixed" / "broken.mp4").write_bytes(b"no film")
    files = corpus_files([tmp_path / "anna"], [tmp_path / "mixed"], held_out=1)
    clips = list(read_corpus(files))
    assert [clip.person for clip in clips] == ["anna", "ben"], "the broken file is passed over"
    clip = clips[0]
    frames = len(clip.shapes)
    assert frames == pytest.approx(100, abs=1)
    assert clip.encoded.shape == (2 * frames, len(Projection.fit(clip.encoded).mean))
    model = train_generic(clips)
    assert agreement(model.motion(clip.encoded), motion_of(clip))[0] > 0.7


def test_a_corpus_in_which_nobody_is_seen_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.mp4").write_bytes(b"no film")
    with pytest.raises(CorpusEmpty):
        list(read_corpus([("anna", tmp_path / "broken.mp4")]))
