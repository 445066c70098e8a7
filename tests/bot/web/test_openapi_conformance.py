"""Tests of the API against its own document: every response conforms, and no request fails on the server's side.

Schemathesis generates requests from the document: valid ones, invalid ones, and valid ones about existing things.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings, strategies
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.bot.web.conftest import ADA, BOB
from tests.browser.studio import Studio, wait_until

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
EXAMPLES = 15

schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")

Things = dict[str, int | str]
HEADERS = {"X-Facenote": "1", "Tus-Resumable": "1.0.0"}
"""Headers of every request: without them it is refused early."""

ENDLESS = {"/api/events"}
DESTROYS = {"DELETE /api/account": BOB}
"""Operations that delete a person's data, and the person used for them."""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Run a server that accepts everything."""
    with Studio(
        tmp_path_factory.mktemp("studio"),
        FACENOTE_WEB_TOKENS=f"ada:{ADA},bob:{BOB}",
        FACENOTE_MAX_OPEN_JOBS_PER_USER="0",
    ) as running:
        yield running


@pytest.fixture(scope="module")
def things(studio: Studio) -> Things:
    return things_of(studio)


def things_of(studio: Studio) -> Things:
    """Return the ids of Ada's things, by the first word of their paths: a face, a batch, the clip in it, and an empty upload."""
    with httpx.Client(base_url=studio.url, headers=login(ADA), timeout=300) as ada:

        def ended(job: int) -> bool:
            return ada.get(f"/api/jobs/{job}").json()["state"] == "delivered"

        agreed = {"version": ada.get("/api/session").json()["consent"]["version"]}  # newcomers are given a face
        assert ada.post("/api/consent", json=agreed).status_code == 204
        wait_until(lambda: ada.get("/api/faces").json()["faces"] and ada.get("/api/voices").json()["voices"])
        [face], [voice] = ada.get("/api/faces").json()["faces"], ada.get("/api/voices").json()["voices"]
        wait_until(lambda: ended(voice["id"]))
        made = ada.post("/api/batches", json={"faces": [face["id"]], "voices": [voice["id"]], "form": "video"}).json()
        clip = made["jobs"][0]["id"]
        wait_until(lambda: ended(clip))
        begun = ada.post("/api/uploads", headers={**HEADERS, "Upload-Length": "9"})
        upload = begun.headers["Location"].rpartition("/")[2]
    return {"uploads": upload, "faces": face["id"], "jobs": clip, "batches": made["id"]}


def login(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def requests(operation: APIOperation, things: Things) -> strategies.SearchStrategy[Case]:
    """Return requests of an operation; if things exist, a third of the requests are about one of them."""
    made_up = [
        operation.as_strategy(mode, headers=HEADERS) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    ]
    thing = things.get(operation.path.split("/")[2])
    known = {parameter.name: thing for parameter in operation.path_parameters} if thing else {}
    about = [operation.as_strategy(GenerationMode.POSITIVE, path_parameters=known, headers=HEADERS)] if known else []
    return strategies.one_of(*made_up, *about)


def test_the_api_does_what_its_document_says(studio: Studio, things: Things, subtests: pytest.Subtests) -> None:
    reached = []
    for operation in operations_of(studio):
        with subtests.test(operation.label):
            statuses = check(operation, studio.url, things)
            assert statuses != {429}
            if min(statuses) < 300:
                reached.append(operation.label)
    assert len(reached) > 25, reached


def operations_of(studio: Studio) -> list[APIOperation]:
    """Return the operations that the server describes, in the order in which they can be called, without endless ones."""
    document: dict[str, Any] = httpx.get(f"{studio.url}/api/openapi.json", timeout=300).json()
    found = list(schemathesis.openapi.from_dict(document).get_all_operations())
    operations = [one.ok() for one in found if isinstance(one, Ok)]
    assert len(operations) == len(found)
    assert len(operations) > 30
    return [one for one in sorted(operations, key=order) if one.path not in ENDLESS]


def order(operation: APIOperation) -> int:
    """Return the order: things are used before they are deleted; operations that try tokens come last, as some wrong ones lock
    out all.
    """
    return 2 if operation.label.startswith("POST /api/session") else operation.method == "delete"


def check(
    operation: APIOperation, url: str, things: Things, *, examples: int = EXAMPLES, chance: int | None = None
) -> set[int]:
    """Send schemathesis' requests; return their statuses, raise an error for responses that do not conform.

    ``chance``: a seed; without one, the requests are always the same.
    """
    token = DESTROYS.get(operation.label, ADA)
    statuses = set()

    @settings(
        max_examples=examples,
        derandomize=chance is None,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=requests(operation, things))
    def conforms(case: Case) -> None:
        answer = case.call(base_url=url, headers=login(token), timeout=300)
        statuses.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    (conforms if chance is None else seed(chance)(conforms))()
    return statuses
