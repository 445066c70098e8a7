"""Tests of both landmark engines from the tracker's view; FAN has random weights, as operators must supply its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine import models
from engine.errors import EngineError
from engine.face import FaceNetworks, FaceTrack, LandmarkEngineUnknown, track_photo
from engine.face.engines import Detection, LandmarkEngine
from engine.face.errors import FaceModelDamaged
from engine.face.fan_engine import FanLandmarks, lip_contour, load_fan, read_heat_maps
from engine.face.mesh import MeshLandmarks
from engine.face.networks import LANDMARK_ENGINES
from engine.face.picture import Photo


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Where tests run side by side, the network's threads would only wait for each other."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def _publish(weights: Path, patch: pytest.MonkeyPatch) -> None:
    """From here on the random weights count as the published ones."""
    patch.setattr(models, "FAN", replace(models.FAN, hashes=(models.digest(weights)[:10],)))


@pytest.fixture
def fan_folder(fan_weights: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder in which the random weights count as the published ones."""
    _publish(fan_weights, monkeypatch)
    return fan_weights.parent


@pytest.fixture(scope="module", params=sorted(LANDMARK_ENGINES))
def loaded(request: pytest.FixtureRequest, fan_weights: Path) -> Iterator[LandmarkEngine]:
    with pytest.MonkeyPatch.context() as patch:
        _publish(fan_weights, patch)
        made = FaceNetworks(fan_weights.parent).landmarks(request.param)
    assert made.name == request.param
    yield made
    made.close()


@pytest.fixture
def engine(loaded: LandmarkEngine) -> LandmarkEngine:
    """Each landmark engine in turn, as good as new."""
    loaded.forget()
    return loaded


@pytest.fixture(scope="module")
def box(still: FaceTrack) -> np.ndarray:
    points = still.landmarks[0]
    return np.concatenate([points.min(0), points.max(0)])


def _room(face: np.ndarray, x: int, y: int) -> Photo:
    room = np.full((1100, 1100, 3), 120, np.uint8)
    room[y : y + 480, x : x + 480] = face
    return Photo(room)


def test_an_engine_gives_both_arrays_in_pixels_of_the_picture(
    engine: LandmarkEngine, face_picture: np.ndarray, box: np.ndarray
) -> None:
    (face,) = engine.locate([_room(face_picture, 300, 250)], box + (300, 250, 300, 250))
    assert face is not None
    assert face.landmarks.shape == (68, 2)
    assert face.lips.shape == (40, 2)
    assert face.landmarks.dtype == face.lips.dtype == np.float32
    assert (face.landmarks > 100).all()
    assert (face.landmarks < 1000).all()


def test_landmarks_go_where_the_face_goes(engine: LandmarkEngine, face_picture: np.ndarray, box: np.ndarray) -> None:
    found = []
    for x, y in ((300, 250), (328, 212)):
        engine.forget()
        (face,) = engine.locate([_room(face_picture, x, y)], box + (x, y, x, y))
        assert face is not None
        found.append(face)
    np.testing.assert_allclose(found[1].landmarks - found[0].landmarks, np.broadcast_to((28, -38), (68, 2)), atol=0.02)
    np.testing.assert_allclose(found[1].lips - found[0].lips, np.broadcast_to((28, -38), (40, 2)), atol=0.02)


def test_a_forgotten_past_leaves_no_trace(engine: LandmarkEngine, face_picture: np.ndarray, box: np.ndarray) -> None:
    def fresh() -> np.ndarray:
        engine.forget()
        (face,) = engine.locate([Photo(face_picture)], box)
        assert face is not None
        return face.landmarks

    first = fresh()
    engine.locate([Photo(face_picture[:, ::-1].copy())], box)
    np.testing.assert_array_equal(fresh(), first)


@pytest.mark.parametrize("corner", [(-150, -100), (430, 440), (2000, 2000)])
def test_a_box_at_the_border_or_beyond_breaks_nothing(
    engine: LandmarkEngine, corner: tuple[int, int], face_picture: np.ndarray
) -> None:
    x, y = corner
    (face,) = engine.locate([Photo(face_picture)], np.array([x, y, x + 200, y + 200], np.float32))
    assert face is None or np.isfinite(face.landmarks).all()


def test_an_engine_nobody_knows() -> None:
    with pytest.raises(LandmarkEngineUnknown) as caught:
        FaceNetworks().landmarks("dlib")
    assert caught.value.code == "landmark_engine_unknown"
    assert caught.value.facts == {"engine": "dlib"}


