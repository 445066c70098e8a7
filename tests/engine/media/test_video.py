"""Tests of frames: correct, upright, in time and in the right colours for every kind of source."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
import soundfile

from engine.errors import Cancelled
from engine.media import (
    DamagedMedia,
    EncodeOptions,
    FfmpegMissing,
    MediaTooShort,
    VideoStream,
    normalise_video,
    probe,
    probe_video,
    read_audio,
    read_frames,
    transcode,
)
from engine.watch import Watch
from tests.engine.media.conftest import STAMPED_FRAMES, STAMPED_SIZE, children, lavfi, run_ffmpeg, stamped_number

RED, GREEN, BLUE, WHITE = (0, 0, 255), (0, 255, 0), (255, 0, 0), (255, 255, 255)


def normalised(watch: Watch, source: Path) -> tuple[Path, VideoStream]:
    target = source.with_name(source.stem + "_normalised.mp4")
    info = normalise_video(source, target, watch=watch)
    assert info.video is not None
    return target, info.video


def numbers(watch: Watch, path: Path, **options: object) -> list[int]:
    frames = read_frames(path, pixels="yuv420p", watch=watch, **options)  # type: ignore[arg-type]
    return [stamped_number(frame[: len(frame) * 2 // 3]) for frame in frames]


@pytest.fixture(scope="module")
def stamped_template(stamped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("template") / "video.mp4"
    normalise_video(stamped, target, watch=Watch())
    return target


def test_every_frame_once_and_in_order(watch: Watch, stamped_template: Path) -> None:
    assert numbers(watch, stamped_template) == list(range(STAMPED_FRAMES))


def test_random_access_is_exact(watch: Watch, stamped_template: Path) -> None:
    info = probe(stamped_template)
    for start in (0, 1, 24, 25, 26, 49, 50, 74, 88, 89):
        assert numbers(watch, stamped_template, start=start, count=3, info=info) == list(
            range(start, min(start + 3, STAMPED_FRAMES))
        )
    backwards = [
        n
        for start in (75, 50, 25, 0)
        for n in reversed(numbers(watch, stamped_template, start=start, count=25, info=info))
    ]
    assert backwards == list(reversed(range(STAMPED_FRAMES)))
    assert numbers(watch, stamped_template, start=STAMPED_FRAMES, info=info) == []
    assert numbers(watch, stamped_template, count=0, info=info) == []


@pytest.mark.parametrize("rate", ["10", "24000/1001", "30", "60", "120"])
def test_other_rates_keep_time(watch: Watch, rate: str, stamped: Path, tmp_path: Path) -> None:
    """The stamp of each frame at 25 a second is the moment it shows, whatever the rate in between."""
    source = tmp_path / "source.mp4"
    run_ffmpeg("-i", stamped, "-vf", f"fps={rate}", "-c:v", "libx264", source)
    path, video = normalised(watch, source)
    assert video.fps == 25
    expected = np.arange(video.frames)
    tolerance = 1 + 25 / float(Fraction(rate)) / 2
    assert abs(video.frames - STAMPED_FRAMES) <= tolerance
    assert np.abs(np.array(numbers(watch, path)) - expected)[:STAMPED_FRAMES].max() <= tolerance


def test_variable_rate_keeps_time(watch: Watch, stamped: Path, tmp_path: Path) -> None:
    source = tmp_path / "vfr.mkv"
    run_ffmpeg(
        "-i", stamped, "-vf", "select='not(mod(n,3))*lt(n,45)+not(mod(n,2))*gte(n,45)'", "-fps_mode", "vfr", source
    )
    path, video = normalised(watch, source)
    kept = [n for n in range(STAMPED_FRAMES) if (n % 3 == 0 if n < 45 else n % 2 == 0)]
    assert video.fps == 25
    assert abs(video.frames - STAMPED_FRAMES) <= 2
    assert numbers(watch, path)[:88] == [max(k for k in kept if k <= n) for n in range(88)]


def test_picture_that_starts_late_stays_with_its_sound(watch: Watch, stamped: Path, tmp_path: Path) -> None:
    """The picture starts 0.4 s after the sound: frame 0 is held for that long."""
    source = tmp_path / "late.mkv"
    run_ffmpeg("-itsoffset", "0.4", "-i", stamped, *lavfi("sine=d=4"), "-c:v", "copy", source)
    path, _ = normalised(watch, source)
    assert numbers(watch, path)[:20] == [0] * 10 + list(range(10))


def test_flash_and_beep_stay_together(watch: Watch, tmp_path: Path) -> None:
    source = tmp_path / "flash.mp4"
    flash = "color=black:s=160x120:r=30:d=2,drawbox=c=white:t=fill:enable='gte(t,1)'"
    run_ffmpeg(*lavfi(flash, "aevalsrc=gte(t\\,1)*sin(6283*t)/2:d=2:s=48000"), source)
    path, _ = normalised(watch, source)
    flash_s = next(n for n, frame in enumerate(read_frames(path, watch=watch)) if frame.mean() > 128) / 25
    beep_s = int(np.argmax(np.abs(read_audio(path, watch=watch)) > 0.02)) / 16000
    assert flash_s == pytest.approx(1.0, abs=0.041)
    assert beep_s == pytest.approx(1.0, abs=0.01)


@pytest.fixture(scope="module")
def corners() -> np.ndarray:
    """BGR (120, 160, 3): red, green, blue, white in the corners, clockwise from the upper left."""
    picture = np.zeros((120, 160, 3), np.uint8)
    picture[:60, :80], picture[:60, 80:], picture[60:, 80:], picture[60:, :80] = RED, GREEN, BLUE, WHITE
    return picture


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("mirrored", [False, True])
def test_upright_whatever_the_flag(
    watch: Watch, rotation: int, mirrored: bool, corners: np.ndarray, tmp_path: Path
) -> None:
    """Stored turned the other way and flagged, so that showing it right gives the original."""
    stored = np.rot90(corners[:, ::-1] if mirrored else corners, -rotation // 90)
    cv2.imwrite(str(tmp_path / "stored.png"), stored)
    flat, flagged = tmp_path / "flat.mp4", tmp_path / "flagged.mp4"
    run_ffmpeg("-loop", "1", "-i", tmp_path / "stored.png", "-t", "0.4", "-pix_fmt", "yuv420p", flat)
    flags = ["-display_rotation", str(rotation), *(["-display_hflip"] if mirrored else [])]
    run_ffmpeg(*flags, "-i", flat, "-c", "copy", flagged)
    path, video = normalised(watch, flagged)
    assert (video.width, video.height, video.rotation) == (160, 120, 0)
    frame = next(read_frames(path, watch=watch))
    for row, column, colour in ((30, 40, RED), (30, 120, GREEN), (90, 120, BLUE), (90, 40, WHITE)):
        assert np.abs(frame[row, column].astype(int) - colour).max() < 40


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_on_request(watch: Watch, turn: int, corners: np.ndarray, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "stored.png"), np.rot90(corners, turn // 90))
    run_ffmpeg("-loop", "1", "-i", tmp_path / "stored.png", "-t", "0.2", "-pix_fmt", "yuv420p", tmp_path / "flat.mp4")
    info = normalise_video(tmp_path / "flat.mp4", tmp_path / "out.mp4", turn=turn, watch=watch)
    assert info.video is not None
    assert (info.video.width, info.video.height) == (160, 120)
    frame = next(read_frames(tmp_path / "out.mp4", watch=watch)).astype(int)
    assert np.abs(frame[30::60, 40::80] - corners[30::60, 40::80]).max() < 40


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("161x121", (160, 120)),
        ("2560x1440", (1920, 1080)),
        ("1200x2400", (960, 1920)),
        ("1080x1920", (1080, 1920)),
        ("4096x256", (1920, 120)),
    ],
)
def test_size_is_even_and_at_most_1080p(watch: Watch, size: str, expected: tuple[int, int], tmp_path: Path) -> None:
    source = tmp_path / "source.mkv"
    run_ffmpeg(*lavfi(f"testsrc2=s={size}:d=0.12"), "-c:v", "ffv1", "-pix_fmt", "yuv444p", source)
    _, video = normalised(watch, source)
    assert (video.width, video.height, video.pixel_format) == (*expected, "yuv420p")


def test_pixels_become_square(watch: Watch, tmp_path: Path) -> None:
    source = tmp_path / "wide.mp4"
    run_ffmpeg(*lavfi("testsrc2=s=160x120:d=0.2,setsar=2"), source)
    _, video = normalised(watch, source)
    assert (video.width, video.height) == (320, 120)


def combing(watch: Watch, path: Path) -> float:
    """How much neighbouring lines differ beyond those two apart: high where two fields are woven."""
    frames = np.stack([frame[:, :, 1].astype(float) for frame in read_frames(path, start=2, watch=watch)])
    between = np.abs(frames[:, 1:-1] - (frames[:, :-2] + frames[:, 2:]) / 2).mean()
    apart = np.abs(frames[:, 2:] - frames[:, :-2]).mean()
    return float(between / apart)


def test_interlaced_frames_are_deinterlaced(watch: Watch, tmp_path: Path) -> None:
    moving = "testsrc2=s=320x240:r=50:d=0.6,scroll=h=0.02"
    woven, whole = tmp_path / "woven.mp4", tmp_path / "whole.mp4"
    flags = ["-flags", "+ildct+ilme", "-x264-params", "tff=1"]
    run_ffmpeg(*lavfi(moving + ",interlace=scan=tff:lowpass=off"), "-c:v", "libx264", *flags, "-crf", "5", woven)
    run_ffmpeg(*lavfi(moving + ",fps=25"), "-c:v", "libx264", "-crf", "5", whole)
    _, video = probe_video(woven)
    assert video.interlaced
    assert combing(watch, woven) > 1.5 * combing(watch, whole)
    assert combing(watch, normalised(watch, woven)[0]) < 1.15 * combing(watch, whole)


def test_progressive_bt709_picture_is_left_alone(watch: Watch, tmp_path: Path) -> None:
    source = tmp_path / "source.mp4"
    moving = "testsrc2=s=320x240:r=25:d=0.6,format=yuv420p,setparams=colorspace=bt709:range=tv"
    run_ffmpeg(*lavfi(moving), source)
    before, after = (
        read_frames(path, pixels="yuv420p", watch=watch) for path in (source, normalised(watch, source)[0])
    )
    assert min(cv2.PSNR(a, b) for a, b in zip(before, after, strict=True)) > 42


def test_hdr_becomes_standard_range(watch: Watch, tmp_path: Path) -> None:
    """Black, the white of ordinary pictures (203 candela, PQ code 0.58) and a highlight of 1000 candela (0.75)."""
    source = tmp_path / "hdr.mp4"
    steps = (
        "nullsrc=s=192x64:r=25:d=0.2,format=yuv420p10le,geq=lum='if(lt(X,64),64,if(lt(X,128),572,721))':cb=512:cr=512"
    )
    tags = "log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:range=limited"
    run_ffmpeg(*lavfi(steps), "-c:v", "libx265", "-x265-params", tags, source)
    assert probe_video(source)[1].is_hdr
    path, video = normalised(watch, source)
    assert (video.colour_space, video.colour_transfer, video.colour_primaries) == (1, 1, 1)
    black, white, highlight = (int(v) for v in next(read_frames(path, watch=watch))[32, 32::64, 1])
    assert black < 8
    assert 120 < white < 235
    assert white + 15 < highlight <= 255


@pytest.mark.parametrize("matrix", ["bt709", "smpte170m"])
def test_colours_survive_whatever_the_matrix(watch: Watch, matrix: str, corners: np.ndarray, tmp_path: Path) -> None:
    source = tmp_path / "source.mp4"
    cv2.imwrite(str(tmp_path / "corners.png"), corners)
    convert = f"scale=out_color_matrix={matrix}:out_range=tv,format=yuv420p,setparams=colorspace={matrix}"
    run_ffmpeg("-loop", "1", "-i", tmp_path / "corners.png", "-t", "0.2", "-vf", convert, "-crf", "5", source)
    path, video = normalised(watch, source)
    assert video.colour_space == 1
    frame = next(read_frames(path, watch=watch)).astype(int)
    for row, column in ((30, 40), (30, 120), (90, 120), (90, 40)):
        assert np.abs(frame[row, column] - corners[row, column]).max() < 12


def test_full_range_is_compressed_not_clipped(watch: Watch, tmp_path: Path) -> None:
    source = tmp_path / "full.mp4"
    run_ffmpeg(
        *lavfi("gradients=s=128x64:c0=black:c1=white:x0=0:x1=127:y0=0:y1=0:n=2:d=0.2:speed=0"),
        "-pix_fmt",
        "yuvj420p",
        source,
    )
    assert probe_video(source)[1].full_range
    path, video = normalised(watch, source)
    assert not video.full_range
    luma = next(read_frames(path, pixels="yuv420p", watch=watch))[:64]
    assert luma.min() >= 12
    assert luma.max() <= 239
    assert len(np.unique(luma)) > 80


def test_reading_scales_and_gives_both_layouts(watch: Watch, stamped: Path) -> None:
    width, height = STAMPED_SIZE
    first = {px: next(read_frames(stamped, pixels=px, watch=watch)) for px in ("bgr24", "yuv420p")}
    assert first["bgr24"].shape == (height, width, 3)
    assert first["yuv420p"].shape == (height * 3 // 2, width)
    assert next(read_frames(stamped, size=(64, 32), watch=watch)).shape == (32, 64, 3)
    with pytest.raises(ValueError, match="even"):
        read_frames(stamped, size=(63, 32), pixels="yuv420p", watch=watch)
    with pytest.raises(ValueError, match="negative"):
        read_frames(stamped, start=-1, watch=watch)


def test_frames_are_not_shared(watch: Watch, stamped: Path) -> None:
    frames = read_frames(stamped, count=2, watch=watch)
    first = next(frames)
    kept = first.copy()
    next(frames)[:] = 7
    assert (first == kept).all()


def test_stopping_early_leaves_no_process(watch: Watch, clip: Path) -> None:
    for _ in read_frames(clip, watch=watch):
        break
    unused = read_frames(clip, watch=watch)
    assert not children()
    next(unused)
    assert len(children()) == 1
    unused.close()
    assert not children()


def test_a_reader_can_be_started_before_its_first_frame_is_asked_for(watch: Watch, clip: Path) -> None:
    frames = read_frames(clip, count=3, threads=1, watch=watch)
    frames.start()
    assert len(children()) == 1
    assert len([*frames]) == 3
    assert not children()
    unread = read_frames(clip, watch=watch)
    unread.start()
    unread.close()
    assert not children()
    with pytest.raises(FfmpegMissing):
        read_frames(clip, watch=Watch(ffmpeg=clip.with_name("missing"))).start()


def test_cancel_stops_reading(watch: Watch, clip: Path) -> None:
    seen: list[int] = []
    frames = read_frames(clip, watch=replace(watch, cancelled=lambda: len(seen) >= 3))
    with pytest.raises(Cancelled):
        seen.extend(1 for _ in frames)
    assert len(seen) < 25
    assert not children()


def test_cancelled_normalising_leaves_nothing(watch: Watch, tmp_path: Path) -> None:
    source = tmp_path / "source.mkv"
    run_ffmpeg(*lavfi("testsrc2=s=1280x720:r=25:d=4"), "-c:v", "mpeg4", source)
    asked: list[int] = []
    watch = replace(watch, cancelled=lambda: len(asked) > 3 or bool(asked.append(1)))  # type: ignore[func-returns-value]
    with pytest.raises(Cancelled):
        normalise_video(source, tmp_path / "out.mp4", watch=watch)
    assert list(tmp_path.iterdir()) == [source]
    assert not children()


def test_progress_reaches_one(watch: Watch, stamped: Path, tmp_path: Path) -> None:
    reports: list[tuple[str, float]] = []
    normalise_video(
        stamped, tmp_path / "out.mp4", watch=replace(watch, progress=lambda stage, done: reports.append((stage, done)))
    )
    fractions = [done for _, done in reports]
    assert {stage for stage, _ in reports} == {"normalise"}
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_picture_that_stops_half_way_is_damaged(watch: Watch, tmp_path: Path) -> None:
    """All packets are there, but from the middle on they hold noise."""
    source = tmp_path / "source.mp4"
    run_ffmpeg(*lavfi("testsrc2=s=160x120:r=25:d=8"), "-c:v", "libx264", "-g", "25", "-movflags", "+faststart", source)
    data = bytearray(source.read_bytes())
    start = data.index(b"mdat") + 4
    middle = start + (len(data) - start) // 4
    data[middle:] = bytes(len(data) - middle)
    source.write_bytes(data)
    with pytest.raises(DamagedMedia, match=r"decod|rate"):
        normalise_video(source, tmp_path / "out.mp4", watch=watch)
    assert list(tmp_path.iterdir()) == [source]


def test_transcode_keeps_picture_and_sound(watch: Watch, clip: Path, tmp_path: Path) -> None:
    transcode(clip, tmp_path / "out.mp4", EncodeOptions(preset="ultrafast"), watch=watch)
    info, video = probe_video(tmp_path / "out.mp4")
    assert video.frames == 25
    assert info.audio is not None


def test_real_odd_footage_is_normalised(watch: Watch, media: Path, tmp_path: Path) -> None:
    for folder, name in (("grid_other", "bbaf2n.mpg"), ("speech", "suit_vfr22_yaw22_6s.mp4")):
        before = probe(media / folder / name)
        after = normalise_video(media / folder / name, tmp_path / "out.mp4", watch=watch)
        assert after.video is not None
        assert after.video.fps == 25
        assert after.video.duration_s == pytest.approx(before.duration_s, abs=0.05)
        assert after.audio is not None


def test_sound_of_the_template_starts_with_its_picture(watch: Watch, tmp_path: Path) -> None:
    square = np.where(np.arange(16000) // 40 % 2, 0.5, -0.5).astype(np.float32)
    soundfile.write(tmp_path / "late.wav", square, 16000)
    source = tmp_path / "late.mkv"
    run_ffmpeg(*lavfi("testsrc2=s=64x64:r=25:d=2"), "-itsoffset", "0.5", "-i", tmp_path / "late.wav", source)
    sound = read_audio(normalised(watch, source)[0], watch=watch)
    assert np.abs(sound[:7600]).max() < 0.05 < np.percentile(np.abs(sound[8400:16000]), 10)


@pytest.fixture(scope="module")
def turned_while_recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A circle in a picture twice as wide as high, and from the middle on twice as high as wide, in one track."""
    folder = tmp_path_factory.mktemp("turned")
    parts = []
    for width, height in ((320, 160), (160, 320)):
        picture = np.zeros((height, width, 3), np.uint8)
        cv2.circle(picture, (width // 2, height // 2), 60, WHITE, -1)
        cv2.imwrite(str(folder / "circle.png"), picture)
        still = ["-loop", "1", "-r", "25", "-i", str(folder / "circle.png"), "-t", "1"]
        run_ffmpeg(
            *still, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-muxdelay", "0", "-f", "mpegts", folder / "part.ts"
        )
        parts.append((folder / "part.ts").read_bytes())
    (folder / "call.ts").write_bytes(b"".join(parts))
    return folder / "call.ts"


def test_a_phone_that_is_turned_while_it_records_squashes_nothing(
    watch: Watch, turned_while_recording: Path, tmp_path: Path
) -> None:
    normalise_video(turned_while_recording, tmp_path / "out.mp4", watch=watch)
    frames = list(read_frames(tmp_path / "out.mp4", watch=watch))
    assert len(frames) == pytest.approx(50, abs=3)
    assert frames[0].shape == (160, 320, 3)
    for frame, wanted in ((frames[3], 120), (frames[-5], 60)):
        rows, columns = np.nonzero(frame[..., 1] > 128)
        assert np.ptp(columns) == pytest.approx(wanted, abs=4)
        assert np.ptp(rows) == pytest.approx(wanted, abs=4)


COLOUR_TAGS = {
    "hlg alone": {"colortrc": "arib-std-b67"},
    "pq alone": {"colortrc": "smpte2084"},
    "hlg and matrix": {"colortrc": "arib-std-b67", "colormatrix": "bt2020nc"},
    "primaries alone": {"colorprim": "bt2020"},
    "matrix alone": {"colormatrix": "bt2020nc"},
    "p3": {"colorprim": "smpte432", "transfer": "bt709"},
}


@pytest.mark.parametrize("tags", COLOUR_TAGS)
def test_colour_tags_may_be_incomplete(tags: str, watch: Watch, tmp_path: Path) -> None:
    """Grey stays grey, and nothing fails, whatever part of its colours a file states."""
    named = {"transfer" if key == "colortrc" else key: value for key, value in COLOUR_TAGS[tags].items()}
    params = ":".join(f"{key}={value}" for key, value in {"log-level": "none", **named}.items())
    source = tmp_path / "grey.mp4"
    run_ffmpeg(
        *lavfi("color=gray:s=64x64:r=25:d=0.4"), "-pix_fmt", "yuv420p10le", "-c:v", "libx265", "-x265-params", params, source
    )  # fmt: skip
    _, video = normalised(watch, source)
    assert video.codec == "h264"
    middle = next(iter(read_frames(source.with_name("grey_normalised.mp4"), watch=watch)))[32, 32].astype(int)
    assert np.ptp(middle) <= 3
    assert 60 < middle.mean() < 240


def test_a_single_frame_is_too_short(watch: Watch, tmp_path: Path) -> None:
    run_ffmpeg(*lavfi("testsrc2=s=64x64:r=25:d=0.04"), tmp_path / "one.mp4")
    with pytest.raises(MediaTooShort):
        normalise_video(tmp_path / "one.mp4", tmp_path / "out.mp4", watch=watch)
