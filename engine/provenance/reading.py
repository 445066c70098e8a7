"""Reading and checking of the manifest of any file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from engine.marks import AI_SOURCE_TYPES
from engine.provenance.library import load_c2pa
from engine.provenance.signing import INGREDIENTS_LABEL

UNKNOWN_TYPE = "image/jpeg"
"""Fallback type. The library detects the type by content; for unknown content it uses this, and raises NotSupported."""

MANIFEST_STORE = b"jumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71"
"""Start of each manifest store, in any container: C2PA 2.2, section 11.1.4.2."""

BLOCK_BYTES = 1 << 20


class Validity(StrEnum):
    """What the signature is worth. A member has its ``meaning`` in words."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Self:
        """Make a member of its value and its meaning."""
        member = str.__new__(cls, value)
        member._value_, member.meaning = value, meaning
        return member

    TRUSTED = "trusted", "unchanged since it was signed, and a trusted authority vouches for the signer"
    UNTRUSTED = "untrusted", "unchanged since it was signed, but no trusted authority vouches for the signer"
    ALTERED = "altered", "changed after it was signed, or the signature is wrong"
    NONE = "none", "no manifest"


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


def read_provenance(path: Path, *, authorities: Path | None = None) -> Provenance:
    """Read and check the manifest of an mp4, jpg, png or another file supported by C2PA. Never uses the network.

    A file of an unknown kind, or a damaged one without the start of a manifest, counts as a file without a manifest.

    Args:
        authorities: PEM file of certificates to trust, such as the local authority's.

    Raises:
        C2paMissing (c2pa_missing).
    """
    c2pa = load_c2pa()
    trust = {"trust": {"user_anchors": authorities.read_text("ascii")}} if authorities else {}
    settings = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}, **trust}
    try:
        with (
            path.open("rb") as file,
            c2pa.Context.from_dict(settings) as context,
            c2pa.Reader(UNKNOWN_TYPE, file, context=context) as reader,
        ):
            report = json.loads(reader.json())
    except (c2pa.C2paError.ManifestNotFound, c2pa.C2paError.NotSupported):
        return Provenance(Validity.NONE)
    except c2pa.C2paError as error:
        if not _holds_manifest(path):
            return Provenance(Validity.NONE)
        return Provenance(Validity.ALTERED, problems=(str(error),))
    return _provenance(report)


def _holds_manifest(path: Path) -> bool:
    """Return whether a manifest begins in the file, even if the rest of it is damaged."""
    end = b""
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            if MANIFEST_STORE in (searched := end + block):
                return True
            end = searched[-len(MANIFEST_STORE) + 1 :]
    return False


def _provenance(report: Mapping[str, Any]) -> Provenance:
    manifest = report.get("manifests", {}).get(report.get("active_manifest"), {})
    generator: Mapping[str, Any] = next(iter(manifest.get("claim_generator_info", [])), {})
    problems = [status["code"] for status in report.get("validation_status", [])]
    state = str(report.get("validation_state", "")).lower()
    return Provenance(
        validity=STATES.get(state, Validity.ALTERED),
        ai_generated=any(kind.endswith(AI_SOURCE_TYPES) for kind in _source_types(manifest)),
        software=f"{generator.get('name', '')} {generator.get('version', '')}".strip(),
        signer=str(manifest.get("signature_info", {}).get("issuer", "")),
        ingredients={
            role: value["hash"]
            for assertion in manifest.get("assertions", [])
            if assertion["label"] == INGREDIENTS_LABEL
            for role, value in assertion["data"].items()
        },
        problems=tuple(problems),
    )


def _source_types(manifest: Mapping[str, Any]) -> Iterator[str]:
    for assertion in manifest.get("assertions", []):
        if assertion["label"].startswith("c2pa.actions"):
            for action in assertion["data"].get("actions", []):
                yield str(action.get("digitalSourceType", ""))
