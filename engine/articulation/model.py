"""Articulation: the model from a voice to mouth motion, generic or personal.

Both are the sum of a linear part and a few small networks, so one class reads, writes and runs them:

    motion = windows(features) @ linear + sum_i weight_i * net_i(features) @ shapes + bias

The generic model is the mean of a pooled ridge regression and two networks; :mod:`engine.articulation.personal` adds a
person's own ridge and fine-tuned copies of the networks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from engine.articulation.errors import ArticulationDamaged
from engine.articulation.features import COMPONENTS, TAPS, Projection, windows_times
from engine.articulation.features import WIDTH as FEATURE_WIDTH
from engine.articulation.motion import lift, spread
from engine.articulation.tcn import SHAPES, MouthNet
from engine.face.landmarks import MOUTH_POINTS
from engine.voice.whisper import WIDTH as ENCODER_WIDTH

FORMAT = "facenote-articulation-1"
VALUES = 2 * MOUTH_POINTS
WINDOW = TAPS * COMPONENTS


@dataclass(frozen=True)
class Articulation:
    """A trained voice-to-mouth model.

    Attributes:
        projection: from encoder output to features.
        shapes: float32 (16, 98), motion of one standard deviation of each shape coefficient.
        linear: float32 (768, 98).
        bias: float32 (98,).
        nets: the networks, and ``weights`` their shares in the sum.
        rest: float32 (49, 2), motion of the closed mouth at rest.
        scale: standard deviation of the inner-lip opening, canonical units: the person's, or the training people's mean.
    """

    projection: Projection
    shapes: np.ndarray
    linear: np.ndarray
    bias: np.ndarray
    nets: tuple[MouthNet, ...]
    weights: tuple[float, ...]
    rest: np.ndarray
    scale: float

    def motion(self, encoded: np.ndarray) -> np.ndarray:
        """Return mouth motion ``(n, 49, 2)`` for one clip's encoder output ``(2 n, 384)``."""
        features = self.projection(encoded)
        flat = windows_times(features, self.linear) + self.bias
        centred = features - features.mean(0)
        for net, weight in zip(self.nets, self.weights, strict=True):
            flat += weight * net.predict(centred) @ self.shapes
        return flat.reshape(-1, MOUTH_POINTS, 2).astype(np.float32)

    @property
    def personal(self) -> bool:
        """True if the sum contains a personal part; the generic model has no bias."""
        return bool(self.bias.any())

    @cached_property
    def coefficients(self) -> np.ndarray:
        """Float32 (98, 16): from flattened motion to standardised shape coefficients."""
        return (self.shapes / (self.shapes**2).sum(1, keepdims=True)).T

    @cached_property
    def lift(self) -> np.ndarray:
        """Float32 (16,): change of mouth opening with each coefficient."""
        return lift(self.shapes.reshape(SHAPES, MOUTH_POINTS, 2))

    @cached_property
    def spread(self) -> np.ndarray:
        """Float32 (16,): change of mouth width with each coefficient."""
        return spread(self.shapes.reshape(SHAPES, MOUTH_POINTS, 2))

    def save(self, path: Path) -> None:
        """Write everything as one safetensors file."""
        arrays = {f"projection.{name}": getattr(self.projection, name) for name in ("mean", "scale", "basis")}
        arrays |= {name: getattr(self, name) for name in ("shapes", "linear", "bias", "rest")}
        arrays["weights"] = np.array(self.weights, np.float32)
        arrays["scale"] = np.array([self.scale], np.float32)
        for i, net in enumerate(self.nets):
            arrays |= {f"net.{i}.{name}": value.numpy() for name, value in net.state_dict().items()}
        path.write_bytes(save({k: np.ascontiguousarray(v, np.float32) for k, v in arrays.items()}, {"format": FORMAT}))

    @classmethod
    def load(cls, path: Path) -> Articulation:
        """Read a file written by :meth:`save`.

        Raises:
            ArticulationDamaged: unreadable, of another format, or with arrays of other shapes.
        """
        try:
            with safe_open(path, "numpy") as file:
                if (found := (file.metadata() or {}).get("format")) != FORMAT:
                    raise ArticulationDamaged(f"{path.name} has format {found}, expected {FORMAT}", file=path.name)
                return cls._from_arrays({name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118
        except (SafetensorError, OSError, KeyError, ValueError, RuntimeError) as error:
            raise ArticulationDamaged(f"{path.name} cannot be read: {error}", file=path.name) from error

    @classmethod
    def _from_arrays(cls, arrays: dict[str, np.ndarray]) -> Articulation:
        def take(name: str, *shape: int) -> np.ndarray:
            if arrays[name].shape != shape:
                raise ValueError(f"{name} has shape {arrays[name].shape}, expected {shape}")
            return arrays[name]

        weights = tuple(float(w) for w in arrays["weights"])
        return cls(
            Projection(
                take("projection.mean", ENCODER_WIDTH),
                take("projection.scale", ENCODER_WIDTH),
                take("projection.basis", ENCODER_WIDTH, FEATURE_WIDTH // 2),
            ),
            take("shapes", SHAPES, VALUES),
            take("linear", WINDOW, VALUES),
            take("bias", VALUES),
            tuple(_net(arrays, f"net.{i}.") for i in range(len(weights))),
            weights,
            take("rest", MOUTH_POINTS, 2),
            float(take("scale", 1)[0]),
        )


def _net(arrays: dict[str, np.ndarray], prefix: str) -> MouthNet:
    net = MouthNet()
    net.load_state_dict({name: torch.from_numpy(arrays[prefix + name]) for name in net.state_dict()})
    return net.eval().requires_grad_(False)


def load_generic() -> Articulation:
    """Return the shipped model, trained on the GRID corpus; see ``engine/articulation/weights/README.md``."""
    with resources.as_file(resources.files("engine.articulation") / "weights" / "generic.safetensors") as path:
        return Articulation.load(path)
