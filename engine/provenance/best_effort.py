"""Sign what was made, where that can be done: nobody loses a clip because a certificate has expired."""

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

    Where they cannot be used, the log says why. They are returned all the same: :func:`try_sign` looks at them again for
    each clip, so that they need no restart once they are mended.
    """
    try:
        if given is None:
            return local_credentials(local)
        examine(given)
    except EngineError as error:
        log.warning("clips are not signed until this is mended: %s: %s. %s", error.code, error.detail, error.advice)
    return given or in_folder(local)


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
    """Sign as :func:`try_sign` does a clip that was encoded again: it is made of the same as its ``original``."""
    try:
        ingredients = read_provenance(original).ingredients or {}
    except (EngineError, OSError):
        ingredients = {}  # signing it says what is wrong
    return try_sign(path, credentials, ingredients)
