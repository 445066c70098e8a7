"""Tests of the restoration after a renderer. The networks are random, or do one thing that anybody can foresee: what is tried is
the way there and back and the bounds, not how well the published network restores."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import cv2
import numpy as np
import pytest
import soundfile
import torch
from torch.nn import functional

from engine import models
from engine.choices import Restoration
from engine.demo import VOICE
from engine.errors import DeviceOutOfMemory
from engine.face.canonical import apply
from engine.media import read_audio, read_frames
from engine.models import ModelMissing, ModelUnknown
from engine.pipeline import Engine, EngineOptions, RenderOptions, Template
from engine.renderers.compositing import mouth_region
from engine.renderers.gfpgan_net import Gfpgan, GfpganShape
from engine.renderers.planes import planes
from engine.renderers.restoration import FFHQ_POINTS, RestoringRenderer, aligned_views
from engine.watch import Watch
from tests.engine.little_memory import LittleMemory
from tests.engine.pipeline.conftest import Prepared, prepared
from tests.engine.renderers.footage import Footage
from tests.engine.renderers.small_gfpgan import SMALL, random_network, save

__all__ = ["prepared"]

NUMBERS = np.arange(30, 40)


class Asis:
    """Renderer that draws nothing: the frames are the footage's own."""

    name: ClassVar[str] = "asis"

    def render(self, frames: Iterable[np.ndarray], _numbers: np.ndarray, _motion: np.ndarray) -> Iterator[np.ndarray]:
        yield from frames


class Blurred:
    """Renderer that draws a mouth out of focus."""

    name: ClassVar[str] = "blurred"

    def render(self, frames: Iterable[np.ndarray], _numbers: np.ndarray, _motion: np.ndarray) -> Iterator[np.ndarray]:
        for frame in frames:
            luma = planes(frame).y
            luma[:] = cv2.GaussianBlur(luma, (0, 0), 2)
            yield frame


class Doing(Gfpgan):
    """A network of the published side that does one thing to each face."""

    def __init__(self, work: Callable[[torch.Tensor], torch.Tensor]) -> None:
        super().__init__(GfpganShape(styles=4, most=4, finest=2))
        self._work = work

    def forward(self, faces: torch.Tensor) -> torch.Tensor:
        assert faces.shape[1:] == (3, 512, 512)
        assert faces.abs().max() <= 1
        return self._work(faces)


def low_pass(faces: torch.Tensor) -> torch.Tensor:
    return functional.avg_pool2d(faces, 9, 1, 4, count_include_pad=False)


def echo(faces: torch.Tensor) -> torch.Tensor:
    return faces


def sharpen(faces: torch.Tensor) -> torch.Tensor:
    return faces + 4 * (faces - low_pass(faces))


class Flicker:
    """Blotches as large as a lip, 30 levels strong, other ones in each frame."""

    def __init__(self) -> None:
        self._draw = torch.Generator().manual_seed(3)

    def __call__(self, faces: torch.Tensor) -> torch.Tensor:
        coarse = torch.randn(len(faces), 1, 16, 16, generator=self._draw) * 0.24
        return faces + functional.interpolate(coarse, scale_factor=32, mode="bicubic")


def restored(talking: Footage, net: Gfpgan, numbers: np.ndarray = NUMBERS, renderer: object = None) -> list[np.ndarray]:
    """The frames ``numbers``, doing what they do in the footage, after the restoration."""
    copies = (talking.frames[number].copy() for number in numbers)
    restoring = RestoringRenderer(renderer or Asis(), talking.geometry, net)  # type: ignore[arg-type]
    return list(restoring.render(copies, numbers, talking.motion[numbers]))


def crops(talking: Footage, frames: list[np.ndarray], numbers: np.ndarray = NUMBERS) -> np.ndarray:
    """Luma of the aligned faces, 192 pixels wide, as the measures below take them."""
    scale = np.array([[80, 0, 96], [0, 80, 54]], np.float64)
    made = []
    for frame, number in zip(frames, numbers, strict=True):
        view = scale[:, :2] @ talking.geometry.transforms[number]
        view[:, 2] += scale[:, 2]
        made.append(cv2.warpAffine(planes(frame).y, view, (192, 192)))
    return np.stack(made)


def sharpness(faces: np.ndarray) -> float:
    """Variance of the Laplacian in the mouth's region, the median frame's."""
    return float(np.median([cv2.Laplacian(face[106:163, 58:134], cv2.CV_32F).var() for face in faces]))


def flicker(faces: np.ndarray) -> float:
    """Mean absolute second difference over time of the lower face."""
    calm = np.stack([cv2.GaussianBlur(face[96:], (0, 0), 2) for face in faces]).astype(np.float32)
    return float(np.abs(calm[2:] - 2 * calm[1:-1] + calm[:-2]).mean())


