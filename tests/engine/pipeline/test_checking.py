from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from engine.errors import Cancelled
from engine.face import NoFaceFound
from engine.findings import Severity
from engine.media import NoVideo, VideoWriter, read_photo
from engine.models import ModelMissing
from engine.pipeline import Engine, EngineOptions, PrepareOptions
from engine.watch import Watch
from tests.engine.pipeline.conftest import Told, assert_monotone, listener, stop_at


@pytest.fixture
def working(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_a_face_video_is_judged_and_drawn(talking_video: Path, working: Path, tmp_path: Path) -> None:
    told: Told = []
    report = Engine().check(talking_video, picture=tmp_path / "findings.png", watch=Watch(listener(told)))
    assert report.verdict is Severity.WARN
    assert not report.blocked
    assert report.span == (0, 99)
    assert report.measured["duration"] == pytest.approx(4, abs=0.1)
    assert report.measured["resolution"] == 480
    assert report.measured["frame_rate"] == 25
    assert json.loads(json.dumps(report.to_json()))["verdict"] == "warn"
    assert min(read_photo(tmp_path / "findings.png").shape[:2]) > 200
    assert_monotone(told, list(dict.fromkeys(stage for stage, _ in told)))
    assert {"normalise", "track", "check"} <= {stage for stage, _ in told}
    assert not list(working.iterdir())


def test_a_photo_says_no_sentence(face_photo: Path) -> None:
    report = Engine().check(face_photo, options=PrepareOptions(sentence=True))
    (finding,) = (finding for finding in report.findings if finding.code == "sentence")
    assert (finding.severity, finding.overridable, report.blocked) == (Severity.FAIL, False, True)


def test_a_photo_is_judged_by_the_rules_of_photos(face_photo: Path) -> None:
    codes = set(Engine().check(face_photo).measured)
    assert {"face_present", "face_share", "brightness"} <= codes
    assert not codes & {"duration", "frame_rate", "speech", "shake", "cuts"}


def test_nobody_in_the_picture(working: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.mp4"
    with VideoWriter(empty, (320, 240), pixels="bgr24", watch=Watch()) as writer:
        for _ in range(25):
            writer.write(np.full((240, 320, 3), 120, np.uint8))
    with pytest.raises(NoFaceFound):
        Engine().check(empty)
    assert not list(working.iterdir())


def test_sound_alone_is_no_face_video(voice: Path) -> None:
    with pytest.raises(NoVideo):
        Engine().check(voice)


def test_cancelling_leaves_nothing(talking_video: Path, working: Path, tmp_path: Path) -> None:
    progress, cancel = stop_at("track", 0.3)
    with pytest.raises(Cancelled):
        Engine().check(talking_video, picture=tmp_path / "findings.png", watch=Watch(progress, cancel))
    assert not list(working.iterdir())
    assert not (tmp_path / "findings.png").exists()


def test_a_missing_network_is_said(talking_video: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        Engine(EngineOptions(models_folder=tmp_path)).check(
            talking_video, options=PrepareOptions(landmark_engine="fan")
        )


def test_real_footage_that_is_too_short(media: Path) -> None:
    report = Engine().check(media / "bad" / "french__too-short-1.5s.mp4")
    assert report.blocked
    assert report.verdict is Severity.FAIL
    assert next(finding.code for finding in report.problems) == "duration"
