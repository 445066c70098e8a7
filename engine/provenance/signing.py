"""Writing of a signed manifest into a finished file."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from engine.choices import Credentials
from engine.marks import AI_SOURCE_TYPE
from engine.media.files import replacing
from engine.provenance.credentials import examine
from engine.provenance.errors import SigningFailed, SigningKeyUnusable
from engine.provenance.library import load_c2pa
from engine.provenance.manifest import INGREDIENTS_LABEL

MEDIA_TYPES = {".mp4": "video/mp4", ".jpg": "image/jpeg", ".png": "image/png"}

SETTINGS = {"builder": {"thumbnail": {"enabled": False}}, "verify": {"verify_after_sign": False}}
"""No thumbnail: it would be a second copy of the face, and most of the size of a signed poster."""


def sign(path: Path, credentials: Credentials, *, ingredients: Mapping[str, str] | None = None) -> None:
    """Sign a finished mp4, jpg or png in place; it must not be changed afterwards.

    The manifest states that the file is a composite made with a trained model, by which software, and from which
    ``ingredients`` (role to SHA-256 in hex): no names, no times, no places.

    Raises:
        C2paMissing (c2pa_missing), SigningKeyUnusable (signing_key_unusable), SigningFailed (signing_failed).
    """
    c2pa = load_c2pa()
    algorithm = examine(credentials).algorithm
    try:
        info = c2pa.C2paSignerInfo(
            alg=algorithm.encode(),
            sign_cert=credentials.certificate.read_bytes(),
            private_key=credentials.key.read_bytes(),
            ta_url=None,  # a time stamp would need an external server
        )
        signer = c2pa.Signer.from_info(info)
    except (c2pa.C2paError, OSError) as error:
        raise SigningKeyUnusable(str(error)) from error
    try:
        with (
            signer,
            c2pa.Context.from_dict(SETTINGS) as context,
            c2pa.Builder(_manifest(ingredients or {}), context) as builder,
            replacing(path) as temporary,
        ):
            with path.open("rb") as source, temporary.open("w+b") as target:
                builder.sign(signer, MEDIA_TYPES[path.suffix.lower()], source, target)
            temporary.chmod(path.stat().st_mode & 0o777)
    except (c2pa.C2paError, OSError) as error:
        raise SigningFailed(str(error)) from error


def _manifest(ingredients: Mapping[str, str]) -> dict[str, Any]:
    software = {"name": "Facenote", "version": version("facenote")}
    created = {"action": "c2pa.created", "digitalSourceType": AI_SOURCE_TYPE, "softwareAgent": software}
    assertions: list[dict[str, Any]] = [{"label": "c2pa.actions.v2", "data": {"actions": [created]}}]
    if ingredients:
        hashes = {role: {"alg": "sha256", "hash": value} for role, value in sorted(ingredients.items())}
        assertions.append({"label": INGREDIENTS_LABEL, "data": hashes})
    return {"claim_generator_info": [software], "title": "AI-generated clip", "assertions": assertions}
