"""Tests of measurements on drawn faces with known light, sharpness and coverings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest

from engine.quality.looks import Looks, look_at
from tests.engine.quality.drawn import BLACK, BROWN, FAIR, Colour, DrawnFace, draw_face

Change = Callable[[DrawnFace], np.ndarray]


def looks_of(face: DrawnFace, change: Change | None = None) -> Looks:
    picture = change(face) if change else face.picture
    return look_at([(0, picture, face.landmarks, face.lips)])


def painted(face: DrawnFace, points: np.ndarray, colour: Colour) -> np.ndarray:
    picture = face.picture.copy()
    cv2.fillPoly(picture, [np.round(points).astype(np.int32)], colour, cv2.LINE_AA)
    return cv2.GaussianBlur(picture, (0, 0), 0.8)


def mask(colour: Colour) -> Change:
    return lambda face: painted(face, np.concatenate([face.landmarks[1:16], face.landmarks[28:29]]), colour)


def oval(face: DrawnFace, centre: np.ndarray, radius: tuple[float, float], colour: Colour) -> np.ndarray:
    unit = np.linalg.norm(face.landmarks[45] - face.landmarks[36])
    angle = np.deg2rad(np.arange(0, 360, 10))[:, None]
    return painted(face, centre + unit * np.array(radius) * np.hstack([np.cos(angle), np.sin(angle)]), colour)


def hand(face: DrawnFace) -> np.ndarray:
    return oval(face, face.landmarks[62], (0.6, 0.45), tuple(int(v * 0.95) for v in FAIR))  # type: ignore[arg-type]


def microphone(face: DrawnFace) -> np.ndarray:
    return oval(face, face.landmarks[57], (0.4, 0.4), (40, 38, 38))


def microphone_below(face: DrawnFace) -> np.ndarray:
    return oval(face, face.landmarks[8] + [0, 20], (0.3, 0.25), (40, 38, 38))


def lenses(colour: Colour) -> Change:
    def put_on(face: DrawnFace) -> np.ndarray:
        for eye in (slice(36, 42), slice(42, 48)):
            face = replace(face, picture=oval(face, face.landmarks[eye].mean(0), (0.3, 0.25), colour))
        return face.picture

    return put_on


def rims(face: DrawnFace) -> np.ndarray:
    picture = face.picture.copy()
    for eye in (slice(36, 42), slice(42, 48)):
        cv2.circle(picture, tuple(int(v) for v in face.landmarks[eye].mean(0)), 24, (30, 30, 35), 3, cv2.LINE_AA)
    return picture


@pytest.mark.parametrize("skin", [FAIR, BROWN, BLACK], ids=["fair", "brown", "black"])
@pytest.mark.parametrize("beard", [False, True], ids=["shaven", "bearded"])
@pytest.mark.parametrize("redder", [True, False], ids=["red lips", "brown lips"])
def test_bare_face_is_visible(skin: Colour, beard: bool, redder: bool) -> None:
    brown = tuple(int(v * 0.7) for v in skin)
    looks = looks_of(draw_face(skin=skin, beard=beard, lips=None if redder else brown))  # type: ignore[arg-type]
    assert looks.mouth_visible[0]
    assert looks.eyes_visible[0]


@pytest.mark.parametrize(
    "cover",
    [
        mask((235, 210, 160)),
        mask((240, 240, 240)),
        mask((25, 25, 28)),
        mask((130, 155, 205)),
        mask((60, 40, 170)),
        hand,
        microphone,
    ],
    ids=["blue mask", "white mask", "black mask", "skin-coloured mask", "red mask", "hand", "microphone"],
)
def test_covered_mouth_is_hidden_and_the_eyes_are_not(cover: Change) -> None:
    looks = looks_of(draw_face(), cover)
    assert not looks.mouth_visible[0]
    assert looks.eyes_visible[0]


@pytest.mark.parametrize("colour", [(18, 18, 20), (150, 100, 60), (30, 60, 40)], ids=["black", "blue mirror", "green"])
def test_sunglasses_hide_the_eyes_and_not_the_mouth(colour: Colour) -> None:
    looks = looks_of(draw_face(), lenses(colour))
    assert not looks.eyes_visible[0]
    assert looks.mouth_visible[0]


@pytest.mark.parametrize("harmless", [rims, microphone_below], ids=["glasses", "microphone below the chin"])
def test_harmless_things_hide_nothing(harmless: Change) -> None:
    looks = looks_of(draw_face(), harmless)
    assert looks.mouth_visible[0]
    assert looks.eyes_visible[0]


def test_black_and_white_video_hides_nothing_but_what_is_masked() -> None:
    def grey(picture: np.ndarray) -> np.ndarray:
        return cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)

    assert looks_of(draw_face(), lambda face: grey(face.picture)).mouth_visible[0]
    assert not looks_of(draw_face(), lambda face: grey(mask((240, 240, 240))(face))).mouth_visible[0]


@pytest.mark.parametrize("interocular_px", [60, 120, 400])
def test_figures_do_not_depend_on_the_size_of_the_face(interocular_px: float) -> None:
    reference, other = looks_of(draw_face()), looks_of(draw_face(interocular_px=interocular_px))
    assert other.luma[0] == pytest.approx(reference.luma[0], rel=0.03)
    assert other.backlight[0] == pytest.approx(reference.backlight[0], rel=0.03)
    assert other.mouth_visible[0]


def test_light_is_measured() -> None:
    face = draw_face()
    columns = np.arange(face.picture.shape[1])
    lit = np.where(columns < face.landmarks[27, 0], 0.4, 1.0)[None, :, None]
    assert looks_of(face, lambda f: (f.picture * 0.5).astype(np.uint8)).luma[0] == pytest.approx(
        looks_of(face).luma[0] / 2, rel=0.03
    )
    assert looks_of(face).side_light[0] < 1.1
    assert looks_of(face, lambda f: (f.picture * lit).astype(np.uint8)).side_light[0] == pytest.approx(2.3, rel=0.1)


def test_glare_is_measured() -> None:
    def glare(face: DrawnFace) -> np.ndarray:
        return oval(face, face.landmarks[30], (0.3, 0.3), (255, 255, 255))

    assert looks_of(draw_face()).hot_spots[0] == 0
    assert 0.05 < looks_of(draw_face(), glare).hot_spots[0] < 0.3


def test_bright_wall_is_backlight() -> None:
    face = draw_face()
    head = (np.abs(face.picture.astype(int) - 120).max(-1) > 20)[..., None]
    lit = np.where(head, face.picture * 0.4, 250).astype(np.uint8)
    assert looks_of(face).backlight[0] < 1.2
    assert looks_of(face, lambda _f: lit).backlight[0] > 3


def test_sharpness_falls_with_blur() -> None:
    figures = [
        looks_of(draw_face(), lambda f, s=share: cv2.GaussianBlur(f.picture, (0, 0), s * 90)).sharpness[0]  # type: ignore[misc]
        for share in (0.005, 0.02, 0.04, 0.08)
    ]
    assert figures == sorted(figures, reverse=True)
    assert figures[0] > 2 * figures[2]


def test_change_between_samples_is_measured() -> None:
    face = draw_face()
    moved = cv2.GaussianBlur(face.picture, (0, 0), 2)
    looks = look_at([(n, p, face.landmarks, face.lips) for n, p in enumerate([face.picture, face.picture, moved])])
    assert np.isnan(looks.change[0])
    assert looks.change[1] == 0
    assert looks.change[2] > 0.5


def test_no_samples_at_all() -> None:
    looks = look_at([])
    assert len(looks.frames) == len(looks.luma) == 0
