"""Tests of the commands on real media: output, files, exit codes."""

from __future__ import annotations

import json
import shutil
import signal
import zipfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from engine.demo import VOICE
from engine.media import probe, read_frames
from engine.provenance import Validity, read_provenance
from engine.renderers.planes import planes
from engine.subtitles import read_subtitles
from engine.watch import Watch
from tests.bot.badges import has_badge
from tests.bot.cli.conftest import Facenote


def test_check_reports_and_draws(facenote: Facenote, face_photo: Path, tmp_path: Path) -> None:
    picture = tmp_path / "findings.png"
    finished = facenote("check", face_photo, "--json", "--picture", picture)
    assert finished.json["verdict"] in {"ok", "warn", "fail"}
    assert finished.code == (finished.json["verdict"] == "fail")
    assert {"code", "severity", "value", "advice"} <= finished.json["findings"][0].keys()
    assert probe(picture).is_photo
    assert finished.left == []


def test_check_speaks_plainly_to_a_pipe(program: Facenote, face_photo: Path) -> None:
    finished = program("check", face_photo)
    assert "\x1b" not in finished.out + finished.err
    assert "rules are met" in finished.out


def test_what_cannot_be_read_is_refused_with_code_and_advice(facenote: Facenote, tmp_path: Path) -> None:
    finished = facenote("check", tmp_path / "nobody.mp4", "--json")
    assert finished.code == 1
    assert finished.json["error"]["code"] == "media_missing"
    assert finished.json["error"].keys() == {"code", "detail", "advice", "facts"}
    assert "Traceback" not in finished.err


def test_advice_fits_what_was_named(facenote: Facenote, voice: Path, tmp_path: Path) -> None:
    error = facenote("check", tmp_path, "--json").json["error"]
    assert (error["code"], error["detail"]) == ("media_missing", f"{tmp_path.name!r} is a folder")
    finished = facenote("render", tmp_path, voice, "--out", tmp_path / "clip.avi")
    assert finished.err.splitlines() == [
        "output_unusable: 'clip.avi' does not end in .mp4",
        "Name a file that ends in .mp4.",
    ]


def test_prepare_keeps_what_is_no_template(facenote: Facenote, face_photo: Path, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("dear diary")
    finished = facenote("prepare", face_photo, "--out", tmp_path, "--force", "--json")
    assert (finished.code, finished.json["error"]["code"]) == (1, "folder_taken")
    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]


