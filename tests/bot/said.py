"""The bot's texts; read once for all tests, because reading a language takes a tenth of a second."""

from __future__ import annotations

from bot.texts import Texts

TEXTS = Texts()
