"""The bot's texts in the reader's language: the Fluent files of ``locales/``."""

from __future__ import annotations

import html
import logging
from datetime import date
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

LOCALES = Path(__file__).resolve().parents[1] / "locales"
DEFAULT = "en"
RIGHT_TO_LEFT = {"ar"}

log = logging.getLogger(__name__)


class Texts:
    """Texts of all languages, each read when it is first needed. A text is HTML for Telegram."""

    def __init__(self, folder: Path = LOCALES) -> None:
        """Find every ``<language>.ftl`` of ``folder``."""
        self._files = {path.stem: path for path in sorted(folder.glob("*.ftl"))}
        self._bundles: dict[str, FluentBundle] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of the known languages, in order."""
        return tuple(self._files)

    def pick(self, language_code: str | None) -> str:
        """Return the language for an IETF tag such as ``pt-br``, which Telegram sends for its users; English if there is none."""
        language = (language_code or DEFAULT).lower().replace("_", "-").split("-")[0]
        return language if language in self._files else DEFAULT

    def has(self, key: str) -> bool:
        """Return whether there is a text for the key."""
        return self._bundle(DEFAULT).has_message(key)

    def say(self, language: str, key: str, **args: object) -> str:
        """Return the text for ``key``. ``args`` are escaped: only the locale file may contain tags.

        Raises:
            KeyError: no such text, not even in English.
        """
        bundle = self._bundle(language if language in self._files else DEFAULT)
        if not bundle.has_message(key):
            bundle = self._bundle(DEFAULT)
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, errors = bundle.format_pattern(pattern, {name: _escaped(value) for name, value in args.items()})
        for error in errors:
            log.error("text %s in %s: %s", key, language, error)
        return str(text)

    def _bundle(self, language: str) -> FluentBundle:
        if language not in self._bundles:
            self._bundles[language] = _bundle(self._files[language])
        return self._bundles[language]


def _bundle(path: Path) -> FluentBundle:
    # Isolation marks keep a Latin name from reversing Arabic text; elsewhere they would only end up in copied text.
    bundle = FluentBundle([path.stem], use_isolating=path.stem in RIGHT_TO_LEFT)
    bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle


def _escaped(value: object) -> int | float | date | str:
    return value if isinstance(value, (int, float, date)) else html.escape(str(value), quote=False)
