"""Signed content credentials (C2PA): verifiable statements on the origin of a clip.

Specification: C2PA Technical Specification 2.2, https://spec.c2pa.org.
"""

from engine.provenance.best_effort import choose_credentials, try_sign, try_sign_copy
from engine.provenance.credentials import Certificate, examine, in_folder, local_credentials
from engine.provenance.errors import C2paMissing, SigningFailed, SigningKeyUnusable
from engine.provenance.library import load_c2pa
from engine.provenance.reading import Provenance, Validity, claims_generated, read_provenance
from engine.provenance.signing import sign

__all__ = [
    "C2paMissing",
    "Certificate",
    "Provenance",
    "SigningFailed",
    "SigningKeyUnusable",
    "Validity",
    "choose_credentials",
    "claims_generated",
    "examine",
    "in_folder",
    "load_c2pa",
    "local_credentials",
    "read_provenance",
    "sign",
    "try_sign",
    "try_sign_copy",
]
