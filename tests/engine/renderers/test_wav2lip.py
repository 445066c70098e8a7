"""Tests of the wav2lip renderer, on random weights of the published shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import soundfile
import torch

from engine import models
from engine.demo import VOICE
from engine.media import read_audio, read_frames
from engine.models import ModelMissing, ModelUnknown
from engine.pipeline import Engine, EngineOptions, RendererChoice, RenderOptions, Template
from engine.renderers.errors import Wav2LipDamaged
from engine.renderers.planes import Box, planes
from engine.renderers.wav2lip import Wav2LipRenderer
from engine.renderers.wav2lip_mel import HOP, mel_spectrogram, mel_windows
from engine.renderers.wav2lip_net import MEL_STEPS, Wav2Lip
from engine.watch import Watch
from tests.engine.pipeline.conftest import Prepared, prepared
from tests.engine.renderers.footage import Footage

__all__ = ["prepared"]

PUBLISHED = {
    "face_encoder_blocks.0.0.conv_block.0.weight": (16, 6, 7, 7),
    "face_encoder_blocks.5.1.conv_block.1.running_var": (512,),
    "face_encoder_blocks.6.0.conv_block.0.weight": (512, 512, 3, 3),
    "audio_encoder.0.conv_block.0.weight": (32, 1, 3, 3),
    "audio_encoder.12.conv_block.0.weight": (512, 512, 1, 1),
    "face_decoder_blocks.1.0.conv_block.0.weight": (1024, 512, 3, 3),
    "face_decoder_blocks.6.2.conv_block.0.bias": (64,),
    "output_block.0.conv_block.0.weight": (32, 80, 3, 3),
    "output_block.1.weight": (3, 32, 1, 1),
}
"""Some names and shapes of wav2lip.pth and wav2lip_gan.pth."""


def random_network() -> Wav2Lip:
    with torch.random.fork_rng():
        torch.manual_seed(1)
        return Wav2Lip()


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint in the form of the published ones: by a parallel trainer of 2020, with the optimiser beside."""
    path = tmp_path_factory.mktemp("models") / models.WAV2LIP.file_name
    net = torch.nn.DataParallel(random_network())
    optimizer = torch.optim.Adam(net.module.output_block.parameters())
    saved = {"state_dict": net.state_dict(), "optimizer": optimizer.state_dict(), "global_step": 1, "global_epoch": 1}
    torch.save(saved, path, _use_new_zipfile_serialization=False)
    return path


