"""Check of content credentials: whether clips can be signed, and until when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.doctor.result import CheckResult
from engine.choices import Credentials
from engine.errors import EngineError
from engine.provenance import SigningKeyUnusable, examine, in_folder, load_c2pa

SUBJECT = "signing"
SOON = timedelta(days=30)


def check_signing(given: Credentials | None, local: Path) -> CheckResult:
    """Check the operator's certificate if there is one, else the server's own in the folder ``local``."""
    credentials = given or in_folder(local)
    made_anew = f"Remove the folder {local}: the next start makes a new certificate."
    try:
        load_c2pa()
        if not given:
            local.stat()
        certificate = examine(credentials)
    except FileNotFoundError:
        return CheckResult.ok(SUBJECT, "a local certificate will be made at the first start")
    except OSError as error:
        found = f"clips are made, but not signed: {local} cannot be read: {error.strerror}"
        return CheckResult.warn(SUBJECT, found, "Run this as the user that the server runs as, or give it the folder.")
    except EngineError as error:
        advice = made_anew if isinstance(error, SigningKeyUnusable) and not given else error.advice
        found = f"clips are made, but not signed: {error.detail}"
        return CheckResult.warn(SUBJECT, found, advice, code=error.code)
    by = f"by {certificate.organisation}" if given else "by a local certificate, which readers call untrusted"
    found = f"clips are signed {by}, until {certificate.valid_to:%Y-%m-%d}"
    facts = {"organisation": certificate.organisation, "valid_to": certificate.valid_to.isoformat()}
    if certificate.valid_to - datetime.now(UTC) < SOON:
        advice = "Have the certificate renewed in time." if given else made_anew
        return CheckResult.warn(SUBJECT, found, advice, **facts)
    return CheckResult.ok(SUBJECT, found, **facts)
