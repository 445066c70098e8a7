"""Tests of the API's own document: valid, complete, and equal to what is served."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31

from bot.web.access import PUBLIC
from bot.web.jobs import JobsQuery
from tests.bot.web.conftest import TOKENS, Place, code_of, made, running


@pytest.fixture
async def told(shared: Place) -> dict[str, Any]:
    """Return the document for an anonymous reader."""
    async with shared.browser() as anybody:
        return await made(anybody.get("/api/openapi.json"), 200)


async def test_the_document_is_valid(told: dict[str, Any]) -> None:
    jsonschema_rs.validator_for(OPENAPI_31).validate(told)
    for schema in told["components"]["schemas"].values():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
    text = json.dumps(told)
    for reference in {part.partition('"')[0] for part in text.split('"$ref": "')[1:]}:
        assert reference.removeprefix("#/components/schemas/") in told["components"]["schemas"]


async def test_the_document_names_every_route(shared: Place, told: dict[str, Any]) -> None:
    described = {(method.upper(), path) for path, methods in told["paths"].items() for method in methods}
    routed = {
        (route.method, route.resource.canonical)
        for route in shared.app.router.routes()
        if route.resource is not None and route.resource.canonical.startswith("/api/")
    }
    reads = {path for method, path in routed if method == "GET"}
    heads = {("HEAD", path) for path in reads}
    assert routed - heads - {("GET", "/api/docs")} == described
    assert routed >= heads - {("HEAD", "/api/events"), ("HEAD", "/api/account/export")}


async def test_what_needs_no_login_is_marked(told: dict[str, Any]) -> None:
    free = {
        (method.upper(), path)
        for path, methods in told["paths"].items()
        for method, operation in methods.items()
        if operation["security"] == []
    }
    assert free == PUBLIC - {("GET", "/api/docs")}


async def test_where_others_reach_the_server_the_document_needs_a_login(shared: Place, tmp_path: Path) -> None:
    place = "/api/openapi.json"
    async with shared.browser() as anybody:
        forwarded = await anybody.get(place, headers={"X-Forwarded-For": "203.0.113.1"})
        assert code_of(forwarded) == (401, "login_needed")
    async with (
        running(tmp_path, web_tokens=TOKENS, web_url="https://studio.example") as public,
        public.browser() as anybody,
    ):
        assert code_of(await anybody.get(place)) == (401, "login_needed")
        assert (await anybody.get(place, headers={"Authorization": f"Bearer {TOKENS['ada']}"})).status_code == 200


async def test_operations_have_names_of_their_own(told: dict[str, Any]) -> None:
    operations = [operation for methods in told["paths"].values() for operation in methods.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    assert all(operation["summary"] for operation in operations)


async def test_queries_say_nothing_of_null(told: dict[str, Any]) -> None:
    parameters = {one["name"]: one for one in told["paths"]["/api/jobs"]["get"]["parameters"]}
    assert set(parameters) == set(JobsQuery.model_fields)
    assert parameters["kind"]["schema"]["enum"] == ["clip", "face", "voice"]
    assert "null" not in json.dumps(parameters)
    assert not any(one["required"] for one in parameters.values())
