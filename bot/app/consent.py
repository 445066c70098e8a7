"""Consent: what a person is asked before a face is made, and the record of the answer."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.app.sentences import DaySentence
from bot.consent import TEXT_VERSION
from bot.records import User
from bot.records.declarations import Declaration, ShownText
from bot.records.origins import TELEGRAM
from bot.texts import Texts
from storage.consents import Consent, NewConsent, Subject

TEXTS = {Subject.VOICES: "voices-text"}
"""The text of a consent by its subject, if it is another than before a face."""


def consent_of(
    texts: Texts,
    user: User,
    way: str,
    declaration: Declaration = Declaration(Subject.GENERAL),
    job_id: int | None = None,
    sentence: DaySentence | None = None,
) -> NewConsent:
    """Return the consent to the present text in the language in which it was shown, else that of ``user``; ``job_id``: the check
    of the face that it is for; ``sentence``: what the person must say in the video."""
    language = declaration.shown.language if declaration.shown else user.language
    return NewConsent(
        version=TEXT_VERSION,
        text=_shown(texts, language, TEXTS.get(declaration.subject, "consent-text"), way),
        language=language,
        way=way,
        subject=declaration.subject,
        note=declaration.note,
        job_id=job_id,
        sentence=sentence.text if sentence else "",
        sentence_day=str(sentence.day) if sentence else "",
    )


def _shown(texts: Texts, language: str, key: str, way: str) -> str:
    """Return the text as a person reads it: without marks of its form, and on the page without commands of the bot."""
    text = re.sub(r"</?(?:b|i|code)>", "", texts.say(language, key))
    return text if way == TELEGRAM else text.replace("/privacy", texts.say(language, "studio-nav-settings"))


def present_text(language: str) -> ShownText:
    """Return what is shown now in that language."""
    return ShownText(TEXT_VERSION, language)


def is_present(shown: ShownText | None) -> bool:
    """Return whether that is the text whose consent is recorded: an earlier one is not; the person must be asked again."""
    return shown is not None and shown.version == TEXT_VERSION


def as_shown(new: NewConsent, shown: Consent | None) -> NewConsent:
    """Return the consent with the text that the person saw when they gave the earlier one; nothing was shown since."""
    return replace(new, text=shown.text, language=shown.language) if shown else new
