"""The table of operations: each entry defines the route, the validation of requests, and the API's own document."""

from __future__ import annotations

import asyncio
import functools
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from typing import Annotated, Any

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.json_schema import models_json_schema

from bot.web.access import COOKIE, DESCRIPTION, PUBLIC, Principal, principal_of
from bot.web.errors import ErrorBody, InvalidRequest
from bot.web.guard import CSRF_HEADER, SAFE_METHODS
from storage.errors import NotFound

LARGEST_ID = 2**63 - 1
UPLOAD_ID = "[0-9a-f]{32}"
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
"""Id of a face, a job or a batch in a request."""

UploadId = Annotated[str, StringConstraints(pattern=f"^{UPLOAD_ID}$")]

BODY_S = 30.0
"""Maximum time to receive a body that is not a file."""

BEARER = "An API token, created in the studio under Settings, or a web token from the operator."
SESSION = f"A browser's login. Where people log in by a link, the port is part of the name, such as {COOKIE}_7860."
EVENTS = "text/event-stream"
REFERENCE = "#/components/schemas/{model}"


class RequestModel(BaseModel):
    """Base of what is sent to us: nothing but what is named, no number that is a string."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Query(BaseModel):
    """Base of queries, in which everything is a string."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class ApiRequest:
    """Validated request. ``ids`` are the numbers in its path; ``query`` and ``body`` are instances of the operation's classes."""

    request: web.Request
    ids: Mapping[str, int]
    query: Any = None
    body: Any = None

    @property
    def principal(self) -> Principal:
        """Return the authenticated sender; not available in public operations."""
        return principal_of(self.request)


Response = BaseModel | web.StreamResponse | None
Schemas = Mapping[Any, Any]
"""Reference to the schema, by class."""

Action = Callable[[ApiRequest], Awaitable[Response]]


@dataclass(frozen=True)
class Header:
    """Header of a request or a response, for the document."""

    name: str
    about: str
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """Operation of the API.

    Attributes:
        method, path: ids in the path stand in braces; all are numbers but ``upload``.
        group, summary: how the document lists it.
        action: does it; what it returns is the body, None is an empty response.
        query, body: classes of what is sent.
        response: class of the JSON that comes back; None: ``media`` says what comes, and "" is nothing.
        status: of success.
        errors: codes that are special to it.
        headers: beside the usual ones.
        sends: kinds of a body that is not JSON.
        answers_head: HEAD does the same work as GET, which is too much for some.
    """

    method: str
    path: str
    group: str
    summary: str
    action: Action
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    response: type[BaseModel] | None = None
    media: Sequence[str] = ()
    status: int = 200
    errors: Sequence[str] = ()
    headers: Sequence[Header] = ()
    sends: Sequence[str] = ()
    answers_head: bool = True

    @property
    def ids(self) -> list[str]:
        """Return the names of ids in the path."""
        return re.findall(r"{(\w+)}", self.path)

    @property
    def is_public(self) -> bool:
        """Return whether it needs no login."""
        return (self.method, self.path) in PUBLIC


def add_operations(app: web.Application, operations: Iterable[Operation]) -> None:
    """Add the routes. Readable resources also answer HEAD requests, except for the endless stream of events and what says so."""
    for operation in operations:
        handler = _handler(operation)
        app.router.add_route(operation.method, operation.path, handler)
        if operation.method == hdrs.METH_GET and operation.answers_head and EVENTS not in operation.media:
            app.router.add_route(hdrs.METH_HEAD, operation.path, handler)


def own_document(operations: Sequence[Operation]) -> Operation:
    """Return the operation that serves the document of these operations, and of itself."""

    @functools.cache  # it takes some of the time of everybody else
    def text() -> str:
        return json.dumps(document([*operations, operation]))

    async def serve(_call: ApiRequest) -> web.Response:
        return web.Response(text=text(), content_type="application/json")

    operation = Operation(
        *DESCRIPTION, "API", "This document; needs no login where only one machine reaches the server", serve,
        media=["application/json"],
    )  # fmt: skip
    return operation


def document(operations: Sequence[Operation]) -> dict[str, Any]:
    """Return the API's own document, OpenAPI 3.1.0."""
    classes = {model for one in operations for model in (one.query, one.body, one.response) if model} | {ErrorBody}
    modes = [(model, "validation" if issubclass(model, RequestModel | Query) else "serialization") for model in classes]
    refs, definitions = models_json_schema(modes, ref_template=REFERENCE)  # type: ignore[arg-type]
    schemas = {model: ref for (model, _), ref in refs.items()}
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Facenote",
            "version": version("facenote"),
            "description": "Faces, voices and talking clips. A script can do everything that the studio's page does. "
            f"Requests that change something carry the header {CSRF_HEADER}: 1, or a token.",
        },
        "paths": paths,
        "components": {
            "schemas": dict(sorted(definitions.get("$defs", {}).items())),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": BEARER},
                "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": SESSION},
            },
        },
    }


