from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.findings import Finding, Severity
from engine.voice import VoiceMeasures, judge_pitch, judge_voice

GOOD = VoiceMeasures(
    duration_s=10.0,
    loudness_lufs=-20.0,
    true_peak_dbtp=-3.0,
    clipping_share=0.0,
    snr_db=30.0,
    speech_s=8.0,
    pitch_hz=120.0,
)


def findings(**measured: Any) -> dict[str, Finding]:
    return {finding.code: finding for finding in judge_voice(replace(GOOD, **measured))}


def test_a_good_voice_is_said_to_be_good() -> None:
    found = findings()
    assert list(found) == ["voice_level", "voice_clipping", "voice_noise", "voice_speech_share"]
    assert {finding.severity for finding in found.values()} == {Severity.OK}


@pytest.mark.parametrize(
    ("code", "measure", "bad", "limit", "good"),
    [
        ("voice_level", "loudness_lufs", -35.1, -35.0, -35.0),
        ("voice_clipping", "clipping_share", 0.0021, 0.002, 0.002),
        ("voice_noise", "snr_db", 11.9, 12.0, 12.0),
        ("voice_speech_share", "speech_s", 2.9, 0.3, 3.0),
    ],
)
def test_each_rule_warns_beyond_its_limit_alone(code: str, measure: str, bad: float, limit: float, good: float) -> None:
    found = findings(**{measure: bad})
    assert [each for each, finding in found.items() if finding.severity is not Severity.OK] == [code]
    finding = found[code]
    assert (finding.severity, finding.limit) == (Severity.WARN, limit)
    assert finding.value == pytest.approx(bad / 10 if measure == "speech_s" else bad)
    assert finding.recommended is not None
    assert finding.recommended.endswith(f"{limit:g}")
    assert finding.advice.endswith(".")
    assert finding.side == ("high" if code == "voice_clipping" else "low")
    assert findings(**{measure: good})[code].severity is Severity.OK


def test_a_quiet_voice_with_loud_pops_is_not_told_to_be_quieter() -> None:
    found = findings(loudness_lufs=-36.0, clipping_share=0.1)
    assert found["voice_level"].severity is Severity.WARN
    assert "voice_clipping" not in found


@pytest.mark.parametrize(("measure", "code"), [("loudness_lufs", "voice_level"), ("snr_db", "voice_noise")])
def test_what_could_not_be_measured_is_not_judged(measure: str, code: str) -> None:
    assert code not in findings(**{measure: None})


def test_an_empty_sound_has_no_share_of_speech() -> None:
    assert findings(duration_s=0.0, speech_s=0.0)["voice_speech_share"].value == 0


@pytest.mark.parametrize(
    ("semitones", "severity"),
    [(0, Severity.OK), (6.9, Severity.OK), (-6.9, Severity.OK), (7.1, Severity.WARN), (-7.1, Severity.WARN)],
)
def test_pitch_may_differ_by_seven_semitones_either_way(semitones: float, severity: Severity) -> None:
    (finding,) = judge_pitch(120 * 2 ** (semitones / 12), 120)
    assert (finding.code, finding.severity, finding.unit) == ("voice_pitch_mismatch", severity, "semitones")
    assert finding.value == pytest.approx(abs(semitones))


@pytest.mark.parametrize(("driving_hz", "own_hz"), [(None, 120), (120, None), (None, None)])
def test_an_unknown_pitch_is_not_judged(driving_hz: float | None, own_hz: float | None) -> None:
    assert judge_pitch(driving_hz, own_hz) == ()


def test_a_warning_names_where_it_is_heard() -> None:
    times = {"clipped": [(1.0, 1.5)], "pauses": [(3.0, 8.0)]}
    good = {one.code: one.times for one in judge_voice(GOOD, **times)}
    assert set(good.values()) == {()}
    bad = {one.code: one.times for one in judge_voice(replace(GOOD, clipping_share=0.1, speech_s=1.0), **times)}
    assert bad["voice_clipping"] == ((1.0, 1.5),)
    assert bad["voice_speech_share"] == ((3.0, 8.0),)
    assert bad["voice_noise"] == ()


def test_times_survive_being_kept() -> None:
    [finding] = [one for one in judge_voice(replace(GOOD, clipping_share=0.1), [(1.0, 1.25)]) if one.times]
    kept = finding.to_json()
    assert kept["times"] == [[1.0, 1.25]]
    assert Finding.from_json(kept) == finding
    del kept["times"]  # a job of an older version
    assert Finding.from_json(kept).times == ()
