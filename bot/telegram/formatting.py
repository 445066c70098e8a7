"""Texts for errors, times and amounts."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.texts import Texts
from facenote.units import MIB

BAR_CELLS = 10

log = logging.getLogger(__name__)


def explain(texts: Texts, language: str, code: str, facts: Mapping[str, object]) -> str:
    """Return what went wrong and what to do, for an error's ``code``. Bytes are shown in MB; ``max_minutes`` is 0 if no limit
    is known.
    """
    values = {name: value for name, value in facts.items() if isinstance(value, (str, int, float))}
    values |= {
        name.replace("bytes", "mb"): round(value / MIB)
        for name, value in facts.items()
        if "bytes" in name and isinstance(value, (int, float))
    }
    values["max_minutes"] = round(float(values.get("max_s", 0)) / 60)
    key = f"error-{code.replace('_', '-')}"
    try:
        return texts.say(language, key, **values)
    except KeyError:
        log.exception("no text for error code %s", code)
        return texts.say(language, "error-internal-error")


def duration(texts: Texts, language: str, seconds: float) -> str:
    """Return a rough duration, in steps of five seconds, then of minutes, so that it rarely changes."""
    if seconds < 60:
        return texts.say(language, "about-seconds", count=max(5, round(seconds / 5) * 5))
    return texts.say(language, "about-minutes", count=round(seconds / 60))


def bar(fraction: float) -> str:
    """Return a progress bar of text."""
    full = round(fraction * BAR_CELLS)
    return "▓" * full + "░" * (BAR_CELLS - full)
