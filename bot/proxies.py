"""How a request shows that it came through a proxy."""

from __future__ import annotations

from collections.abc import Iterable

HEADERS = ("forwarded", "via", "x-real-ip", "x-forwarded-")
"""Beginnings of the headers, in lower case, that proxies add."""


def came_through_proxy(header_names: Iterable[str]) -> bool:
    """Return whether one of a request's headers is a proxy's."""
    return any(name.lower().startswith(HEADERS) for name in header_names)
