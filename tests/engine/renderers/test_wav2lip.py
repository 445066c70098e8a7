"""The wav2lip renderer, on random weights of the published shape."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from engine import models
from engine.demo import VOICE
from engine.media import read_audio, read_frames
from engine.models import ModelMissing
from engine.pipeline import PrepareOptions, RendererChoice, RenderOptions, prepare, render
from engine.pipeline.base_path import base_path
from engine.renderers.errors import Wav2LipDamaged
from engine.renderers.wav2lip_mel import HOP, mel_spectrogram, mel_windows
from engine.renderers.wav2lip_net import MEL_STEPS, Wav2Lip
from engine.watch import Watch

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


def random_weights() -> dict[str, torch.Tensor]:
    with torch.random.fork_rng():
        torch.manual_seed(1)
        return Wav2Lip().state_dict()


@pytest.fixture(scope="module")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with a checkpoint as it is published: by a parallel trainer, with the optimiser beside."""
    folder = tmp_path_factory.mktemp("models")
    state = {f"module.{name}": value for name, value in random_weights().items()}
    torch.save({"state_dict": state, "optimizer": None, "global_step": 1, "global_epoch": 1}, folder / "wav2lip.pth")
    return folder


def test_layers_have_the_published_names_and_shapes() -> None:
    state = random_weights()
    assert {name: tuple(state[name].shape) for name in PUBLISHED} == PUBLISHED
    mel, faces = torch.zeros(2, 1, 80, MEL_STEPS), torch.zeros(2, 6, 96, 96)
    assert Wav2Lip().eval()(mel, faces).shape == (2, 3, 96, 96)


def test_a_published_checkpoint_is_read(models_folder: Path) -> None:
    net = Wav2Lip.load(models.require(models.WAV2LIP, models_folder), "cpu")
    assert not net.training
    assert torch.equal(net.output_block[1].weight, random_weights()["output_block.1.weight"])


@pytest.mark.parametrize("content", ["nothing", "another network", "code"])
def test_anything_else_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "wav2lip.pth"
    match content:
        case "nothing":
            path.write_bytes(b"nothing")
        case "another network":
            torch.save({"state_dict": torch.nn.Linear(2, 2).state_dict()}, path)
        case "code":
            torch.save({"state_dict": Wav2Lip}, path)
    with pytest.raises(Wav2LipDamaged):
        Wav2Lip.load(path, "cpu")


def test_the_mel_spectrogram_is_the_published_one() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(16_000) / 16_000).astype(np.float32)
    mel = mel_spectrogram(np.concatenate([np.zeros(8000, np.float32), tone]))
    assert mel.shape == (80, 24_000 // HOP + 1)
    assert mel.min() == -4 and mel.max() <= 4
    assert (mel[:, :30] == -4).all(), "silence"
    assert mel[:, 100].argmax() in (25, 26), "1 kHz on the mel scale from 55 to 7600 Hz"


def test_windows_begin_with_their_frame() -> None:
    mel = np.tile(np.arange(80, dtype=np.float32), (80, 1))
    windows = mel_windows(mel, np.array([0, 5, 24]))
    assert windows.shape == (3, 1, 80, MEL_STEPS)
    assert windows[:, 0, 0, 0].tolist() == [0, 16, 76]
    assert windows[2, 0, 0, -1] == -4, "silence after the end"


def test_missing_weights_are_said(face_photo: Path, tmp_path: Path) -> None:
    prepare(face_photo, tmp_path / "face", options=PrepareOptions(accept_findings=True))
    options = RenderOptions(renderer=RendererChoice.WAV2LIP, models_folder=tmp_path / "no models")
    with pytest.raises(ModelMissing):
        render(tmp_path / "face", VOICE, tmp_path / "clip.mp4", options=options)
    assert not list(tmp_path.glob("clip*"))


def test_only_the_lower_face_is_drawn(talking_video: Path, models_folder: Path, tmp_path: Path) -> None:
    template = prepare(talking_video, tmp_path / "face", options=PrepareOptions(accept_findings=True))
    options = RenderOptions(renderer=RendererChoice.WAV2LIP, models_folder=models_folder)
    voice = tmp_path / "voice.wav"
    soundfile.write(voice, read_audio(VOICE, 16_000, watch=Watch())[:19_200], 16_000)
    report = render(template, voice, tmp_path / "clip.mp4", options=options)
    assert report.renderer == "wav2lip"
    assert report.frames == 30
    number = base_path(template.span, report.frames)[20]
    clip = next(read_frames(tmp_path / "clip.mp4", start=20, count=1, watch=Watch())).astype(int)
    base = next(read_frames(template.path("video.mp4"), start=int(number), count=1, watch=Watch())).astype(int)
    change = np.abs(clip - base).mean(2)
    assert change[:240].mean() < 2, "above the nose"
    assert change[300:400, 200:290].mean() > 5, "the mouth"
