"""The connection to a Ray cluster. The only module that imports Ray, when a pool opens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from importlib.util import find_spec
from typing import Any, TypeVar

from engine.ray_pool.actor import WorkerActor
from engine.ray_pool.errors import RayMissing

SCHEME = "ray://"
THREADS = 8
"""Ray's client blocks its caller for a round trip, and while it tries to reconnect."""

STORED_BYTES = 100 << 10
"""Size from which an argument travels through Ray's object store, from where the actor gets its value."""

Result = TypeVar("Result")

log = logging.getLogger(__name__)


class ClusterUnreachable(Exception):
    """The cluster does not answer, or has another version of Ray or of Python."""


class Connection:
    """Opened again by :meth:`open` when it was lost."""

    def __init__(self, address: str) -> None:
        """Raise RayMissing: Ray, or what its client needs, is not installed."""
        if find_spec("ray") is None or find_spec("grpc") is None:
            raise RayMissing("ray is not installed")
        self._address = address
        self._threads = ThreadPoolExecutor(THREADS, "ray-client")
        self._opening = asyncio.Lock()
        self._answers: bool | None = None

    async def open(self) -> None:
        """Connect, unless it is connected. Raises ClusterUnreachable."""
        async with self._opening:
            try:
                await self._in_thread(self._connect)
            except Exception as error:
                if self._answers is not False:
                    log.error("the Ray cluster at %s cannot be used, jobs wait: %s", self._address, first_line(error))
                self._answers = False
                raise ClusterUnreachable(first_line(error)) from error
            if not self._answers:
                log.info("connected to the Ray cluster at %s", self._address)
            self._answers = True

    async def new_actor(self, *, cpus: int, gpus: float) -> Any:
        """Ask for a new actor; Ray starts it when a node has room."""

        def new() -> Any:
            # Not restarted by Ray: a new actor has a new handle, so that no late answer of the old one can be taken for its own.
            options = {"num_cpus": cpus, "num_gpus": gpus, "max_restarts": 0, "scheduling_strategy": "SPREAD"}
            return _client().remote(**options)(WorkerActor).remote()

        return await self._in_thread(new)

    async def call(self, actor: Any, method: str, *args: Any) -> Any:
        """Call a method of an actor. Raises what Ray raises."""
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[Any] = loop.create_future()

        def settle(reply: Future[Any]) -> None:
            if not answered.done():
                error = reply.exception()
                answered.set_exception(error) if error else answered.set_result(reply.result())

        def forward(reply: Future[Any]) -> None:
            with suppress(RuntimeError):  # the loop has been closed
                loop.call_soon_threadsafe(settle, reply)

        (await self._in_thread(lambda: _call(actor, method, args))).add_done_callback(forward)
        return await answered

    def kill(self, actor: Any) -> None:
        """End an actor with its worker process; do not wait for that."""

        def kill() -> None:
            with suppress(Exception):  # the cluster is gone, and the actor with it
                _client().kill(actor)

        self._threads.submit(kill)

    async def close(self) -> None:
        """Disconnect: Ray ends all actors that are left."""
        await self._in_thread(self._disconnect)
        self._threads.shutdown(wait=False)

    def _connect(self) -> None:
        client = _client()
        if not client.is_connected():
            client.disconnect()  # what is left of the old connection
            options = {"log_to_driver": False, "logging_level": logging.ERROR}
            client.connect(self._address.removeprefix(SCHEME), ray_init_kwargs=options)

    def _disconnect(self) -> None:
        _client().disconnect()

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def _client() -> Any:
    """Return Ray's client. Unlike the functions of ``ray``, it never makes this process a driver when it is not connected."""
    from ray.util.client import ray

    return ray


def _call(actor: Any, method: str, args: tuple[Any, ...]) -> Future[Any]:
    stored = [_client().put(arg) if isinstance(arg, bytes) and len(arg) >= STORED_BYTES else arg for arg in args]
    return getattr(actor, method).remote(*stored).future()


def raised_by_actor(error: BaseException) -> bool:
    """Return whether the actor itself failed, e.g. for want of a package; False: it, its node or the head was lost."""
    from ray.exceptions import RayError, RayTaskError

    if isinstance(error, RayTaskError):
        return not isinstance(error.cause, RayError)  # e.g. an argument that was lost with a node
    return bool(getattr(error, "actor_init_failed", False))


def first_line(error: BaseException) -> str:
    """Return what an error says, as one line that is not too long."""
    if raised_by_actor(error):
        error = getattr(error, "cause", None) or error  # Ray's own text begins with a traceback
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:300] if lines else ''}"
