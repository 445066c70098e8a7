"""Updates for the bot, polled or posted to its webhook."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field

import aiohttp

from tests.telegram.rules import ASKED_FOR_ONLY, UPDATE_TYPES, Json, Refused, bad_request

RETRY_S = (0.05, 0.1, 0.2, 0.5, 1.0)
"""Delay between attempts to post an update; Telegram itself waits longer."""


@dataclass
class Webhook:
    """Webhook: the target of posted updates."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    last_error: str | None = None
    last_error_date: int = 0


@dataclass
class Updates:
    """Queue in which an update stays until it is confirmed."""

    waiting: list[Json] = field(default_factory=list)
    webhook: Webhook | None = None
    allowed: frozenset[str] = UPDATE_TYPES - ASKED_FOR_ONLY
    _last_id: int = 700_000_000
    _poller: asyncio.Future[str] | None = None
    _posting: asyncio.Task[None] | None = None
    _new: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, kind: str, content: Json) -> None:
        """Add an update, if the bot accepts its kind."""
        if kind not in self.allowed:
            return
        self._last_id += 1
        self.waiting.append({"update_id": self._last_id, kind: content})
        self._new.set()
        self._wake("new")

    async def poll(self, offset: int, limit: int, timeout_s: float) -> list[Json]:
        """Handle ``getUpdates``.

        Raises:
            Refused: 409, there is a webhook, or another poller has come.
        """
        if self.webhook:
            raise Refused(
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
                409,
            )
        self._wake("conflict")
        if offset < 0:
            offset = self.waiting[offset]["update_id"] if len(self.waiting) >= -offset else 0
        self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        if not self.waiting and timeout_s > 0:
            poller = self._poller = asyncio.get_running_loop().create_future()
            done, _ = await asyncio.wait([poller], timeout=timeout_s)
            if done and poller.result() == "conflict":
                raise Refused(
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                    409,
                )
            if self._poller is poller:
                self._poller = None
        return self.waiting[:limit]

    def allow(self, kinds: list[str] | None) -> None:
        """Set the kinds that the bot accepts; an empty list means all but those that must be named."""
        if kinds is not None:
            self.allowed = frozenset(kinds) if kinds else UPDATE_TYPES - ASKED_FOR_ONLY

    async def set_webhook(self, webhook: Webhook | None, *, drop: bool) -> None:
        """Start or stop posting updates."""
        await self.stop()
        if drop:
            self.waiting.clear()
        self.webhook = webhook
        if webhook:
            self._wake("conflict")
            self._posting = asyncio.create_task(self._post(webhook))

    async def stop(self) -> None:
        """Stop posting updates and release a poller."""
        self._wake("new")
        if self._posting:
            self._posting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._posting
            self._posting = None

    def _wake(self, why: str) -> None:
        poller, self._poller = self._poller, None
        if poller and not poller.done():
            poller.set_result(why)

    async def _post(self, webhook: Webhook) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        async with aiohttp.ClientSession(headers=headers, timeout=aiohttp.ClientTimeout(total=30)) as client:
            tries = 0
            while True:
                if not self.waiting:
                    self._new.clear()
                    await self._new.wait()
                update = self.waiting[0]
                if await self._posted(client, webhook, update):
                    self.waiting = [other for other in self.waiting if other is not update]
                    tries = 0
                else:
                    await asyncio.sleep(RETRY_S[min(tries, len(RETRY_S) - 1)])
                    tries += 1

    async def _posted(self, client: aiohttp.ClientSession, webhook: Webhook, update: Json) -> bool:
        try:
            async with client.post(webhook.url, json=update) as response:
                if response.ok:
                    return True
                webhook.last_error = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            webhook.last_error = f"Connection failed: {type(error).__name__}"
        webhook.last_error_date = int(time.time())
        return False


def checked_secret(secret: str | None) -> str | None:
    """Return a secret token that Telegram accepts.

    Raises:
        Refused: it has other characters, or is too long.
    """
    if secret and not (secret.replace("_", "").replace("-", "").isalnum() and secret.isascii()):
        raise bad_request("secret token contains unallowed characters")
    if secret and len(secret) > 256:
        raise bad_request("secret token is too long")
    return secret
