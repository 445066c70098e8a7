"""Fixtures for a team in its group: Olga owns it, Anna has a face, Ben has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.demo import VOICE
from tests.telegram import BotApiServer, Chat, Message, Person, Seat, is_media

OLGA = 13

is_clip = is_media("video")


@pytest.fixture
def olga(telegram: BotApiServer) -> Person:
    return telegram.person(OLGA, "Olga")


@pytest.fixture
def group(telegram: BotApiServer, olga: Person, anna: Seat, ben: Seat) -> Chat:
    return telegram.group("Team", [anna.person, ben.person], admins=[olga])


@pytest.fixture
def olgas(olga: Person, group: Chat) -> Seat:
    return olga.in_group(group)


@pytest.fixture
def annas(anna: Seat, group: Chat) -> Seat:
    return anna.person.in_group(group)


@pytest.fixture
def bens(ben: Seat, group: Chat) -> Seat:
    return ben.person.in_group(group)


def talk(seat: Seat, voice: Message | Path | bytes = VOICE) -> Message:
    """Send /talk in reply to a voice note; by default to a new one of the sender."""
    return seat.sends_text("/talk", reply_to=voice if isinstance(voice, Message) else seat.sends_voice(voice))


async def settles(seat: Seat) -> None:
    """Wait until all earlier updates of this person have been handled."""
    await seat.wait_for("How it works here", after=seat.sends_text("/help"))


def clips(chat: Chat) -> list[Message]:
    """Return all clips in the group."""
    return [message for message in chat.messages if message.sender.is_bot and is_clip(message)]