def test_faces_are_aligned_as_the_network_learned_them(talking: Footage) -> None:
    views, marks = aligned_views(talking.geometry), talking.track.landmarks
    eyes = [marks[:, 36:42].mean(1), marks[:, 42:48].mean(1)]
    found = apply(views, np.stack([*eyes, marks[:, 30], marks[:, 48], marks[:, 54]], axis=1))
    assert np.abs(np.median(found, axis=0) - FFHQ_POINTS).max() < 25, (
        "pixels of 512: no two faces have the same five points"
    )
    assert np.linalg.norm(np.median(found, axis=0) - FFHQ_POINTS, axis=1).mean() < 12


def test_a_network_that_changes_nothing_changes_nothing(talking: Footage) -> None:
    for frame, number in zip(restored(talking, Doing(echo)), NUMBERS, strict=True):
        assert np.abs(frame.astype(int) - talking.frames[number]).max() <= 3


def test_only_the_mouth_s_region_is_replaced(talking: Footage) -> None:
    frames = restored(talking, random_network())
    assert len(frames) == len(NUMBERS)
    for frame, number in zip(frames, NUMBERS, strict=True):
        face, wanted = talking.geometry, talking.geometry.place(talking.motion[[number]], np.array([number]))[0]
        region = mouth_region(frame, face.landmarks[number], face.transforms[number], wanted)
        assert region is not None
        mask = np.zeros(talking.track.size[::-1], np.float32)
        mask[region.box.y0 : region.box.y1, region.box.x0 : region.box.x1] = region.mask
        for now, then in zip(planes(frame), planes(talking.frames[number]), strict=True):
            inside = cv2.resize(mask, now.shape[::-1], interpolation=cv2.INTER_AREA) > 0
            assert np.array_equal(now[~inside], then[~inside])
        x, y = talking.track.lips[number].astype(int).T
        assert (planes(frame).y[y, x] != planes(talking.frames[number]).y[y, x]).mean() > 0.8, "the lips are new"


def test_what_it_changes_goes_back_to_its_place(talking: Footage) -> None:
    """A dark spot on the tip of the chin is seen there in every frame."""

    def spot(faces: torch.Tensor) -> torch.Tensor:
        y, x = torch.meshgrid(torch.arange(512.0), torch.arange(512.0), indexing="ij")
        return faces - 0.4 * torch.exp(-((x - 257) ** 2 + (y - 371) ** 2) / 2 / 12**2)

    views = aligned_views(talking.geometry)
    for frame, number in zip(restored(talking, Doing(spot)), NUMBERS, strict=True):
        darker = planes(talking.frames[number]).y.astype(np.float32) - planes(frame).y
        peak = np.array(np.unravel_index(cv2.GaussianBlur(darker, (0, 0), 3).argmax(), darker.shape))[::-1]
        assert darker.max() > 15
        found = views[number, :, :2] @ peak + views[number, :, 2]
        assert np.hypot(*(found - [257, 371])) < 12, "pixels of the aligned face"


def test_it_is_no_sharper_than_the_footage(talking: Footage) -> None:
    before = sharpness(crops(talking, [talking.frames[number] for number in NUMBERS]))
    after = sharpness(crops(talking, restored(talking, Doing(sharpen))))
    assert after < 1.3 * before


def test_a_mouth_out_of_focus_becomes_sharper(talking: Footage) -> None:
    soft = sharpness(
        crops(talking, list(Blurred().render((talking.frames[n].copy() for n in NUMBERS), NUMBERS, NUMBERS)))
    )
    before = sharpness(crops(talking, [talking.frames[number] for number in NUMBERS]))
    after = sharpness(crops(talking, restored(talking, Doing(sharpen), renderer=Blurred())))
    assert 1.5 * soft < after < 1.3 * before


def test_it_does_not_flicker_more_than_the_footage(talking: Footage) -> None:
    """Blotches of 30 levels would make it flicker five times as much; as long as the face moves, most of that is gone."""
    footage = crops(talking, [talking.frames[number] for number in NUMBERS])
    blotches = np.random.default_rng(3).normal(0, 30, (len(footage), 8, 8))
    blotched = [
        face + cv2.resize(blotch, (192, 192), interpolation=cv2.INTER_CUBIC)
        for face, blotch in zip(footage, blotches, strict=True)
    ]
    assert flicker(np.stack(blotched)) > 5 * flicker(footage)
    assert flicker(crops(talking, restored(talking, Doing(Flicker())))) < 2 * flicker(footage)


