"""Errors of signing."""

from __future__ import annotations

from engine.errors import EngineError


class SigningKeyUnusable(EngineError):
    """The certificate or key for signing clips cannot be read, has expired, or the two do not match."""

    code = "signing_key_unusable"
    advice = "Name a PEM file with the certificate and its chain, and one with the unencrypted private key."


class C2paMissing(EngineError):
    """The C2PA library is not installed, or its native part does not work on this machine."""

    code = "c2pa_missing"
    advice = "Install the package c2pa-python again."


class SigningFailed(EngineError):
    """A finished file could not be signed."""

    code = "signing_failed"
    advice = "Try again; if it happens again, report it with the log."
