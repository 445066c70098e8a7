"""The operator's certificate and key; made locally where the operator has none."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from engine.provenance.errors import SigningKeyUnusable

CERTIFICATE_NAME, KEY_NAME, AUTHORITY_NAME = "clips.crt.pem", "clips.key.pem", "authority.crt.pem"
VALID_FOR = timedelta(days=3650)
CLOCK_SKEW = timedelta(days=1)
"""A new certificate is valid from yesterday on: a reader's clock may be behind."""

ORGANISATION = "Facenote (local certificate)"

CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
"""Algorithms of C2PA 2.2, section 13.2, for elliptic curves."""


@dataclass(frozen=True)
class Credentials:
    """Two PEM files: the signing certificate followed by its chain, and its private key, unencrypted (PKCS #8)."""

    certificate: Path
    key: Path

    @classmethod
    def ensure(cls, folder: Path) -> Credentials:
        """Return the credentials in ``folder``; make them if there are none.

        C2PA readers refuse self-signed certificates, so a local authority signs the one that signs clips. The authority's
        key is thrown away. ``authority.crt.pem`` is what a reader may be told to trust.

        Raises:
            SigningKeyUnusable (signing_key_unusable).
        """
        made = cls(folder / CERTIFICATE_NAME, folder / KEY_NAME)
        if not made.key.exists():
            _make(folder)
        made.algorithm()
        return made

    def algorithm(self) -> str:
        """Return C2PA's name of the signature algorithm that fits the key, after a look at both files.

        Raises:
            SigningKeyUnusable (signing_key_unusable): unreadable, expired, not yet valid, or not a pair.
        """
        try:
            key = serialization.load_pem_private_key(self.key.read_bytes(), password=None)
            leaf = x509.load_pem_x509_certificates(self.certificate.read_bytes())[0]
        except (OSError, ValueError, TypeError, IndexError) as error:
            raise SigningKeyUnusable(f"cannot be read: {error}") from error
        now = datetime.now(UTC)
        if not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc:
            raise SigningKeyUnusable(
                f"valid from {leaf.not_valid_before_utc:%Y-%m-%d} to {leaf.not_valid_after_utc:%Y-%m-%d}",
                valid_to=leaf.not_valid_after_utc.isoformat(),
            )
        if key.public_key() != leaf.public_key():
            raise SigningKeyUnusable("the key is not the certificate's")
        match key:
            case ec.EllipticCurvePrivateKey() if key.curve.name in CURVES:
                return CURVES[key.curve.name]
            case ed25519.Ed25519PrivateKey():
                return "ed25519"
            case rsa.RSAPrivateKey():
                return "ps256"
        raise SigningKeyUnusable(f"C2PA knows no signatures by a {type(key).__name__}")


def _make(folder: Path) -> None:
    """Write authority, certificate with chain, and key, the key last: it says that all is there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
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
    _write(folder / AUTHORITY_NAME, authority.public_bytes(pem))
    _write(folder / CERTIFICATE_NAME, leaf.public_bytes(pem) + authority.public_bytes(pem))
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _write(folder / KEY_NAME, secret)


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
    """C2PA readers show the organisation as the signer, so there must be one."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _usage(*, sign: bool) -> x509.KeyUsage:
    """Either signing of documents, or of certificates."""
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
    """Write for the owner's eyes only, whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    temporary.replace(path)
