"""Reading and checking of the manifest of any file."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from engine.errors import EngineError
from engine.marks import AI_SOURCE_TYPES, read_marks
from engine.media.confined import inspect
from engine.media.info import LIMITS, MediaLimits
from engine.provenance.errors import C2paMissing

log = logging.getLogger(__name__)


class Validity(StrEnum):
    """What the signature is worth. A member has its ``meaning`` in words."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Self:
        """Make a member of its value and its meaning."""
        member = str.__new__(cls, value)
        member._value_, member.meaning = value, meaning
        return member

    TRUSTED = "trusted", "unchanged since it was signed, and a trusted authority vouches for the signer"
    UNTRUSTED = "untrusted", "unchanged since it was signed, but no authority that is known here vouches for the signer"
    ALTERED = "altered", "changed after it was signed, or the signature is wrong"
    NONE = "none", "the file has no content credentials"


STATES = {"trusted": Validity.TRUSTED, "valid": Validity.UNTRUSTED}
"""By C2PA's names of a reader's results."""


@dataclass(frozen=True)
class Provenance:
    """Statements of a file about its origin, and their validity.

    Attributes:
        validity: see :class:`Validity`; everything else is only as reliable as that.
        ai_generated: a trained model made it, or part of it.
        software: name and version of the program that signed, "" if unknown.
        signer: organisation of the certificate.
        ingredients: role to SHA-256, see :func:`engine.provenance.sign`.
        problems: C2PA's codes of the problems found, e.g. ``assertion.bmffHash.mismatch``.
    """

    validity: Validity
    ai_generated: bool = False
    software: str = ""
    signer: str = ""
    ingredients: Mapping[str, str] | None = None
    problems: tuple[str, ...] = ()

    @property
    def is_facenote(self) -> bool:
        """True if the file states that Facenote made it."""
        return self.software.startswith("Facenote ")


def read_provenance(path: Path, *, authorities: Path | None = None, limits: MediaLimits = LIMITS) -> Provenance:
    """Read and check the manifest of an mp4, jpg, png or another file supported by C2PA. Never uses the network.

    The file is opened in a separate process, within limits. A file of an unknown kind, or a damaged one without the start of a
    manifest, counts as a file without a manifest.

    Args:
        authorities: PEM file of certificates to trust, such as the local authority's.

    Raises:
        C2paMissing (c2pa_missing), MediaTimeout (media_timeout), MediaTooLarge (media_too_large).
    """
    trusted = {"authorities": authorities.read_text("ascii")} if authorities else {}
    report = json.loads(inspect("manifest", path, limits, **trusted))
    if report is None:
        return Provenance(Validity.NONE)
    if "missing" in report:
        raise C2paMissing(report["missing"])
    if "error" in report:
        return Provenance(Validity.ALTERED, problems=(report["error"],))
    return _provenance(report)


def claims_generated(path: Path, tags: Mapping[str, str]) -> bool:
    """Return whether a file says that a model made it, or part of it: in its ``tags`` as probed, or in its manifest, even if
    that is not trusted or the file was altered since.

    A manifest that cannot be read is logged and counts as none.
    """
    if read_marks(tags).ai_generated:
        return True
    try:
        return read_provenance(path).ai_generated
    except EngineError as error:
        log.warning("content credentials not read: %s: %s. %s", error.code, error.detail, error.advice)
        return False


def _provenance(said: Mapping[str, Any]) -> Provenance:
    return Provenance(
        validity=STATES.get(said["state"].lower(), Validity.ALTERED),
        ai_generated=any(kind.endswith(AI_SOURCE_TYPES) for kind in said["source_types"]),
        software=said["software"],
        signer=said["signer"],
        ingredients=said["ingredients"],
        problems=tuple(said["problems"]),
    )
