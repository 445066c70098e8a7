"""Messages between the pool and an actor. The actor also sends those of a local worker, and log records."""

from __future__ import annotations

from dataclasses import dataclass

from engine.pool import PoolOptions


@dataclass(frozen=True)
class ActorStart:
    """Start a worker process with these options, which name the inputs with the digests ``kept``; ``log_level`` is the lowest
    level that is logged.
    """

    options: PoolOptions
    log_level: int
    kept: frozenset[str]


@dataclass(frozen=True)
class Ended:
    """A job has ended: its packed outcome, with name and size of each file that it has left."""

    outcome: bytes
    files: tuple[tuple[str, int], ...]
