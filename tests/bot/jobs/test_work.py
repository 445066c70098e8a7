"""Tests of the workers' tasks, with the real engine on small media."""

from __future__ import annotations

import tempfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from bot.jobs import work
from bot.records import ClipOptions, ClipResult, FaceResult, JobKind, SourcePart, VoiceEdit, VoiceResult
from engine import Engine
from engine.choices import ClipSize, Form
from engine.demo import VOICE
from engine.marks import marks
from engine.media import EncodeOptions, VideoWriter, probe_audio, probe_video
from engine.watch import Watch
from facenote.units import MIB
from tests.bot.badges import has_badge

ENGINE = Engine()


class Heard:
    """Stages reported by the engine, and the growth of the progress."""

    def __init__(self, kind: JobKind) -> None:
        self.kind, self.stages, self.bar = kind, set[str](), [0.0]
        self._progress = work.ProgressTracker(kind)
        self.watch = Watch(self._tell)

    def _tell(self, stage: str, fraction: float) -> None:
        self.stages.add(stage)
        self._progress.update(stage, fraction)
        self.bar.append(self._progress.done)


@pytest.fixture(scope="module")
def face(talking_video: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FaceResult, Heard]:
    """Return folder and report of a face made of ``talking_video``, and the reported events."""
    folder, heard = tmp_path_factory.mktemp("face"), Heard(JobKind.FACE)
    return folder, work.make_face(talking_video, folder, ENGINE, heard.watch), heard


def test_a_face_leaves_its_template_and_its_pictures(face: tuple[Path, FaceResult, Heard]) -> None:
    folder, report, _ = face
    assert all((folder / name).exists() for name in work.MADE[JobKind.FACE].values())
    assert (report.blocked, report.kind) == (False, "video")
    assert FaceResult.from_json(report.to_json()) == report


def test_a_clip_leaves_its_video_and_its_poster(face: tuple[Path, FaceResult, Heard], tmp_path: Path) -> None:
    heard = Heard(JobKind.CLIP)
    wanted = ClipOptions(Form.NOTE, badge=True, size=ClipSize.P480, max_mb=1)
    report = work.make_clip(face[0] / work.TEMPLATE, VOICE, tmp_path, wanted, ENGINE, heard.watch)
    assert {path.name for path in tmp_path.iterdir()} == set(work.MADE[JobKind.CLIP].values())
    assert (report.form, report.size) == (Form.NOTE, (480, 480))
    assert (tmp_path / work.CLIP).stat().st_size <= 1_000_000
    assert ClipOptions.from_json(wanted.to_json()) == wanted
    assert ClipResult.from_json(report.to_json()).to_json() == report.to_json()
    assert heard.stages == set(work.STAGES[JobKind.CLIP])
    assert heard.bar[-1] == pytest.approx(1.0)
    assert has_badge(tmp_path / work.CLIP_POSTER, is_note=True)


def test_a_voice_is_judged_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    heard = Heard(JobKind.VOICE)
    report = work.check_voice(VOICE, ENGINE, heard.watch)
    assert not list(tmp_path.iterdir())
    assert report.duration_s == pytest.approx(probe_audio(VOICE)[1].duration_s, abs=0.1)
    assert len(report.peaks) == work.PEAKS
    assert max(report.peaks) == 1
    assert {finding.code for finding in report.findings} >= {"voice_level", "voice_noise"}
    assert heard.stages >= set(work.STAGES[JobKind.VOICE])


def test_a_voice_is_made_from_parts_of_another(tmp_path: Path) -> None:
    whole = work.check_voice(VOICE, ENGINE, Watch())
    first, last = whole.speech[0][0], whole.speech[-1][1]
    assert 0 <= first < last <= whole.duration_s
    edit = VoiceEdit((SourcePart("part_1", first, first + 1.0), SourcePart("part_1", last - 1.0, last)))
    assert VoiceEdit.from_json(edit.to_json()) == edit
    made = work.edit_voice(tmp_path, edit, ENGINE, Watch(), part_1=VOICE)
    assert made.duration_s == pytest.approx(2.0, abs=0.001)
    assert VoiceResult.from_json(made.to_json()).to_json() == made.to_json()
    assert {path.name for path in tmp_path.iterdir()} == set(work.MADE[JobKind.VOICE].values())


def test_every_stage_of_a_face_has_its_place_on_the_bar(
    face: tuple[Path, FaceResult, Heard], face_photo: Path, tmp_path: Path
) -> None:
    photo = Heard(JobKind.FACE)
    assert work.make_face(face_photo, tmp_path, ENGINE, photo.watch).kind == "photo"
    assert photo.bar[-1] == pytest.approx(1.0)
    learning = {"learn lips (trial)", "learn lips"}  # of a longer video
    assert face[2].stages | photo.stages | learning <= set(work.STAGES[JobKind.FACE])
    assert len(face[2].stages) >= 4


@pytest.mark.parametrize("kind", work.STAGES)
def test_stages_follow_each_other_to_the_end(kind: JobKind) -> None:
    places = [(begin, end) for _, begin, end in work.STAGES[kind].values()]
    if len(places) > 1:
        places = [place for place in places if place != (0.0, 1.0)]  # a photo's only one
    assert [begin for begin, _ in places] == [0.0, *(end for _, end in places[:-1])]
    assert places[-1][1] == 1.0


def test_a_stage_that_comes_again_does_not_draw_the_bar_back() -> None:
    progress = work.ProgressTracker(JobKind.CLIP)
    progress.update("draw", 0.5)
    progress.update("listen", 0.1)
    progress.update("unheard of", 1.0)
    assert progress.done == pytest.approx(0.7)


@pytest.fixture(scope="module")
def noisy_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return two seconds that compress badly: several MB."""
    path = tmp_path_factory.mktemp("clip") / "noisy.mp4"
    rng = np.random.default_rng(1)
    noise = rng.integers(0, 255, (480, 480, 3), np.uint8)
    with VideoWriter(path, (480, 480), pixels="bgr24", options=EncodeOptions(crf=12), watch=Watch()) as writer:
        for _ in range(50):
            writer.write(cv2.GaussianBlur(rng.permuted(noise, axis=0), (0, 0), 1.2))
    assert path.stat().st_size > 2 * MIB
    return path


def test_a_clip_over_the_limit_is_encoded_again_and_keeps_its_length_and_its_marks(
    noisy_clip: Path, tmp_path: Path
) -> None:
    assert work.shrink_clip(noisy_clip, tmp_path, MIB, ENGINE, Watch())
    info, video = probe_video(tmp_path / work.SMALLER)
    assert (tmp_path / work.SMALLER).stat().st_size <= MIB
    assert video.frames == 50
    assert {name: info.tags.get(name) for name in marks()} == marks()


def test_a_clip_that_cannot_be_made_small_enough_is_not(noisy_clip: Path, tmp_path: Path) -> None:
    assert not work.shrink_clip(noisy_clip, tmp_path, 1000, ENGINE, Watch())
