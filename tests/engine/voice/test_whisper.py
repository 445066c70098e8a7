"""Tests of the speech encoder against other implementations: librosa's spectrogram, torch's own transformer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import librosa
import numpy as np
import pytest
import safetensors.torch
import torch
from torch import nn

from engine import models
from engine.voice import SpeechModelDamaged
from engine.voice.whisper import WIDTH, SpeechEncoder, log_mel
from tests.engine.voice.sounds import noise, silence

FRAME = 640  # samples in a video frame


@pytest.fixture(scope="module")
def model_file() -> Path:
    return models.require(models.WHISPER)


@pytest.fixture(scope="module")
def encoder(model_file: Path) -> SpeechEncoder:
    return SpeechEncoder.load(model_file)


def features(encoder: SpeechEncoder, samples: np.ndarray) -> np.ndarray:
    return np.concatenate(list(encoder.features(samples)))


def test_log_mel_is_that_of_librosa(encoder: SpeechEncoder, sentence: np.ndarray) -> None:
    power = librosa.feature.melspectrogram(
        y=sentence, sr=16_000, n_fft=400, hop_length=160, n_mels=80, power=2, pad_mode="reflect"
    )[:, :-1]
    log = np.log10(np.maximum(power, 1e-10))
    expected = (np.maximum(log, log.max() - 8) + 4) / 4
    assert log_mel(torch.from_numpy(sentence), encoder.mel_filters, encoder.window).numpy() == pytest.approx(
        expected, abs=1e-3
    )


def test_a_block_is_a_pre_norm_transformer_layer(encoder: SpeechEncoder) -> None:
    ours: Any = encoder.blocks[1]  # torch types the parts of a module as Tensor | Module
    theirs = nn.TransformerEncoderLayer(
        WIDTH, 6, 4 * WIDTH, activation="gelu", batch_first=True, norm_first=True, dropout=0
    ).eval()
    attention = [ours.attn[name] for name in ("query", "key", "value")]
    biases = [ours.attn["query"].bias, torch.zeros(WIDTH), ours.attn["value"].bias]
    state = {
        "self_attn.in_proj_weight": torch.cat([linear.weight for linear in attention]),
        "self_attn.in_proj_bias": torch.cat(biases),
    }
    parts = {
        "self_attn.out_proj": ours.attn["out"],
        "linear1": ours.mlp[0],
        "linear2": ours.mlp[2],
        "norm1": ours.attn_ln,
        "norm2": ours.mlp_ln,
    }
    state |= {f"{name}.{key}": value for name, part in parts.items() for key, value in part.state_dict().items()}
    theirs.load_state_dict(state)
    x = torch.randn(1, 40, WIDTH, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        assert torch.allclose(ours(x), theirs(x), atol=1e-3)


def test_features_are_those_of_the_published_model(encoder: SpeechEncoder) -> None:
    with np.load(Path(__file__).with_name("data") / "speech_features.npz") as reference:
        found = features(encoder, reference["sound"].astype(np.float32) / 2**15)
        assert found == pytest.approx(reference["features"], abs=1e-3)


@pytest.mark.parametrize("frames", [1, 3, 250, 251, 600])
def test_there_are_two_features_for_every_video_frame(encoder: SpeechEncoder, frames: int) -> None:
    found = features(encoder, noise(frames / 25, 0.1)[: frames * FRAME])
    assert (found.shape, found.dtype) == ((2 * frames, WIDTH), np.float32)


def test_pieces_do_not_grow_with_the_voice(encoder: SpeechEncoder) -> None:
    assert [len(piece) for piece in encoder.features(silence(24))] == [500, 500, 200]


def test_every_piece_hears_a_second_of_what_comes_before_and_after(
    encoder: SpeechEncoder, sentence: np.ndarray
) -> None:
    voice = np.tile(sentence, 4)[: 24 * 16_000]
    first, second, third = encoder.features(voice)
    with torch.inference_mode():
        heard = [
            encoder(torch.from_numpy(voice[a * 16_000 : b * 16_000])).numpy() for a, b in ((0, 11), (9, 21), (19, 24))
        ]
    assert first == pytest.approx(heard[0][:500], abs=1e-4)
    assert second == pytest.approx(heard[1][50:550], abs=1e-4)
    assert third == pytest.approx(heard[2][50:], abs=1e-4)


def test_the_official_checkpoint_is_read_too(encoder: SpeechEncoder, tmp_path: Path, sentence: np.ndarray) -> None:
    path = tmp_path / "tiny.en.pt"
    state = {f"encoder.{name}": value.half() for name, value in encoder.state_dict().items()}
    torch.save({"dims": {}, "model_state_dict": {**state, "decoder.ln.weight": torch.zeros(3)}}, path)
    voice = sentence[: 50 * FRAME]
    assert features(SpeechEncoder.load(path), voice) == pytest.approx(features(encoder, voice), abs=1e-2)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model.safetensors", b""),
        ("model.safetensors", b"no model at all" * 100),
        ("model.safetensors", safetensors.torch.save({"conv1.weight": torch.zeros(3)})),
        ("tiny.en.pt", b"no checkpoint"),
        ("absent.pt", None),
    ],
    ids=["empty", "nonsense", "another model", "no checkpoint", "absent"],
)
def test_what_is_no_such_model_is_refused(tmp_path: Path, name: str, content: bytes | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SpeechModelDamaged) as caught:
        SpeechEncoder.load(path)
    assert caught.value.facts == {"file": name}


def test_a_file_that_was_cut_off_is_refused(model_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    with model_file.open("rb") as source:
        path.write_bytes(source.read(2_000_000))
    with pytest.raises(SpeechModelDamaged):
        SpeechEncoder.load(path)