def _handler(operation: Operation) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        ids = {name: _id(request.match_info[name]) for name in operation.ids if name != "upload"}
        try:
            query = operation.query.model_validate(_query(request)) if operation.query else None
            body = operation.body.model_validate_json(await _json(request)) if operation.body else None
        except ValidationError as error:
            raise InvalidRequest.of(error) from None
        response = await operation.action(ApiRequest(request, ids, query, body))
        if isinstance(response, web.StreamResponse):
            return response
        if response is None:
            return web.Response(status=operation.status)
        encoded = web.Response(
            status=operation.status, text=response.model_dump_json(), content_type="application/json"
        )
        encoded.enable_compression()
        return encoded

    return handle


def _id(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < (number := int(text[:20])) <= LARGEST_ID):
        raise NotFound(f"{text[:20]!r} is not a valid id")
    return number


def _query(request: web.Request) -> dict[str, str]:
    """Return the parameters of the query. Raises InvalidRequest: a name occurs twice."""
    if len(request.query) != len(set(request.query)):
        raise InvalidRequest("duplicate query parameter", fields=[])
    return dict(request.query)


async def _json(request: web.Request) -> bytes:
    if request.content_type != "application/json":
        raise InvalidRequest("the body must be application/json", fields=[])
    try:
        async with asyncio.timeout(BODY_S):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout(reason="The body did not come.") from None


def _described(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": _operation_id(operation),
        "tags": [operation.group],
        "summary": operation.summary,
        "parameters": [*_path_parameters(operation), *_query_parameters(operation), *_header_parameters(operation)],
        "responses": _responses(operation, schemas),
        "security": _security(operation),
    }
    if operation.body:
        described["requestBody"] = {"required": True, "content": _json_content(schemas[operation.body])}
    elif operation.sends:
        described["requestBody"] = {"required": True, "content": {kind: {} for kind in operation.sends}}
    return described


def _security(operation: Operation) -> list[dict[str, list[str]]]:
    if operation.is_public:
        return []
    anonymous: list[dict[str, list[str]]] = [{}] if (operation.method, operation.path) == DESCRIPTION else []
    return [{"token": []}, {"session": []}, *anonymous]


def _operation_id(operation: Operation) -> str:
    words = re.findall(r"\w+", operation.path.removeprefix("/api/"))
    return "_".join([operation.method.lower(), *words])


def _path_parameters(operation: Operation) -> list[dict[str, Any]]:
    number = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}
    text = {"type": "string", "pattern": f"^{UPLOAD_ID}$"}
    return [
        {"name": name, "in": "path", "required": True, "schema": text if name == "upload" else number}
        for name in operation.ids
    ]


def _query_parameters(operation: Operation) -> list[dict[str, Any]]:
    if operation.query is None:
        return []
    schema = operation.query.model_json_schema(ref_template=REFERENCE)
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _inlined(part, schema.get("$defs", {}))}
        for name, part in schema["properties"].items()
    ]


def _inlined(part: dict[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Return a query's schema with its references resolved, so that it is self-contained. Null, which a query cannot express,
    is left out.
    """
    if "$ref" in part:
        return dict(definitions[part["$ref"].rpartition("/")[2]])
    if "anyOf" in part:
        said, _ = part["anyOf"]
        return _inlined(said, definitions)
    return part


def _header_parameters(operation: Operation) -> list[dict[str, Any]]:
    found = [
        {"name": header.name, "in": "header", "required": header.required, "description": header.about,
         "schema": {"type": "string"}}
        for header in operation.headers
    ]  # fmt: skip
    if operation.method not in SAFE_METHODS:
        about = "Proves that the request does not come from another site's page; not needed with a token."
        found.append(
            {"name": CSRF_HEADER, "in": "header", "required": False, "description": about,
             "schema": {"type": "string", "const": "1"}}
        )  # fmt: skip
    return found


def _responses(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    success: dict[str, Any] = {"description": HTTPStatus(operation.status).phrase}
    if operation.response:
        success["content"] = _json_content(schemas[operation.response])
    elif operation.media:
        success["content"] = {media: {} for media in operation.media}
    codes = f" Codes of this operation: {', '.join(operation.errors)}." if operation.errors else ""
    failure = {"description": f"Failed; the body says why.{codes}", "content": _json_content(schemas[ErrorBody])}
    answers = {str(operation.status): success, "default": failure}
    if "video/mp4" in operation.media:
        answers["206"] = {**success, "description": "The part that the header Range requested."}
    return answers


def _json_content(schema: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
