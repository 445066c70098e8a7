"""Failures that only a pool on a Ray cluster has."""

from __future__ import annotations

from engine.errors import EngineError
from engine.pool.errors import WorkerUnready


class RayMissing(EngineError):
    """The package that Facenote needs to use a Ray cluster is not installed."""

    code = "ray_missing"
    advice = 'Run: pip install "facenote[ray]", or set FACENOTE_POOL=local.'


class WorkerVersionDiffers(WorkerUnready):
    """A node of the cluster has another version of Facenote. Facts: its ``version``, and the one that is ``wanted``."""

    code = "worker_version_differs"
    advice = "Install the same version of Facenote on all nodes of the cluster."