def test_the_detector_finds_the_upright_portrait(face_picture: np.ndarray) -> None:
    detector = FaceNetworks().detector
    (face,) = detector.detect(_room(face_picture, 300, 250))
    lying = detector.detect(Photo(np.rot90(face_picture, -1).copy()))
    assert 480 < face.centre[0] < 600
    assert 430 < face.centre[1] < 600
    assert 150 < face.width < 400
    assert face.score > 0.6
    assert abs(face.tilt) < 15
    assert all(60 < found.tilt < 120 for found in lying), "turned clockwise by a quarter"


def test_a_detection_knows_its_middle_and_its_width() -> None:
    face = Detection(np.array([10, 20, 50, 80], np.float32), 0.9, 0.0)
    assert face.width == 40
    assert face.centre.tolist() == [30, 50]


def _missing(path: Path) -> None:
    path.unlink()


def _changed(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])


@pytest.mark.parametrize(
    ("damage", "code"), [(_missing, "model_missing"), (_changed, "model_unknown"), (_cut_off, "model_unknown")]
)
def test_weights_that_are_not_the_published_ones_are_refused_before_they_are_read(
    damage: Callable[[Path], None], code: str, fan_folder: Path, tmp_path: Path, face_picture: np.ndarray
) -> None:
    weights = tmp_path / models.FAN.file_name
    weights.write_bytes((fan_folder / models.FAN.file_name).read_bytes())
    damage(weights)
    with pytest.raises(EngineError) as caught:
        track_photo(face_picture, engine="fan", networks=FaceNetworks(tmp_path))
    assert caught.value.code == code
    assert caught.value.facts == {"model": "fan"}


def test_random_weights_are_not_the_published_ones(fan_weights: Path, face_picture: np.ndarray) -> None:
    with pytest.raises(models.ModelUnknown):
        track_photo(face_picture, engine="fan", networks=FaceNetworks(fan_weights.parent))


def test_a_photo_is_tracked_with_fan(fan_folder: Path, face_picture: np.ndarray) -> None:
    track = track_photo(face_picture, engine="fan", networks=FaceNetworks(fan_folder))
    assert track.engine == "fan"
    assert track.found.all()


def test_flat_heat_maps_are_no_face(fan_weights: Path, face_picture: np.ndarray, box: np.ndarray) -> None:
    network = load_fan(fan_weights)
    fan, last = FanLandmarks(network), network.get_submodule("l3")
    assert isinstance(last, torch.nn.Conv2d)
    assert last.bias is not None
    with torch.no_grad():
        last.weight.zero_()
        for height, there in ((0.2, False), (0.4, True)):
            last.bias.fill_(height)
            assert (fan.locate([Photo(face_picture)], box)[0] is not None) is there


def test_heat_maps_are_read_between_their_pixels() -> None:
    random = np.random.default_rng(0)
    wanted, heights = random.uniform(3, 61, (68, 2)), random.uniform(0.4, 1, 68)
    y, x = np.mgrid[0:64, 0:64] + 0.5
    squares = (x - wanted[:, :1, None]) ** 2 + (y - wanted[:, 1:, None]) ** 2
    points, peaks = read_heat_maps(heights[:, None, None] * np.exp(-squares / 4.5))
    np.testing.assert_allclose(points, wanted, atol=0.02)
    assert (peaks <= heights).all()
    assert (peaks > 0.8 * heights).all()


def test_heat_maps_that_peak_at_the_border_or_nowhere_stay_inside() -> None:
    maps = np.zeros((3, 64, 64), np.float32)
    maps[0, 0, 0], maps[1, 63, 63] = 1, 1
    points, _ = read_heat_maps(maps)
    assert np.isfinite(points).all()
    assert (points >= 0).all()
    assert (points <= 64).all()


def test_the_lip_contour_of_68_points_is_the_one_of_the_mesh(talking_track: FaceTrack) -> None:
    unit = np.linalg.norm(talking_track.landmarks[0, 45] - talking_track.landmarks[0, 36])
    for landmarks, lips in zip(talking_track.landmarks[::10], talking_track.lips[::10], strict=True):
        distances = np.linalg.norm(lip_contour(landmarks) - lips, axis=1) / unit
        assert distances.mean() < 0.03
        assert distances.max() < 0.08


def test_a_refined_face_lies_where_it_was_seen(
    engine: LandmarkEngine, face_picture: np.ndarray, box: np.ndarray
) -> None:
    picture = _room(face_picture, 300, 250)
    (seen,) = engine.locate([picture], box + (300, 250, 300, 250))
    assert seen is not None
    (exact,) = engine.refine([picture], [seen])
    assert exact.landmarks.dtype == exact.lips.dtype == np.float32
    assert np.abs(exact.landmarks - seen.landmarks).max() < 6
    assert np.abs(exact.lips - seen.lips).max() < 6


