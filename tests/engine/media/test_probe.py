"""Tests that every common file is recognised, with its true properties."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import engine
from engine.demo import VOICE
from engine.media import MediaInfo, NoVideo, UnsupportedMedia, VideoStream, probe, probe_video
from tests.engine.media.conftest import lavfi, run_ffmpeg

PICTURE = "testsrc2=s=160x120:r=30:d=1"
TONE = "sine=d=1"

VIDEOS = {
    "h264.mp4": ("h264", "aac", ["-c:v", "libx264"]),
    "hevc.mp4": ("hevc", "aac", ["-c:v", "libx265", "-x265-params", "log-level=none"]),
    "h264.mov": ("h264", "pcm_s16le", ["-c:v", "libx264", "-c:a", "pcm_s16le"]),
    "h264.mkv": ("h264", "flac", ["-c:v", "libx264", "-c:a", "flac"]),
    "vp9.webm": ("vp9", "opus", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"]),
    "vp8.webm": ("vp8", "vorbis", ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libvorbis"]),
    "mpeg4.avi": ("mpeg4", "mp3", ["-c:v", "mpeg4", "-c:a", "libmp3lame"]),
    "mpeg1.mpg": ("mpeg1video", "mp2", ["-c:v", "mpeg1video"]),
    "h264.ts": ("h264", "aac", ["-c:v", "libx264", "-c:a", "aac"]),
}
SOUNDS = {
    "voice.ogg": ("opus", ["-c:a", "libopus", "-ac", "1"]),
    "song.mp3": ("mp3", []),
    "memo.m4a": ("aac", []),
    "plain.wav": ("pcm_s16le", []),
    "exact.flac": ("flac", []),
}


@pytest.mark.parametrize("name", VIDEOS)
def test_recognises_video(name: str, tmp_path: Path) -> None:
    video_codec, audio_codec, arguments = VIDEOS[name]
    path = tmp_path / name
    run_ffmpeg(*lavfi(PICTURE, TONE), *arguments, "-pix_fmt", "yuv420p", "-shortest", path)
    info, video = probe_video(path)
    assert (video.codec, video.width, video.height) == (video_codec, 160, 120)
    assert abs(video.fps - 30) < Fraction(1, 2)
    assert video.frames == 30
    assert video.duration_s == pytest.approx(1.0, abs=0.05)
    assert info.audio is not None
    assert info.audio.codec == audio_codec
    assert not info.is_photo
    assert not video.interlaced


@pytest.mark.parametrize("name", SOUNDS)
def test_recognises_sound(name: str, tmp_path: Path) -> None:
    codec, arguments = SOUNDS[name]
    path = tmp_path / name
    run_ffmpeg(*lavfi(TONE), *arguments, path)
    info = probe(path)
    assert info.video is None
    assert info.audio is not None
    assert info.audio.codec == codec
    assert info.duration_s == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("rate", ["10", "15", "24000/1001", "30000/1001", "60", "120"])
def test_frame_rate_is_exact(rate: str, tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    run_ffmpeg(*lavfi(f"testsrc2=s=64x64:r={rate}:d=1"), "-c:v", "mpeg4", path)
    assert probe_video(path)[1].fps == Fraction(rate)


def test_length_and_rate_are_measured_where_the_file_states_none(tmp_path: Path) -> None:
    """What browsers record has neither a duration nor a seek table."""
    path = tmp_path / "recorded.webm"
    run_ffmpeg(*lavfi(PICTURE), "-c:v", "libvpx", "-deadline", "realtime", "-f", "webm", "-live", "1", path)
    _, video = probe_video(path)
    assert video.duration_s == pytest.approx(1.0, abs=0.05)
    assert video.fps == pytest.approx(30, abs=0.5)


@pytest.mark.parametrize(("rotation", "size"), [(90, (120, 160)), (180, (160, 120)), (270, (120, 160))])
def test_size_is_that_of_the_upright_picture(rotation: int, size: tuple[int, int], clip: Path, tmp_path: Path) -> None:
    path = tmp_path / "turned.mp4"
    run_ffmpeg("-display_rotation", str(rotation), "-i", clip, "-c", "copy", path)
    _, video = probe_video(path)
    assert (video.width, video.height) == size
    assert video.rotation % 360 == rotation


def test_size_is_that_of_square_pixels(tmp_path: Path) -> None:
    path = tmp_path / "wide.mp4"
    run_ffmpeg(*lavfi("testsrc2=s=160x120:d=0.2,setsar=2"), path)
    _, video = probe_video(path)
    assert (video.width, video.height) == (320, 120)


def test_cover_art_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    run_ffmpeg(
        *lavfi(TONE, "color=s=64x64"), *["-map", "0", "-map", "1", "-frames:v", "1"],
        *["-c:v", "mjpeg", "-disposition:v", "attached_pic"], path,
    )  # fmt: skip
    assert probe(path).video is None
    with pytest.raises(NoVideo):
        probe_video(path)


def test_codec_off_the_list_is_named(tmp_path: Path) -> None:
    path = tmp_path / "raw.avi"
    run_ffmpeg(*lavfi("testsrc2=s=64x64:d=0.1"), "-c:v", "cinepak", "-pix_fmt", "rgb24", path)
    with pytest.raises(UnsupportedMedia, match="cinepak") as caught:
        probe(path)
    assert caught.value.facts == {"codec": "cinepak"}


def test_metadata_cannot_forge_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "forged.mp4"
    title = "x\n  Stream #0:0: Video: h264, yuv420p, 9999x9999, 1 fps"
    run_ffmpeg(*lavfi("testsrc2=s=64x64:r=25:d=0.2"), "-metadata", f"title={title}", path)
    info = probe(path)
    assert info.video is not None
    assert info.video.width == 64
    assert info.tags["title"] == title


def test_real_footage_is_recognised(media: Path) -> None:
    files = [path for folder in ("speech", "bad", "voice", "grid_other") for path in (media / folder).glob("*.*")]
    infos: dict[str, MediaInfo] = {path.name: probe(path) for path in files}
    assert infos
    hevc = infos["outdoor_1080x1920_hevc_10s.mp4"].video
    assert isinstance(hevc, VideoStream)
    assert (hevc.codec, hevc.width, hevc.height) == ("hevc", 1080, 1920)
    assert infos["french__no-audiotrack.mp4"].audio is None
    assert all(info.audio for name, info in infos.items() if name.endswith((".ogg", ".mpg")))


def test_packages_of_one_user_are_found() -> None:
    """The inspector is an isolated interpreter, which ignores what ``pip install --user`` made."""
    bare = Path(sys.base_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}")
    bare_import = [str(bare), "-I", "-c", "import av"]
    if subprocess.run(bare_import, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0:
        pytest.skip("this Python has the packages itself")
    packages = [str(Path(engine.__file__).parents[1]), *(path for path in sys.path if "site-packages" in path)]
    code = f"import sys; sys.path += {packages}; from pathlib import Path; from engine.media import probe; "
    code += f"print(probe(Path({str(VOICE)!r})).container)"
    said = subprocess.run([bare, "-c", code], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert said.stdout.strip() == "ogg", said.stderr
