"""Tests of the reports on failed jobs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.jobs.outlook import can_retry
from bot.records import Origin
from engine.pool import errors
from facenote.errors import FacenoteError
from storage import Store, jobs
from storage.jobs import JobFailure, JobState, NewJob
from storage.limits import Limits
from tests.bot.jobs.conftest import a_face, a_user

NOT_TOLD = {"job_given_back", "pool_closed"}
"""These do not end a job: it is requeued."""

OF_THE_POOL = sorted(
    {kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, FacenoteError)}
    - NOT_TOLD - {FacenoteError.code}
)  # fmt: skip


@pytest.mark.parametrize(("code", "worth_it"), [*((code, True) for code in OF_THE_POOL), ("no_speech", False)])
async def test_what_is_not_the_files_fault_can_be_tried_again(store: Store, code: str, worth_it: bool) -> None:
    user = await a_user(store)
    face = await a_face(store, user)
    async with store.write() as tx:
        job = await jobs.enqueue(tx, NewJob(user.id, "clip", 1.0, face_id=face.id, origin=Origin("test")), Limits())
    assert can_retry(replace(job, state=JobState.FAILED, failure=JobFailure(code))) is worth_it
