"""Sends the messages of the outbox to webhooks: each at least once, again after growing pauses, and at last not any more."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.app.webhook_requests import TIMEOUT_S, Fault, is_allowed, post
from bot.jobs.notifier import wait_within
from bot.jobs.retrying import write_with_retry
from bot.jobs.service import JobService
from bot.records import FileRole, Job
from storage import Store, webhooks
from storage.errors import StorageError
from storage.jobs import JobState
from storage.webhooks import Attempt, Message

PAUSES = (
    timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30),
    timedelta(hours=2), timedelta(hours=5), timedelta(hours=10),
)  # fmt: skip
"""Pause after each failed attempt but the last: a receiver may be away for a night."""

MOST_SENDS = 4
"""Limit of requests under way; of one person it is one, so that receivers that hang do not hold up those of others."""

HOLDS = timedelta(seconds=TIMEOUT_S + 50)
POLL_S = 2.0

log = logging.getLogger(__name__)


class WebhookOutbox:
    """The sending loop. Jobs never wait for it: it reads what their transactions left in the outbox."""

    def __init__(self, store: Store, service: JobService, allowed: Sequence[str], web_url: str | None) -> None:
        self._store, self._service = store, service
        self._allowed, self._base = allowed, (web_url or "").rstrip("/")
        self._sending: dict[asyncio.Task[None], int] = {}

    async def run(self) -> None:
        """Send until cancelled."""
        try:
            while True:
                changed = self._service.listen()
                try:
                    await self._send_what_is_due()
                except Exception:  # mostly faults of the storage; the loop must not end
                    log.exception("sending to webhooks failed; retrying")
                await wait_within(changed, POLL_S)
        finally:
            for task in self._sending:
                task.cancel()
            await asyncio.gather(*self._sending, return_exceptions=True)

    async def _send_what_is_due(self) -> None:
        while len(self._sending) < MOST_SENDS:
            busy = list(self._sending.values())
            async with self._store.read() as tx:
                if not await webhooks.is_due(tx, busy=busy):
                    return
            async with self._store.write() as tx:
                message = await webhooks.claim(tx, HOLDS, busy=busy)
            if message is None:
                return  # another server on this database took it
            task = asyncio.create_task(self._send(message), name=f"webhook-{message.id}")
            self._sending[task] = message.job.user_id
            task.add_done_callback(self._sent)

    def _sent(self, task: asyncio.Task[None]) -> None:
        del self._sending[task]
        self._service.notify()

    async def _send(self, message: Message) -> None:
        webhook = message.webhook
        if is_allowed(webhook.url, self._allowed):
            attempt = await post(webhook.url, webhook.secret, message.key, self._payload(message.job))
            again_in = PAUSES[message.attempt - 1] if message.attempt <= len(PAUSES) else None
        else:  # since the operator changed the setting
            attempt, again_in = Attempt(None, Fault.NOT_ALLOWED), None
        if attempt.fault is not None and again_in is None:
            log.warning(
                "webhook %d: message given up after attempt %d: %s", webhook.id, message.attempt, attempt.fault,
                extra={"job_id": message.job.id},
            )  # fmt: skip
        try:
            await write_with_retry(self._store, lambda tx: webhooks.settle(tx, message, attempt, again_in=again_in))
        except StorageError:  # it is sent again, with the same id
            log.exception("could not record the outcome of a webhook", extra={"job_id": message.job.id})

    def _payload(self, job: Job) -> Mapping[str, Any]:
        """Return what a receiver gets about a job: nothing by which a person, a face or a voice could be recognized."""
        links = {"job": f"{self._base}/api/jobs/{job.id}"}
        if job.state is JobState.DELIVERED and FileRole.CLIP in job.files:
            links["clip"] = f"{links['job']}/files/{FileRole.CLIP}"
        return {
            "type": f"job.{job.state}",
            "timestamp": job.finished_at.isoformat() if job.finished_at else None,
            "data": {
                "id": job.id,
                "kind": job.kind,
                "state": job.state,
                "error": job.failure.code if job.failure else None,
                "links": links,
            },
        }
