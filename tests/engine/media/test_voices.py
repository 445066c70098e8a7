"""Tests of real-world recordings: joined, without a length, with silent tracks, odd channels, an offset."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.media import MediaLimits, MediaTooLong, UnsupportedMedia, probe, probe_audio, probe_video, read_audio
from engine.media.probe import AUDIO_CODECS, VIDEO_CODECS
from engine.watch import Watch
from tests.engine.media.conftest import lavfi, run_ffmpeg

RATE = 16_000
QUIET_THEN_LOUD = "aevalsrc='if(lt(t,4),0,0.5*sin(2*PI*440*t)*sin(7*t)+0.2*(random(0)-.5))':d=8:s=44100"
"""Encodes to small packets first and to large ones later."""


def heard(path: Path) -> np.ndarray:
    """Float32 (n,), 16 kHz."""
    return read_audio(path, RATE, watch=Watch())


def level(samples: np.ndarray) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(np.square(samples))))


def tone(path: Path, hz: int, seconds: float, *arguments: str) -> Path:
    """A sound file of one tone; the codec is that of its ending."""
    run_ffmpeg(*lavfi(f"sine={hz}:d={seconds}:r=48000"), *arguments, path)
    return path


def frequency(samples: np.ndarray) -> float:
    """The strongest, Hz."""
    return float(np.abs(np.fft.rfft(samples)).argmax()) * RATE / len(samples)


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("vbr.mp3", ["-c:a", "libmp3lame", "-q:a", "6", "-write_xing", "0"]),
        ("adts.aac", ["-c:a", "aac", "-b:a", "96k"]),
    ],
)
def test_an_estimated_length_proves_nothing(name: str, codec: list[str], tmp_path: Path) -> None:
    """The header of such a file says nothing of its length, and its first seconds are smaller than the rest."""
    run_ffmpeg(*lavfi(QUIET_THEN_LOUD), *codec, tmp_path / name)
    assert probe(tmp_path / name).duration_s == pytest.approx(8.0, abs=0.1)
    assert len(heard(tmp_path / name)) / RATE == pytest.approx(8.0, abs=0.1)
    with pytest.raises(MediaTooLong):
        probe(tmp_path / name, limits=MediaLimits(max_duration_s=5.0))


@pytest.mark.parametrize("rate", [8000, 16000])
def test_the_sound_of_older_phones(rate: int, tmp_path: Path) -> None:
    """AMR of the lowest rate by hand, for hardly an ffmpeg can write it."""
    magic, frame = {8000: (b"#!AMR\n", b"\x04" + bytes(12)), 16000: (b"#!AMR-WB\n", b"\x04" + bytes(17))}[rate]
    (tmp_path / "voice.amr").write_bytes(magic + frame * 100)
    info, sound = probe_audio(tmp_path / "voice.amr")
    assert sound.codec == {8000: "amr_nb", 16000: "amr_wb"}[rate]
    assert sound.sample_rate_hz == rate
    assert info.duration_s == pytest.approx(2.0, abs=0.05)
    assert len(heard(tmp_path / "voice.amr")) / RATE == pytest.approx(2.0, abs=0.05)


def test_every_name_of_a_codec_is_one_of_libav() -> None:
    import av

    known = {av.Codec(name).canonical_name for name in av.codecs_available if is_decoder(name)}
    assert not (AUDIO_CODECS | VIDEO_CODECS) - known


def is_decoder(name: str) -> bool:
    """Whether libav can read what is called so."""
    import av

    try:
        return not av.Codec(name, "r").is_encoder
    except av.codec.codec.UnknownCodecError:
        return False


def joined(*parts: Path) -> bytes:
    """The files one behind the other, as programs join recordings."""
    return b"".join(part.read_bytes() for part in parts)


def test_joined_mp3s_of_two_rates_have_no_gap(tmp_path: Path) -> None:
    first = tone(tmp_path / "first.mp3", 400, 3, "-ar", "44100", "-write_xing", "0", "-id3v2_version", "0")
    second = tone(tmp_path / "second.mp3", 700, 3, "-ar", "24000", "-write_xing", "0", "-id3v2_version", "0")
    (tmp_path / "both.mp3").write_bytes(joined(first, second))
    samples = heard(tmp_path / "both.mp3")
    assert len(samples) / RATE == pytest.approx(6.0, abs=0.25)
    seconds = samples[: 5 * RATE].reshape(-1, RATE // 2)
    assert min(level(part) for part in seconds) > 0.5 * level(seconds[1])
    assert frequency(samples[:RATE]) == pytest.approx(400, abs=5)
    assert frequency(samples[4 * RATE : 5 * RATE]) == pytest.approx(700, abs=5)


@pytest.mark.parametrize("codec", [["-c:a", "libopus"], ["-c:a", "libvorbis"]])
@pytest.mark.parametrize("channels", [("1", "1"), ("1", "2"), ("2", "1")])
def test_a_chained_ogg_is_heard_to_its_end(codec: list[str], channels: tuple[str, str], tmp_path: Path) -> None:
    first = tone(tmp_path / "first.ogg", 400, 2, *codec, "-ac", channels[0])
    second = tone(tmp_path / "second.ogg", 700, 3, *codec, "-ac", channels[1])
    (tmp_path / "both.ogg").write_bytes(joined(first, second, first))
    assert probe(tmp_path / "both.ogg").duration_s == pytest.approx(7.0, abs=0.1)
    samples = heard(tmp_path / "both.ogg")
    assert len(samples) / RATE == pytest.approx(7.0, abs=0.1)
    for at, hz in ((0.5, 400), (3, 700), (5.5, 400)):
        assert frequency(samples[int(at * RATE) : int((at + 1) * RATE)]) == pytest.approx(hz, abs=5)


def test_a_transport_stream_whose_channels_change_keeps_its_time(tmp_path: Path) -> None:
    one = ["-c:v", "mpeg2video", "-c:a", "aac", "-f", "mpegts", "-muxdelay", "0"]
    picture = "testsrc2=s=64x64:r=25:d=3"
    run_ffmpeg(*lavfi(picture, "sine=400:d=3"), *one, "-ac", "1", tmp_path / "one.ts")
    run_ffmpeg(*lavfi(picture, "sine=700:d=3"), *one, "-ac", "2", tmp_path / "two.ts")
    (tmp_path / "both.ts").write_bytes(joined(tmp_path / "one.ts", tmp_path / "two.ts"))
    samples = heard(tmp_path / "both.ts")
    assert len(samples) / RATE == pytest.approx(6.0, abs=0.3)
    assert probe_video(tmp_path / "both.ts")[1].duration_s == pytest.approx(6.0, abs=0.3)
    change = next(t for t in range(0, len(samples), 1600) if frequency(samples[t : t + 1600]) > 550)
    assert change / RATE == pytest.approx(3.0, abs=0.25)


@pytest.mark.parametrize("ending", ["mkv", "mp4", "mov"])
def test_the_first_track_that_is_not_silent_is_taken(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"voice.{ending}"
    run_ffmpeg(
        *lavfi("anullsrc=d=2", "anullsrc=d=2", "sine=600:d=2"), *["-map", "0", "-map", "1", "-map", "2"], "-c:a", "aac", path
    )  # fmt: skip
    assert probe_audio(path)[1].index == 2
    assert frequency(heard(path)) == pytest.approx(600, abs=5)


def test_of_silent_tracks_the_first_is_taken(tmp_path: Path) -> None:
    run_ffmpeg(*lavfi("anullsrc=d=1", "anullsrc=d=1"), "-map", "0", "-map", "1", tmp_path / "voice.mkv")
    assert probe_audio(tmp_path / "voice.mkv")[1].index == 0


def test_a_longer_track_that_is_not_used_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "face.mp4"
    sources = lavfi("testsrc2=s=64x64:r=25:d=2", "sine=d=2", "sine=500:d=20")
    run_ffmpeg(*sources, *["-map", "0", "-map", "1", "-map", "2"], "-c:v", "mpeg4", path)
    assert probe(path).duration_s == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize("ending", ["mp4", "webm"])
def test_a_track_that_breaks_off_is_still_noticed(ending: str, tmp_path: Path) -> None:
    run_ffmpeg(
        *lavfi("sine=d=20", "sine=500:d=20"),
        "-map",
        "0",
        "-map",
        "1",
        "-movflags",
        "+faststart",
        tmp_path / f"voice.{ending}",
    )
    data = (tmp_path / f"voice.{ending}").read_bytes()
    (tmp_path / f"half.{ending}").write_bytes(data[: len(data) // 2])
    with pytest.raises(Exception, match="ends after") as caught:
        probe_audio(tmp_path / f"half.{ending}")
    assert getattr(caught.value, "code", "") == "media_damaged"


SPEECH = np.sin(2 * np.pi * 300 * np.arange(2 * RATE) / RATE) * 0.3


@pytest.mark.parametrize(
    "channels",
    [
        lambda s: [s, -s],
        lambda s: [0.5 * s, -s],
        lambda s: [s, -0.9 * s + 0.01 * np.roll(s, 7)],
        lambda s: [np.zeros_like(s), np.zeros_like(s), s, np.zeros_like(s), np.zeros_like(s), np.zeros_like(s)],
    ],
    ids=["opposite", "unequal", "nearly", "centre"],
)
def test_channels_that_cancel_each_other_are_not_mixed(
    channels: Callable[[np.ndarray], list[np.ndarray]], tmp_path: Path
) -> None:
    soundfile.write(tmp_path / "voice.wav", np.stack(channels(SPEECH), axis=1), RATE)
    assert level(heard(tmp_path / "voice.wav")) > 0.8 * level(SPEECH)


@pytest.mark.parametrize("offset", [0.08, -0.5])
def test_an_offset_is_removed(offset: float, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "voice.wav", np.stack([0.1 * SPEECH + offset, 0.1 * SPEECH], axis=1), RATE)
    samples = heard(tmp_path / "voice.wav")
    assert abs(samples.mean()) < 0.0005
    assert np.abs(samples - 0.1 * SPEECH).max() < 0.002


@pytest.mark.parametrize("codec", ["png", "cinepak"])
def test_the_pictures_of_a_voice_do_not_matter(codec: str, tmp_path: Path) -> None:
    path = tmp_path / "voice.mov"
    run_ffmpeg(*lavfi("testsrc2=s=64x64:r=25:d=1", "sine=500:d=2"), "-c:v", codec, "-pix_fmt", "rgb24", path)
    assert probe_audio(path)[0].duration_s == pytest.approx(2.0, abs=0.05)
    assert frequency(heard(path)) == pytest.approx(500, abs=5)
    with pytest.raises(UnsupportedMedia, match=codec):
        probe_video(path)


def test_more_channels_than_anybody_has_are_unsupported(tmp_path: Path) -> None:
    samples = bytes(2 * 4000 * 80)
    layout = struct.pack("<IHHIIHH", 16, 1, 4000, 8000, 8000 * 8000, 8000, 16)
    head = (
        b"RIFF"
        + struct.pack("<I", 36 + len(samples))
        + b"WAVEfmt "
        + layout
        + b"data"
        + struct.pack("<I", len(samples))
    )
    (tmp_path / "voice.wav").write_bytes(head + samples)
    with pytest.raises(UnsupportedMedia, match="more than 32 channels"):
        read_audio(tmp_path / "voice.wav", watch=Watch())


def test_a_gap_and_a_late_start_are_silence(tmp_path: Path) -> None:
    """As recorders that leave pauses out write them: the samples after a gap keep their moment."""
    gap = "aselect='lt(t,1)+gte(t,2)'"
    run_ffmpeg(*lavfi("sine=500:d=3"), "-af", gap, "-c:a", "pcm_s16le", tmp_path / "gap.mkv")
    samples = heard(tmp_path / "gap.mkv")
    assert len(samples) / RATE == pytest.approx(3.0, abs=0.05)
    assert level(samples[int(1.1 * RATE) : int(1.9 * RATE)]) < 0.001 < level(samples[int(2.1 * RATE) :])


def test_a_length_that_a_recorder_could_not_fill_in_means_nothing(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "voice.wav", SPEECH, RATE, subtype="PCM_16")
    data = bytearray((tmp_path / "voice.wav").read_bytes())
    for size in (0x7FFFFFFF, 0xFFFFFFFF):
        data[40:44] = struct.pack("<I", size)
        (tmp_path / "streamed.wav").write_bytes(data)
        assert probe_audio(tmp_path / "streamed.wav")[1].duration_s == pytest.approx(2.0, abs=0.01)
