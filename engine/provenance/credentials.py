"""The operator's certificate and key, or local ones made by Facenote."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from engine.choices import Credentials
from engine.provenance.errors import SigningKeyUnusable

CERTIFICATE_NAME, KEY_NAME, AUTHORITY_NAME = "clips.crt.pem", "clips.key.pem", "authority.crt.pem"
VALID_FOR = timedelta(days=3650)
CLOCK_SKEW = timedelta(days=1)
"""New certificates are valid from yesterday: a reader's clock may be slow."""

ORGANISATION = "Facenote (local certificate)"

CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
"""Algorithms of C2PA 2.2, section 13.2, for elliptic curves."""


@dataclass(frozen=True)
class Certificate:
    """A usable certificate, with its key.

    Attributes:
        algorithm: C2PA's name of the signature algorithm of the key.
        organisation: the signer shown by readers.
        valid_to: the last moment at which it may sign.
    """

    algorithm: str
    organisation: str
    valid_to: datetime


def local_credentials(folder: Path) -> Credentials:
    """Return the credentials in ``folder``; make them if there is no such folder.

    C2PA readers refuse self-signed certificates, so a local authority signs the certificate for clips. The authority's key is
    discarded. Readers can be told to trust ``authority.crt.pem``.

    Raises:
        SigningKeyUnusable (signing_key_unusable): the folder cannot be read or made, or its content is unusable.
    """
    made = in_folder(folder)
    try:
        if not made.key.exists():
            _make(folder)
    except OSError as error:
        raise SigningKeyUnusable(f"{folder} cannot be read or made: {error.strerror}") from error
    examine(made)
    return made


def in_folder(folder: Path) -> Credentials:
    """Return the paths used by :func:`local_credentials`."""
    return Credentials(folder / CERTIFICATE_NAME, folder / KEY_NAME)


def examine(credentials: Credentials) -> Certificate:
    """Read both files, and check that they can sign clips now.

    Raises:
        SigningKeyUnusable (signing_key_unusable): unreadable, expired, not yet valid, or not a pair.
    """
    try:
        key = serialization.load_pem_private_key(credentials.key.read_bytes(), password=None)
        leaf = x509.load_pem_x509_certificates(credentials.certificate.read_bytes())[0]
        # The library reads some parts of a certificate lazily.
        valid_from, valid_to = leaf.not_valid_before_utc, leaf.not_valid_after_utc
        is_pair = key.public_key() == leaf.public_key()
        organisation = leaf.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    except OSError as error:
        raise SigningKeyUnusable(f"{error.filename} cannot be read: {error.strerror}") from error
    except (ValueError, TypeError, IndexError, UnsupportedAlgorithm) as error:
        raise SigningKeyUnusable(f"cannot be read: {error}") from error
    if not valid_from <= datetime.now(UTC) <= valid_to:
        raise SigningKeyUnusable(
            f"valid from {valid_from:%Y-%m-%d} to {valid_to:%Y-%m-%d}", valid_to=valid_to.isoformat()
        )
    if not is_pair:
        raise SigningKeyUnusable("the key is not the certificate's")
    return Certificate(_algorithm(key), str(organisation[0].value) if organisation else "", valid_to)


def _algorithm(key: object) -> str:
    match key:
        case ec.EllipticCurvePrivateKey() if key.curve.name in CURVES:
            return CURVES[key.curve.name]
        case ed25519.Ed25519PrivateKey():
            return "ed25519"
        case rsa.RSAPrivateKey():
            return "ps256"
    raise SigningKeyUnusable(f"C2PA knows no signatures by a {type(key).__name__}")


def _make(folder: Path) -> None:
    """Make a folder with authority, certificate with chain, and key. Of several concurrent calls, the first one's folder is
    kept."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = datetime.now(UTC)
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = _name("Facenote local authority")
    authority = (
        _certificate(issuer, issuer, authority_key.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(sign=False), critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    leaf = (
        _certificate(_name("Facenote clips"), issuer, key.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(sign=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with tempfile.TemporaryDirectory(
        prefix=f".{folder.name}-", dir=folder.parent
    ) as parent:  # readable only by this user
        made = Path(parent, folder.name)
        made.mkdir(mode=0o700)
        _write(made / AUTHORITY_NAME, authority.public_bytes(pem))
        _write(made / CERTIFICATE_NAME, leaf.public_bytes(pem) + authority.public_bytes(pem))
        _write(made / KEY_NAME, secret)
        with suppress(OSError):  # another call was faster; if its folder is unusable, its reader reports that
            made.rename(folder)


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_SKEW)
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(common_name: str) -> x509.Name:
    """Return a name with an organisation, which C2PA readers show as the signer."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _usage(*, sign: bool) -> x509.KeyUsage:
    """Return the usage for signing documents, or for signing certificates."""
    return x509.KeyUsage(
        digital_signature=sign,
        key_cert_sign=not sign,
        crl_sign=not sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write(path: Path, content: bytes) -> None:
    """Write a new file durably, readable only by its owner."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