@pytest.fixture
def owned(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the checkpoint, which passes for the published one."""
    monkeypatch.setattr(models, "WAV2LIP", replace(models.WAV2LIP, hashes=(models.digest(checkpoint),)))
    return checkpoint.parent


def test_layers_have_the_published_names_and_shapes() -> None:
    net = random_network().eval()
    state = net.state_dict()
    assert {name: tuple(state[name].shape) for name in PUBLISHED} == PUBLISHED
    assert len(state) == 50 * 7 + 2, "seven tensors a block, and the last convolution"
    assert sum(p.numel() for p in net.parameters()) == 36_298_035
    mel, faces = torch.zeros(2, 1, 80, MEL_STEPS), torch.zeros(2, 6, 96, 96)
    assert net(mel, faces).shape == (2, 3, 96, 96)


@pytest.mark.parametrize(("part", "blocks"), [("face_encoder", 18), ("audio_encoder", 13), ("face_decoder", 18)])
def test_parts_have_as_many_blocks_as_published(part: str, blocks: int) -> None:
    names = [name for name in random_network().state_dict() if name.startswith(part)]
    assert len(names) == 7 * blocks
    assert {name.split("conv_block.")[1] for name in names} == {
        *("0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked")
    }


def test_a_checkpoint_is_read(checkpoint: Path) -> None:
    net = Wav2Lip.load(checkpoint, "cpu")
    assert not net.training
    expected = random_network().state_dict()
    assert all(torch.equal(value, expected[name]) for name, value in net.state_dict().items())


@pytest.fixture(scope="module")
def net() -> Wav2Lip:
    """A network with weights that anybody can write down, under which inputs make a difference."""
    net = Wav2Lip().eval()
    for name, value in net.state_dict().items():
        if value.ndim == 4:
            wave = torch.sin(torch.arange(value.numel(), dtype=torch.float64) ** 1.5)
            value.copy_((wave * (2 / value[0].numel()) ** 0.5).reshape(value.shape))
        elif name.endswith(("conv_block.0.bias", "output_block.1.bias")):
            value.zero_()
    return net


def test_draws_what_the_published_code_draws(net: Wav2Lip) -> None:
    """The published code, given these weights and inputs, made the values below."""
    mel = torch.sin(torch.arange(80.0 * MEL_STEPS)).reshape(1, 1, 80, MEL_STEPS)
    faces = (torch.cos(torch.arange(6.0 * 96 * 96)) / 2 + 0.5).reshape(1, 6, 96, 96)
    with torch.inference_mode():
        made = net(mel, faces)[0, :, ::32, ::48].numpy()
    expected = [
        [[0.5225, 0.6097], [0.5921, 0.9212], [0.5985, 0.8765]],
        [[0.4953, 0.5726], [0.3912, 0.2498], [0.4165, 0.2905]],
        [[0.5283, 0.5747], [0.4902, 0.6158], [0.4551, 0.5326]],
    ]
    assert np.allclose(made, expected, atol=2e-3)


WRONG: dict[str, Callable[[Wav2Lip], object]] = {
    "another network": lambda _net: {"state_dict": torch.nn.Linear(2, 2).state_dict()},
    "a layer less": lambda net: {"state_dict": dict(list(net.state_dict().items())[:-1])},
    "a layer more": lambda net: {"state_dict": {**net.state_dict(), "more": torch.zeros(1)}},
    "a wider layer": lambda net: {"state_dict": {**net.state_dict(), "output_block.1.bias": torch.zeros(4)}},
    "no state": lambda net: {"model": net.state_dict()},
    "code": lambda _net: {"state_dict": Wav2Lip},
    "numbers": lambda _net: [1, 2],
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=list(WRONG))
def test_anything_else_is_refused(wrong: Callable[[Wav2Lip], object], tmp_path: Path) -> None:
    torch.save(wrong(random_network()), tmp_path / "wav2lip.pth")
    with pytest.raises(Wav2LipDamaged):
        Wav2Lip.load(tmp_path / "wav2lip.pth", "cpu")


def test_a_file_of_no_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "wav2lip.pth").write_bytes(b"nothing")
    with pytest.raises(Wav2LipDamaged):
        Wav2Lip.load(tmp_path / "wav2lip.pth", "cpu")


def test_the_mel_spectrogram_is_the_published_one() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(16_000) / 16_000).astype(np.float32)
    mel = mel_spectrogram(np.concatenate([np.zeros(8000, np.float32), tone]))
    assert mel.shape == (80, 24_000 // HOP + 1)
    assert mel.min() == -4
    assert mel.max() <= 4
    assert (mel[:, :30] == -4).all(), "silence"
    assert mel[:, 100].argmax() in (25, 26), "1 kHz on the mel scale from 55 to 7600 Hz"


def test_windows_begin_with_their_frame() -> None:
    mel = np.tile(np.arange(80, dtype=np.float32), (80, 1))
    windows = mel_windows(mel, np.array([0, 5, 24]))
    assert windows.shape == (3, 1, 80, MEL_STEPS)
    assert windows[:, 0, 0, 0].tolist() == [0, 16, 76]
    assert windows[2, 0, 0, -1] == -4, "silence after the end"


def draw(talking: Footage, net: Wav2Lip, mel: np.ndarray, numbers: np.ndarray) -> list[np.ndarray]:
    """The frames ``numbers`` with the mouth of ``net``."""
    copies = (talking.frames[number].copy() for number in numbers)
    motion = np.zeros((len(numbers), 49, 2), np.float32)
    return list(Wav2LipRenderer(talking.geometry, net, mel).render(copies, numbers, motion))


@pytest.fixture(scope="module")
def noise_mel() -> np.ndarray:
    return np.random.default_rng(0).uniform(-4, 4, (80, 64)).astype(np.float32)


def test_every_pixel_outside_the_lower_face_stays(talking: Footage, net: Wav2Lip, noise_mel: np.ndarray) -> None:
    numbers = np.array([40, 41])
    for number, frame in zip(numbers, draw(talking, net, noise_mel, numbers), strict=True):
        landmarks = talking.track.landmarks[number]
        left, right = landmarks[[2, 14], 0].astype(int) // 2 * 2
        nose = int(landmarks[29, 1]) // 2 * 2
        outside = np.ones(talking.track.size[::-1], bool)
        outside[nose:, left:right] = False
        for now, then in zip(planes(frame), planes(talking.frames[number]), strict=True):
            step = len(outside) // len(now)
            assert np.array_equal(now[outside[::step, ::step]], then[outside[::step, ::step]])
        x, y = talking.track.lips[number].astype(int).T
        assert (planes(frame).y[y, x] != planes(talking.frames[number]).y[y, x]).mean() > 0.9, "the lips are new"


class Echo(Wav2Lip):
    """Draws the reference."""

    def forward(self, _mel: torch.Tensor, faces: torch.Tensor) -> torch.Tensor:
        assert not faces[:, :3, 48:].any(), "the mouth is hidden"
        assert torch.equal(faces[:, :3, :48], faces[:, 3:, :48])
        return faces[:, 3:]


def test_what_the_network_sees_goes_back_to_its_place(talking: Footage, noise_mel: np.ndarray) -> None:
    numbers = np.array([10, 12, 84])
    for number, frame in zip(numbers, draw(talking, Echo(), noise_mel, numbers), strict=True):
        (left, top), (right, bottom) = talking.track.lips[number].min(0), talking.track.lips[number].max(0)
        box = Box(*(int(edge) // 2 * 2 for edge in (left - 10, top - 10, right + 10, bottom + 10)))
        now, then = (box.cut(planes(picture)) for picture in (frame, talking.frames[number]))
        shift, _ = cv2.phaseCorrelate(now.y.astype(np.float32), then.y.astype(np.float32))
        assert np.hypot(*shift) < 0.5, "pixels"
        for mine, its, levels in zip(now, then, (6, 3, 3), strict=True):
            assert np.abs(mine.astype(int) - its).mean() < levels


def test_every_frame_has_its_own_sound(talking: Footage, net: Wav2Lip, noise_mel: np.ndarray) -> None:
    """Ten frames, which are two batches; 16 steps of the spectrogram are five frames."""
    numbers = np.arange(30, 40)
    whole = draw(talking, net, noise_mel, numbers)
    assert len(whole) == 10
    for late, early in zip(whole[5:], draw(talking, net, noise_mel[:, 16:], numbers[5:]), strict=True):
        assert np.abs(late.astype(int) - early).max() <= 1
    [other] = draw(talking, net, noise_mel, numbers[5:6])
    assert np.abs(whole[5].astype(int) - other).max() > 1


@pytest.mark.parametrize("away", [(0, 200), (300, 0), (0, 900), (-900, 0)])
def test_a_face_that_leaves_the_picture_is_no_trouble(
    talking: Footage, net: Wav2Lip, noise_mel: np.ndarray, away: tuple[float, float]
) -> None:
    shift = np.array(away, np.float32)
    track = replace(talking.track, landmarks=talking.track.landmarks + shift, lips=talking.track.lips + shift)
    [frame] = draw(replace(talking, track=track), net, noise_mel, np.array([0]))
    assert frame.shape == talking.frames[0].shape
    if abs(shift).max() > 480:
        assert np.array_equal(frame, talking.frames[0])


WAV2LIP = RenderOptions(renderer=RendererChoice.WAV2LIP)


@pytest.fixture
def template(prepared: Prepared) -> Template:
    return prepared.template


def test_missing_weights_are_said_before_all_work(template: Template, tmp_path: Path) -> None:
    stages: list[str] = []
    watch = Watch(lambda stage, _fraction: stages.append(stage))
    engine = Engine(EngineOptions(models_folder=tmp_path / "no models"))
    with pytest.raises(ModelMissing):
        engine.render(template, VOICE, tmp_path / "clip.mp4", options=WAV2LIP, watch=watch)
    assert not stages
    assert not list(tmp_path.glob("clip*"))


def test_weights_of_others_are_refused(template: Template, checkpoint: Path, tmp_path: Path) -> None:
    engine = Engine(EngineOptions(models_folder=checkpoint.parent))
    with pytest.raises(ModelUnknown):
        engine.render(template, VOICE, tmp_path / "clip.mp4", options=WAV2LIP)


def test_only_the_lower_face_is_drawn(template: Template, owned: Path, tmp_path: Path) -> None:
    voice = tmp_path / "voice.wav"
    soundfile.write(voice, read_audio(VOICE, 16_000, watch=Watch())[:19_200], 16_000)
    engine = Engine(EngineOptions(models_folder=owned))
    report = engine.render(template, voice, tmp_path / "clip.mp4", options=WAV2LIP)
    assert report.renderer == "wav2lip"
    assert report.frames == 30
    clip = next(read_frames(tmp_path / "clip.mp4", start=20, count=1, watch=Watch())).astype(int)
    frames = (frame.astype(int) for frame in read_frames(template.path("video.mp4"), watch=Watch()))
    base = min(frames, key=lambda frame: float(np.abs(clip[:240] - frame[:240]).mean()))  # the one that it was drawn on
    change = np.abs(clip - base).mean(2)
    assert change[:240].mean() < 2, "above the nose"
    assert change[300:400, 200:290].mean() > 5, "the mouth"
