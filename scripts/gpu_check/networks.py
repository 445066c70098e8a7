"""Check the networks: they compute on the device what they compute on the CPU, and how fast."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np
import torch

from engine.demo import PORTRAIT
from engine.face.engines import FaceLandmarks, LandmarkEngine
from engine.face.mesh_net import SIDE_PX
from engine.face.picture import Photo
from engine.pipeline.models import Models
from scripts.gpu_check.clock import timed
from scripts.gpu_check.report import Row

BATCHES = (1, 8, 64)
SECONDS = 20
FRAMES = 256


@torch.inference_mode()
def networks(here: Models, there: Models) -> list[Row]:
    """Check all networks of ``there`` against those of ``here``."""
    return [*mesh(here, there, FRAMES), track(here, there, FRAMES // 2), detector(here, there), *speech(here, there)]


def mesh(here: Models, there: Models, frames: int) -> list[Row]:
    """Check the attention mesh on batches of crops."""
    crops = np.stack([cv2.resize(view, (SIDE_PX, SIDE_PX))[..., ::-1] for view in moving_portrait(frames)])
    pixels = torch.from_numpy(crops).permute(0, 3, 1, 2).float() / 255
    wanted = torch.cat([here.faces.mesh(part)[0] for part in pixels.split(8)])
    on_device = pixels.to(there.device)
    found = there.faces.mesh(on_device)[0].cpu()
    rows = [Row.difference("mesh: points, pixels of a crop", float((found - wanted).abs().max()), 0.3)]
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
    return Row.difference("track: points, distances of the eyes' corners", difference, 0.01, f"{rate:.0f} frames/s")


def detector(here: Models, there: Models) -> Row:
    """Check the box of the face in a whole picture."""
    picture = Photo(moving_portrait(1)[0])
    wanted, found = (models.faces.detector.detect(picture)[0].box for models in (here, there))
    rate = 1 / timed(there.device, lambda: there.faces.detector.detect(picture))
    return Row.difference("detector: box, pixels", float(np.abs(found - wanted).max()), 1.0, f"{rate:.0f} frames/s")


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
        Row.difference(
            "speech encoder: features", float(np.abs(found - wanted).max()), 0.05, f"{rate:.0f} x real time"
        ),
        Row.difference("mouth motion from them, deviations", float(np.abs(motion[0] - motion[1]).max()), 0.05),
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
