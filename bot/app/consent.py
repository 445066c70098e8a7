"""Consent: what a person is asked before a face is made, and the record of the answer."""

from __future__ import annotations

from bot.consent import TEXT_VERSION
from bot.records import User
from bot.records.declarations import Declaration
from bot.texts import Texts
from storage.consents import NewConsent, Subject

TEXTS = {Subject.VOICES: "voices-text"}
"""The text of a consent by its subject, if it is another than before a face."""


def consent_of(
    texts: Texts,
    user: User,
    way: str,
    declaration: Declaration = Declaration(Subject.GENERAL),
    job_id: int | None = None,
) -> NewConsent:
    """Return the consent to the present text, as ``user`` saw it; ``job_id``: the check of the face that it is for."""
    return NewConsent(
        version=TEXT_VERSION,
        text=texts.say(user.language, TEXTS.get(declaration.subject, "consent-text")),
        language=user.language,
        way=way,
        subject=declaration.subject,
        note=declaration.note,
        job_id=job_id,
    )
