"""A drawn face with known landmarks, and evidence of a face video without a fault: no model and no footage needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import cv2
import numpy as np

from engine.face.track import FaceTrack
from engine.media import AudioStream, MediaInfo, VideoStream
from engine.quality import Sound
from engine.quality.evidence import Evidence
from engine.quality.looks import Looks

Colour = tuple[int, int, int]

FAIR, BROWN, BLACK = (140, 165, 215), (70, 105, 160), (45, 62, 92)
"""Skin, BGR."""


def _arc(centre: tuple[float, float], radii: tuple[float, float], degrees: np.ndarray) -> np.ndarray:
    angle = np.deg2rad(degrees)
    return np.stack([centre[0] + radii[0] * np.cos(angle), centre[1] + radii[1] * np.sin(angle)], axis=-1)


def _eye(x: float) -> np.ndarray:
    return _arc((x, 0), (0.165, 0.07), np.array([180, 240, 300, 0, 60, 120]))


def _lip_ring(radii: tuple[float, float]) -> np.ndarray:
    return _arc((0, 0.92), radii, np.linspace(180, 180 - 360, 20, endpoint=False))


LIPS = np.concatenate([_lip_ring((0.36, 0.13)), _lip_ring((0.28, 0.03))])
LANDMARKS = np.concatenate(
    [
        _arc((0, 0.25), (0.78, 1.2), np.linspace(180, 0, 17)),
        np.stack([np.linspace(-0.6, -0.15, 5), np.full(5, -0.22)], axis=-1),
        np.stack([np.linspace(0.15, 0.6, 5), np.full(5, -0.22)], axis=-1),
        np.stack([np.zeros(4), np.array([-0.03, 0.13, 0.3, 0.43])], axis=-1),
        np.stack([np.linspace(-0.15, 0.15, 5), np.full(5, 0.55)], axis=-1),
        _eye(-0.335),
        _eye(0.335),
        _arc((0, 0.92), (0.36, 0.13), np.arange(180, 180 + 360, 30)),
        _arc((0, 0.92), (0.28, 0.03), np.arange(180, 180 + 360, 45)),
    ]
)
"""A face in canonical coordinates, (68, 2); ``LIPS`` (40, 2)."""


@dataclass(frozen=True)
class DrawnFace:
    """A picture and the landmarks of the face in it."""

    picture: np.ndarray
    landmarks: np.ndarray
    lips: np.ndarray


def draw_face(
    *, skin: Colour = FAIR, lips: Colour | None = None, interocular_px: float = 90, beard: bool = False
) -> DrawnFace:
    """A head before a grey wall, ``interocular_px`` from outer eye corner to outer eye corner."""
    scale = interocular_px
    size, origin = (round(3.6 * scale), round(4.2 * scale)), np.array([1.8, 1.6]) * scale
    landmarks, ring = LANDMARKS * scale + origin, LIPS * scale + origin
    picture = np.full((size[1], size[0], 3), 120, np.uint8)
    tone = np.array(skin)

    def fill(points: np.ndarray, colour: np.ndarray | Colour) -> None:
        cv2.fillPoly(picture, [np.round(points * 16).astype(np.int32)], tuple(map(int, colour)), cv2.LINE_AA, shift=4)

    fill(_arc((0, 0.3), (0.8, 1.2), np.arange(0, 360, 10)) * scale + origin, tone)
    fill(_arc((0, -0.75), (0.75, 0.3), np.arange(0, 360, 10)) * scale + origin, (30, 35, 45))
    if beard:
        fill(np.concatenate([landmarks[3:14], landmarks[[35, 31]]]), tone * 0.35)
    for eye in (landmarks[36:42], landmarks[42:48]):
        fill(eye, (225, 225, 225))
        cv2.circle(picture, tuple(int(v) for v in eye.mean(0)), round(0.06 * scale), (40, 45, 50), -1, cv2.LINE_AA)
    for brow in (landmarks[17:22], landmarks[22:27]):
        fill(np.concatenate([brow, brow[::-1] - [0, 0.06 * scale]]), tone * 0.4)
    fill(landmarks[[31, 33, 35, 30]], tone * 0.85)
    fill(ring[:20], lips or tone * [0.75, 0.7, 0.9])
    fill(ring[20:], tone * 0.25)
    noise = np.random.default_rng(0).normal(0, 2.5, picture.shape)
    picture = np.clip(cv2.GaussianBlur(picture, (0, 0), scale / 180) + noise, 0, 255).astype(np.uint8)
    return DrawnFace(picture, landmarks.astype(np.float32), ring.astype(np.float32))


def make_track(face: DrawnFace, frames: int = 500) -> FaceTrack:
    """The face, as still as a camera's noise lets it be, through ``frames`` frames."""
    tremble = np.random.default_rng(1).normal(0, 0.1, (frames, 1, 2))
    return FaceTrack(
        engine="mesh",
        fps=Fraction(25),
        size=(face.picture.shape[1], face.picture.shape[0]),
        landmarks=(face.landmarks + tremble).astype(np.float32),
        lips=(face.lips + tremble).astype(np.float32),
        pose=np.zeros((frames, 3), np.float32),
        found=np.ones(frames, bool),
        filled=np.zeros(frames, bool),
        rivals=np.zeros(frames, np.float32),
        cuts=np.zeros(0, np.int64),
    )


def make_looks(samples: int = 160, step: int = 3) -> Looks:
    """Perfect light, focus and nothing in front of the face."""
    return Looks(
        frames=np.arange(samples) * step,
        luma=np.full(samples, 130.0),
        side_light=np.full(samples, 1.05),
        backlight=np.ones(samples),
        hot_spots=np.zeros(samples),
        sharpness=np.full(samples, 0.35),
        mouth_visible=np.ones(samples, bool),
        eyes_visible=np.ones(samples, bool),
        change=np.full(samples, 2.0),
    )


def make_info(**video: object) -> MediaInfo:
    """An mp4 of twenty seconds with sound, 720x840."""
    stream = VideoStream(index=0, codec="h264", width=720, height=840, fps=Fraction(25), duration_s=20.0, frames=500)
    return MediaInfo(
        container="mov,mp4,m4a,3gp,3g2,mj2",
        size_bytes=1,
        duration_s=20.0,
        video=replace(stream, **video),  # type: ignore[arg-type]
        audio=AudioStream(index=1, codec="aac", sample_rate_hz=48000, channels=1, duration_s=20.0),
    )


def good_evidence(**fields: object) -> Evidence:
    """A face video that no rule complains of, with the given fields replaced."""
    track = make_track(draw_face(interocular_px=200))
    evidence = Evidence(
        info=make_info(),
        track=track,
        looks=make_looks(),
        mouth_hidden=np.zeros(len(track), bool),
        span=(0, len(track) - 1),
        sound=Sound(speech_s=18.0, snr_db=30.0, clipped=0.0, loudness_lufs=-18.0),
    )
    return replace(evidence, **fields)  # type: ignore[arg-type]
