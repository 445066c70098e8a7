"""The pool on a Ray cluster: workers are actors on any node; the front end, the database and the media stay where they are.

Each actor runs a local pool of one worker process (:class:`engine.pool.Pool`), so that a job is cancelled, limited and watched as
on one machine, and the actor itself always answers. Files travel as bytes in both directions; no disk is shared. Only the caller
writes results, and only those of the current attempt.

The cluster is reached through a Ray client (``ray://``). A Ray driver in the server's process would be ended with it whenever the
head of the cluster is lost for a minute.
"""

from engine.ray_pool.errors import RayMissing, WorkerVersionDiffers
from engine.ray_pool.options import RayOptions
from engine.ray_pool.pool import RayPool

__all__ = ["RayMissing", "RayOptions", "RayPool", "WorkerVersionDiffers"]