def test_a_face_read_from_a_file_is_refined_as_one_just_found(face_picture: np.ndarray, box: np.ndarray) -> None:
    picture = _room(face_picture, 300, 250)
    mesh = FaceNetworks().landmarks()
    (seen,) = mesh.locate([picture], box + (300, 250, 300, 250))
    assert seen is not None
    (found,), (read,) = mesh.refine([picture], [seen]), mesh.refine([picture], [replace(seen, extent=None)])
    across = float(np.linalg.norm(found.landmarks[45] - found.landmarks[36]))
    np.testing.assert_allclose(read.lips, found.lips, atol=0.03 * across)


def test_refined_lips_depend_less_on_how_the_crop_happens_to_lie(face_picture: np.ndarray, box: np.ndarray) -> None:
    mesh = FaceNetworks().landmarks()
    seen, exact = [], []
    for k in range(8):
        offset = np.array([300 + 5 * k, 250 - 3 * k])
        picture = _room(face_picture, *offset)
        (face,) = mesh.locate([picture], box + np.tile(offset, 2))
        assert face is not None
        seen.append(face.lips - offset)
        (refined,) = mesh.refine([picture], [face])
        exact.append(refined.lips - offset)
    assert np.std(exact, axis=0).mean() < 0.7 * np.std(seen, axis=0).mean()


def test_weights_of_another_network_are_damaged(tmp_path: Path) -> None:
    other = tmp_path / "other.pth"
    torch.save({"weight": torch.zeros(3)}, other)
    with pytest.raises(FaceModelDamaged) as caught:
        load_fan(other)
    assert caught.value.facts == {"file": "other.pth"}


def test_what_was_loaded_is_kept_and_no_video_knows_the_one_before(face_picture: np.ndarray, still: FaceTrack) -> None:
    networks = FaceNetworks()
    first, detector, mesh = track_photo(face_picture, networks=networks), networks.detector, networks.mesh
    track_photo(face_picture[:, ::-1].copy(), networks=networks)
    second = track_photo(face_picture, networks=networks)
    assert networks.detector is detector
    assert networks.mesh is mesh
    for track in (first, second):
        np.testing.assert_array_equal(track.landmarks, still.landmarks)


def test_a_face_that_jumps_about_is_followed_as_one_that_stays(face_picture: np.ndarray, box: np.ndarray) -> None:
    places = [np.array(place) for place in ((300, 250), (318, 238), (290, 262), (310, 245), (282, 233), (304, 258))]
    pictures = [_room(face_picture, *place) for place in places]
    mesh = FaceNetworks().landmarks()
    (still,) = mesh.locate(pictures[:1], box + np.tile(places[0], 2))
    assert still is not None
    mesh.forget()
    for place, face in zip(places, mesh.locate(pictures, box + np.tile(places[0], 2)), strict=True):
        assert face is not None
        assert np.abs((face.landmarks - place) - (still.landmarks - places[0])).mean() < 1


def test_the_number_of_threads_changes_nothing(face_picture: np.ndarray, box: np.ndarray) -> None:
    pictures = [_room(face_picture, 300 + 4 * k, 250 - 2 * k) for k in range(6)]
    found = []
    for threads in (1, 2):
        torch.set_num_threads(threads)
        mesh = FaceNetworks().landmarks()
        found.append([face and face.landmarks for face in mesh.locate(pictures, box + (300, 250, 300, 250))])
        mesh.close()
    torch.set_num_threads(1)
    np.testing.assert_array_equal(found[0], found[1])


@pytest.mark.parametrize("together", [1, 4, 64])
def test_how_many_crops_are_looked_at_together_hardly_matters(
    together: int, face_picture: np.ndarray, box: np.ndarray
) -> None:
    pictures = [_room(face_picture, 300 + 4 * k, 250 - 2 * k) for k in range(6)]
    found = []
    for mesh in (FaceNetworks().landmarks(), MeshLandmarks(FaceNetworks().mesh, together)):
        faces = [face for face in mesh.locate(pictures, box + (300, 250, 300, 250)) if face]
        found.append([face.landmarks for face in mesh.refine(pictures, faces)])
        assert mesh.refine([], []) == []
        mesh.close()
    np.testing.assert_allclose(found[0], found[1], atol=0.05)
