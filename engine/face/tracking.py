"""Tracking of one person's landmarks through a video that may show others."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from engine.face.detector import FaceDetector
from engine.face.engines import Detection, FaceLandmarks, LandmarkEngine
from engine.face.errors import NoFaceFound
from engine.face.landmarks import LIP_POINTS
from engine.face.networks import FaceNetworks
from engine.face.picture import Frame, Photo, Picture
from engine.face.pose import head_pose
from engine.face.shots import CutFinder, zoom_cuts
from engine.face.track import FaceTrack
from engine.media import FPS, MediaInfo, probe, read_frames
from engine.watch import Stage, Watch

_BATCH = 16  # frames whose landmarks are found together; other faces are looked for in the first of them
_GAP_S = 1.0
_SAME_FACE = 0.6  # of the face's width: largest movement between two detections
_LIKENESS = 0.35  # histogram correlation below which a face after a cut is another person


def track_face(
    video: Path,
    *,
    engine: str = "mesh",
    networks: FaceNetworks | None = None,
    info: MediaInfo | None = None,
    watch: Watch = Watch(),
) -> FaceTrack:
    """Track the largest face of a normalised video, by identity.

    ``networks``: already loaded networks, or None to load them. ``info`` saves probing the file.

    Raises:
        NoFaceFound: no frame shows a face.
        LandmarkEngineUnknown, ModelMissing, ModelUnknown, FaceModelDamaged: see :class:`FaceNetworks`.
    """
    info = info or probe(video)
    assert info.video is not None
    tracker = _Tracker(engine, networks or FaceNetworks())
    try:
        for number, frame in enumerate(read_frames(video, pixels="yuv420p", info=info, watch=watch)):
            tracker.add(Frame(frame))
            watch.report(Stage.TRACK, (number + 1) / max(info.video.frames, number + 1))
        return tracker.finish(FPS, (info.video.width, info.video.height))
    finally:
        tracker.close()


def track_photo(picture: np.ndarray, *, engine: str = "mesh", networks: FaceNetworks | None = None) -> FaceTrack:
    """Return a track of one frame for a BGR photo. Raises as :func:`track_face`."""
    tracker = _Tracker(engine, networks or FaceNetworks())
    try:
        tracker.add(Photo(picture))
        return tracker.finish(FPS, (picture.shape[1], picture.shape[0]))
    finally:
        tracker.close()


def find_orientation(
    video: Path, *, networks: FaceNetworks | None = None, info: MediaInfo | None = None, watch: Watch = Watch()
) -> int:
    """Return the clockwise rotation that makes the face upright, in degrees: 0, 90, 180 or 270.

    Judged on a few frames; 0 if no rotation is clearly better. ``info`` saves probing the file.
    """
    info = info or probe(video)
    assert info.video is not None
    step = max(info.video.frames // 5, 1)
    starts = range(step // 2, info.video.frames, step)
    frames = (
        picture for start in starts for picture in read_frames(video, start=start, count=1, info=info, watch=watch)
    )
    return _orientation(frames, networks or FaceNetworks())


def find_photo_orientation(picture: np.ndarray, *, networks: FaceNetworks | None = None) -> int:
    """Return the same for a BGR photo without EXIF data."""
    return _orientation([picture], networks or FaceNetworks())


def _orientation(pictures: Iterable[np.ndarray], networks: FaceNetworks) -> int:
    turns = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)
    upright = np.zeros(4)
    for picture in pictures:
        for k, turn in enumerate(turns):
            view = picture if turn is None else cv2.rotate(picture, turn)
            upright[k] += max(
                (face.score for face in networks.detector.detect(Photo(view)) if abs(face.tilt) < 45), default=0
            )
    best = int(upright.argmax())
    return 90 * best if upright[best] > 2 * upright[0] else 0


class _Tracker:
    """Tracker of one face over streamed frames."""

    def __init__(self, engine: str, networks: FaceNetworks) -> None:
        self._engine: LandmarkEngine = networks.landmarks(engine)
        self._detector: FaceDetector = networks.detector
        self._cuts = CutFinder()
        self._pending: list[Picture] = []
        self._box: np.ndarray | None = None  # of the person, while in sight
        self._looks: np.ndarray | None = None
        self._rival = 0.0
        self._rows: list[FaceLandmarks | None] = []
        self._rivals: list[float] = []

    def add(self, picture: Picture) -> None:
        self._cuts.add(picture)
        if self._cuts.suspects():
            self._settle()
            self._box = None
            self._engine.forget()
        if self._box is None:
            self._look(picture)
        else:
            self._pending.append(picture)
            if len(self._pending) == _BATCH:
                self._settle()

    def _settle(self) -> None:
        """Find the landmarks in all waiting frames."""
        while self._pending:
            pictures, self._pending = self._pending, []
            self._follow(pictures)

    def _follow(self, pictures: list[Picture]) -> None:
        # Other faces. The detector sometimes misses clear faces: while the landmarks hold, a miss is ignored.
        self._detect(pictures[0])
        while pictures and self._box is not None:
            rows = self._engine.locate(pictures, self._box)
            held = next((k for k, row in enumerate(rows) if row is None), len(rows))
            for row in rows[:held]:
                self._note(row)
            if held < len(rows):  # lost: detect again at once
                self._engine.forget()
                self._look(pictures[held])
            pictures = pictures[held + 1 :]
        for picture in pictures:
            if self._box is None:
                self._look(picture)
            else:
                self._pending.append(picture)

    def _look(self, picture: Picture) -> None:
        """Find the person anywhere in the picture."""
        seen = self._detect(picture)
        self._note(None if seen is None else self._engine.locate([picture], seen)[0])

    def _note(self, row: FaceLandmarks | None) -> None:
        self._box = None if row is None else row.box()
        self._rows.append(row)
        self._rivals.append(self._rival if row is not None else 0.0)

    def _detect(self, picture: Picture) -> np.ndarray | None:
        """Return the person's box, or None if not detected; record the size of the largest other face."""
        faces = self._detector.detect(picture)
        mine = self._pick(picture, faces)
        if mine is None:
            return None
        others = [face.width for face in faces if face is not mine and not _overlap(face, mine)]
        self._rival = max(others, default=0.0) / mine.width
        looks = _looks(picture, mine)
        self._looks = looks if self._looks is None else 0.9 * self._looks + 0.1 * looks
        return mine.box

    def _pick(self, picture: Picture, faces: list[Detection]) -> Detection | None:
        if not faces:
            return None
        if self._box is not None:  # still in sight: the face at the last position
            centre, width = (self._box[:2] + self._box[2:]) / 2, float(self._box[2] - self._box[0])
            nearest = min(faces, key=lambda face: float(np.linalg.norm(face.centre - centre)))
            return nearest if np.linalg.norm(nearest.centre - centre) < _SAME_FACE * width else None
        if self._looks is None:
            return faces[0]
        likeness = [_alike(self._looks, _looks(picture, face)) for face in faces]
        best = int(np.argmax(likeness))
        return faces[best] if likeness[best] > _LIKENESS else None

    def close(self) -> None:
        self._engine.close()

    def finish(self, fps: Fraction, size: tuple[int, int]) -> FaceTrack:
        self._settle()
        found = np.array([row is not None for row in self._rows], bool)
        if not found.any():
            where = "found in the photo" if len(found) == 1 else f"in {len(found)} frames"
            raise NoFaceFound(f"no face {where}", frames=len(found))
        landmarks = np.zeros((len(found), 68, 2), np.float32)
        lips = np.zeros((len(found), LIP_POINTS, 2), np.float32)
        extents = np.zeros((len(found), 4), np.float32)
        measured = True
        for t, row in enumerate(self._rows):
            if row is not None:
                landmarks[t], lips[t] = row.landmarks, row.lips
                if row.extent is None:
                    measured = False
                else:
                    extents[t] = row.extent
        cuts = np.union1d(self._cuts.cuts(), zoom_cuts(landmarks, found))
        filled = _fill(found, cuts, (landmarks, lips, extents), int(_GAP_S * fps))
        return FaceTrack(
            engine=self._engine.name,
            fps=fps,
            size=size,
            landmarks=landmarks,
            lips=lips,
            pose=head_pose(landmarks),
            found=found,
            filled=filled,
            rivals=np.array(self._rivals, np.float32),
            cuts=cuts,
            extents=extents if measured else None,
        )


