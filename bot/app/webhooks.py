"""Use cases of webhooks: addresses of people's own programs that are told when jobs end."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.app.errors import TooManyWebhooks, WebhookNotAllowed, WebhooksOff
from bot.app.webhook_outbox import WebhookOutbox
from bot.app.webhook_requests import Fault, is_allowed, new_secret, post
from bot.jobs.service import JobService
from bot.probing import RETRY_AFTER_S, ServerBusy
from bot.settings import Settings
from storage import Store, webhooks
from storage.errors import NotFound
from storage.values import utc_now
from storage.webhooks import Attempt, JobWebhook

MOST = 10

TESTS_AT_ONCE = 2
"""Limit of tests under way, each of which may take some seconds; the others wait."""


@dataclass(frozen=True)
class MadeWebhook:
    """A webhook that was made now; its secret is shown only this time."""

    webhook: JobWebhook
    secret: str


class Webhooks:
    """The use cases. Webhooks of others are not found; addresses that the operator does not allow are told nothing."""

    def __init__(self, settings: Settings, store: Store, service: JobService) -> None:
        self._store = store
        self.allowed = settings.job_webhooks
        """Prefixes of the addresses that may be used, as the operator set them; none: webhooks are off."""
        self._outbox = WebhookOutbox(store, service, self.allowed, settings.web_url)
        self._tests, self._testing = asyncio.Semaphore(TESTS_AT_ONCE), set[int]()

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        """Send what is in the outbox during the block; what is under way at its end is sent again at the next start."""
        task = asyncio.create_task(self._outbox.run(), name="webhooks")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def make(self, user_id: int, url: str) -> MadeWebhook:
        """Make a webhook.

        Raises:
            WebhooksOff (webhooks_off), WebhookNotAllowed (webhook_not_allowed), TooManyWebhooks (too_many_webhooks).
        """
        if not self.allowed:
            raise WebhooksOff("job_webhooks is not set")
        if not is_allowed(url, self.allowed):
            raise WebhookNotAllowed("the address begins with none of those that are allowed", allowed=[*self.allowed])
        secret = new_secret()
        async with self._store.write() as tx:
            if len(await webhooks.of_user(tx, user_id)) >= MOST:
                raise TooManyWebhooks(f"{MOST} webhooks", limit=MOST)
            return MadeWebhook(await webhooks.add(tx, user_id, url, secret), secret)

    async def of_user(self, user_id: int) -> tuple[JobWebhook, ...]:
        """Return a user's webhooks, newest first."""
        async with self._store.read() as tx:
            return await webhooks.of_user(tx, user_id)

    async def remove(self, user_id: int, webhook_id: int) -> None:
        """Remove a webhook with what is still to be sent to it. Raises NotFound (not_found)."""
        async with self._store.write(may_use_reserve=True) as tx:
            if not await webhooks.delete(tx, user_id, webhook_id):
                raise NotFound(f"no webhook {webhook_id}", webhook_id=webhook_id)

    async def test(self, user_id: int, webhook_id: int) -> Attempt:
        """Send a message of the type ``test`` now, and only once; return the outcome.

        Raises:
            NotFound (not_found), ServerBusy (server_busy): another test of the user's is under way.
        """
        mine = {webhook.id: webhook for webhook in await self.of_user(user_id)}
        if (webhook := mine.get(webhook_id)) is None:
            raise NotFound(f"no webhook {webhook_id}", webhook_id=webhook_id)
        if not is_allowed(webhook.url, self.allowed):
            return Attempt(None, Fault.NOT_ALLOWED)
        payload: dict[str, Any] = {"type": "test", "timestamp": utc_now().isoformat(), "data": {}}
        if user_id in self._testing:
            raise ServerBusy("another test of this user is under way", retry_after_s=RETRY_AFTER_S)
        self._testing.add(user_id)
        try:
            async with self._tests:
                attempt = await post(webhook.url, webhook.secret, secrets.token_hex(16), payload)
        finally:
            self._testing.discard(user_id)
        async with self._store.write() as tx:
            await webhooks.note(tx, webhook_id, attempt)
        return attempt
