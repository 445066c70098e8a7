"""The audit of ``make chaos``: it finds nothing if all is right, and each kind of fault by its line."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from telegram import Bot

from scripts.chaos.audit import audit
from scripts.chaos.world import NeverStarts, Server, World
from storage import Store, deliveries, jobs, leases, users
from storage.jobs import Job, JobFailure, NewJob
from storage.limits import Limits
from tests.telegram import BotApiServer, Message
from tests.telegram.conftest import bot, make_video, server, voice

__all__ = ["bot", "make_video", "server", "voice"]

LEASE_S = 60.0


class Scene:
    """A world without a server process; the test does with the store and the chats what a server would do."""

    def __init__(self, world: World, store: Store, bot: Bot, clip: Path) -> None:
        self.world, self._store, self._bot, self._clip = world, store, bot, clip
        (self.seat,) = world.seats

    async def voice(self, *, code: str | None = None) -> Message:
        """Send a voice; its job is delivered, or fails with the code."""
        said = self.unknown_voice()
        await self._job(f"tg:{self.seat.chat.id}:{said.id}", code)
        if code is None:
            await self.send_clip(said)
        return said

    def unknown_voice(self) -> Message:
        """Send a voice that becomes no job."""
        said = self.seat.sends_voice(self.world.voice)
        self.world.voices.append((self.seat, said))
        return said

    async def order(self, *, code: str | None = None) -> None:
        """Order a clip through the API, likewise."""
        self.world.accepted.append((await self._job(None, code)).id)

    async def send_clip(self, said: Message) -> None:
        await self._bot.send_video(self.seat.chat.id, self._clip.read_bytes(), reply_to_message_id=said.id)

    async def answer(self, said: Message, text: str) -> None:
        await self._bot.send_message(self.seat.chat.id, text, reply_to_message_id=said.id)

    def wrong(self) -> list[str]:
        """Return what the audit says is wrong."""
        return [line.what for line in audit(self.world) if line.is_right is False]

    async def _job(self, key: str | None, code: str | None) -> Job:
        async with self._store.write() as tx:
            user = await users.ensure(tx, "test:anna", name="Anna", language="en")
            await jobs.enqueue(tx, NewJob(user.id, "clip", 1.0, key=key), Limits())
            claim = await leases.claim(tx, "server", LEASE_S)
            assert claim is not None
            if code is not None:
                return await leases.fail(tx, claim.lease, JobFailure(code))
            await leases.mark_rendered(tx, claim.lease, result={}, made={})
            sending = await deliveries.claim(tx, "server", LEASE_S)
            assert sending is not None
            return await deliveries.record(tx, sending.lease, [1])


@pytest.fixture
async def scene(
    tmp_path: Path,
    server: BotApiServer,
    bot: Bot,
    voice: Path,
    make_video: Callable[..., Path],
) -> AsyncIterator[Scene]:
    seat = server.person(11, "Anna").private()
    seat.sends_text("/start")
    world = World(Server(tmp_path, server), server, tmp_path, voice.read_bytes(), [seat])
    async with Store.open(world.server.data) as store:
        yield Scene(world, store, bot, make_video(64, 64))


async def test_nothing_is_wrong_where_all_is_delivered_or_refused(scene: Scene) -> None:
    await scene.voice()
    await scene.order()
    await scene.voice(code="disk_full")
    await scene.answer(scene.unknown_voice(), "🔧 I am about to restart. Please send it again in a minute.")
    assert scene.wrong() == []


async def test_a_run_in_which_nothing_worked_is_wrong(scene: Scene) -> None:
    await scene.voice(code="internal_error")
    assert scene.wrong() == [
        "jobs that failed with an unexpected code",
        "clips made for the API",
        "voices whose clip the person has",
    ]


async def test_lost_doubled_and_orphaned_things_are_found(scene: Scene) -> None:
    await scene.order()
    await scene.answer(scene.unknown_voice(), "I am on it.")  # no refusal: the voice is lost
    await scene.send_clip(await scene.voice())
    (scene.world.server.data / "media" / ("0" * 64)).write_bytes(b"of nobody")
    scene.world.accepted.append(4711)
    assert scene.wrong() == [
        "jobs that the API accepted and does not know",
        "voices without a job and without a refusal",
        "clips that came twice",
        "media: files without a row",
    ]


async def test_a_server_that_ends_at_its_start_is_found(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    await scene.voice()
    await scene.order()
    server = scene.world.server
    monkeypatch.setattr("scripts.chaos.world.STARTS_TRIED", 1)
    monkeypatch.setitem(server._settings, "FACENOTE_GPUS", "none of these")
    with pytest.raises(NeverStarts):
        await server.start()
    assert scene.wrong() == ["starts of the server that failed"]
