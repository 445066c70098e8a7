"""Write tests/engine/face/data/mesh_reference.npz: MediaPipe 0.10.21's landmarks in some crops, as a reference for our mesh.

    pip install mediapipe==0.10.21 pillow
    python scripts/make_reference_landmarks.py

MediaPipe tracks a still picture until its crop is stable; that crop and its landmarks are kept. The pictures are views of the
demo's portrait, and a face drawn from ellipses.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import mediapipe as mp
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
PORTRAIT = ROOT / "engine" / "demo" / "portrait.jpg"
TARGET = ROOT / "tests" / "engine" / "face" / "data" / "mesh_reference.npz"
SIDE_PX, ROOM = 192, 1.5
ROUNDS, STILL_PX = 30, 0.05
POINTS = 468


def pictures() -> Iterator[np.ndarray]:
    """Return RGB uint8 pictures with one face."""
    portrait = cv2.cvtColor(cv2.imread(str(PORTRAIT)), cv2.COLOR_BGR2RGB)
    height, width = portrait.shape[:2]
    for turn, scale, gain in ((0, 1.0, 1.0), (14, 0.8, 1.0), (-20, 0.6, 0.7), (5, 0.45, 1.2), (0, 0.7, 0.4)):
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, scale)
        view = cv2.warpAffine(portrait, matrix, (width, height), borderMode=cv2.BORDER_REFLECT)
        yield np.clip(view * gain, 0, 255).astype(np.uint8)
    yield drawn()


def drawn() -> np.ndarray:
    """Return a simple drawn face."""
    face = np.full((480, 480, 3), 210, np.uint8)
    cv2.ellipse(face, (240, 250), (120, 160), 0, 0, 360, (222, 184, 160), -1)
    cv2.ellipse(face, (240, 130), (125, 70), 0, 180, 360, (70, 45, 30), -1)
    for x in (195, 285):
        cv2.ellipse(face, (x, 225), (24, 12), 0, 0, 360, (250, 250, 250), -1)
        cv2.circle(face, (x, 225), 9, (60, 40, 30), -1)
        cv2.ellipse(face, (x, 198), (30, 8), 0, 180, 360, (70, 45, 30), 5)
    cv2.line(face, (240, 235), (228, 282), (190, 145, 120), 5)
    cv2.line(face, (228, 282), (250, 284), (190, 145, 120), 5)
    cv2.ellipse(face, (240, 330), (45, 16), 0, 0, 360, (175, 80, 80), -1)
    cv2.line(face, (195, 330), (285, 330), (110, 40, 40), 3)
    return cv2.GaussianBlur(face, (5, 5), 0)


def crop_matrix(points: np.ndarray) -> np.ndarray:
    """Return the affine map (2, 3) from the crop to the picture, as MediaPipe makes it from landmarks (n, 2) in pixels."""
    low, high = points.min(0), points.max(0)
    side = ROOM * (high - low).max()
    across = points[263] - points[33]
    turn = np.arctan2(across[1], across[0])
    linear = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) * side / SIDE_PX
    return np.column_stack([linear, (low + high) / 2 - linear @ [SIDE_PX / 2, SIDE_PX / 2]])


def track(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Return the last crop, uint8 (192, 192, 3), and its landmarks, float32 (468, 2); None if they never become stable."""
    size = np.array(picture.shape[1::-1])
    before: np.ndarray | None = None
    with mp.solutions.face_mesh.FaceMesh(max_num_faces=1, refine_landmarks=True) as mesh:
        for _ in range(ROUNDS):
            found = mesh.process(picture).multi_face_landmarks
            if not found:
                return None
            points = np.array([(p.x, p.y) for p in found[0].landmark]) * size
            if before is not None and np.abs(points - before).max() < STILL_PX:
                matrix = crop_matrix(before)
                flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
                crop = cv2.warpAffine(picture, matrix, (SIDE_PX, SIDE_PX), flags=flags, borderMode=cv2.BORDER_REPLICATE)
                inside = (points[:POINTS] - matrix[:, 2]) @ np.linalg.inv(matrix[:, :2]).T
                return crop, inside.astype(np.float32)
            before = points
    return None


def main() -> None:
    """Write the file."""
    found = [pair for picture in pictures() if (pair := track(picture)) is not None]
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        TARGET, crops=np.stack([crop for crop, _ in found]), points=np.stack([points for _, points in found])
    )
    print(len(found), "crops")  # noqa: T201


if __name__ == "__main__":
    main()
