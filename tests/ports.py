"""Ports for servers that stop and start again at the same address."""

from __future__ import annotations

import socket


def held_port() -> socket.socket:
    """Return a socket that keeps a free port of this machine from other programs until it is closed. A server that reuses
    addresses, as asyncio's do, may listen on the port meanwhile; while none does, connections are refused.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    return held


def number_of(held: socket.socket) -> int:
    """Return the port of such a socket."""
    return int(held.getsockname()[1])
