"""What can go wrong between a voice and a mouth."""

from __future__ import annotations

from engine.errors import EngineError


class ArticulationDamaged(EngineError):
    """An articulation file cannot be read or does not fit this version."""

    code = "articulation_damaged"
    advice = "Prepare the face again; if the message names the shipped model, reinstall Facenote."
