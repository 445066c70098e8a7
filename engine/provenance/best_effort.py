"""Best-effort signing: an expired certificate must not cost anybody a clip."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from engine.choices import Credentials
from engine.errors import EngineError
from engine.provenance.credentials import examine, in_folder, local_credentials
from engine.provenance.reading import read_provenance
from engine.provenance.signing import sign

log = logging.getLogger(__name__)


def choose_credentials(given: Credentials | None, local: Path) -> Credentials:
    """Return the ``given`` credentials, or those in the folder ``local``, which are made if they are missing.

    If they are unusable, the reason is logged. They are returned even so: :func:`try_sign` checks them again for each clip, so
    that no restart is needed once they are fixed.
    """
    try:
        if given is None:
            return local_credentials(local)
        examine(given)
    except EngineError as error:
        log.warning("clips are not signed until this is mended: %s: %s. %s", error.code, error.detail, error.advice)
    return given or in_folder(local)


def try_sign(path: Path, credentials: Credentials, ingredients: Mapping[str, str]) -> bool:
    """Sign a finished file, see :func:`engine.provenance.sign`; return whether that succeeded.

    On failure, log the reason and leave the file unchanged.
    """
    try:
        sign(path, credentials, ingredients=ingredients)
    except EngineError as error:
        log.warning("clip not signed: %s: %s. %s", error.code, error.detail, error.advice)
        return False
    return True


def try_sign_copy(path: Path, original: Path, credentials: Credentials) -> bool:
    """Sign a re-encoded clip as :func:`try_sign`, with the ingredients of its ``original``."""
    try:
        ingredients = read_provenance(original).ingredients or {}
    except (EngineError, OSError):
        ingredients = {}  # signing reports the problem
    return try_sign(path, credentials, ingredients)