def _fill(found: np.ndarray, cuts: np.ndarray, arrays: tuple[np.ndarray, ...], longest: int) -> np.ndarray:
    """Give every row a value in place; return which rows are interpolated across a short gap within one shot."""
    known = np.flatnonzero(found)
    shot = np.searchsorted(cuts, np.arange(len(found)), side="right")
    filled = np.zeros(len(found), bool)
    for t in np.flatnonzero(~found):
        after = int(np.searchsorted(known, t))
        left = known[after - 1] if after else None
        right = known[after] if after < len(known) else None
        if left is not None and right is not None and right - left - 1 <= longest and shot[left] == shot[right]:
            share = (t - left) / (right - left)
            filled[t] = True
            for array in arrays:
                array[t] = (1 - share) * array[left] + share * array[right]
        else:
            nearest = left if right is None or (left is not None and t - left <= right - t) else right
            for array in arrays:
                array[t] = array[nearest]
    return filled


def _overlap(a: Detection, b: Detection) -> bool:
    """Return whether both detections are the same face."""
    return bool(np.linalg.norm(a.centre - b.centre) < 0.3 * max(a.width, b.width))


def _looks(picture: Picture, face: Detection) -> np.ndarray:
    """Return a histogram (32, 8) of hue and saturation of the face, hair and collar, which a cut does not change."""
    half = np.array([0.8, 1.1]) * face.width
    x0, y0 = np.maximum(face.centre - half, 0).astype(int) // 2 * 2
    x1, y1 = np.minimum(face.centre + half, picture.size).astype(int) // 2 * 2
    hsv = cv2.cvtColor(picture.part(x0, y0, x1, y1), cv2.COLOR_RGB2HSV)
    histogram = cv2.calcHist([hsv], [0, 1], None, [32, 8], [0, 180, 0, 256])
    return cv2.GaussianBlur(histogram, (3, 3), 0) / max(histogram.sum(), 1.0)


def _alike(a: np.ndarray, b: np.ndarray) -> float:
    return float(cv2.compareHist(a.astype(np.float32), b.astype(np.float32), cv2.HISTCMP_CORREL))
