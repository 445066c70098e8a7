"""Tests from a face video to a delivered clip, with the real engine in real workers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.jobs.errors import FaceNotUsable
from bot.jobs.service import JobOptions
from engine.demo import VOICE
from engine.pool import PoolOptions
from storage import Store
from storage.jobs import JobState
from tests.bot.jobs.conftest import (
    Letterbox,
    a_user,
    ask_clip,
    ask_face,
    ask_voice,
    code_of,
    reaches,
    serving,
    use_cases,
)

ENDED = (JobState.DELIVERED, JobState.FAILED)


async def test_a_face_and_a_clip(store: Store, letterbox: Letterbox, talking_video: Path, face_photo: Path) -> None:
    user = await a_user(store)
    async with serving(store, letterbox, JobOptions(), PoolOptions(cores=2)) as service:
        video = await reaches(store, await ask_face(service, store, user, talking_video), *ENDED)
        assert (code_of(video), set(video.files)) == (None, {"source", "picture", "template", "poster"})
        assert {finding.code for finding in video.result.findings} > {"duration", "face_present"}
        face = await use_cases(store, service).faces.keep(video.user_id, video.id, name="me")
        assert (await use_cases(store, service).faces.keep(video.user_id, video.id, name="me")).id == face.id
        clip = await reaches(store, await ask_clip(service, store, user, face, VOICE), *ENDED)
        assert (code_of(clip), set(clip.files)) == (None, {"voice", "clip", "poster"})
        photo = await reaches(store, await ask_face(service, store, user, face_photo), *ENDED)
        assert (code_of(photo), photo.result.kind) == (None, "photo")
        no_face = await reaches(store, await ask_face(service, store, user, VOICE), *ENDED)
        assert no_face.state is JobState.FAILED
        no_speech = await ask_clip(service, store, user, face, face_photo)
        assert (await reaches(store, no_speech, *ENDED)).state is JobState.FAILED
        voice = await reaches(store, await ask_voice(service, store, user, VOICE), *ENDED)
        assert (code_of(voice), set(voice.files), len(voice.result.peaks)) == (None, {"voice"}, 200)
    assert [job_id for job_id, _ in letterbox.delivered] == [video.id, clip.id, photo.id, voice.id]


async def test_a_refused_face_is_a_result_that_cannot_be_kept(store: Store, letterbox: Letterbox, media: Path) -> None:
    user = await a_user(store)
    bad = media / "bad" / "french__too-short-1.5s.mp4"
    async with serving(store, letterbox, JobOptions(), PoolOptions(cores=2)) as service:
        job = await reaches(store, await ask_face(service, store, user, bad), *ENDED)
        assert job.failure is None
        assert job.result.blocked
        assert "picture" in job.files
        with pytest.raises(FaceNotUsable):
            await use_cases(store, service).faces.keep(job.user_id, job.id, name="me")
