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

BLOCK_BYTES = 1 << 20


def manifest(path: str, limits: dict[str, Any], out: BinaryIO) -> None:
    """Write the library's report as JSON: ``null`` without a manifest, ``{"error": ...}`` for an unreadable one, ``{"missing":
    ...}`` without the library.

    ``limits["authorities"]``: certificates to trust, PEM. Never uses the network.
    """
    out.write(json.dumps(report_on(path, limits)).encode() if holds_manifest(Path(path)) else b"null")


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
        return {"error": str(error)}


def holds_manifest(path: Path) -> bool:
    """Return whether a manifest begins in the file, even if the rest of it is damaged."""
    end = b""
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            if MANIFEST_STORE in (searched := end + block):
                return True
            end = searched[-len(MANIFEST_STORE) + 1 :]
    return False
