"""The bot's texts; read once for all tests, because reading takes half a second."""

from __future__ import annotations

from bot.texts import Texts

TEXTS = Texts()
