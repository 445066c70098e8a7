"""A role of the inspector, :mod:`engine.media.inspector`: reads the manifest (C2PA) of an untrusted file.

Runs in the inspector's process, without the rest of this package.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, BinaryIO

UNKNOWN_TYPE = "image/jpeg"
"""Fallback type. The library detects the type by content; for unknown content it uses this, and raises NotSupported."""

MANIFEST_STORE = b"jumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71"
"""Start of each manifest store, in any container: C2PA 2.2, section 11.1.4.2."""

INGREDIENTS_LABEL = "org.facenote.ingredients"

LONGEST, MOST = 200, 100
"""Of what a manifest says: characters of a text, and number of texts of a kind."""

BLOCK_BYTES = 1 << 20


def manifest(path: str, limits: dict[str, Any], out: BinaryIO) -> None:
    """Write what the manifest says as JSON: ``null`` without a manifest, ``{"error": ...}`` for an unreadable one, ``{"missing":
    ...}`` without the library, else the values of :func:`statements`.

    ``limits["authorities"]``: certificates to trust, PEM. Never uses the network.
    """
    report = report_on(path, limits) if holds_manifest(Path(path)) else None
    out.write(json.dumps(statements(report) if report and "manifests" in report else report).encode())


def statements(report: dict[str, Any]) -> dict[str, Any]:
    """Return what is used of the library's report: small, and of known types.

    Anybody can sign anything, so values of another type, and long ones, count as not stated.
    """
    manifest = an_object(an_object(report["manifests"]).get(str(report.get("active_manifest"))))
    generator = an_object(next(iter(a_list(manifest.get("claim_generator_info"))), None))
    source_types, ingredients = set(), {}
    for assertion in map(an_object, a_list(manifest.get("assertions"))):
        label, data = a_text(assertion.get("label")), an_object(assertion.get("data"))
        if label.startswith("c2pa.actions"):
            source_types |= {a_text(an_object(one).get("digitalSourceType")) for one in a_list(data.get("actions"))}
        if label == INGREDIENTS_LABEL:
            hashes = {a_text(role): a_text(an_object(value).get("hash")) for role, value in data.items()}
            ingredients.update({role: value for role, value in hashes.items() if role and value})
    problems = [a_text(an_object(one).get("code")) for one in a_list(report.get("validation_status"))]
    return {
        "state": a_text(report.get("validation_state")),
        "software": f"{a_text(generator.get('name'))} {a_text(generator.get('version'))}".strip(),
        "signer": a_text(an_object(manifest.get("signature_info")).get("issuer")),
        "source_types": sorted(source_types)[:MOST],
        "ingredients": dict(sorted(ingredients.items())[:MOST]),
        "problems": problems[:MOST],
    }


def an_object(value: Any) -> dict[str, Any]:
    """Return a JSON object; an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def a_list(value: Any) -> list[Any]:
    """Return a JSON array; an empty one in place of anything else."""
    return value if isinstance(value, list) else []


def a_text(value: Any) -> str:
    """Return a text that is not too long; "" in place of anything else."""
    return value if isinstance(value, str) and len(value) <= LONGEST else ""


def report_on(path: str, limits: dict[str, Any]) -> Any:
    """Return the library's report on a file with a manifest."""
    try:
        import c2pa  # imported here: most files have no manifest
    except Exception as error:  # noqa: BLE001 - the package raises various exceptions if its native part cannot be loaded
        return {"missing": f"{type(error).__name__}: {error}"}
    trust = {"trust": {"user_anchors": limits["authorities"]}} if limits.get("authorities") else {}
    settings = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}, **trust}
    try:
        with (
            open(path, "rb") as file,
            c2pa.Context.from_dict(settings) as context,
            c2pa.Reader(UNKNOWN_TYPE, file, context=context) as reader,
        ):
            return json.loads(reader.json())
    except (c2pa.C2paError.ManifestNotFound, c2pa.C2paError.NotSupported):
        return None
    except c2pa.C2paError as error:
        return {"error": str(error)[:LONGEST]}


def holds_manifest(path: Path) -> bool:
    """Return whether a manifest begins in the file, even if the rest of it is damaged."""
    end = b""
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            if MANIFEST_STORE in (searched := end + block):
                return True
            end = searched[-len(MANIFEST_STORE) + 1 :]
    return False
