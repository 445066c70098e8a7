from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.choices import EngineOptions
from engine.errors import Cancelled
from engine.face import FaceTrack, load_track, track_face
from engine.face.landmarks import opening
from engine.findings import Severity
from engine.media import EncodeOptions, probe, read_audio, read_frames, read_photo
from engine.pipeline import Engine, Form, RenderOptions, RenderReport, Template, TemplateMissing
from engine.pipeline import template as files
from engine.provenance import local_credentials
from engine.renderers.planes import planes
from engine.voice import NoSpeech
from engine.watch import Watch
from tests.engine.media.conftest import children
from tests.engine.pipeline.conftest import PAUSE_S, SAMPLE_RATE_HZ, Prepared, Rendered, assert_monotone, stop_at

_FAST = RenderOptions(encode=EncodeOptions(preset="ultrafast"))


def _upper_parts(template: Template, rows: int) -> list[np.ndarray]:
    """Luma and chroma above ``rows`` of every template frame, flat."""
    frames = read_frames(template.path(files.VIDEO), pixels="yuv420p", watch=Watch())
    return [_upper_part(frame, rows) for frame in frames]


def _upper_part(frame: np.ndarray, rows: int) -> np.ndarray:
    y, u, v = planes(frame)
    return np.concatenate([y[:rows].ravel(), u[: rows // 2].ravel(), v[: rows // 2].ravel()])


def _above_the_nose(rendered: Rendered) -> int:
    """Rows of every frame in which nothing may change: down to the middle of the bridge of the nose."""
    landmarks = load_track(rendered.template.path(files.TRACK)).landmarks
    return int(landmarks[:, 29, 1].min()) // 2 * 2


@pytest.fixture(scope="module")
def clip_track(rendered: Rendered) -> FaceTrack:
    return track_face(rendered.report.clip)


def test_a_clip_is_as_long_as_the_voice(rendered: Rendered, voice: Path) -> None:
    seconds = soundfile.info(voice).duration
    info = probe(rendered.report.clip)
    assert info.video is not None
    assert info.audio is not None
    assert (info.video.fps, info.video.codec, info.audio.codec) == (Fraction(25), "h264", "aac")
    assert info.video.frames == rendered.report.frames == round(seconds * 25)
    assert info.video.duration_s == pytest.approx(seconds, abs=0.021) == rendered.report.duration_s
    assert len(read_audio(rendered.report.clip, SAMPLE_RATE_HZ, watch=Watch())) / SAMPLE_RATE_HZ == pytest.approx(
        seconds, abs=0.05
    )


def test_a_clip_has_the_size_of_the_face(rendered: Rendered) -> None:
    info = probe(rendered.report.clip)
    assert info.video is not None
    assert (info.video.width, info.video.height) == rendered.template.size == rendered.report.size


def test_a_clip_says_what_it_is(rendered: Rendered) -> None:
    tags = probe(rendered.report.clip).tags
    assert tags["comment"].startswith("AI-generated")
    assert tags["ai_generated"] == "true"
    assert tags["digital_source_type"].endswith("compositeWithTrainedAlgorithmicMedia")
    assert tags["encoder_software"].startswith("Facenote ")


def test_a_clip_or_a_still_of_it_is_noticed_as_a_face(rendered: Rendered) -> None:
    assert rendered.report.poster is not None
    for file in (rendered.report.clip, rendered.report.poster):
        found = {finding.code: finding.severity for finding in Engine().check(file).findings}
        assert found["ai_generated"] is Severity.WARN


def test_a_report_holds_what_was_done(rendered: Rendered, voice: Path) -> None:
    report = rendered.report
    assert (report.form, report.renderer) == (Form.VIDEO, rendered.template.renderer)
    assert report.voice.duration_s == pytest.approx(soundfile.info(voice).duration, abs=0.001)
    assert list(report.stages_s) == ["voice", "listen", "draw", "sign"]
    shown = json.loads(json.dumps(report.to_json()))
    assert shown["clip"] == str(report.clip)
    assert shown["poster"] == str(report.poster)


def test_progress_tells_every_stage_once(rendered: Rendered) -> None:
    stages = list(dict.fromkeys(stage for stage, _ in rendered.told))
    assert stages[-1] == "draw"
    assert_monotone(rendered.told, stages)


def test_above_the_nose_every_pixel_is_the_template_s(rendered: Rendered) -> None:
    """But where one stretch of footage turns into another, which a photo has no need of."""
    rows = _above_the_nose(rendered)
    assert rows > 200
    known = {part.tobytes(): number for number, part in enumerate(_upper_parts(rendered.template, rows))}
    numbers = [known.get(_upper_part(frame, rows).tobytes()) for frame in rendered.frames]
    morphed = sum(number is None for number in numbers)
    assert morphed <= (0 if rendered.template.kind == "photo" else len(numbers) // 4)
    base = list(read_frames(rendered.template.path(files.VIDEO), pixels="yuv420p", watch=Watch()))
    changed = [
        bool((frame != base[n]).any()) for frame, n in zip(rendered.frames, numbers, strict=True) if n is not None
    ]
    assert np.mean(changed) > 0.9, "the mouth is another one"


@pytest.mark.parametrize("rendered", ["photo"], indirect=True)
def test_the_same_voice_gives_the_same_clip_and_says_its_seed(rendered: Rendered, voice: Path, tmp_path: Path) -> None:
    options = RenderOptions(encode=EncodeOptions(crf=0, preset="ultrafast"))
    again = Engine().render(rendered.template.folder, voice, tmp_path / "clip.mp4", options=options)
    assert again.seed == rendered.report.seed == again.to_json()["seed"]
    for mine, theirs in zip(
        read_frames(again.clip, watch=Watch()), read_frames(rendered.report.clip, watch=Watch()), strict=True
    ):
        np.testing.assert_array_equal(mine, theirs)


@pytest.mark.parametrize("rendered", ["video"], indirect=True)
def test_the_usual_encoding_hardly_changes_the_upper_part(rendered: Rendered, voice: Path, tmp_path: Path) -> None:
    report = Engine().render(rendered.template, voice, tmp_path / "clip.mp4")
    upper = _above_the_nose(rendered)
    clip = read_frames(report.clip, pixels="yuv420p", watch=Watch())
    errors = [
        np.mean((mine[:upper].astype(float) - theirs[:upper]) ** 2)
        for mine, theirs in zip(clip, rendered.frames, strict=True)
    ]
    assert 10 * np.log10(255**2 / np.mean(errors)) > 38


def test_a_pause_keeps_the_mouth_at_rest(clip_track: FaceTrack) -> None:
    gaps = opening(clip_track.lips)
    start, end = (round(moment * 25) for moment in PAUSE_S)
    pause = gaps[start + 10 : end - 12]  # 0.4 s after the last sound, half a second before the next
    talking = np.concatenate([gaps[5:start], gaps[end + 5 : -10]])
    low, high = np.percentile(talking, [5, 95])
    assert clip_track.found.all()
    assert high - low > 5, "it does speak"
    assert np.ptp(pause) < 0.25 * (high - low)
    assert np.median(pause) < low + 0.25 * (high - low)


def test_a_clip_begins_and_ends_at_rest(clip_track: FaceTrack) -> None:
    gaps = opening(clip_track.lips)
    start, end = (round(moment * 25) for moment in PAUSE_S)
    rest = np.median(gaps[start + 10 : end - 12])
    assert np.abs(gaps[[0, -1]] - rest).max() < 0.35 * (np.percentile(gaps, 95) - np.percentile(gaps, 5))


def test_the_poster_is_a_frame_of_the_clip(rendered: Rendered) -> None:
    poster = rendered.report.poster
    assert poster == rendered.report.clip.with_suffix(".poster.jpg")
    picture = read_photo(poster)
    last = list(read_frames(rendered.report.clip, start=rendered.report.frames - 1, watch=Watch()))[-1]
    assert picture.shape == last.shape
    assert np.abs(picture.astype(int) - last).mean() < 3


def test_a_clip_outlasts_a_poster_that_cannot_be_written(prepared: Prepared, few_words: Path, tmp_path: Path) -> None:
    (tmp_path / "clip.poster.jpg").mkdir()
    report = Engine().render(prepared.template, few_words, tmp_path / "clip.mp4", options=_FAST)
    assert report.poster is None
    assert probe(report.clip).duration_s == pytest.approx(report.duration_s, abs=0.05)


def test_a_clip_outlasts_a_voice_that_is_gone_before_it_is_signed(
    prepared: Prepared, few_words: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Path(shutil.copy(few_words, tmp_path / "heard.wav"))
    engine = Engine(EngineOptions(credentials=local_credentials(tmp_path / "keys")))

    def progress(stage: str, fraction: float) -> None:
        if stage == "draw" and fraction == 1:
            heard.unlink(missing_ok=True)

    report = engine.render(prepared.template, heard, tmp_path / "clip.mp4", options=_FAST, watch=Watch(progress))
    assert (report.signed, heard.exists()) == (False, False)
    assert probe(report.clip).duration_s == pytest.approx(report.duration_s, abs=0.05)
    assert "heard.wav" in caplog.text


def test_nothing_else_lies_beside_a_clip(rendered: Rendered) -> None:
    assert {path.name for path in rendered.report.clip.parent.iterdir()} == {"clip.mp4", "clip.poster.jpg"}


def test_a_template_may_be_named_by_its_folder_and_a_poster_left_out(
    prepared: Prepared, few_words: Path, tmp_path: Path
) -> None:
    options = RenderOptions(form=Form.NOTE, encode=_FAST.encode, poster=False)
    report = Engine().render(prepared.template.folder, few_words, tmp_path / "note.mp4", options=options)
    assert report.poster is None
    assert [path.name for path in tmp_path.iterdir()] == ["note.mp4"]
    info = probe(report.clip)
    assert info.video is not None
    assert (info.video.width, info.video.height) == report.size
    assert report.form is Form.NOTE
    assert report.size[0] == report.size[1] <= 640
    note = track_face(report.clip)
    np.testing.assert_allclose(note.landmarks[:, 27:36].mean((0, 1)), report.size[0] / 2, atol=0.12 * report.size[0])


@pytest.mark.parametrize("form", [Form.VIDEO, Form.NOTE])
def test_a_badge_changes_a_corner_of_clip_and_poster_and_nothing_else(
    form: Form, prepared: Prepared, few_words: Path, tmp_path: Path
) -> None:
    options = RenderOptions(form=form, encode=EncodeOptions(crf=0, preset="ultrafast"))
    plain, marked = (
        Engine().render(prepared.template, few_words, tmp_path / f"{badge}.mp4", options=replace(options, badge=badge))
        for badge in (False, True)
    )
    width, height = plain.size
    corner = (slice(0, round(0.3 * height)), slice(round(0.6 * width), width))
    for without, frame in zip(*(_clip_frames(report) for report in (plain, marked)), strict=True):
        changed = planes(without).y != planes(frame).y
        assert changed[corner].sum() == changed.sum() > 100
    assert plain.poster is not None
    assert marked.poster is not None
    without, still = (read_photo(poster).astype(int) for poster in (plain.poster, marked.poster))
    assert np.abs(still - without)[corner].max() > 60


def _clip_frames(report: RenderReport) -> Iterator[np.ndarray]:
    return read_frames(report.clip, pixels="yuv420p", watch=Watch())


@pytest.mark.parametrize(("stage", "fraction"), [("read audio", 0.0), ("listen", 0.0), ("draw", 0.05), ("draw", 0.9)])
def test_cancelling_leaves_nothing(
    stage: str, fraction: float, prepared: Prepared, few_words: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    working, clips = tmp_path / "temporary", tmp_path / "clips"
    working.mkdir()
    clips.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(working))
    (clips / "old.mp4").write_bytes(b"an older clip")
    progress, cancel = stop_at(stage, fraction)
    with pytest.raises(Cancelled):
        Engine().render(prepared.template, few_words, clips / "old.mp4", options=_FAST, watch=Watch(progress, cancel))
    assert [path.name for path in clips.iterdir()] == ["old.mp4"]
    assert (clips / "old.mp4").read_bytes() == b"an older clip"
    assert not list(working.iterdir())
    assert not children()


def test_a_voice_that_says_nothing_leaves_nothing(prepared: Prepared, tmp_path: Path) -> None:
    hum = tmp_path / "hum.wav"
    soundfile.write(hum, 0.1 * np.sin(2 * np.pi * 100 * np.arange(2 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ), SAMPLE_RATE_HZ)
    with pytest.raises(NoSpeech):
        Engine().render(prepared.template, hum, tmp_path / "clip.mp4", options=_FAST)
    assert [path.name for path in tmp_path.iterdir()] == ["hum.wav"]


def test_without_a_template_there_is_no_clip(voice: Path, tmp_path: Path) -> None:
    with pytest.raises(TemplateMissing):
        Engine().render(tmp_path / "nobody", voice, tmp_path / "clip.mp4")
