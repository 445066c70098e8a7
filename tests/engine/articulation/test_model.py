from __future__ import annotations

import re
from dataclasses import replace
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file, save_file

from engine.articulation.errors import ArticulationDamaged
from engine.articulation.features import encode
from engine.articulation.model import FORMAT, Articulation, load_generic
from engine.articulation.motion import lift, spread
from engine.articulation.tcn import SHAPES
from engine.face.landmarks import MOUTH_POINTS
from engine.voice.whisper import SpeechEncoder
from tests.engine.articulation.made import agreement, made_voice

WEIGHTS = resources.files("engine.articulation") / "weights"


@pytest.fixture
def saved(generic: Articulation, tmp_path: Path) -> Path:
    path = tmp_path / "model.safetensors"
    generic.save(path)
    return path


def test_what_is_saved_may_be_read_by_whoever_may_read_other_files(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    assert saved.stat().st_mode == (tmp_path / "other").stat().st_mode


def test_speech_moves_the_mouth_far_more_than_silence(
    encoder: SpeechEncoder, generic: Articulation, sentence: np.ndarray
) -> None:
    sound = np.concatenate([np.zeros(32_000, np.float32), sentence])
    motion = generic.motion(encode(encoder, sound, len(sound) // 640))
    assert (motion.shape, motion.dtype) == ((len(sound) // 640, MOUTH_POINTS, 2), np.float32)
    opening = lift(motion)
    assert opening[50:].std() > 3 * opening[10:40].std()


def test_the_seams_of_listening_do_not_show_in_the_lips(
    encoder: SpeechEncoder, generic: Articulation, sentence: np.ndarray
) -> None:
    """The voice is heard in pieces of 10 s; here against all of it heard at once."""
    voice = np.tile(sentence, 3)[: 450 * 640]
    with torch.inference_mode():
        at_once = generic.motion(encoder(torch.from_numpy(voice)).numpy())
    in_pieces = generic.motion(encode(encoder, voice, 450))
    assert min(agreement(in_pieces, at_once)) > 0.97
    steps = np.abs(np.diff(in_pieces, axis=0)).mean((1, 2))
    assert steps[249] < np.percentile(steps, 90)
    assert np.abs(in_pieces - at_once)[245:255].mean() < 0.5 * at_once.std()


def test_what_is_saved_is_loaded(generic: Articulation, saved: Path) -> None:
    encoded = made_voice(generic.projection, 4, 1)
    assert np.array_equal(Articulation.load(saved).motion(encoded), generic.motion(encoded))
    loaded = Articulation.load(saved)
    assert (loaded.weights, loaded.scale) == (generic.weights, pytest.approx(generic.scale))
    assert np.array_equal(loaded.rest, generic.rest)


def test_a_model_is_the_weighted_sum_of_its_parts(generic: Articulation) -> None:
    encoded = made_voice(generic.projection, 4, 1)
    nothing = 0 * generic.linear
    parts = [replace(generic, nets=(), weights=())] + [
        replace(generic, linear=nothing, bias=0 * generic.bias, nets=(net,), weights=(1.0,)) for net in generic.nets
    ]
    linear, *nets = (part.motion(encoded) for part in parts)
    whole = linear + sum(weight * net for weight, net in zip(generic.weights, nets, strict=True))
    assert generic.motion(encoded) == pytest.approx(whole, abs=1e-5)


def test_coefficients_are_read_off_the_motion_that_they_make(generic: Articulation) -> None:
    coefficients = np.random.default_rng(1).standard_normal((30, SHAPES)).astype(np.float32)
    motion = coefficients @ generic.shapes
    assert motion @ generic.coefficients == pytest.approx(coefficients, abs=1e-3)
    points = motion.reshape(-1, MOUTH_POINTS, 2)
    assert coefficients @ generic.lift == pytest.approx(lift(points), abs=1e-3)
    assert coefficients @ generic.spread == pytest.approx(spread(points), abs=1e-3)


@pytest.mark.parametrize("fault", ["absent", "cut off", "nonsense", "other format", "array missing", "array misshapen"])
def test_a_damaged_file_is_refused(saved: Path, fault: str) -> None:
    arrays = load_file(saved)
    match fault:
        case "absent":
            saved.unlink()
        case "cut off":
            saved.write_bytes(saved.read_bytes()[:100_000])
        case "nonsense":
            saved.write_bytes(b"lips" * 1000)
        case "other format":
            save_file(arrays, saved, {"format": "facenote-articulation-0"})
        case "array missing":
            save_file(
                {name: value for name, value in arrays.items() if name != "net.1.head.bias"}, saved, {"format": FORMAT}
            )
        case "array misshapen":
            save_file({**arrays, "linear": arrays["linear"][:, :-1].copy()}, saved, {"format": FORMAT})
    with pytest.raises(ArticulationDamaged) as caught:
        Articulation.load(saved)
    assert caught.value.facts == {"file": "model.safetensors"}


def test_the_card_says_what_the_shipped_file_is() -> None:
    card = (WEIGHTS / "README.md").read_text("utf-8")
    file, generic = WEIGHTS / "generic.safetensors", load_generic()
    assert f"`{FORMAT}`" in card
    assert f"{len(file.read_bytes()) / 1e6:.1f} MB" in card
    said = re.search(r"two temporal convolutional networks of (\d+) k\s+parameters", card)
    assert said
    assert {sum(p.numel() for p in net.parameters()) // 1000 for net in generic.nets} == {int(said[1])}
    assert len(generic.nets) == 2
    linear_share, net_shares = 0.5, generic.weights
    assert sum(net_shares) == linear_share, "the mean of the ridge and of the networks' mean"
    assert re.search(r"(\d+) lip points and (\d+) jaw points", card)[0] == "40 lip points and 9 jaw points"  # type: ignore[index]
    assert "CC BY 4.0" in card
