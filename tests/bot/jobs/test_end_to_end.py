"""Tests from a face video to a delivered clip, with the real engine in real workers."""

from __future__ import annotations

from pathlib import Path

from bot.jobs.service import JobOptions
from engine.pool import PoolOptions
from storage import Store
from storage.jobs import JobState
from tests.bot.jobs.conftest import (
    Letterbox,
    a_user,
    ask_clip,
    ask_face,
    code_of,
    reaches,
    serving,
    use_cases,
)

ENDED = (JobState.DELIVERED, JobState.FAILED)


async def test_a_face_and_a_clip(store: Store, letterbox: Letterbox, talking_video: Path, voices: list[Path]) -> None:
    user = await a_user(store)
    async with serving(store, letterbox, JobOptions(), PoolOptions(cores=2)) as service:
        video = await reaches(store, await ask_face(service, store, user, talking_video), *ENDED)
        assert (code_of(video), set(video.files)) == (None, {"source", "picture", "template", "poster"})
        assert {finding.code for finding in video.result.findings} > {"duration", "face_present"}
        face = await use_cases(store, service).faces.keep(video.user_id, video.id, name="me")
        assert (await use_cases(store, service).faces.keep(video.user_id, video.id, name="me")).id == face.id
        clip = await reaches(store, await ask_clip(service, store, user, face, voices[0]), *ENDED)
        assert (code_of(clip), set(clip.files)) == (None, {"voice", "clip", "poster"})
        no_face = await reaches(store, await ask_face(service, store, user, voices[0]), *ENDED)
        assert no_face.state is JobState.FAILED
        no_sound = await ask_clip(service, store, user, face, store.media.path(video.files["poster"]))
        assert (await reaches(store, no_sound, *ENDED)).state is JobState.FAILED
    assert [job_id for job_id, _ in letterbox.delivered] == [video.id, clip.id]
