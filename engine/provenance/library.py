"""The C2PA library, loaded on first use: clips can be made without it."""

from __future__ import annotations

from typing import Any

from engine.provenance.errors import C2paMissing


def load_c2pa() -> Any:
    """Return the module. Raises C2paMissing (c2pa_missing)."""
    try:
        import c2pa
    except Exception as error:  # the package raises various exceptions if its native part cannot be loaded
        raise C2paMissing(f"{type(error).__name__}: {error}") from error
    return c2pa
