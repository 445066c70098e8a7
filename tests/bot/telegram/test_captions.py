"""Tests of captions: the order and the wording of reports."""

from __future__ import annotations

import pytest

from bot.app.assessment import advice, lip_level, voice_level
from bot.records import LipQuality
from bot.telegram.formatting import bar, duration, explain
from engine.findings import Finding, Severity
from tests.bot.said import TEXTS


def finding(code: str, severity: str = "warn", *, overridable: bool = True) -> Finding:
    return Finding(code, Severity(severity), value=1.0, overridable=overridable)


def test_what_stops_the_face_is_told_before_what_would_help_it() -> None:
    found = [
        finding("hot_spots"),
        finding("speech"),
        finding("yaw", "fail"),
        finding("format", "ok"),
        finding("face_size", "fail", overridable=False),
    ]
    assert [one.code for one in advice(found)] == ["face_size", "yaw", "speech", "hot_spots"]


def test_what_another_finding_says_already_is_not_told() -> None:
    found = [
        finding("speech"),
        finding("face_share", "fail"),
        finding("duration"),
        finding("face_size"),
        finding("yaw"),
    ]
    assert [one.code for one in advice(found)] == ["face_share", "duration", "yaw"]


@pytest.mark.parametrize(
    ("score", "level"),
    [(None, "generic"), (-0.2, "fair"), (0.64, "fair"), (0.65, "good"), (0.8, "great"), (0.99, "great")],
)
def test_lip_scores_in_words(score: float | None, level: str) -> None:
    assert lip_level(None if score is None else LipQuality(score, 0.5, 9)) == level


@pytest.mark.parametrize(
    ("warnings", "level"),
    [([], "good"), (["voice_pitch_mismatch", "voice_speech_share"], "good"), (["voice_noise"], "fair")],
)
def test_a_voice_is_unclear_by_its_sound_alone(warnings: list[str], level: str) -> None:
    assert voice_level([finding(code) for code in warnings]) == level


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "about 5 seconds"), (13, "about 15 seconds"), (61, "about 1 minute"), (150, "about 2 minutes")],
)
def test_times_are_told_in_steps(seconds: float, said: str) -> None:
    assert duration(TEXTS, "en", seconds) == said


@pytest.mark.parametrize(("done", "drawn"), [(0.0, "░" * 10), (0.52, "▓" * 5 + "░" * 5), (1.0, "▓" * 10)])
def test_bars(done: float, drawn: str) -> None:
    assert bar(done) == drawn


def test_an_error_tells_the_limit_where_it_is_known() -> None:
    assert "at most 10 minutes" in explain(TEXTS, "en", "media_too_long", {"max_s": 600.0})
    assert "at most" not in explain(TEXTS, "en", "media_too_long", {"duration_s": 601.0})
    assert "20 MB" in explain(TEXTS, "en", "file_too_large", {"max_bytes": 20 << 20})


def test_an_error_without_words_is_an_internal_one() -> None:
    assert explain(TEXTS, "en", "never_heard_of", {}) == explain(TEXTS, "en", "internal_error", {})
