"""Tests that clips are written complete, marked and in sync, or not at all."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
import soundfile

from engine.errors import Cancelled, EngineError
from engine.failure import InternalError
from engine.media import (
    EncodeOptions,
    MediaTimeout,
    VideoWriter,
    decode_audio,
    probe,
    probe_video,
    read_audio,
    read_frames,
    runner,
    transcode,
)
from engine.media import writer as writer_module
from engine.media.encoding import MOST_KBPS, SMALL_SOUND_KBPS
from engine.watch import Watch
from tests.engine.media.conftest import STAMPED_SIZE, children, stamp, stamped_number

WIDTH, HEIGHT = STAMPED_SIZE


def test_every_frame_arrives_unchanged(watch: Watch, stamped: Path) -> None:
    frames = list(read_frames(stamped, pixels="yuv420p", watch=watch))
    assert [stamped_number(frame[:HEIGHT]) for frame in frames] == list(range(len(frames)))
    assert min(cv2.PSNR(frame, stamp(number)) for number, frame in enumerate(frames)) > 40


def test_form_of_the_file(stamped: Path) -> None:
    info, video = probe_video(stamped)
    assert info.container.startswith("mov")
    assert (video.codec, video.pixel_format, video.fps) == ("h264", "yuv420p", 25)
    assert (video.colour_space, video.colour_transfer, video.colour_primaries, video.full_range) == (1, 1, 1, False)
    data = stamped.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")  # plays before it is loaded


def test_bgr_keeps_its_colours(watch: Watch, tmp_path: Path, face_picture: np.ndarray) -> None:
    path = tmp_path / "out.mp4"
    with VideoWriter(path, (480, 480), pixels="bgr24", options=EncodeOptions(crf=10), watch=watch) as writer:
        for _ in range(3):
            writer.write(face_picture)
    frame = next(read_frames(path, watch=watch))
    assert np.abs(frame.astype(int).mean(axis=(0, 1)) - face_picture.mean(axis=(0, 1))).max() < 2
    assert cv2.PSNR(frame, face_picture) > 33


def test_other_rates(watch: Watch, tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "out.mp4", STAMPED_SIZE, Fraction(30000, 1001), watch=watch) as writer:
        for number in range(10):
            writer.write(stamp(number))
    assert probe_video(tmp_path / "out.mp4")[1].fps == Fraction(30000, 1001)


def test_metadata_is_written_and_read_back(watch: Watch, tmp_path: Path) -> None:
    tags = {
        "title": "Äö = \"x\"; 'y'\\",
        "comment": "AI-generated",
        "facenote.ai_generated": "true",
        "digital_source": "語",
    }
    with VideoWriter(tmp_path / "out.mp4", STAMPED_SIZE, metadata=tags, watch=watch) as writer:
        writer.write(stamp(0))
        writer.write(stamp(1))
    assert tags.items() <= probe(tmp_path / "out.mp4").tags.items()


@pytest.mark.parametrize("given", ["audio", "wav"])
@pytest.mark.parametrize("seconds", [0.5, 2.0, 6.0])
def test_sound_is_as_long_as_the_picture(watch: Watch, given: str, seconds: float, tmp_path: Path) -> None:
    sound = np.sin(2 * np.pi * 440 * np.arange(int(seconds * 16000)) / 16000).astype(np.float32) / 2
    soundfile.write(voice := tmp_path / "voice.flac", sound, 16000)
    decode_audio(voice, decoded := tmp_path / "voice.wav", watch=watch)
    audio, wav = (voice, None) if given == "audio" else (None, decoded)
    with VideoWriter(tmp_path / "out.mp4", STAMPED_SIZE, frames=50, audio=audio, wav=wav, watch=watch) as writer:
        for number in range(50):
            writer.write(stamp(number))
    info, video = probe_video(tmp_path / "out.mp4")
    assert video.frames == 50
    assert info.audio is not None
    assert info.audio.duration_s == pytest.approx(2.0, abs=0.022)  # one AAC frame
    heard = np.flatnonzero(np.abs(read_audio(tmp_path / "out.mp4", watch=watch)) > 0.1)
    assert heard[0] < 100
    assert heard[-1] / 16000 == pytest.approx(min(seconds, 2.0), abs=0.03)


def test_a_clip_of_noise_fits_into_its_limit_in_one_pass(watch: Watch, tmp_path: Path) -> None:
    size, frames, limit = (320, 240), 150, 600_000
    soundfile.write(noise := tmp_path / "noise.wav", np.random.default_rng(1).uniform(-0.5, 0.5, 6 * 48000), 48000)
    made = []
    for options in (EncodeOptions(crf=13), EncodeOptions(crf=13).within(limit, frames / 25)):
        assert options is not None
        generator = np.random.default_rng(2)
        with VideoWriter(
            tmp_path / "clip.mp4", size, frames=frames, audio=noise, options=options, watch=watch
        ) as writer:
            for _ in range(frames):
                writer.write(generator.integers(16, 235, (size[1] * 3 // 2, size[0]), np.uint8))
        made.append((tmp_path / "clip.mp4").stat().st_size)
    assert made[0] > limit > made[1] > limit / 3


def test_clips_are_encoded_with_the_short_search_and_transcoded_with_the_usual_one(
    watch: Watch, tmp_path: Path
) -> None:
    """x264 writes its options into the picture."""
    with VideoWriter(tmp_path / "clip.mp4", STAMPED_SIZE, watch=watch) as writer:
        for number in range(3):
            writer.write(stamp(number))
    transcode(tmp_path / "clip.mp4", tmp_path / "again.mp4", EncodeOptions(), watch=watch)
    short, usual = ((tmp_path / name).read_bytes() for name in ("clip.mp4", "again.mp4"))
    assert b" me=dia " in short
    assert b" analyse=0x3:0x13 " in short
    assert b" me=hex " in usual
    assert b" analyse=0x3:0x113 " in usual


def test_a_limit_that_leaves_no_picture_is_none() -> None:
    assert EncodeOptions().within(1_000_000, 30) is not None
    assert EncodeOptions().within(1_000_000, 300) is None


def test_a_limit_that_leaves_much_changes_no_sound_and_is_one_that_encoders_and_phones_take(
    watch: Watch, tmp_path: Path
) -> None:
    wide = EncodeOptions().within(2_000_000_000, 2)
    assert wide is not None
    assert (wide.audio_kbps, wide.max_kbps) == (EncodeOptions().audio_kbps, MOST_KBPS)
    with VideoWriter(tmp_path / "clip.mp4", STAMPED_SIZE, frames=1, options=wide, watch=watch) as writer:
        writer.write(stamp(0))
    tight, good = (EncodeOptions().within(size, 30) for size in (4_000_000, 16_000_000))
    assert tight is not None
    assert good is not None
    assert (tight.audio_kbps, good.audio_kbps) == (SMALL_SOUND_KBPS, EncodeOptions().audio_kbps)


def test_announced_frames_are_all_of_them(watch: Watch, tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match="1 of 2"),
        VideoWriter(tmp_path / "few.mp4", STAMPED_SIZE, frames=2, watch=watch) as writer,
    ):
        writer.write(stamp(0))
    with (
        pytest.raises(ValueError, match="more than the 1"),
        VideoWriter(tmp_path / "many.mp4", STAMPED_SIZE, frames=1, watch=watch) as writer,
    ):
        writer.write(stamp(0))
        writer.write(stamp(1))
    assert not list(tmp_path.iterdir())
    assert not children()


def test_sound_needs_a_length(watch: Watch, tmp_path: Path, clip: Path) -> None:
    with pytest.raises(ValueError, match="known how long"):
        VideoWriter(tmp_path / "out.mp4", STAMPED_SIZE, audio=clip, watch=watch)


def test_exception_leaves_nothing(watch: Watch, tmp_path: Path) -> None:
    with (
        pytest.raises(RuntimeError, match="mine"),
        VideoWriter(tmp_path / "out.mp4", STAMPED_SIZE, watch=watch) as writer,
    ):
        writer.write(stamp(0))
        raise RuntimeError("mine")
    assert not list(tmp_path.iterdir())
    assert not children()


def test_failure_keeps_the_clip_that_was_there(watch: Watch, tmp_path: Path) -> None:
    (tmp_path / "out.mp4").write_text("older")
    with pytest.raises(ValueError, match="no frame"), VideoWriter(tmp_path / "out.mp4", STAMPED_SIZE, watch=watch):
        pass
    assert [path.read_text() for path in tmp_path.iterdir()] == ["older"]


def test_cancel_leaves_nothing(watch: Watch, tmp_path: Path) -> None:
    written: list[int] = []
    watch = replace(watch, cancelled=lambda: len(written) >= 5)
    with pytest.raises(Cancelled), VideoWriter(tmp_path / "out.mp4", STAMPED_SIZE, watch=watch) as writer:
        for number in range(50):
            writer.write(stamp(number))
            written.append(number)
    assert len(written) == 5
    assert not list(tmp_path.iterdir())
    assert not children()


def test_ffmpeg_that_is_killed_is_no_fault_of_the_file(watch: Watch, tmp_path: Path) -> None:
    with (
        pytest.raises(InternalError, match="SIGKILL"),
        VideoWriter(tmp_path / "out.mp4", STAMPED_SIZE, watch=watch) as writer,
    ):
        writer.write(stamp(0))
        for child in children():
            os.kill(int(child), signal.SIGKILL)
        for number in range(10_000):
            writer.write(stamp(number))
    assert not list(tmp_path.iterdir())
    assert not children()


def test_ffmpeg_that_hangs_is_given_up(watch: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_module, "STALL_S", 0.3)
    monkeypatch.setattr(runner, "STALL_S", 0.3)
    with pytest.raises(MediaTimeout), VideoWriter(tmp_path / "out.mp4", STAMPED_SIZE, watch=watch) as writer:
        for child in children():
            os.kill(int(child), signal.SIGSTOP)
        for number in range(1000):
            writer.write(stamp(number))
    assert not list(tmp_path.iterdir())
    assert not children()


def test_folder_that_is_missing(watch: Watch, tmp_path: Path) -> None:
    with pytest.raises(EngineError), VideoWriter(tmp_path / "no" / "out.mp4", STAMPED_SIZE, watch=watch) as writer:
        for number in range(100):
            writer.write(stamp(number))
    assert not children()


def test_wrong_frames_are_named(watch: Watch, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="even"):
        VideoWriter(tmp_path / "out.mp4", (321, 160), watch=watch)
    with (
        pytest.raises(ValueError, match=r"expected uint8 \(240, 320\)"),
        VideoWriter(tmp_path / "out.mp4", STAMPED_SIZE, watch=watch) as writer,
    ):
        writer.write(np.zeros((160, 320, 3), np.uint8))


@pytest.mark.parametrize("wrong", [{"crf": 52}, {"preset": "quick"}, {"threads": -1}, {"audio_kbps": 0}])
def test_options_are_checked(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=str(next(iter(wrong.values())))):
        EncodeOptions(**wrong)  # type: ignore[arg-type]
