"""Tests from files to verdicts, with the real tracker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.errors import Cancelled
from engine.face import find_orientation, track_face, track_photo
from engine.findings import Severity
from engine.media import FPS, VideoWriter, normalise_video, probe, read_frames
from engine.quality import QualityReport, assess_photo, assess_video, draw_report
from engine.watch import Watch


def judged(source: Path, folder: Path) -> QualityReport:
    video = folder / "normalised.mp4"
    normalise_video(source, video, watch=Watch())
    turned = find_orientation(video, watch=Watch())
    if turned:
        normalise_video(source, video, turn=turned, watch=Watch())
    track = track_face(video, watch=Watch())
    return assess_video(probe(source), video, track, turned=turned, watch=Watch())


def failures(report: QualityReport) -> set[str]:
    return {finding.code for finding in report.findings if finding.severity is Severity.FAIL}


def rewritten(source: Path, target: Path, change: Callable[[np.ndarray, int], np.ndarray]) -> Path:
    with VideoWriter(target, (480, 480), FPS, pixels="bgr24", watch=Watch()) as writer:
        for number, frame in enumerate(read_frames(source, watch=Watch())):
            writer.write(change(frame, number))
    return target


def test_talking_face_passes(talking_video: Path, tmp_path: Path) -> None:
    report = judged(talking_video, tmp_path)
    assert failures(report) == set()
    assert report.span == (0, 99)
    assert not report.mouth_hidden.any()


def test_hand_before_the_mouth_for_a_moment(talking_video: Path, tmp_path: Path) -> None:
    def cover(frame: np.ndarray, number: int) -> np.ndarray:
        if 2 <= number < 18:
            cv2.ellipse(frame, (243, 345), (110, 70), -10, 0, 360, (120, 140, 190), -1, cv2.LINE_AA)
        return frame

    report = judged(rewritten(talking_video, tmp_path / "hand.mp4", cover), tmp_path)
    assert "mouth_hidden" in failures(report)
    assert report.blocked
    assert report.mouth_hidden[3:17].all()
    assert not report.mouth_hidden[22:].any()
    assert 17 <= report.span[0] <= 22


@pytest.mark.usefixtures("tmp_path")
def test_report_of_a_video_is_drawn(talking_video: Path) -> None:
    track = track_face(talking_video, watch=Watch())
    report = assess_video(probe(talking_video), talking_video, track, watch=Watch())
    sheet = draw_report(report, talking_video, track, watch=Watch())
    assert sheet.shape[1] > 1000


def test_a_face_in_one_frame_alone_is_told_by_its_rule(talking_video: Path) -> None:
    track = track_face(talking_video, watch=Watch())
    found = np.zeros(len(track), bool)
    found[40] = True
    glimpse = replace(track, found=found, filled=np.zeros_like(found))
    assert "face_present" in failures(assess_video(probe(talking_video), talking_video, glimpse, watch=Watch()))


def test_cancel_stops_the_assessment(talking_video: Path) -> None:
    track = track_face(talking_video, watch=Watch())
    with pytest.raises(Cancelled):
        assess_video(probe(talking_video), talking_video, track, watch=Watch(cancelled=lambda: True))


def test_photo(face_picture: np.ndarray, face_photo: Path) -> None:
    report = assess_photo(probe(face_photo), face_picture, track_photo(face_picture))
    assert failures(report) == set()
    assert "photo" in {finding.code for finding in report.problems}


BAD = {
    "french__face-leaves-frame": {"face_gap"},
    "french__rotated90": set(),
    "french__shake": {"shake"},
    "french__sunglasses-overlay": {"eyes_hidden"},
    "french__surgical-mask-overlay": {"mouth_hidden"},
    "french_cnn2__two-faces": {"several_faces"},
    "crop_too_tight_256": {"face_cut_off", "resolution"},
    "side_dim_720p": {"yaw"},
}


@pytest.mark.parametrize(("name", "expected"), BAD.items(), ids=BAD.keys())
def test_bad_footage_is_judged_for_its_fault(name: str, expected: set[str], media: Path, tmp_path: Path) -> None:
    report = judged(media / "bad" / f"{name}.mp4", tmp_path)
    consequences = {"face_gap", "face_cut_off", "base_path"}
    assert expected <= failures(report) <= expected | consequences
    assert ("rotated" in {finding.code for finding in report.problems}) == (name == "french__rotated90")


@pytest.mark.parametrize("name", ["speech/glasses_524_5s", "silent/smiles_480_8s"])
def test_good_footage_passes(name: str, media: Path, tmp_path: Path) -> None:
    assert failures(judged(media / f"{name}.mp4", tmp_path)) == set()
