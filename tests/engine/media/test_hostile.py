"""Tests of broken, misleading and malicious files: each is refused with its code, nothing hangs, nothing is left behind."""

from __future__ import annotations

import os
import signal
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.errors import EngineError
from engine.failure import InternalError
from engine.media import (
    DamagedMedia,
    MediaEmpty,
    MediaLimits,
    MediaMissing,
    MediaTimeout,
    MediaTooLarge,
    MediaTooLong,
    MediaTooSmall,
    NoSound,
    NoVideo,
    UnsupportedMedia,
    UnusableName,
    normalise_video,
    probe,
    read_audio,
    read_frames,
    read_photo,
)
from engine.media.confined import started
from engine.watch import Watch
from tests.engine.media.conftest import children, lavfi, run_ffmpeg

SECRET = "the content of another file"


def directory(path: Path, _clip: Path) -> None:
    path.mkdir()


def empty(path: Path, _clip: Path) -> None:
    path.touch()


def text(path: Path, _clip: Path) -> None:
    path.write_text("Dear user, this is no video.\n" * 100)


def noise(path: Path, _clip: Path) -> None:
    path.write_bytes(np.random.default_rng(1).bytes(100_000))


def playlist(path: Path, clip: Path) -> None:
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{clip}\n#EXT-X-ENDLIST\n")


def concat_script(path: Path, clip: Path) -> None:
    path.write_text(f"ffconcat version 1.0\nfile '{clip}'\n")


def subtitles(path: Path, _clip: Path) -> None:
    path.write_text("1\n00:00:00,000 --> 00:00:01,000\nHello\n")


def drawing(path: Path, _clip: Path) -> None:
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'
    )


def dash(path: Path, clip: Path) -> None:
    path.write_text(f'<?xml version="1.0"?><MPD type="static"><BaseURL>file://{clip}</BaseURL></MPD>')


