"""What the bot says; read once for all tests, for reading takes half a second."""

from __future__ import annotations

from bot.texts import Texts

TEXTS = Texts()
