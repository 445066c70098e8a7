"""The C2PA library, loaded when it is needed: without it clips can be made all the same."""

from __future__ import annotations

from typing import Any

from engine.provenance.errors import C2paMissing


def load_c2pa() -> Any:
    """Return the module. Raises C2paMissing (c2pa_missing)."""
    try:
        import c2pa
    except Exception as error:  # the package raises several kinds where its native part cannot be loaded
        raise C2paMissing(f"{type(error).__name__}: {error}") from error
    return c2pa
