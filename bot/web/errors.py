"""Failures of the HTTP API: one JSON body, one status for each code."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler
from pydantic import BaseModel, Field, ValidationError

from bot.web.guard import API
from engine.failure import InternalError, plain
from engine.media import UnusableMedia
from facenote.errors import FacenoteError, FailureCode
from storage.errors import NotFound

STATUS = {
    "invalid_request": HTTPStatus.BAD_REQUEST,
    "login_needed": HTTPStatus.UNAUTHORIZED,
    "wrong_token": HTTPStatus.UNAUTHORIZED,
    "login_link_used": HTTPStatus.UNAUTHORIZED,
    "mini_app_login_failed": HTTPStatus.UNAUTHORIZED,
    "forbidden": HTTPStatus.FORBIDDEN,
    "consent_needed": HTTPStatus.FORBIDDEN,
    "sentence_needed": HTTPStatus.FORBIDDEN,
    "only_administrators": HTTPStatus.FORBIDDEN,
    "sharing_off": HTTPStatus.FORBIDDEN,
    "part_too_short": HTTPStatus.UNPROCESSABLE_ENTITY,
    "webhooks_off": HTTPStatus.FORBIDDEN,
    "webhook_not_allowed": HTTPStatus.FORBIDDEN,
    "not_found": HTTPStatus.NOT_FOUND,
    "face_not_allowed": HTTPStatus.NOT_FOUND,
    "wrong_state": HTTPStatus.CONFLICT,
    "wrong_offset": HTTPStatus.CONFLICT,
    "order_key_reused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "too_many_tokens": HTTPStatus.CONFLICT,
    "too_many_webhooks": HTTPStatus.CONFLICT,
    "tus_version": HTTPStatus.PRECONDITION_FAILED,
    "face_not_usable": HTTPStatus.CONFLICT,
    "file_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_many_jobs": HTTPStatus.TOO_MANY_REQUESTS,
    "too_many_files": HTTPStatus.TOO_MANY_REQUESTS,
    "too_many_logins": HTTPStatus.TOO_MANY_REQUESTS,
    "daily_limit_reached": HTTPStatus.TOO_MANY_REQUESTS,
    "c2pa_missing": HTTPStatus.NOT_IMPLEMENTED,
    "service_draining": HTTPStatus.SERVICE_UNAVAILABLE,
    "server_busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "media_timeout": HTTPStatus.SERVICE_UNAVAILABLE,
    "store_busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "messenger_unreachable": HTTPStatus.SERVICE_UNAVAILABLE,
    "disk_full": HTTPStatus.INSUFFICIENT_STORAGE,
    "quota_exceeded": HTTPStatus.INSUFFICIENT_STORAGE,
}
"""Status by error code. Other :class:`UnusableMedia` errors are the fault of the sent file (422); all the rest are faults of
the server (500).
"""


OPERATORS_AFFAIR = {HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.NOT_IMPLEMENTED}
"""Status of failures whose details only the log has."""


class RequestFailure(FailureCode):
    """Codes of requests that aiohttp refuses."""

    METHOD_NOT_ALLOWED = (
        "method_not_allowed",
        "The path does not support this method.",
        "See /api/docs; the header Allow names the methods.",
    )
    REQUEST_TOO_LARGE = (
        "request_too_large",
        "The body of the request is too large.",
        "Send files through /api/uploads; keep other requests below 1 MiB.",
    )


REFUSALS = {404: NotFound.code, 405: RequestFailure.METHOD_NOT_ALLOWED, 413: RequestFailure.REQUEST_TOO_LARGE}

UNAVAILABLE_S = 5
"""Time after which to try again when the server is unavailable and does not know for how long."""

log = logging.getLogger(__name__)


class InvalidRequest(FacenoteError):
    """The path, query or body does not match the API's description. Facts: ``fields``, each with its ``problem``."""

    code = "invalid_request"
    advice = "See /api/docs for what is expected."

    @classmethod
    def of(cls, error: ValidationError) -> InvalidRequest:
        """Return the error for what pydantic found, without the values: they may be secrets."""
        fields = [
            {"field": ".".join(str(part) for part in fault["loc"]), "problem": fault["msg"]} for fault in error.errors()
        ]
        return cls("; ".join(f"{fault['field']}: {fault['problem']}" for fault in fields), fields=fields)


class ErrorView(BaseModel):
    """An error: a stable code, a message in English, advice, and measured values."""

    code: str
    message: str
    advice: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)


class ErrorBody(BaseModel):
    """The body of every response with a status of 400 or higher."""

    error: ErrorView


@web.middleware
async def failures_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every failure under /api/ into an :class:`ErrorBody`."""
    if not request.path.startswith(API):
        return await handler(request)
    try:
        return await handler(request)
    except FacenoteError as error:
        return refusal(error)
    except web.HTTPClientError as error:
        code = REFUSALS.get(error.status, InvalidRequest.code)
        advice = code.advice if isinstance(code, FailureCode) else ""
        allowed = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
        return _answer(error.status, ErrorView(code=code, message=error.reason, advice=advice), allowed)
    except ConnectionError:
        raise  # nobody is left to answer
    except Exception as error:
        log.exception("internal error")
        return refusal(InternalError(repr(error)))


def refusal(error: FacenoteError) -> web.Response:
    """Return the response to a request that failed."""
    default = HTTPStatus.UNPROCESSABLE_ENTITY if isinstance(error, UnusableMedia) else HTTPStatus.INTERNAL_SERVER_ERROR
    status = STATUS.get(error.code, default)
    if status in OPERATORS_AFFAIR:  # what happened may name paths of this machine
        log.error("%s: %s", error.code, error.detail)
        return _answer(status, ErrorView(code=error.code, message="Internal error; see the server log."), {})
    view = ErrorView(code=error.code, message=error.detail, advice=error.advice, facts=plain(error.facts))
    wait_s = error.facts.get("retry_after_s", UNAVAILABLE_S if status == HTTPStatus.SERVICE_UNAVAILABLE else None)
    retry = {} if wait_s is None else {"Retry-After": str(wait_s)}
    return _answer(status, view, retry)


def _answer(status: int, error: ErrorView, headers: Mapping[str, str]) -> web.Response:
    text = ErrorBody(error=error).model_dump_json()
    return web.Response(status=status, text=text, content_type="application/json", headers=headers)
