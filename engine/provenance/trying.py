"""Sign what was made, where that can be done: a worn-out certificate must not cost anybody's clip."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from engine.choices import Credentials
from engine.errors import EngineError
from engine.provenance.reading import read_provenance
from engine.provenance.signing import sign

log = logging.getLogger(__name__)


def try_sign(path: Path, credentials: Credentials, ingredients: Mapping[str, str]) -> bool:
    """Sign a finished file, see :func:`engine.provenance.sign`; return whether that worked.

    Where it did not, the log says why, and the file stays as it was.
    """
    try:
        sign(path, credentials, ingredients=ingredients)
    except EngineError as error:
        log.warning("clip not signed: %s: %s. %s", error.code, error.detail, error.advice)
        return False
    return True


def try_sign_copy(path: Path, original: Path, credentials: Credentials) -> bool:
    """Like :func:`try_sign`, for a clip that was encoded again: it is made of the same as its ``original``."""
    try:
        ingredients = read_provenance(original).ingredients or {}
    except (EngineError, OSError):
        ingredients = {}  # signing it says what is wrong
    return try_sign(path, credentials, ingredients)
