"""Signed content credentials (C2PA): what a clip says about itself, so that anybody can check it.

Specification: C2PA Technical Specification 2.2, https://spec.c2pa.org.
"""

from engine.provenance.credentials import Credentials
from engine.provenance.errors import SigningFailed, SigningKeyUnusable
from engine.provenance.reading import Provenance, Validity, read_provenance
from engine.provenance.signing import sign

__all__ = [
    "Credentials",
    "Provenance",
    "SigningFailed",
    "SigningKeyUnusable",
    "Validity",
    "read_provenance",
    "sign",
]