def half(path: Path, _clip: Path) -> None:
    long = path.with_name("long.mp4")
    run_ffmpeg(*lavfi("testsrc2=s=160x120:r=25:d=8"), "-movflags", "+faststart", long)
    path.write_bytes(long.read_bytes()[: long.stat().st_size // 2])
    long.unlink()


def without_index(path: Path, clip: Path) -> None:
    path.write_bytes(clip.read_bytes().replace(b"moov", b"junk"))


def scrambled(path: Path, clip: Path) -> None:
    data = bytearray(clip.read_bytes())
    start = data.index(b"mdat") + 4
    data[start:] = np.random.default_rng(1).bytes(len(data) - start)
    path.write_bytes(data)


def wide(path: Path, _clip: Path) -> None:
    run_ffmpeg(*lavfi("color=s=9000x16:d=0.1"), "-c:v", "ffv1", "-f", "matroska", path)


def tiny(path: Path, _clip: Path) -> None:
    run_ffmpeg(*lavfi("color=s=8x8:d=0.2"), "-c:v", "mpeg4", path)


def many_streams(path: Path, _clip: Path) -> None:
    run_ffmpeg(*lavfi("sine=d=0.1"), *["-map", "0"] * 30, "-c:a", "pcm_s16le", "-f", "mov", path)


def endless(path: Path, _clip: Path) -> None:
    run_ffmpeg(*lavfi("anullsrc=r=8000:d=1900"), "-c:a", "flac", "-f", "flac", path)


def png_bomb(path: Path, _clip: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0)
    image = chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + image + chunk(b"IEND", b""))


def torn_png(path: Path, _clip: Path) -> None:
    """Whose pixels break off in the middle of the stream."""
    data = cv2.imencode(".png", np.random.default_rng(1).integers(0, 255, (200, 200, 3), np.uint8))[1].tobytes()
    at = data.index(b"IDAT") + 1000
    path.write_bytes(data[:at] + bytes(1000) + data[at + 1000 :])


def cut_photo(path: Path, _clip: Path) -> None:
    data = cv2.imencode(".jpg", np.random.default_rng(1).integers(0, 255, (200, 200, 3), np.uint8))[1].tobytes()
    path.write_bytes(data[: len(data) // 4])


def forty_bytes_of_mp4(path: Path, clip: Path) -> None:
    path.write_bytes(clip.read_bytes()[:40])


def liar(path: Path, _clip: Path) -> None:
    """A wav that claims four gigabytes of samples and holds none."""
    path.write_bytes(
        b"RIFF\xff\xff\xff\xffWAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, 16000, 32000, 2, 16)
        + b"data\xff\xff\xff\xff"
    )


REFUSED: list[tuple[Callable[[Path, Path], None], type[EngineError]]] = [
    (lambda _path, _clip: None, MediaMissing),
    (directory, MediaMissing),
    (empty, MediaEmpty),
    (text, UnsupportedMedia),
    (noise, UnsupportedMedia),
    (playlist, UnsupportedMedia),
    (concat_script, UnsupportedMedia),
    (subtitles, UnsupportedMedia),
    (drawing, UnsupportedMedia),
    (dash, UnsupportedMedia),
    (half, DamagedMedia),
    (without_index, DamagedMedia),
    (scrambled, DamagedMedia),
    (forty_bytes_of_mp4, DamagedMedia),
    (liar, DamagedMedia),
    (torn_png, DamagedMedia),
    (wide, MediaTooLarge),
    (tiny, MediaTooSmall),
    (many_streams, MediaTooLarge),
    (endless, MediaTooLong),
    (png_bomb, MediaTooLarge),
]


@pytest.mark.parametrize(("build", "error"), REFUSED, ids=lambda value: getattr(value, "__name__", None))
def test_refused_with_its_code(
    build: Callable[[Path, Path], None], error: type[EngineError], clip: Path, tmp_path: Path
) -> None:
    path, target = tmp_path / "upload.mp4", tmp_path / "out.mp4"
    build(path, clip)
    before = set(tmp_path.iterdir())
    with pytest.raises(error) as caught:
        probe(path)
    assert caught.value.code == error.code
    assert caught.value.detail
    assert "\n" not in caught.value.detail
    watch = Watch()  # of the bundled ffmpeg: a file is refused before any starts
    for call in (lambda: normalise_video(path, target, watch=watch), lambda: read_audio(path, watch=watch)):
        with pytest.raises(error):
            call()
    with pytest.raises(error):
        read_frames(path, watch=watch)  # at the call, not at the first frame
    assert set(tmp_path.iterdir()) == before
    assert not children()


def test_measured_values_go_along(clip: Path, tmp_path: Path) -> None:
    wide(tmp_path / "wide.mp4", clip)
    with pytest.raises(MediaTooLarge) as caught:
        probe(tmp_path / "wide.mp4")
    assert caught.value.facts == {"width": 9000, "height": 16}
    half(tmp_path / "half.mp4", clip)
    with pytest.raises(DamagedMedia) as damaged:
        probe(tmp_path / "half.mp4")
    assert damaged.value.facts["declared_s"] == pytest.approx(8.0, abs=0.1)


def test_file_size_limit(clip: Path) -> None:
    with pytest.raises(MediaTooLarge, match="at most 100"):
        probe(clip, limits=MediaLimits(max_bytes=100))


def test_looking_has_a_time_limit(clip: Path) -> None:
    with pytest.raises(MediaTimeout):
        probe(clip, limits=MediaLimits(timeout_s=0.001))
    assert not children()


def test_an_interrupt_of_the_terminal_is_left_to_whoever_started_it(face_photo: Path) -> None:
    with started("photo", face_photo, MediaLimits(), cpu_s=30) as inspector:
        assert inspector.stdout is not None
        size = inspector.stdout.read(8)  # now it has more to write than the pipe takes
        inspector.send_signal(signal.SIGINT)
        width, height = struct.unpack("<II", size)
        assert len(inspector.stdout.read()) == 3 * width * height


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_who_ends_the_inspector_does_not_damage_the_file(face_photo: Path, number: signal.Signals) -> None:
    with (
        pytest.raises(InternalError, match=number.name),
        started("photo", face_photo, MediaLimits(), cpu_s=30) as inspector,
    ):
        assert inspector.stdout is not None
        inspector.stdout.read(8)
        inspector.send_signal(number)


def test_broken_photo(clip: Path, tmp_path: Path) -> None:
    cut_photo(tmp_path / "cut.jpg", clip)
    with pytest.raises(DamagedMedia):
        read_photo(tmp_path / "cut.jpg")
    text(tmp_path / "text.jpg", clip)
    with pytest.raises(DamagedMedia):
        read_photo(tmp_path / "text.jpg")


def test_wrong_kind_of_file(watch: Watch, face_photo: Path, stamped: Path, syllables_wav: Path) -> None:
    for path in (face_photo, syllables_wav):
        with pytest.raises(NoVideo):
            read_frames(path, watch=watch)
    for path in (face_photo, stamped):
        with pytest.raises(NoSound):
            read_audio(path, watch=watch)


NAMES = [
    "-i.mp4",
    "a b'c\"d.mp4",
    "x%03d.mp4",
    "file:x.mp4",
    "concat:a|b.mp4",
    "ünï 語.mp4",
    "[0:v],;\\=.mp4",
    "two\nlines.mp4",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_mean_nothing(
    watch: Watch, name: str, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path(name)
    path.write_bytes(clip.read_bytes())
    assert sum(1 for _ in read_frames(path, watch=watch)) == 25
    assert len(read_audio(path, watch=watch)) == pytest.approx(16000, abs=1600)
    target = Path("out" + name)
    assert normalise_video(path, target, watch=watch).video is not None
    assert {entry.name for entry in tmp_path.iterdir()} == {name, target.name}


def test_name_that_is_no_text(watch: Watch, clip: Path, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff\xfe.mp4")
    path.write_bytes(clip.read_bytes())
    with pytest.raises(UnusableName):
        read_frames(path, watch=watch)
    with pytest.raises(UnusableName):
        normalise_video(path, tmp_path / "out.mp4", watch=watch)
    assert list(tmp_path.iterdir()) == [path]