def test_batches_make_no_difference(talking: Footage) -> None:
    net = random_network()
    whole = restored(talking, net)
    alone = RestoringRenderer(Asis(), talking.geometry, net)
    alone._net.batch = 1
    copies = (talking.frames[number].copy() for number in NUMBERS)
    for one, other in zip(whole, alone.render(copies, NUMBERS, talking.motion[NUMBERS]), strict=True):
        assert np.abs(one.astype(int) - other).max() <= 1


@pytest.mark.parametrize("count", [1, 2, 3])
def test_short_clips_are_restored_to_the_end(talking: Footage, count: int) -> None:
    assert len(restored(talking, random_network(), NUMBERS[:count])) == count


@pytest.mark.parametrize("away", [(0, 200), (300, 0), (0, 900), (-900, 0)])
def test_a_face_that_leaves_the_picture_is_no_trouble(talking: Footage, away: tuple[float, float]) -> None:
    shift = np.array(away, np.float32)
    moved = replace(
        talking,
        track=replace(talking.track, landmarks=talking.track.landmarks + shift, lips=talking.track.lips + shift),
    )
    frames = restored(moved, random_network(), NUMBERS[:3])
    if abs(shift).max() > 480:
        assert all(np.array_equal(frame, talking.frames[n]) for frame, n in zip(frames, NUMBERS[:3], strict=True))


@pytest.mark.parametrize(("times", "warnings"), [(1, ["2 faces"]), (2, ["2 faces", "CPU"])])
def test_short_of_memory_it_restores_one_by_one_then_on_the_cpu(
    talking: Footage, caplog: pytest.LogCaptureFixture, times: int, warnings: list[str]
) -> None:
    wanted = restored(talking, random_network(), NUMBERS[:6])
    net = random_network()
    with LittleMemory(250_000, times), caplog.at_level(logging.WARNING):
        found = restored(talking, net, NUMBERS[:6])
    lines = [record.getMessage() for record in caplog.records]
    assert all(DeviceOutOfMemory.code in line for line in lines)
    assert [word for word, line in zip(warnings, lines, strict=True) if word in line] == warnings
    assert all(np.abs(one.astype(int) - other).max() <= 1 for one, other in zip(found, wanted, strict=True))


GFPGAN = RenderOptions(restoration=Restoration.GFPGAN)


@pytest.fixture
def template(prepared: Prepared) -> Template:
    return prepared.template


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    path = tmp_path / "voice.wav"
    soundfile.write(path, read_audio(VOICE, 16_000, watch=Watch())[6400:22_400], 16_000)
    return path


def test_missing_weights_are_said_before_all_work(template: Template, voice: Path, tmp_path: Path) -> None:
    stages: list[str] = []
    watch = Watch(lambda stage, _fraction: stages.append(stage))
    with pytest.raises(ModelMissing):
        Engine(EngineOptions(models_folder=tmp_path / "none")).render(
            template, voice, tmp_path / "clip.mp4", options=GFPGAN, watch=watch
        )
    assert not stages
    assert not list(tmp_path.glob("clip*"))


def test_weights_of_others_are_refused(template: Template, voice: Path, tmp_path: Path) -> None:
    save(random_network(), tmp_path / models.GFPGAN.file_name)
    with pytest.raises(ModelUnknown):
        Engine(EngineOptions(models_folder=tmp_path)).render(template, voice, tmp_path / "clip.mp4", options=GFPGAN)


class SmallGfpgan(Gfpgan):
    """The network at the size of the tests' files."""

    @classmethod
    def load(cls, path: Path, device: torch.device | str, shape: GfpganShape = SMALL) -> Gfpgan:
        return super().load(path, device, shape)


def test_a_clip_is_restored_where_its_mouth_is(
    template: Template, voice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = save(random_network(), tmp_path / models.GFPGAN.file_name)
    monkeypatch.setattr(models, "GFPGAN", replace(models.GFPGAN, hashes=(models.digest(file),)))
    monkeypatch.setattr("engine.pipeline.models.Gfpgan", SmallGfpgan)
    engine = Engine(EngineOptions(models_folder=tmp_path))
    pictures = []
    for name, options in (("plain", RenderOptions()), ("restored", GFPGAN)):
        report = engine.render(template, voice, tmp_path / f"{name}.mp4", options=options)
        assert (report.renderer, report.restoration, report.frames) == ("reuse", options.restoration, 25)
        pictures.append([frame.astype(int) for frame in read_frames(report.clip, watch=Watch())])
    change = np.mean([np.abs(one - other).mean(2) for one, other in zip(*pictures, strict=True)], axis=0)
    assert change[:240].mean() < 1, "above the nose"
    assert change[300:400, 200:290].mean() > 3, "the mouth"
