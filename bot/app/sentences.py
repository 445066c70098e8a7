"""The sentence of the day: what a face video must contain where the operator demands it, so that it was made for this purpose.

What that shows, and what it does not, is in docs/security.md.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from bot.app.errors import SentenceNeeded
from bot.records import User
from bot.settings import Settings
from bot.texts import Texts
from storage.values import utc_now

HALVES = 6
"""Number of texts in ``sentence-first`` and in ``sentence-second``: a sentence of the day is one of each."""


@dataclass(frozen=True)
class DaySentence:
    """What a person must say on ``day`` (UTC)."""

    text: str
    day: date


class Sentences:
    """Choice of the sentences: by person and day, in the person's language."""

    def __init__(self, settings: Settings, texts: Texts) -> None:
        self._is_demanded, self._texts = settings.face_sentence, texts

    def today(self, user: User) -> DaySentence | None:
        """Return the sentence to show now; None if none is demanded."""
        return self._of(user, utc_now().date(), user.language) if self._is_demanded else None

    def require(self, user: User, shown: str) -> DaySentence | None:
        """Return the sentence that was shown, today or yesterday (midnight may have passed), in any language (the person may
        have chosen another one meanwhile); None if none is demanded.

        Raises:
            SentenceNeeded (sentence_needed): it was another one, or none.
        """
        today = self.today(user)
        if today is None:
            return None
        for day in (today.day, today.day - timedelta(days=1)):
            for language in self._texts.languages:
                if (sentence := self._of(user, day, language)).text == shown:
                    return sentence
        raise SentenceNeeded("the sentence of the day was not shown before", sentence=today.text)

    def _of(self, user: User, day: date, language: str) -> DaySentence:
        drawn = hashlib.sha256(f"{day}:{user.id}".encode()).digest()
        halves = [
            self._texts.say(language, half, number=number % HALVES)
            for half, number in zip(("sentence-first", "sentence-second"), drawn, strict=False)
        ]
        return DaySentence(" ".join(halves), day)
