"""Operations on webhooks: addresses of one's own programs that are told when jobs end."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from bot.app.app import App
from bot.app.webhook_requests import Fault
from bot.web.openapi import ApiRequest, Operation, RequestModel
from storage.webhooks import Attempt, JobWebhook

GROUP = "Webhooks"
LONGEST_URL = 1000


class WebhookOrder(RequestModel):
    """A new webhook; ``url`` begins with one of those that the operator allows."""

    url: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_URL)]


class AttemptView(BaseModel):
    """Outcome of an attempt: the status of the answer, null if there was none, and what went wrong, null if nothing."""

    status: int | None
    fault: Fault | None


class WebhookView(BaseModel):
    """A webhook. ``waiting``: messages that are still to be sent; ``given_up``: those that are not sent any more; ``last``: the
    last attempt, at ``tried_at``, null before the first."""

    id: int
    url: str
    created_at: datetime
    waiting: int
    given_up: int
    tried_at: datetime | None
    last: AttemptView | None


class NewWebhookView(WebhookView):
    """A new webhook. ``secret`` verifies the signatures of its messages, and is shown only once."""

    secret: str


class WebhooksView(BaseModel):
    """All of the user's webhooks, newest first; ``allowed``: with what an address must begin, empty if webhooks are off."""

    webhooks: list[WebhookView]
    allowed: list[str]


class WebhookRoutes:
    """The operations."""

    def __init__(self, app: App) -> None:
        self._webhooks = app.webhooks

    def operations(self) -> list[Operation]:
        """Return the entries of the API's table."""
        return [
            Operation("GET", "/api/webhooks", GROUP, "My webhooks, newest first", self.list, response=WebhooksView),
            Operation(
                "POST", "/api/webhooks", GROUP, "Have my program told, by a signed POST, when a job of mine ends",
                self.make, body=WebhookOrder, response=NewWebhookView, status=201,
                errors=["webhooks_off", "webhook_not_allowed", "too_many_webhooks"],
            ),
            Operation(
                "DELETE", "/api/webhooks/{webhook}", GROUP, "Remove a webhook, with what is still to be sent to it",
                self.remove, status=204,
            ),
            Operation(
                "POST", "/api/webhooks/{webhook}/test", GROUP, "Send one message of the type test now; its outcome",
                self.test, response=AttemptView, errors=["server_busy"],
            ),
        ]  # fmt: skip

    async def list(self, call: ApiRequest) -> WebhooksView:
        """List one's webhooks, without their secrets."""
        mine = await self._webhooks.of_user(call.principal.user.id)
        return WebhooksView(webhooks=[_view(webhook) for webhook in mine], allowed=list(self._webhooks.allowed))

    async def make(self, call: ApiRequest) -> NewWebhookView:
        """Make a webhook; no later response contains its secret."""
        made = await self._webhooks.make(call.principal.user.id, call.body.url)
        return NewWebhookView(**_view(made.webhook).model_dump(), secret=made.secret)

    async def remove(self, call: ApiRequest) -> None:
        """Remove a webhook."""
        await self._webhooks.remove(call.principal.user.id, call.ids["webhook"])

    async def test(self, call: ApiRequest) -> AttemptView:
        """Send a test, and return what came of it."""
        return _outcome(await self._webhooks.test(call.principal.user.id, call.ids["webhook"]))


def _outcome(attempt: Attempt) -> AttemptView:
    return AttemptView(status=attempt.status, fault=Fault(attempt.fault) if attempt.fault else None)


def _view(webhook: JobWebhook) -> WebhookView:
    return WebhookView(
        id=webhook.id,
        url=webhook.url,
        created_at=webhook.created_at,
        waiting=webhook.waiting,
        given_up=webhook.given_up,
        tried_at=webhook.tried_at,
        last=_outcome(webhook.last) if webhook.last else None,
    )
