"""Faces and voices for benchmarks, cut from a folder of real source videos, or made of the demo's material."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import soundfile

from engine.demo import VOICE, write_face
from engine.media import (
    FPS,
    EncodeOptions,
    VideoWriter,
    mux_audio,
    normalise_video,
    probe_video,
    read_audio,
    read_frames,
)
from engine.watch import Watch

GRID, FRENCH, ENGLISH = "grid_s1", "speech/natural_french_50s.mp4", "voice/english_60s.ogg"
GRID_FACE_CLIPS, GRID_VOICE_CLIPS = 15, 20
FRENCH_FACE_SHARE = 0.6
FAITHFUL = EncodeOptions(crf=10)
"""For material that is encoded again before it is measured."""

_VOICE_RATE_HZ = 48_000


@dataclass(frozen=True)
class Case:
    """A face video, and other videos of the same person, whose sound drives it and whose lips are the truth."""

    name: str
    face: Path
    truths: tuple[Path, ...]


def accuracy_cases(media: Path, folder: Path, watch: Watch) -> Iterator[Case]:
    """Yield the cases whose videos are in ``media``; write parts cut from them to ``folder``."""
    if (media / GRID).is_dir():
        clips = sorted((media / GRID).glob("*.mp4"))
        face = join(clips[:GRID_FACE_CLIPS], folder / "grid_face.mp4", watch)
        truths = tuple(clips[GRID_FACE_CLIPS : GRID_FACE_CLIPS + GRID_VOICE_CLIPS])
        yield Case("same person", face, truths)
        yield Case("no speech of the person", without_sound(face, folder / "grid_silent.mp4", watch), truths)
    if (media / FRENCH).is_file():
        face, truth = split(media / FRENCH, FRENCH_FACE_SHARE, folder, watch)
        yield Case("natural speech", face, (truth,))


def join(clips: Sequence[Path], target: Path, watch: Watch) -> Path:
    """Join videos of the same size into one at 25 fps, with each one's sound held to the length of its picture."""
    picture, sound = target.with_suffix(".picture.mp4"), target.with_suffix(".wav")
    size = _size(clips[0])
    with (
        VideoWriter(picture, size, options=FAITHFUL, watch=watch) as writer,
        soundfile.SoundFile(sound, "w", _VOICE_RATE_HZ, 1) as samples,
    ):
        for done, clip in enumerate(clips, 1):
            frames = list(read_frames(clip, pixels="yuv420p", size=size, watch=watch))
            for frame in frames:
                writer.write(frame)
            samples.write(_exactly(read_audio(clip, _VOICE_RATE_HZ, watch=watch), len(frames)))
            watch.report("material", done / len(clips))
    mux_audio(picture, sound, target, watch=watch)
    return target


def split(source: Path, share: float, folder: Path, watch: Watch) -> tuple[Path, Path]:
    """Split a video: return the first ``share`` of it and the rest, both at 25 fps with their sound."""
    whole = folder / f"{source.stem}.mp4"
    normalise_video(source, whole, watch=watch)
    frames = sum(1 for _ in read_frames(whole, size=(16, 16), watch=watch))
    first = round(frames * share)
    sound = read_audio(whole, _VOICE_RATE_HZ, watch=watch)
    return (
        _part(whole, sound, 0, first, folder / f"{source.stem}_face.mp4", watch),
        _part(whole, sound, first, frames - first, folder / f"{source.stem}_truth.mp4", watch),
    )


def without_sound(source: Path, target: Path, watch: Watch) -> Path:
    """Copy the picture without the sound track."""
    with VideoWriter(target, _size(source), options=FAITHFUL, watch=watch) as writer:
        for frame in read_frames(source, pixels="yuv420p", watch=watch):
            writer.write(frame)
    return target


def speed_face(media: Path | None, height: int, folder: Path, watch: Watch) -> Path:
    """Return a face in a 16:9 picture of ``height`` pixels: 30 s of real video, else the demo's photo.

    The real video is square; it is centred on a blurred copy of itself, so that the whole picture moves.
    """
    if media is None or not (media / FRENCH).is_file():
        return write_face(folder / "face.png")
    source = folder / "speed_source.mp4"
    if not source.exists():
        normalise_video(media / FRENCH, source, watch=watch)
    return widened(source, height, folder, watch)


def widened(source: Path, height: int, folder: Path, watch: Watch) -> Path:
    """Return 30 s of a square video, centred in a 16:9 picture of ``height`` pixels on a blurred copy of itself."""
    size, target = (height * 16 // 9 // 2 * 2, height), folder / f"face_{height}.mp4"
    frames = min(round(30 * FPS), probe_video(source)[1].frames)
    with VideoWriter(
        target, size, frames=frames, pixels="bgr24", audio=source, options=FAITHFUL, watch=watch
    ) as writer:
        for frame in read_frames(source, count=frames, watch=watch):
            writer.write(_on_blur(frame, size))
    return target


def long_voice(media: Path | None, seconds: float, folder: Path, watch: Watch) -> Path:
    """Return a voice of that length: real speech if available, else the demo's sentence, repeated."""
    source = media / ENGLISH if media is not None and (media / ENGLISH).is_file() else VOICE
    target = folder / f"voice_{seconds:g}s.wav"
    samples = read_audio(source, _VOICE_RATE_HZ, watch=watch)
    soundfile.write(target, np.resize(samples, round(seconds * _VOICE_RATE_HZ)), _VOICE_RATE_HZ, subtype="PCM_16")
    return target


def _part(source: Path, sound: np.ndarray, start: int, count: int, target: Path, watch: Watch) -> Path:
    wav = target.with_suffix(".wav")
    samples = sound[round(start / FPS * _VOICE_RATE_HZ) :]
    soundfile.write(wav, _exactly(samples, count), _VOICE_RATE_HZ)
    with VideoWriter(target, _size(source), frames=count, audio=wav, options=FAITHFUL, watch=watch) as writer:
        for frame in read_frames(source, start=start, count=count, pixels="yuv420p", watch=watch):
            writer.write(frame)
    return target


def _exactly(samples: np.ndarray, frames: int) -> np.ndarray:
    """Return ``samples`` cut or padded with silence to the length of ``frames`` video frames."""
    wanted = round(frames / FPS * _VOICE_RATE_HZ)
    return np.pad(samples[:wanted], (0, max(0, wanted - len(samples))))


def _size(video: Path) -> tuple[int, int]:
    height, width = next(iter(read_frames(video, count=1, watch=Watch()))).shape[:2]
    return width, height


def _on_blur(frame: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    width, height = size
    small = cv2.resize(frame, (width // 16, width // 16), interpolation=cv2.INTER_AREA)
    middle = (small.shape[0] - height // 16) // 2
    blurred = cv2.GaussianBlur(small[middle : middle + height // 16], (0, 0), 3)
    picture = cv2.resize(blurred, size, interpolation=cv2.INTER_CUBIC)
    left = (width - height) // 2
    picture[:, left : left + height] = cv2.resize(frame, (height, height), interpolation=cv2.INTER_CUBIC)
    return picture
