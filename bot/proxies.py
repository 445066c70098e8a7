"""Detection of requests that came through a proxy."""

from __future__ import annotations

from collections.abc import Iterable

HEADERS = ("forwarded", "via", "x-real-ip", "x-forwarded-")
"""Prefixes of the headers, in lower case, that proxies add."""


def came_through_proxy(header_names: Iterable[str]) -> bool:
    """Return whether one of a request's headers was added by a proxy."""
    return any(name.lower().startswith(HEADERS) for name in header_names)
