"""Faces: who is in the picture, where their landmarks are, where their head points."""

from engine.face.errors import LandmarkEngineUnknown, NoFaceFound, TrackDamaged
from engine.face.store import load_track, save_track
from engine.face.track import FaceTrack
from engine.face.tracking import find_orientation, find_photo_orientation, landmark_engine, track_face, track_photo

__all__ = [
    "FaceTrack",
    "LandmarkEngineUnknown",
    "NoFaceFound",
    "TrackDamaged",
    "find_orientation",
    "find_photo_orientation",
    "landmark_engine",
    "load_track",
    "save_track",
    "track_face",
    "track_photo",
]
