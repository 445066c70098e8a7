"""Consent: what a person is asked before a face is made, and the record of the answer."""

from __future__ import annotations

from bot.consent import TEXT_VERSION
from bot.records import User
from bot.records.declarations import Declaration
from bot.texts import Texts
from storage.consents import NewConsent, Subject

TEXT_KEY = "consent-text"


def consent_of(
    texts: Texts, user: User, way: str, declaration: Declaration | None = None, job_id: int | None = None
) -> NewConsent:
    """Return the consent to the present text, as ``user`` saw it, for the face of that check, or for any."""
    return NewConsent(
        version=TEXT_VERSION,
        text=texts.say(user.language, TEXT_KEY),
        language=user.language,
        way=way,
        subject=declaration.subject if declaration else Subject.GENERAL,
        note=declaration.note if declaration else "",
        job_id=job_id,
    )
