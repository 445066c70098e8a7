"""Face detection, landmarks, tracking and head pose."""

from engine.face.errors import LandmarkEngineUnknown, NoFaceFound, TrackDamaged
from engine.face.networks import FaceNetworks
from engine.face.store import load_track, save_track
from engine.face.track import FaceTrack
from engine.face.tracking import find_orientation, find_photo_orientation, track_face, track_photo

__all__ = [
    "FaceNetworks",
    "FaceTrack",
    "LandmarkEngineUnknown",
    "NoFaceFound",
    "TrackDamaged",
    "find_orientation",
    "find_photo_orientation",
    "load_track",
    "save_track",
    "track_face",
    "track_photo",
]
