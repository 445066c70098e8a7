"""Connection to a studio's HTTP API; uploads use tus, which resumes after a broken connection.

Source: https://tus.io/protocols/resumable-upload (1.0.0)
"""

from __future__ import annotations

import base64
import contextlib
import time
import uuid
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import httpx
from pydantic import ValidationError

from bot.client.answers import Answer, Error, ErrorAnswer
from engine.media import MediaTimeout, replacing
from engine.watch import Watch
from facenote.errors import FacenoteError

T = TypeVar("T")

CHUNK_BYTES = 8 << 20
TIMEOUT_S = 60.0
CANCEL_TIMEOUT_S = 15.0
PAUSES_S = (0.5, 1, 2, 4, 8, 15, 30, 60)
"""Delays before each retry while a server does not answer: two minutes in all."""

OWN_PAGE = {"X-Facenote": "1"}
TUS = {"Tus-Resumable": "1.0.0"}
TRY_LATER = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT})
OFFSET_CONFLICT = "wrong_offset"
"""Error code of an upload whose last connection broke, and which has received more than the server knew."""

NO_STATUS = 0
"""Status that stands in for an HTTP status where a job failed."""

ADVICE = {
    "login_needed": "Set FACENOTE_WEB_TOKEN to a token, or pass it as --token, which others on this machine can see: ask who runs"
    " the server for one, or if it runs on this machine for you alone, run `facenote api-token NAME`.",
    "consent_needed": "Open the server's address in a browser and agree to the text about faces, once.",
    "sentence_needed": "This server demands a spoken sentence in each new face video: register the faces on its page.",
    "internal_error": "Tell who runs the server: its log says what happened.",
}
"""Advice for the command line, where the server's own advice is about its page."""


class ServerUnreachable(FacenoteError):
    """The server does not answer, or stopped answering."""

    code = "server_unreachable"
    advice = "Check the address and the connection. Jobs that the server accepted continue; the studio shows them."


class ServerRefused(FacenoteError):
    """The server refused the request. ``code`` and ``advice`` of an instance are the server's own, ``status`` HTTP's."""

    code = "server_refused"
    advice = "Check the address: this does not look like a Facenote server."
    status = NO_STATUS

    @classmethod
    def from_response(cls, answer: httpx.Response) -> ServerRefused:
        """Return the error in the body of an unsuccessful response."""
        try:
            refused = cls.from_error(ErrorAnswer.model_validate_json(answer.content).error)
        except ValidationError:
            refused = cls(f"{answer.request.method} {answer.url.path}: HTTP {answer.status_code}")
        refused.status = answer.status_code
        return refused

    @classmethod
    def from_error(cls, error: Error) -> ServerRefused:
        """Return the error of a request or of a job."""
        detail = error.message or ", ".join(f"{name} {value}" for name, value in error.facts.items())
        refused = cls(detail, **error.facts)
        vars(refused)["code"] = error.code  # set on the instance, not on the class
        refused.advice = ADVICE.get(error.code) or error.advice or _advice_of_the_engine(error.code)
        return refused


