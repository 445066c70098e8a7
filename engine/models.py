"""The engine's models: purpose, source, licence, and location of their files."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from platformdirs import user_data_path

from engine.errors import EngineError


class ModelMissing(EngineError):
    """A model's file is not on this machine."""

    code = "model_missing"
    advice = "Add its file with: facenote models add FILE."


class ModelUnknown(EngineError):
    """The file is none of the known models."""

    code = "model_unknown"
    advice = "Add an unchanged file of one of the models that `facenote models` lists."


@dataclass(frozen=True)
class Model:
    """One model.

    Attributes:
        name: its name in Facenote.
        purpose: its purpose in the engine.
        licence: of the weights.
        source: paper or project.
        hashes: SHA-256 prefixes of the accepted files; empty if the publisher gives no hash.
        file_name: its name in the models folder.
        shipped: finds the file inside an installed package; None if the operator must provide it.
        beside: (name, SHA-256) of the files that belong into the same folder.
    """

    name: str
    purpose: str
    licence: str
    source: str
    hashes: tuple[str, ...]
    file_name: str
    shipped: Callable[[], Path | None] | None = None
    beside: tuple[tuple[str, str], ...] = ()


def _package_file(package: str, inside: str) -> Path | None:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / inside
    return path if path.is_file() else None


WHISPER = Model(
    "whisper-tiny.en",
    "hears what is said: speech features for the articulation",
    "MIT",
    "Radford et al. 2022; engine/voice/weights/README.md",
    (
        "3b1b373e4339b8a584721741a28c3117a1b783a429991f9737583ef4fda210b0",  # shipped: the layers in use
        "d3dd57d32accea0b295c96e26691aa14d8822fac7d9d27d5dc00b4ca2826dd03",  # the official checkpoint
    ),
    "tiny.en.pt",
    lambda: _package_file("engine.voice", "weights/whisper_tiny_en.safetensors"),
)
ARTICULATION = Model(
    "articulation",
    "moves the mouth: from speech features to lips and jaw",
    "CC BY 4.0 (trained on the GRID corpus)",
    "engine/articulation/weights/README.md",
    (),
    "generic.safetensors",
    lambda: _package_file("engine.articulation", "weights/generic.safetensors"),
)
DETECTOR = Model(
    "face-detector",
    "finds faces in a picture",
    "Apache-2.0",
    "engine/face/weights/README.md",
    (),
    "detector.safetensors",
    lambda: _package_file("engine.face", "weights/detector.safetensors"),
)
MESH = Model(
    "face-mesh",
    "finds the landmarks of a face",
    "Apache-2.0",
    "engine/face/weights/README.md",
    (),
    "mesh.safetensors",
    lambda: _package_file("engine.face", "weights/mesh.safetensors"),
)
FAN = Model(
    "fan",
    "finds landmarks too: the other landmark engine",
    "BSD-3-Clause",
    "Bulat and Tzimiropoulos 2017; 2DFAN4-11f355bf06.pth.tar of the project face-alignment",
    ("11f355bf06",),
    "2DFAN4-11f355bf06.pth.tar",
)
WAV2LIP = Model(
    "wav2lip",
    "draws the mouth with a network: the wav2lip renderer",
    "research only, no commercial use (trained on LRS2)",
    "Prajwal et al. 2020; wav2lip.pth or wav2lip_gan.pth",
    (
        "b78b681b68ad9fe6c6fb1debc6ff43ad05834a8af8a62ffc4167b7b34ef63c37",  # wav2lip.pth
        "ca9ab7b7b812c0e80a6e70a5977c545a1e8a365a6c49d5e533023c034d7ac3d8",  # wav2lip_gan.pth
    ),
    "wav2lip.pth",
)
GFPGAN = Model(
    "gfpgan",
    "restores the drawn mouth with a network",
    "Apache-2.0, as its authors publish it; parts of the code that trained it, and its training data (FFHQ), are non-commercial",
    "Wang et al. 2021; GFPGANv1.4.pth",
    ("e2cd4703ab14f4d01fd1383a8a8b266f9a5833dacee8e6a79d3bf21a1b6be5ad",),
    "GFPGANv1.4.pth",
)
_VOCABULARY = ("vocabulary.txt", "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913")
SUBTITLES_BASE = Model(
    "whisper-base",
    "writes down what is said: subtitles",
    "MIT",
    "Radford et al. 2022; model.bin of Systran/faster-whisper-base on Hugging Face, with config.json and vocabulary.txt",
    ("d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",),
    "whisper-base/model.bin",
    beside=(("config.json", "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"), _VOCABULARY),
)
SUBTITLES_SMALL = Model(
    "whisper-small",
    "writes down what is said, with fewer mistakes than whisper-base",
    "MIT",
    "Radford et al. 2022; model.bin of Systran/faster-whisper-small on Hugging Face, with config.json and vocabulary.txt",
    ("3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671",),
    "whisper-small/model.bin",
    beside=(("config.json", "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828"), _VOCABULARY),
)
SUBTITLES = (SUBTITLES_SMALL, SUBTITLES_BASE)
"""Models for subtitles, the best first."""

MODELS = (WHISPER, ARTICULATION, DETECTOR, MESH, FAN, WAV2LIP, GFPGAN, SUBTITLES_BASE, SUBTITLES_SMALL)


def models_folder() -> Path:
    """Return the folder of the operator's own model files."""
    return user_data_path("facenote") / "models"


def locate(model: Model, folder: Path | None = None) -> Path | None:
    """Return the model's file: the operator's own in ``folder`` first, else the one shipped by a package; None if absent,
    or if a file that belongs beside it is.
    """
    own = (folder or models_folder()) / model.file_name
    if own.is_file() and all(own.with_name(name).is_file() for name, _ in model.beside):
        return own
    return model.shipped() if model.shipped else None


def require(model: Model, folder: Path | None = None) -> Path:
    """Return the file found by :func:`locate`, after verifying it.

    Raises:
        ModelMissing: no file.
        ModelUnknown: the file differs from the published one.
    """
    path = locate(model, folder)
    if path is None:
        raise ModelMissing(f"{model.name} is not on this machine", model=model.name)
    _verify(path, model)
    return path


def add(file: Path, model: Model, folder: Path | None = None) -> Path:
    """Copy the operator's ``file`` into the models folder, verified, with those that belong beside it.

    Raises ModelMissing, ModelUnknown.
    """
    if not file.is_file():
        raise ModelMissing(f"{file.name} is not a file", model=model.name)
    if model.shipped is not None and not model.hashes:
        raise ModelUnknown(f"{model.name} comes with its package and cannot be replaced", model=model.name)
    _verify(file, model)
    target = (folder or models_folder()) / model.file_name
    target.parent.mkdir(parents=True, exist_ok=True)
    for name, _ in model.beside:
        _copy(file.with_name(name), target.with_name(name))
    return _copy(file, target)


def _copy(source: Path, target: Path) -> Path:
    partial = target.with_suffix(".partial")
    shutil.copyfile(source, partial)
    return partial.replace(target)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _verify(path: Path, model: Model) -> None:
    _verify_file(path, model, model.hashes)
    for name, sha256 in model.beside:
        beside = path.with_name(name)
        if not beside.is_file():
            raise ModelMissing(f"{name} of {model.name} is not beside {path.name}", model=model.name)
        _verify_file(beside, model, (sha256,))


def _verify_file(path: Path, model: Model, hashes: tuple[str, ...]) -> None:
    if hashes and not (found := digest(path)).startswith(hashes):
        raise ModelUnknown(f"{path.name} has SHA-256 {found[:16]}..., which is no known {model.name}", model=model.name)
