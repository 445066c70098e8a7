"""Check of the port: whether it is free, or in use by Facenote."""

from __future__ import annotations

import errno
import socket

import httpx

from bot.doctor.result import CheckResult

SUBJECT = "port"
TIMEOUT_S = 5.0


def check_port(host: str, port: int) -> CheckResult:
    """Check whether the server could listen there."""
    shown = f"{host}:{port}"
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, port), family=family):
            return CheckResult.ok(SUBJECT, f"{shown} is free" if port else "any free one")
    except OSError as error:
        if error.errno == errno.EADDRINUSE and is_facenote(host, port):
            return CheckResult.ok(SUBJECT, f"{shown}: Facenote is running there", running=True)
        if error.errno == errno.EADDRINUSE:
            advice = "Stop the program that uses the port, or set FACENOTE_PORT to another one."
            return CheckResult.fail(SUBJECT, f"{shown} is in use by another program", advice)
        advice = "Set FACENOTE_HOST to an address of this machine and FACENOTE_PORT to a port that this user may open."
        return CheckResult.fail(SUBJECT, f"{shown}: {error.strerror}", advice)


def is_facenote(host: str, port: int) -> bool:
    """Return whether the listening program is Facenote's server."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        answer = httpx.get(
            f"http://{f'[{here}]' if ':' in here else here}:{port}/healthz", timeout=TIMEOUT_S, trust_env=False
        )
    except httpx.HTTPError:
        return False
    return answer.is_success and answer.headers.get("Server") == "Facenote"
