"""What can go wrong while drawing."""

from __future__ import annotations

from engine.errors import EngineError


class MouthLibraryDamaged(EngineError):
    """The template's mouth library cannot be read."""

    code = "mouth_library_damaged"
    advice = "Prepare the face again."
