"""Tests of the verdict, its JSON and its picture."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from engine.findings import Finding, Severity
from engine.quality import QualityReport, draw_report
from engine.quality.picture import COLOURS, GAP, MARGIN, PANEL
from engine.watch import Watch
from tests.engine.quality.drawn import draw_face, make_track

GOOD = Finding("duration", Severity.OK, 20.0, "s", "15 to 60", 3.0, False, "Well done.")
WARNING = replace(GOOD, code="yaw", severity=Severity.WARN, overridable=True)
FAILURE = replace(WARNING, code="brightness", severity=Severity.FAIL, frame=0)
FINAL = replace(FAILURE, code="mouth_hidden", overridable=False)


def report(*findings: Finding) -> QualityReport:
    return QualityReport(findings, span=(0, 9), mouth_hidden=np.arange(10) < 2)


@pytest.mark.parametrize(
    ("findings", "verdict", "blocked"),
    [
        ([], Severity.OK, False),
        ([GOOD], Severity.OK, False),
        ([GOOD, WARNING], Severity.WARN, False),
        ([FAILURE, WARNING, GOOD], Severity.FAIL, False),
        ([WARNING, FINAL], Severity.FAIL, True),
    ],
)
def test_verdict_is_the_worst(findings: list[Finding], verdict: Severity, blocked: bool) -> None:
    assert (report(*findings).verdict, report(*findings).blocked) == (verdict, blocked)


def test_problems_come_worst_first() -> None:
    assert report(GOOD, WARNING, FAILURE, FINAL).problems == (FINAL, FAILURE, WARNING)


def test_json_is_plain() -> None:
    told = json.loads(json.dumps(report(GOOD, FINAL).to_json()))
    assert told["verdict"] == "fail"
    assert told["blocked"] is True
    assert told["span"] == [0, 9]
    assert told["mouth_hidden_share"] == 0.2
    assert told["measured"] == {"duration": 20.0, "mouth_hidden": 20.0}
    assert [finding["code"] for finding in told["findings"]] == ["duration", "mouth_hidden"]


def drawn(*findings: Finding) -> np.ndarray:
    face = draw_face()
    return draw_report(report(*findings), face.picture, make_track(face, frames=1), watch=Watch())


def pixels_of(sheet: np.ndarray, severity: Severity) -> int:
    return int((sheet == COLOURS[severity][::-1]).all(-1).sum())


def test_picture_shows_the_verdict_in_colour() -> None:
    bad, fine = drawn(GOOD, FAILURE), drawn(GOOD)
    assert bad.dtype == np.uint8
    assert pixels_of(bad, Severity.FAIL) > 1000
    assert pixels_of(fine, Severity.FAIL) == pixels_of(fine, Severity.WARN) == 0
    assert pixels_of(fine, Severity.OK) > 1000


def test_picture_has_room_for_every_problem() -> None:
    many = drawn(*(replace(WARNING, code=f"rule_{number}") for number in range(40)))
    few = drawn(WARNING)
    panel = many[:, -MARGIN - PANEL :]
    dots = (panel == COLOURS[Severity.WARN][::-1]).all(-1).any(axis=1)
    assert many.shape[0] > few.shape[0]
    assert np.count_nonzero(np.diff(dots.astype(int)) == 1) >= 40


def test_picture_without_words_is_the_frames_alone() -> None:
    face = draw_face()
    track = make_track(face, frames=1)
    bare = draw_report(report(GOOD, FAILURE), face.picture, track, words=False, watch=Watch())
    assert pixels_of(bare, Severity.FAIL) > 1000
    assert bare.shape[1] == drawn(GOOD, FAILURE).shape[1] - PANEL - GAP
    assert (bare == drawn(GOOD, FAILURE)[-bare.shape[0] :, : bare.shape[1]]).all(-1).mean() > 0.9


def test_picture_without_a_face() -> None:
    face = draw_face()
    nobody = replace(make_track(face, frames=1), found=np.zeros(1, bool))
    assert draw_report(report(FINAL), face.picture, nobody, watch=Watch()).size
