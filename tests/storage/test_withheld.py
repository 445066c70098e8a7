"""Tests of clips of lent or deleted faces, which nobody may have before they were delivered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from storage import Store, Writer, chats, deliveries, export, faces, files, jobs, leases
from storage.chats import Chat
from storage.faces import Face
from storage.jobs import Job, JobFailure, JobState
from storage.users import User
from tests.storage.conftest import NO_LIMITS, make_job, make_user, on_disk, stage


@dataclass
class Scene:
    """Ada has lent her face to a group, where a clip of it has been rendered for ``user``: Bob, or herself."""

    group: Chat
    ada: User
    user: User
    face: Face
    job: Job


async def rendered(store: Store, tx: Writer, *, is_lent: bool) -> Scene:
    async with store.media.scratch() as folder:
        ada, bob = await make_user(tx, "ada"), await make_user(tx, "bob")
        user = bob if is_lent else ada
        group = await chats.ensure(tx, "test:group", user_id=None)
        face = await faces.add(tx, ada.id, name="me", facts={}, sources={})
        await faces.lend(tx, face.id, group.id)
        sources = {role: await stage(store, folder, role.encode(), role) for role in ("voice", "clip", "poster")}
        voice = {"voice": sources.pop("voice")}
        await make_job(tx, user, kind="clip", face_id=face.id, chat_id=group.id, files=voice)
        claim = await leases.claim(tx, "server", 60)
        assert claim is not None
        job = await leases.mark_rendered(tx, claim.lease, result={"size": 1}, made=sources)
        return Scene(group, ada, user, face, job)


async def taken_back(tx: Writer, scene: Scene) -> None:
    await faces.take_back(tx, scene.face.id, scene.group.id)


async def owner_left(tx: Writer, scene: Scene) -> None:
    await faces.take_back_all_of(tx, scene.ada.id, scene.group.id)


async def bot_left(tx: Writer, scene: Scene) -> None:
    await faces.take_back_all_in(tx, scene.group.id)


async def requester_left(tx: Writer, scene: Scene) -> None:
    await jobs.cancel_all(tx, user_id=scene.user.id, chat_id=scene.group.id)


async def cancelled(tx: Writer, scene: Scene) -> None:
    await jobs.cancel(tx, scene.job.id)


async def refused(tx: Writer, scene: Scene) -> None:  # noqa: ARG001
    claim = await deliveries.claim(tx, "server", 60)
    assert claim is not None
    await leases.fail(tx, claim.lease, JobFailure("face_not_allowed"))


async def deleted(tx: Writer, scene: Scene) -> None:
    await faces.delete(tx, scene.face.id)


async def deleted_while_sent(tx: Writer, scene: Scene) -> None:
    claim = await deliveries.claim(tx, "server", 60)
    assert claim is not None
    await faces.delete(tx, scene.face.id)
    await leases.fail(tx, claim.lease, JobFailure("face_not_allowed"))


async def deleted_after_failure(tx: Writer, scene: Scene) -> None:
    await refused(tx, scene)
    await deleted(tx, scene)


WITHDRAWN = [taken_back, owner_left, bot_left, requester_left, cancelled, refused]
DELETED = [deleted, deleted_while_sent, deleted_after_failure]


@pytest.mark.parametrize(
    ("way", "is_lent"), [*((way, True) for way in WITHDRAWN + DELETED), *((way, False) for way in DELETED)]
)
async def test_a_clip_that_was_not_delivered_goes_with_its_loan_and_its_face(
    store: Store, way: Callable[[Writer, Scene], Awaitable[None]], is_lent: bool
) -> None:
    async with store.write() as tx:
        scene = await rendered(store, tx, is_lent=is_lent)
        await way(tx, scene)
        assert (await jobs.get(tx, scene.job.id)).files.keys() == {"voice"}
    assert set(on_disk(store).values()) == {b"voice"}
    async with store.write() as tx:
        again = await jobs.restart(tx, scene.job.id, NO_LIMITS)
        assert (again.state, again.result) == (JobState.QUEUED, {}), "it is rendered again"


@pytest.mark.parametrize("way", [requester_left, cancelled, refused])
async def test_a_clip_of_ones_own_face_stays(store: Store, way: Callable[[Writer, Scene], Awaitable[None]]) -> None:
    async with store.write() as tx:
        scene = await rendered(store, tx, is_lent=False)
        await way(tx, scene)
        assert (await jobs.get(tx, scene.job.id)).files.keys() == {"voice", "clip", "poster"}
        assert (await jobs.restart(tx, scene.job.id, NO_LIMITS)).state is JobState.RENDERED


@pytest.mark.parametrize("is_lent", [True, False])
async def test_a_clip_of_a_lent_face_is_had_once_it_was_delivered(store: Store, is_lent: bool) -> None:
    async def had(tx: Writer) -> set[str]:
        withheld = (await files.withheld(tx, [scene.job.id]))[scene.job.id]
        listed = {str(row["role"]) for row in (await export.collect(tx, scene.user.id))["job_files"]}
        assert listed == scene.job.files.keys() - withheld
        return listed

    async with store.write() as tx:
        scene = await rendered(store, tx, is_lent=is_lent)
        assert await had(tx) == ({"voice"} if is_lent else {"voice", "clip", "poster"})
        claim = await deliveries.claim(tx, "server", 60)
        assert claim is not None
        await deliveries.record(tx, claim.lease, [])
        await faces.delete(tx, scene.face.id)
        assert await had(tx) == {"voice", "clip", "poster"}
