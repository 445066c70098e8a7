"""Errors of face detection and tracking."""

from __future__ import annotations

from engine.errors import EngineError


class NoFaceFound(EngineError):
    """No frame shows a face."""

    code = "no_face_found"
    advice = "Send a picture or video in which one face is large, upright and well lit."


class TrackDamaged(EngineError):
    """A stored track cannot be read."""

    code = "track_damaged"
    advice = "Prepare the face again."


class LandmarkEngineUnknown(EngineError):
    """There is no landmark engine of that name."""

    code = "landmark_engine_unknown"
    advice = "Choose mesh or fan."


class FaceModelDamaged(EngineError):
    """The weights of a face network cannot be read."""

    code = "face_model_damaged"
    advice = "Install Facenote again."