def test_prepare_says_that_it_replaced_a_template(
    facenote: Facenote, template: Path, face_photo: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(template, tmp_path / "face")
    arguments = ("prepare", face_photo, "--out", folder, "--force")
    assert "replaced the older template" in facenote(*arguments).out
    assert facenote(*arguments, "--json").json["replaced"] is True


@pytest.mark.parametrize("form", ["video", "note"])
def test_render_makes_a_clip(facenote: Facenote, template: Path, voice: Path, tmp_path: Path, form: str) -> None:
    clip, made_with = tmp_path / "clip.mp4", f"Facenote {version('facenote')}"
    finished = facenote("render", template, voice, "--out", clip, "--form", form, "--badge", "--json")
    assert finished.code == 0, finished.err
    info = probe(clip)
    assert info.video is not None
    assert info.audio is not None
    assert finished.json["size"] == [info.video.width, info.video.height]
    assert has_badge(clip.with_suffix(".poster.jpg"), is_note=form == "note")
    for file in (clip, clip.with_suffix(".poster.jpg")):
        verified = facenote("verify", file, "--json").json
        assert verified["metadata"] == {"ai_generated": True, "software": made_with}
        assert (verified["validity"], verified["software"]) == ("untrusted", made_with)
    assert f"metadata: marked as AI-generated, made with {made_with} " in facenote("verify", clip).out
    assert info.duration_s == pytest.approx(finished.json["duration_s"], abs=0.1)
    assert finished.left == []


def test_render_needs_a_template(facenote: Facenote, voice: Path, tmp_path: Path) -> None:
    finished = facenote("render", tmp_path / "nowhere", voice, "--out", tmp_path / "clip.mp4")
    assert finished.code == 1
    assert finished.err.startswith("template_missing: ")
    assert list(tmp_path.iterdir()) == []


def test_interrupted_render_leaves_nothing(program: Facenote, template: Path, long_voice: Path, tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    finished = program("render", template, long_voice, "--out", clip, "--json", interrupt=signal.SIGINT, at="draw")
    assert (finished.code, finished.json["error"]["code"]) == (130, "cancelled")
    assert "Traceback" not in finished.err
    assert list(tmp_path.iterdir()) == []
    assert finished.left == []


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP])
def test_terminated_prepare_leaves_nothing(
    end: signal.Signals, program: Facenote, talking_video: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "face"
    finished = program("prepare", talking_video, "--out", folder, "--force", interrupt=end, at="track")
    assert finished.code == 128 + end
    assert finished.err.splitlines()[-1].startswith("cancelled")
    assert list(tmp_path.iterdir()) == []
    assert finished.left == []


def test_batch_goes_on_after_a_failure(
    facenote: Facenote, template: Path, face_photo: Path, voice: Path, tmp_path: Path
) -> None:
    clips, archive = tmp_path / "clips", tmp_path / "clips.zip"
    finished = facenote(
        *("batch", "--faces", tmp_path / "nobody.mp4", template, face_photo, "--voices", voice),
        *("--out", clips, "--zip", archive, "--badge", "--force", "--json"),
    )
    assert finished.code == 1
    assert (finished.json["done"], finished.json["failed"]) == (2, 1)
    assert finished.json["items"][0]["error"]["code"] == "media_missing"
    assert f"2 of 3: {template.name}, draw" in finished.err
    made = {"astronaut.mp4", "face.mp4"}
    assert made <= {path.name for path in clips.iterdir()}
    assert [has_badge(poster) for poster in clips.glob("*.jpg")] == [True, True]
    with zipfile.ZipFile(archive) as packed:
        assert set(packed.namelist()) == made
        assert packed.testzip() is None
        packed.extractall(tmp_path / "unpacked")
    for clip in (tmp_path / "unpacked").iterdir():
        assert read_provenance(clip).validity is Validity.UNTRUSTED
    assert finished.left == []


def test_a_clip_changed_after_it_was_signed_is_told(
    facenote: Facenote, template: Path, voice: Path, tmp_path: Path
) -> None:
    clip = tmp_path / "clip.mp4"
    assert facenote("render", template, voice, "--out", clip).code == 0
    content = bytearray(clip.read_bytes())
    content[-100] ^= 1
    clip.write_bytes(content)
    verified = facenote("verify", clip)
    assert (verified.code, "altered" in verified.out) == (1, True)


def test_a_clip_is_made_where_no_key_can_be_kept(
    program: Facenote, template: Path, voice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACENOTE_SIGNING_CERTIFICATE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("FACENOTE_SIGNING_KEY", str(tmp_path / "none.pem"))
    finished = program("render", template, voice, "--out", tmp_path / "clip.mp4", "--json")
    assert (finished.code, finished.json["signed"]) == (0, False)
    assert "signing_key_unusable" in finished.err


def test_models_are_listed_with_their_licences(facenote: Facenote) -> None:
    models = {model["name"]: model for model in facenote("models", "--json").json["models"]}
    assert models["whisper-tiny.en"]["licence"] == "MIT"
    assert models["whisper-tiny.en"]["file"]
    assert models["wav2lip"]["file"] is None
    assert "no commercial use" in models["wav2lip"]["licence"]
    assert len(models["wav2lip"]["sha256"]) == 2
    assert models["gfpgan"]["file"] is None
    assert "non-commercial" in models["gfpgan"]["licence"]
    assert "whisper-tiny.en" in facenote("models").out


@pytest.mark.usefixtures("tmp_path")
def test_a_file_that_is_no_model_is_not_added(facenote: Facenote, voice: Path) -> None:
    finished = facenote("models", "add", voice, "--json")
    assert (finished.code, finished.json["error"]["code"]) == (1, "model_unknown")
    finished = facenote("models", "add", voice, "--name", "whisper-tiny.en", "--json")
    assert (finished.code, finished.json["error"]["code"]) == (1, "model_unknown")
    assert finished.left == []


@pytest.mark.parametrize(
    ("name", "option"), [("wav2lip.pth", ["--renderer", "wav2lip"]), ("GFPGANv1.4.pth", ["--restore", "gfpgan"])]
)
def test_a_network_is_nobody_s_without_its_weights(
    facenote: Facenote, template: Path, voice: Path, tmp_path: Path, name: str, option: list[str]
) -> None:
    forged = tmp_path / name
    forged.write_bytes(b"weights of another network")
    finished = facenote("models", "add", forged, "--json")
    assert (finished.code, finished.json["error"]["code"]) == (1, "model_unknown")
    finished = facenote("render", template, voice, "--out", tmp_path / "clip.mp4", *option, "--json")
    assert (finished.code, finished.json["error"]["code"]) == (1, "model_missing")
    assert "facenote models add" in finished.json["error"]["advice"]
    assert finished.left == []
    assert list(tmp_path.iterdir()) == [forged]


@pytest.mark.parametrize(
    ("arguments", "exit_code", "error"),
    [
        (["--speaker", "nowhere", "--out", "weights.safetensors"], 1, "corpus_missing"),
        (["--mixed", "empty", "--out", "weights.safetensors"], 1, "corpus_empty"),
        (["--mixed", "broken", "--out", "weights.safetensors"], 1, "corpus_empty"),
        (["--speaker", "broken"], 2, "usage"),
        (["--speaker", "broken", "--hold-out", "-1", "--out", "weights.safetensors"], 2, "usage"),
    ],
    ids=["no such folder", "no film", "no readable film", "no target", "negative"],
)
def test_train_refuses_what_it_cannot_learn_from(
    facenote: Facenote,
    arguments: list[str],
    exit_code: int,
    error: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "film.mp4").write_bytes(b"no film")
    monkeypatch.chdir(tmp_path)
    finished = facenote("train", *arguments, "--json")
    assert (finished.code, finished.json["error"]["code"]) == (exit_code, error)
    assert {path.name for path in tmp_path.iterdir()} == {"empty", "broken"}


def test_demo_makes_a_clip_of_its_own(facenote: Facenote, program: Facenote, tmp_path: Path) -> None:
    finished = program("demo", "--out", tmp_path / "demo", "--badge", "--json")
    assert finished.code == 0, finished.err
    clip = Path(json.loads(finished.out)["clip"])
    assert clip == tmp_path / "demo" / "clip.mp4"
    assert probe(clip).duration_s > 5
    assert has_badge(clip.with_suffix(".poster.jpg"))
    assert read_provenance(clip).validity is Validity.UNTRUSTED
    for inputs in (["--face", clip], ["--voice", clip], ["--face", clip.with_suffix(".poster.jpg")]):
        refused = facenote("demo", "--out", tmp_path / "demo", *inputs, "--json")
        assert (refused.code, refused.json["error"]["code"]) == (1, "output_unusable")
        assert probe(clip).duration_s > 5
    before = {path: path.read_bytes() for path in clip.parent.glob("clip*")}
    for inputs in (["--face", tmp_path / "nobody.mp4"], ["--face", VOICE], ["--voice", tmp_path / "nobody.wav"]):
        failed = facenote("demo", "--out", tmp_path / "demo", *inputs)
        assert (failed.code, failed.out) == (1, "")
        assert {path: path.read_bytes() for path in clip.parent.glob("clip*")} == before


def test_render_burns_in_corrected_subtitles(facenote: Facenote, template: Path, voice: Path, tmp_path: Path) -> None:
    lines, clip = tmp_path / "lines.srt", tmp_path / "clip.mp4"
    lines.write_text("1\n00:00:00,200 --> 00:00:02,000\nمرحبا\n", "utf-8")  # noqa: RUF001
    finished = facenote(
        "render", template, voice, "--out", clip, "--subtitles", "burn", "--lines", lines, "--form", "square", "--json"
    )
    assert finished.code == 0, finished.err
    assert finished.json["subtitles"] == {"lines": [[0.2, 2.0, "مرحبا"]]}
    frames = [planes(frame).y.astype(int) for frame in read_frames(clip, pixels="yuv420p", watch=Watch())]
    height, width = frames[0].shape
    part = slice(-height // 10, -height // 16), slice(width * 9 // 20, width * 11 // 20)
    change = [float(np.abs(frame[part] - frames[0][part]).mean()) for frame in frames]
    assert max(change[:4]) < 10 < 20 < min(change[6:49])
    before, after = (frames[number][part] for number in (49, 50))
    assert np.abs(before - after).mean() > 10
    assert "ai_generated" in probe(clip).tags
    assert read_provenance(clip).ai_generated
    assert not clip.with_suffix(".srt").exists()


def test_render_writes_subtitles_beside_the_clip(
    facenote: Facenote, template: Path, voice: Path, tmp_path: Path
) -> None:
    lines, clip = tmp_path / "lines.vtt", tmp_path / "clip.mp4"
    lines.write_text("WEBVTT\n\n00:00.200 --> 00:09.000\nHello &amp; goodbye\n", "utf-8")
    assert facenote("render", template, voice, "--out", clip, "--subtitles", "file", "--lines", lines).code == 0
    seconds = probe(clip).duration_s
    (line,) = read_subtitles(clip.with_suffix(".srt")).lines
    assert (line.start_s, line.text) == (0.2, "Hello & goodbye")
    assert line.end_s == pytest.approx(seconds, abs=0.05)
    assert read_subtitles(clip.with_suffix(".vtt")).lines == (line,)


def test_subtitles_writes_down_a_voice(
    facenote: Facenote, voice: Path, subtitle_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.models.models_folder", lambda: subtitle_models)
    out = tmp_path / "lines.srt"
    finished = facenote("subtitles", voice, "--out", out, "--json")
    assert finished.code == 0, finished.err
    assert finished.json["language"] == "en"
    assert "video" in " ".join(line.text for line in read_subtitles(out).lines)


def test_without_a_model_subtitles_say_what_to_do(
    facenote: Facenote, template: Path, voice: Path, tmp_path: Path
) -> None:
    for command in (
        ["subtitles", voice, "--out", tmp_path / "a.srt"],
        ["render", template, voice, "--out", tmp_path / "c.mp4", "--subtitles", "burn"],
    ):
        finished = facenote(*command, "--json")
        assert finished.json["error"]["code"] in {"subtitles_model_missing", "subtitles_extra_missing"}
        assert finished.json["error"]["advice"]
    assert list(tmp_path.iterdir()) == []


def test_lines_without_subtitles_are_a_mistake(facenote: Facenote, template: Path, voice: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines.srt"
    lines.write_text("1\n00:00:00,200 --> 00:00:02,000\nHello\n", "utf-8")
    assert facenote("render", template, voice, "--out", tmp_path / "c.mp4", "--lines", lines).code == 2
