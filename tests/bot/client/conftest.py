"""The client's server is the studio that the tests of the studio have."""

from tests.bot.web.conftest import shared

__all__ = ["shared"]
