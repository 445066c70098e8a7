"""Check the networks on a GPU: they compute what they compute on the CPU, and how fast.

    make gpu-check                     (or: python scripts/gpu_check.py --device cuda:1)

Prints one table. Exits with 1 where a result is further from the CPU's than its tolerance.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
import torch

from engine.demo import PORTRAIT
from engine.device import find_device
from engine.face.engines import FaceLandmarks, LandmarkEngine
from engine.face.mesh_net import SIDE_PX
from engine.face.picture import Photo
from engine.pipeline.models import Models

BATCHES = (1, 8, 64)
SECONDS = 20


@dataclass(frozen=True)
class Row:
    """One line of the table: the difference from the CPU with its tolerance, None where only speed is measured."""

    what: str
    rate: str
    difference: float | None = None
    tolerance: float = 0.0

    @property
    def passed(self) -> bool:
        return self.difference is None or self.difference <= self.tolerance

    def __str__(self) -> str:
        told = "" if self.difference is None else f"{self.difference:.4f} (at most {self.tolerance:g})"
        return f"{self.what:<44} {self.rate:>18}   {told} {'' if self.passed else 'FAILED'}"


@torch.inference_mode()
def main() -> int:
    """Run all checks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--frames", type=int, default=256)
    options = parser.parse_args()
    device = find_device(options.device)
    if device.type == "cuda":
        say(f"{torch.cuda.get_device_name(device)}, torch {torch.__version__}, CUDA {torch.version.cuda}")
    here, there = Models(device="cpu"), Models(device=str(device))
    rows = [
        *mesh(here, there, options.frames),
        track(here, there, options.frames),
        detector(here, there),
        *speech(here, there),
    ]
    say(*rows)
    if device.type == "cuda":
        say(f"memory of the GPU at most: {torch.cuda.max_memory_allocated(device) / 2**20:.0f} MiB")
    return 0 if all(row.passed for row in rows) else 1


def mesh(here: Models, there: Models, frames: int) -> list[Row]:
    """Check the attention mesh on batches of crops."""
    crops = np.stack([cv2.resize(view, (SIDE_PX, SIDE_PX))[..., ::-1] for view in moving_portrait(frames)])
    pixels = torch.from_numpy(crops).permute(0, 3, 1, 2).float() / 255
    wanted = torch.cat([here.faces.mesh(part)[0] for part in pixels.split(8)])
    on_device = pixels.to(there.device)
    found = there.faces.mesh(on_device)[0].cpu()
    rows = [Row("mesh: points, pixels of a crop", "", float((found - wanted).abs().max()), 0.3)]
    for batch in BATCHES:
        parts = on_device[: 4 * batch].split(batch)
        seconds = timed(there.device, partial(lambda parts: [there.faces.mesh(part) for part in parts], parts))
        rows.append(Row(f"mesh: batches of {batch}", f"{sum(map(len, parts)) / seconds:.0f} frames/s"))
    return rows


def track(here: Models, there: Models, frames: int) -> Row:
    """Check the landmarks of a moving face, tracked as in a video: all frames at once on a GPU, one by one on a CPU."""
    pictures = [Photo(view) for view in moving_portrait(frames)]
    box = here.faces.detector.detect(pictures[0])[0].box

    def points(engine: LandmarkEngine) -> np.ndarray:
        engine.forget()
        found = [face for k in range(0, frames, 6) for face in engine.locate(pictures[k : k + 6], box)]
        return np.stack([face.landmarks for face in found if isinstance(face, FaceLandmarks)])

    engine = there.faces.landmarks()
    found, wanted = points(engine), points(here.faces.landmarks())
    size = np.linalg.norm(wanted[:, 36] - wanted[:, 45], axis=1)[:, None]
    difference = float((np.linalg.norm(found - wanted, axis=2) / size).mean())
    rate = frames / timed(there.device, lambda: points(engine))
    return Row("track: points, distances of the eyes' corners", f"{rate:.0f} frames/s", difference, 0.01)


def detector(here: Models, there: Models) -> Row:
    """Check the box of the face in a whole picture."""
    picture = Photo(moving_portrait(1)[0])
    wanted, found = (models.faces.detector.detect(picture)[0].box for models in (here, there))
    rate = 1 / timed(there.device, lambda: there.faces.detector.detect(picture))
    return Row("detector: box, pixels", f"{rate:.0f} frames/s", float(np.abs(found - wanted).max()), 1.0)


def speech(here: Models, there: Models) -> list[Row]:
    """Check the speech encoder's features, and the resulting opening of the mouth."""
    samples = np.random.default_rng(1).standard_normal(SECONDS * 16_000).astype(np.float32) * 0.1
    samples *= np.abs(np.sin(np.arange(len(samples)) * 3e-4)).astype(np.float32)

    def encode(models: Models) -> np.ndarray:
        return np.concatenate(list(models.speech_encoder.features(samples)))

    wanted, found = encode(here), encode(there)
    motion = [here.articulation.motion(features) for features in (wanted, found)]
    rate = SECONDS / timed(there.device, lambda: encode(there))
    return [
        Row("speech encoder: features", f"{rate:.0f} x real time", float(np.abs(found - wanted).max()), 0.05),
        Row("mouth motion from them, deviations", "", float(np.abs(motion[0] - motion[1]).max()), 0.05),
    ]


def moving_portrait(frames: int) -> list[np.ndarray]:
    """Return the demo's portrait, swaying: BGR uint8 (h, w, 3)."""
    picture = cv2.imread(str(PORTRAIT))
    height, width = picture.shape[:2]
    views = []
    for number in range(frames):
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), 6 * np.sin(number / 9), 1 + 0.05 * np.sin(number / 7))
        turn[:, 2] += 0.02 * width * np.array([np.sin(number / 5), np.cos(number / 6)])
        views.append(cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REPLICATE))
    return views


def timed(device: torch.device, work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of three runs, after one warm-up run."""
    seconds = []
    for _ in range(4):
        wait(device)
        began = time.perf_counter()
        work()
        wait(device)
        seconds.append(time.perf_counter() - began)
    return min(seconds[1:])


def say(*lines: object) -> None:
    """Write lines to standard output."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def wait(device: torch.device) -> None:
    """Wait until the device has finished its work."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)


if __name__ == "__main__":
    sys.exit(main())
