"""Tests of ``kill -9`` of the whole server while jobs are in each state, then a restart on the same folder: each clip arrives
once, and each status message continues.
"""

from __future__ import annotations

import signal
from functools import partial
from pathlib import Path

from tests.bot.e2e.conftest import Server, clips_for
from tests.bot.test_serve import processes_of
from tests.telegram import BotApiServer, Message, Seat


async def test_killed_while_one_runs_and_one_waits(
    telegram: BotApiServer, server: Server, anna: Seat, voice: Path
) -> None:
    async with server.started() as process:
        first = anna.sends_voice(voice)
        await server.reach(lambda clips: [clip["state"] for clip in clips] == ["running"])
        server.signal_processes(signal.SIGSTOP, but=process.pid)  # it runs until the test ends it
        others = [Path(f"/proc/{pid}/environ").read_bytes() for pid in processes_of(server.data) if pid != process.pid]
        assert others
        assert not any(telegram.token.encode() in environment for environment in others)
        second = anna.sends_voice(voice)
        await server.reach(lambda clips: [bool(clip["front"].get("status")) for clip in clips] == [True, True])
        process.kill()
    assert server.states() == ["running", "queued"]
    async with server.started():
        await server.reach(lambda clips: all(clip["state"] == "delivered" for clip in clips))
        await anna.chat.wait_until(lambda: all(message.deleted for message in _statuses(anna)) or None)
    assert [clip["attempts"] for clip in server.clips()] == [2, 1]
    for asked in (first, second):
        assert len(clips_for(anna, asked)) == 1
    assert [message.reply_to for message in _statuses(anna)] == [first, second], "one each, edited in place"


async def test_killed_while_some_are_sent_and_one_is_to_be_sent(
    telegram: BotApiServer, server: Server, anna: Seat, voice: Path
) -> None:
    telegram.fail_next("sendVideo", None, done_first=True)
    telegram.fail_next("sendVideo", None)
    telegram.fail_next("sendVideo", 429, retry_after=3600)  # not again before the kill
    async with server.started() as process:
        voices = [anna.sends_voice(voice) for _ in range(3)]
        await server.reach(
            lambda clips: (
                [clip["sends"] for clip in clips] == [1, 1, 1] and sum(bool(clip["token"]) for clip in clips) == 2
            )
        )
        process.kill()
    assert server.states() == ["rendered"] * 3
    # Which of them was sent first, is open.
    (shown,) = (asked for asked in voices if clips_for(anna, asked))
    sending = [asked for asked, clip in zip(voices, server.clips(), strict=True) if clip["token"]]
    (unseen,) = (asked for asked in sending if asked is not shown)
    assert shown in sending
    server.postpone_nothing()
    async with server.started():
        for asked, answer in ((shown, "It arrived"), (unseen, "Send it")):
            doubt = await anna.wait_for(partial(_asks_about, asked=asked))
            await anna.presses(doubt, answer).wait_answered()
        await server.reach(lambda clips: all(clip["state"] == "delivered" for clip in clips))
    for asked in voices:
        assert len(clips_for(anna, asked)) == 1
    assert len(telegram.calls("sendVideo")) == 5


def _asks_about(message: Message, asked: Message) -> bool:
    return message.reply_to is asked and "Did it arrive?" in message.shown


def _statuses(chat: Seat) -> list[Message]:
    """Return the status messages, including deleted ones."""
    return [message for message in chat.chat.history if message.sender.is_bot and not message.media]
