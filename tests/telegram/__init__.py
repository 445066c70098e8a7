"""A Bot API server for tests: a small Telegram over real HTTP, as strict as the real one.

The bot under test runs unmodified. With python-telegram-bot::

    Application.builder().token(server.token).base_url(server.base_url).base_file_url(server.base_file_url)

The server runs in the test's loop, on a free port::

    @pytest.fixture
    async def telegram() -> AsyncIterator[BotApiServer]:
        async with BotApiServer.running() as server:
            yield server

People (:class:`Person`) act through their place in a chat (:class:`Seat`). Actions are immediate and not awaited; the bot
receives them by polling or by its webhook. Read the results from the chat::

    anna = telegram.person(id=11, first_name="Anna", language_code="de")
    chat = anna.private()
    chat.sends_text("/start")
    welcome = await chat.wait_for("Willkommen")            # a part of what it shows, or a function of the message
    press = chat.presses(welcome, "Ja")                    # a button by its text, a part of it, or its data
    await press.wait_answered()                            # press.answer, press.alert: what flashed up
    voice = chat.sends_voice(path)                         # also _video, _video_note, _photo, _audio, _document, _album
    clip = await chat.wait_for(is_media("video"), timeout=60, after=voice)
    clip.media.path                                        # the real file; .kind .width .height .duration_s .thumbnail .size
    print(chat.transcript())                               # the conversation as a reader finds it, edits folded

**People.** ``sends_*(file, caption=, reply_to=, name=, file_size=)`` take a path or bytes; ``file_size`` is what
Telegram says of the size, so that a file over 20 MB need not exist; ``duration_s=`` likewise. Further:
``forwards(message, hidden=)``, ``edits``, ``deletes``, ``reacts``, ``presses``; ``person.blocks_bot()``,
``person.unblocks_bot()``.

**Groups.** ``group = telegram.group("Team", members=[anna, ben], admins=[anna], supergroup=, forum=, with_bot=)`` is
a :class:`Chat`; ``seat = ben.in_group(group)`` then ``seat.sends_text("/talk", reply_to=voice)``, ``joins``,
``leaves``, ``promotes(person)``, ``demotes``, ``adds_bot``, ``removes_bot``, ``promotes_bot``, ``demotes_bot``,
``anonymously()`` (as an administrator who hides), ``for_channel(title)`` (in its name), ``opens_topic(name)`` (a seat
in the topic), ``upgrades_group()`` (the new supergroup). ``group.bot_may_send = False`` mutes the bot.
Privacy mode is on: the bot sees commands, answers to its own messages, mentions and service messages, unless it
is an administrator (``BotApiServer.running(privacy=False)`` turns it off).

**Messages** (:class:`Message`): ``text``, ``caption``, ``shown`` (either), ``rows`` and ``buttons`` (``text``, ``data``,
``url``), ``media``, ``reply_to``, ``thread_id``, ``versions`` (what it showed before each edit), ``deleted``, ``reactions``,
``body.entities``; ``await message.wait_shows(part)`` for an edit, ``wait_deleted()``. ``chat.messages`` are the visible ones,
``chat.history`` all, ``chat.actions`` the chat actions, ``chat.wait_until(function)`` waits for anything else.

**Faults.** ``telegram.fail_next("sendVideo", 502, times=2)``, ``fail_next("sendMessage", 429, retry_after=1)``,
``fail_next("sendVideo", None)`` cuts the connection, with ``done_first=True`` only after the video was shown; ``hangs=True``
after a minute; ``fail_next("file", 500)`` for downloads; ``await telegram.down()`` (refused connections), ``await
telegram.down(502)``, ``await telegram.up()``. ``telegram.calls("sendVideo")`` is the log, and ``telegram.refusals()`` lists
the calls that Telegram would refuse: a test of a bot should end with ``assert not telegram.refusals()``, after naming the
expected ones (``telegram.forgive("bot was blocked")``).

**Time and floods.** More than 20 messages and edits in 20 s in a private chat, 20 a minute in a group or 30 a second in all
are refused with 429. ``telegram.clock.forward(60)`` moves the clock by a minute;
``BotApiServer.running(limits=FloodLimits(...))`` sets other limits.

**A local server.** ``BotApiServer.running(local=True)``: ``getFile`` returns a path on this disk, for files of any size, and
``file://`` uploads files from it.

Intentional quirks: each chat numbers its own messages; an edit without buttons removes them; in a supergroup without topics a
reply carries a ``message_thread_id`` that may not be sent back; in a topic every message replies to the one that opened it; a
press may be answered once, within 30 s; the items of an album arrive one by one. Formatting is HTML only. For the rules, and
where they are stricter than Telegram's, see :mod:`tests.telegram.rules`.
"""

from tests.telegram.chats import Button, Chat, Message, is_media
from tests.telegram.files import Media
from tests.telegram.people import Account, Person, Press, Seat
from tests.telegram.rules import FloodLimits
from tests.telegram.server import TOKEN, BotApiServer, Call

__all__ = [
    "TOKEN",
    "Account",
    "BotApiServer",
    "Button",
    "Call",
    "Chat",
    "FloodLimits",
    "Media",
    "Message",
    "Person",
    "Press",
    "Seat",
    "is_media",
]
