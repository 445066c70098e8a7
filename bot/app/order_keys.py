"""Keys of orders: the same order sent twice, as after a lost answer, is carried out once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.app.errors import OrderKeyReused
from bot.records import Job, StudioOrigin
from storage import Reader, jobs


@dataclass(frozen=True)
class OrderKey:
    """``name`` that a client gives an order, and the ``digest`` of what it orders."""

    name: str
    digest: str

    def of_part(self, number: int) -> OrderKey:
        """Return the key of one of several jobs of the order."""
        return replace(self, name=f"{self.name}:{number}")

    def require_same(self, digest: str) -> None:
        """Raise OrderKeyReused (order_key_reused) if the order of this name had another digest; "" means that it is unknown."""
        if digest not in ("", self.digest):
            raise OrderKeyReused("the Idempotency-Key names another order")


async def job_ordered(tx: Reader, user_id: int, key: OrderKey | None) -> Job | None:
    """Return the user's job that was ordered with this key, if there is one. Raises OrderKeyReused (order_key_reused)."""
    job = await jobs.by_key(tx, user_id, key.name) if key else None
    if job and key:
        key.require_same(job.origin.order if isinstance(job.origin, StudioOrigin) else "")
    return job
