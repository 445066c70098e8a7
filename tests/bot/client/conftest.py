"""Fixtures of the client's tests: their server is the studio of the studio's tests."""

from tests.bot.web.conftest import shared

__all__ = ["shared"]