class Server:
    """Connection to a server. After its first response, later failures to answer are retried. All methods raise
    ServerUnreachable, ServerRefused, and Cancelled.
    """

    def __init__(self, address: str, token: str | None, watch: Watch) -> None:
        login = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            self._http = httpx.Client(base_url=address, headers=OWN_PAGE | login, timeout=TIMEOUT_S)
        except httpx.InvalidURL as error:
            raise ServerUnreachable(f"{address} is no address: {error}") from error
        self._watch = watch
        self._pauses_s: tuple[float, ...] = ()

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def get(self, path: str, kind: type[Answer]) -> Answer:
        """Return the response to a GET request for the path."""
        return _parsed(self._with_retry(lambda: self._once("GET", path)), kind)

    def post(self, path: str, kind: type[Answer], **body: Any) -> Answer:
        """Send a request. Sent again after a lost answer, it is carried out once: an order by its key, all others by what they
        name, an upload or a job.
        """
        key = {"Idempotency-Key": str(uuid.uuid4())}
        return _parsed(self._with_retry(lambda: self._once("POST", path, json=body, headers=key)), kind)

    def cancel(self, path: str) -> None:
        """Cancel a job or a batch, if still possible; do not wait long for a server that does not answer."""
        with contextlib.suppress(httpx.TransportError):
            self._http.post(f"{path}/cancel", timeout=CANCEL_TIMEOUT_S)

    def upload(self, file: Path, watch: Watch) -> str:
        """Upload a file; return the upload's id. A broken connection resumes where it stopped."""
        size, name = file.stat().st_size, base64.b64encode(file.name.encode()).decode()
        headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": f"filename {name}"}
        begun = self._with_retry(lambda: self._once("POST", "/api/uploads", headers=headers))
        upload: str = begun.headers["Location"].rpartition("/")[2]
        with file.open("rb") as source:
            arrived = 0
            while arrived < size:
                watch.report("upload", arrived / size)
                arrived = self._with_retry(partial(self._send_on, f"/api/uploads/{upload}", source))
        return upload

    def download(self, path: str, target: Path) -> None:
        """Download a file; ``target`` appears whole or not at all."""
        self._with_retry(lambda: self._fetch(path, target))

    def delete_upload(self, upload: str) -> None:
        """Delete an unused upload; otherwise the server deletes it after a day."""
        with contextlib.suppress(httpx.TransportError):
            self._http.delete(f"/api/uploads/{upload}", headers=TUS, timeout=5.0)

    def _send_on(self, upload: str, source: BinaryIO) -> int:
        """Send the next piece of a file; return the number of bytes received so far."""
        source.seek(int(self._once("HEAD", upload, headers=TUS).headers["Upload-Offset"]))
        headers = {**TUS, "Upload-Offset": str(source.tell()), "Content-Type": "application/offset+octet-stream"}
        return int(
            self._once("PATCH", upload, content=source.read(CHUNK_BYTES), headers=headers).headers["Upload-Offset"]
        )

    def _fetch(self, path: str, target: Path) -> None:
        with self._http.stream("GET", path) as answer, replacing(target) as temporary:
            if answer.is_error:
                answer.read()
                raise ServerRefused.from_response(answer)
            with temporary.open("wb") as file:
                for data in answer.iter_bytes(CHUNK_BYTES):
                    self._watch.check()
                    file.write(data)

    def _once(self, method: str, path: str, **options: Any) -> httpx.Response:
        answer = self._http.request(method, path, **options)
        if not answer.is_success:
            raise ServerRefused.from_response(answer)
        self._pauses_s = PAUSES_S
        return answer

    def _with_retry(self, act: Callable[[], T]) -> T:
        """Call ``act()``; retry after a pause while the server is busy, or the connection broken."""
        for pause_s in (*self._pauses_s, None):
            self._watch.check()
            failure: FacenoteError
            try:
                return act()
            except httpx.TransportError as error:
                failure = ServerUnreachable(f"{self._http.base_url}: {error or type(error).__name__}")
                passes = True
            except ServerRefused as refused:
                failure, passes = refused, _is_temporary(refused)
            if pause_s is None or not passes:
                raise failure
            time.sleep(pause_s)
        raise AssertionError("the last try either returns or raises")


def _is_temporary(refused: ServerRefused) -> bool:
    """Return whether the same request may succeed later. A file that took too long to probe takes as long again."""
    if refused.code == MediaTimeout.code:
        return False
    return refused.status in TRY_LATER or refused.code == OFFSET_CONFLICT


def _parsed(answer: httpx.Response, kind: type[Answer]) -> Answer:
    """Return the parsed response. Raises ServerRefused: it is not that of a Facenote server."""
    try:
        return kind.model_validate_json(answer.content)
    except ValidationError as error:
        raise ServerRefused(f"{answer.request.method} {answer.url.path}: unexpected answer") from error


def _advice_of_the_engine(code: str) -> str:
    """Return the engine's advice for its own error with this code."""
    from engine.catalogue import ERRORS  # loads the whole engine, in seconds: only after a failure

    return ERRORS[code].advice if code in ERRORS else "The server's page says more."
