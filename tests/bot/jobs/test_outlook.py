"""Tests of the reports on failed jobs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.jobs.outlook import can_retry
from engine.pool import errors
from facenote.errors import FacenoteError
from storage import Store
from storage.jobs import JobFailure, JobState
from tests.bot.jobs.conftest import Voice, a_face, a_user, ask_clip, serving

NOT_TOLD = {"job_given_back", "pool_closed"}
"""These do not end a job: it is requeued."""

OF_THE_POOL = sorted(
    {kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, FacenoteError)}
    - NOT_TOLD - {FacenoteError.code}
)  # fmt: skip


@pytest.mark.parametrize(("code", "worth_it"), [*((code, True) for code in OF_THE_POOL), ("no_speech", False)])
async def test_what_is_not_the_files_fault_can_be_tried_again(
    store: Store, letterbox: Any, voice: Voice, code: str, worth_it: bool
) -> None:
    user = await a_user(store)
    async with serving(store, letterbox) as service:
        job = await ask_clip(service, store, user, await a_face(store, user), voice())
    assert can_retry(replace(job, state=JobState.FAILED, failure=JobFailure(code))) is worth_it
