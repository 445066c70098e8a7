"""Tests of faults around the whole server: nothing is lost, nothing is sent twice, and people are told."""

from __future__ import annotations

import signal
from pathlib import Path

from engine.demo import VOICE
from tests.bot.e2e.conftest import Server, clips_for
from tests.telegram import BotApiServer, Seat


async def test_a_worker_is_killed_and_then_telegram_goes_away(
    telegram: BotApiServer, server: Server, anna: Seat
) -> None:
    async with server.started():
        asked = anna.sends_voice(VOICE)  # long enough for the worker to be at work still
        await server.reach(lambda clips: [(c["state"], c["progress"] > 0) for c in clips] == [("running", True)])
        server.signal_processes(signal.SIGKILL, having="spawn_main")
        await telegram.down()
        await server.reach(lambda clips: clips[0]["sends"] > 0 and not clips[0]["token"])
        await telegram.up()
        await server.reach(lambda clips: clips[0]["state"] == "delivered")
        await anna.chat.wait_until(lambda: not [m for m in anna.messages if "Cancel" in str(m.markup)] or None)
    assert server.clips()[0]["attempts"] == 2
    assert len(clips_for(anna, asked)) == 1


async def test_a_full_disk_is_said_before_anything_is_taken(server: Server, anna: Seat, voice: Path) -> None:
    server.settings["FACENOTE_MIN_FREE_MB"] = str(10**9)
    async with server.started():
        asked = anna.sends_voice(voice)
        told = await anna.wait_for("The disk is full", after=asked)
    assert told.reply_to is asked
    assert server.clips() == []
