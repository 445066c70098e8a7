"""Tests of SIGTERM while a clip is being made: it is delivered before the exit, or after the next start."""

from __future__ import annotations

import signal

from engine.demo import VOICE
from tests.bot.e2e.conftest import Server, clips_for
from tests.telegram import Message, Seat


async def test_a_clip_that_runs_goes_back_or_is_delivered(server: Server, anna: Seat) -> None:
    async with server.started(FACENOTE_DRAIN_S="0") as process:
        asked = anna.sends_voice(VOICE)
        await server.reach(lambda clips: [clip["state"] for clip in clips] == ["running"])
        server.signal_processes(signal.SIGSTOP, having="spawn_main")  # it is not done before the server has heard
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert (server.states(), clips_for(anna, asked)) == (["queued"], [])
    async with server.started(FACENOTE_DRAIN_S="600") as process:
        # Not only claimed: a job whose worker is not ready yet is requeued, however much time is left.
        await server.reach(lambda clips: [clip["progress"] > 0 for clip in clips] == [True])
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert (server.states(), len(clips_for(anna, asked))) == (["delivered"], 1)
    async with server.started():  # a status message that could not be deleted in time goes now
        await anna.chat.wait_until(lambda: from_bot(anna) == clips_for(anna, asked) or None)


def from_bot(chat: Seat) -> list[Message]:
    return [message for message in chat.messages if message.sender.is_bot]
