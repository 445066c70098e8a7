from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.errors import Cancelled
from engine.face import load_track
from engine.media import FPS, VideoWriter, probe, read_frames, read_photo
from engine.pipeline import Engine, FaceRefused, FolderTaken, PrepareOptions, Template
from engine.pipeline import template as files
from engine.pipeline.analysis import analyse
from engine.pipeline.models import Models
from engine.pipeline.preparing import _build, widest_opening
from engine.renderers.library import MouthLibrary
from engine.watch import Watch
from tests.engine.pipeline.conftest import Prepared, assert_monotone, stop_at
from tests.engine.quality.drawn import draw_face, make_track


@pytest.fixture
def short_video(face_picture: np.ndarray, tmp_path: Path) -> Path:
    """One and a half seconds: too little for a face."""
    path = tmp_path / "short.mp4"
    with VideoWriter(path, (480, 480), pixels="bgr24", watch=Watch()) as writer:
        for _ in range(38):
            writer.write(face_picture)
    return path


@pytest.mark.usefixtures("talking_video")
def test_a_talking_face_becomes_a_template(prepared: Prepared) -> None:
    template = prepared.template
    assert (template.kind, template.renderer, template.size) == ("video", "reuse", (480, 480))
    assert (template.span, template.landmark_engine) == ((0, 99), "mesh")
    assert template.report["verdict"] == "warn"
    assert json.loads(json.dumps(template.to_json()))
    video = probe(template.path(files.VIDEO)).video
    assert video is not None
    assert (video.width, video.height, video.fps, video.frames) == (480, 480, FPS, 100)
    track = load_track(template.path(files.TRACK))
    assert len(track) == 100
    assert track.usable.all()
    _, rest, floor = files.load_space(template.path(files.MOUTH_SPACE))
    assert rest.shape == (49, 2)
    assert np.isfinite(rest).all()
    assert np.isfinite(floor)
    assert not template.path(files.INNER_MOUTH).exists()


def test_a_photo_becomes_a_template_that_lives(prepared_photo: Prepared) -> None:
    template = prepared_photo.template
    assert (template.kind, template.renderer, template.size) == ("photo", "warp", (480, 480))
    assert template.lip_score is None
    assert template.pitch_hz is None
    frames = list(read_frames(template.path(files.VIDEO), watch=Watch()))
    assert template.span == (0, len(frames) - 1)
    assert len(frames) == 250
    moved = np.abs(frames[0].astype(int) - frames[len(frames) // 2]).mean()
    assert 0.05 < moved < 10
    assert not template.path(files.MOUTHS).exists()


def test_the_poster_is_the_first_frame_of_the_path(prepared: Prepared, prepared_photo: Prepared) -> None:
    for template in (prepared.template, prepared_photo.template):
        poster = read_photo(template.path(files.POSTER))
        first = next(read_frames(template.path(files.VIDEO), start=template.span[0], count=1, watch=Watch()))
        assert np.abs(poster.astype(int) - first).mean() < 3


def test_nothing_lies_beside_a_template(prepared: Prepared, prepared_photo: Prepared) -> None:
    for template in (prepared.template, prepared_photo.template):
        assert list(template.folder.parent.iterdir()) == [template.folder]


def test_progress_tells_every_stage_once(prepared: Prepared, prepared_photo: Prepared) -> None:
    assert_monotone(prepared.told, ["normalise", "track", "check", "collect"])
    assert_monotone(prepared_photo.told, ["animate"])


@pytest.mark.parametrize(("stage", "fraction"), [("normalise", 0.0), ("track", 0.5), ("collect", 0.5)])
def test_cancelling_leaves_nothing(stage: str, fraction: float, talking_video: Path, tmp_path: Path) -> None:
    progress, cancel = stop_at(stage, fraction)
    with pytest.raises(Cancelled):
        Engine().prepare(talking_video, tmp_path / "face", watch=Watch(progress, cancel))
    assert not list(tmp_path.iterdir())


def test_cancelling_leaves_the_older_template(prepared: Prepared, talking_video: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(prepared.template.folder, tmp_path / "face")
    progress, cancel = stop_at("track", 0.1)
    with pytest.raises(Cancelled):
        Engine().prepare(talking_video, folder, watch=Watch(progress, cancel))
    assert Template.load(folder).report == prepared.template.report
    assert list(tmp_path.iterdir()) == [folder]


def test_a_face_that_nobody_may_accept_is_refused(short_video: Path, tmp_path: Path) -> None:
    with pytest.raises(FaceRefused) as caught:
        Engine().prepare(
            short_video,
            tmp_path / "face",
            picture=tmp_path / "findings.png",
            options=PrepareOptions(accept_findings=True),
        )
    assert caught.value.code == "face_refused"
    assert caught.value.facts["blocked"] is True
    assert "--force" not in caught.value.advice  # which would be no help
    findings = caught.value.facts["findings"]
    assert isinstance(findings, list)
    assert "duration" in {finding["code"] for finding in findings}
    assert not (tmp_path / "face").exists()
    assert (tmp_path / "findings.png").is_file()


def test_a_folder_in_use_is_refused_before_anything_is_done(talking_video: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    told: list[str] = []
    with pytest.raises(FolderTaken):
        Engine().prepare(talking_video, tmp_path, watch=Watch(lambda stage, _: told.append(stage)))
    assert not told
    assert (tmp_path / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("rows", [480, 400], ids=["whole", "chin beyond the border"])
def test_a_face_without_movement_borrows_a_mouth(face_picture: np.ndarray, rows: int, tmp_path: Path) -> None:
    video, silence = tmp_path / "still.mp4", tmp_path / "silence.wav"
    soundfile.write(silence, np.zeros(16_000 * 4), 16_000)
    with VideoWriter(video, (480, rows), frames=100, pixels="bgr24", audio=silence, watch=Watch()) as writer:
        for _ in range(100):
            writer.write(face_picture[:rows])
    template = Engine().prepare(video, tmp_path / "face", options=PrepareOptions(accept_findings=True))
    assert (template.kind, template.renderer, template.lip_score) == ("video", "warp", None)
    assert template.path(files.INNER_MOUTH).is_file()


def test_frames_without_a_face_give_no_mouths(talking_video: Path, tmp_path: Path) -> None:
    models = Models()
    face = analyse(talking_video, tmp_path, PrepareOptions(), models, Watch())
    bridged = (np.arange(100) >= 30) & (np.arange(100) < 42)
    _build(replace(face, track=replace(face.track, found=~bridged, filled=bridged)), tmp_path, models, Watch())
    assert not bridged[MouthLibrary.load(tmp_path / files.MOUTHS).frames].any()


def test_the_widest_opening_is_one_that_is_seen() -> None:
    track = make_track(draw_face(), 10)
    lips = track.lips.copy()
    for frame, gap in ((3, 20), (7, 40)):
        lips[frame, 31:] += [0, gap]
    opened, everywhere = replace(track, lips=lips), np.ones(10, bool)
    assert widest_opening(opened, everywhere) == 7
    assert widest_opening(opened, everywhere & (np.arange(10) != 7)) == 3


def test_a_real_speaker_has_a_voice_of_their_own(media: Path, tmp_path: Path) -> None:
    video = media / "speech" / "glasses_524_5s.mp4"
    template = Engine().prepare(video, tmp_path / "face", options=PrepareOptions(accept_findings=True))
    assert (template.renderer, template.size) == ("reuse", (524, 524))
    assert template.pitch_hz is not None
    assert 60 < template.pitch_hz < 350
    assert template.lip_score is None, "five seconds are too few to learn from"
