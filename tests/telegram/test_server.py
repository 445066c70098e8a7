"""Tests of requests and faults, with unmodified python-telegram-bot."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InputMediaPhoto,
    MenuButtonCommands,
    MenuButtonWebApp,
    WebAppInfo,
)
from telegram.error import (
    BadRequest,
    EndPointNotFound,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.telegram import BotApiServer, FloodLimits, Person, Seat
from tests.telegram.methods import METHODS
from tests.telegram.rules import PARAMETERS
from tests.telegram.samples import ANNA, jpeg, keys
from tests.telegram.world import Clock


def stop(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let time go by only as the test moves it forward."""
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun + clock.forwarded_s)


def test_every_method_has_its_parameters() -> None:
    assert METHODS.keys() == PARAMETERS.keys()


async def test_wrong_token_is_refused(server: BotApiServer) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", server.base_url):
            pass
    async with httpx.AsyncClient(timeout=300) as client:
        answer = await client.get(f"{server.base_url}1:wrong/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


@pytest.mark.usefixtures("chat")
async def test_unknown_methods_and_parameters_are_refused(bot: Bot) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendNothing")
    with pytest.raises(BadRequest, match="sendmessage takes no colour"):
        await bot.send_message(ANNA, "hello", api_kwargs={"colour": "red"})


@pytest.mark.parametrize(
    ("text", "parse_mode", "refusal"),
    [
        ("", None, "Message text is empty"),
        ("<b> </b>", "HTML", "Message text is empty"),
        ("x" * 4097, None, "Message is too long"),
        ("<b>bold", "HTML", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("<b><i>both</b></i>", "HTML", 'unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("ä <x>", "HTML", 'unsupported start tag "x" at byte offset 3'),
        ("1 < 2", "HTML", "can't parse entities"),
        ("end</b>", "HTML", "unexpected end tag at byte offset 3"),
        ("text", "Html5", "unsupported parse_mode"),
    ],
)
async def test_bad_texts_are_refused(bot: Bot, chat: Seat, text: str, parse_mode: str | None, refusal: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(ANNA, text, parse_mode=parse_mode)
    assert refusal.lower() in refused.value.message.lower()
    assert len(chat.messages) == 1


async def test_texts_are_shown_with_their_format(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(ANNA, ' 😀 <b>a &lt;</b> <a href="https://x.org">b</a> /help ', parse_mode="HTML")
    assert chat.messages[-1].text == sent.text == "😀 a < b /help"
    assert [(entity.type, sent.parse_entity(entity)) for entity in sent.entities] == [
        ("bold", "a <"),
        ("text_link", "b"),
        ("bot_command", "/help"),
    ]
    await bot.send_message(ANNA, f"<b>{'x' * 4096}</b>", parse_mode="HTML")


@pytest.mark.usefixtures("chat")
@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"text": "a", "callback_data": "ä" * 33}, "Button_data_invalid"),
        ({"text": "a", "callback_data": ""}, "Button_data_invalid"),
        ({"text": " ", "callback_data": "a"}, "Can't parse inline keyboard button"),
        ({"text": "a"}, "Can't parse inline keyboard button"),
        ({"text": "a", "url": "javascript:x"}, "is invalid"),
        ({"text": "a", "callback_data": "b", "size": 2}, "no size here"),
    ],
)
async def test_bad_buttons_are_refused(bot: Bot, button: dict[str, Any], refusal: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(ANNA, "hello", api_kwargs={"reply_markup": {"inline_keyboard": [[button]]}})
    assert refusal.lower() in refused.value.message.lower()


async def test_callback_data_of_64_bytes_goes_through(bot: Bot, chat: Seat) -> None:
    await bot.send_message(ANNA, "hello", reply_markup=keys("ä" * 32))
    assert chat.messages[-1].rows[0][0].data == "ä" * 32


@pytest.mark.usefixtures("anna", "chat")
async def test_floods_are_refused_until_time_went_by(
    bot: Bot, server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop(server.clock, monkeypatch)
    sent = [await bot.send_message(ANNA, str(number)) for number in range(19)]
    await bot.edit_message_text("edit", ANNA, sent[0].message_id)
    with pytest.raises(RetryAfter) as refused:
        await bot.edit_message_text("another", ANNA, sent[0].message_id)
    assert timedelta(seconds=1) <= refused.value.retry_after <= timedelta(seconds=20)  # type: ignore[operator]
    server.clock.forward(20)
    await bot.edit_message_text("another", ANNA, sent[0].message_id)


async def test_groups_take_20_a_minute_albums_by_their_items(
    bot: Bot, server: BotApiServer, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop(server.clock, monkeypatch)
    group = server.group("Team", [anna])
    for number in range(18):
        await bot.send_message(group.id, str(number))
    with pytest.raises(RetryAfter):
        await bot.send_media_group(group.id, [InputMediaPhoto(jpeg(40, 40))] * 3)
    server.clock.forward(60)
    await bot.send_media_group(group.id, [InputMediaPhoto(jpeg(40, 40))] * 3)


async def test_other_flood_limits_may_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with (
        BotApiServer.running(tmp_path, limits=FloodLimits(overall_per_s=1)) as server,
        Bot(server.token, server.base_url) as bot,
    ):
        stop(server.clock, monkeypatch)
        for number in (1, 2):
            server.person(number, "Someone").private().sends_text("hello")
        await bot.send_message(1, "hello")
        with pytest.raises(RetryAfter):
            await bot.send_message(2, "hello")


async def test_faults_on_demand(bot: Bot, server: BotApiServer, chat: Seat) -> None:
    server.fail_next("sendMessage", 429, retry_after=3)
    server.fail_next("sendMessage", 502, times=2)
    server.fail_next("sendMessage", None)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(ANNA, "a")
    assert refused.value.retry_after == timedelta(seconds=3)
    for _ in range(3):
        with pytest.raises(NetworkError):
            await bot.send_message(ANNA, "a")
    assert len(chat.messages) == 1
    server.fail_next("sendMessage", None, done_first=True)
    with pytest.raises(NetworkError):
        await bot.send_message(ANNA, "done")
    assert chat.messages[-1].text == "done"
    assert [call.status for call in server.calls("sendMessage")] == [429, 502, 502, 0, 0]
    assert not server.refusals(), "only the test's own"
    server.fail_next("getChat", None, hangs=True)
    with pytest.raises(TimedOut):
        await bot.get_chat(ANNA, read_timeout=0.05)


async def test_refusals_are_told_apart_from_those_that_are_meant(bot: Bot, server: BotApiServer, chat: Seat) -> None:
    chat.person.blocks_bot()
    for number in (ANNA, 404):
        with pytest.raises(TelegramError):
            await bot.send_message(number, "hello")
    server.forgive("bot was blocked")
    assert server.refusals() == ["sendMessage: Bad Request: chat not found"]
    assert (await server.wait_for_call("sendMessage")).status == 403


async def test_down_and_up(bot: Bot, server: BotApiServer, chat: Seat) -> None:
    polling = asyncio.create_task(bot.get_updates(offset=-1, timeout=20))
    await polling
    before = len(server.calls("getUpdates"))
    polling = asyncio.create_task(bot.get_updates(offset=10**9, timeout=20))
    await server.wait_for_calls("getUpdates", before + 1)
    await server.down()
    with pytest.raises(NetworkError):
        await polling
    with pytest.raises(NetworkError):
        await bot.send_message(ANNA, "a")
    await server.up()
    await bot.send_message(ANNA, "b")
    await server.down(502)
    with pytest.raises(NetworkError):
        await bot.send_message(ANNA, "c")
    await server.up()
    assert [message.shown for message in chat.messages] == ["/start", "b"]


@pytest.mark.parametrize(
    ("command", "description"), [("Start", "x"), ("a-b", "x"), ("a" * 33, "x"), ("ok", ""), ("ok", "x" * 257)]
)
async def test_bad_commands_are_refused(bot: Bot, command: str, description: str) -> None:
    with pytest.raises(BadRequest, match=r"Bot_command"):
        await bot.set_my_commands([BotCommand(command, description)])


async def test_commands_and_texts_by_language_and_audience(bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("start", "Begin")])
    await bot.set_my_commands([BotCommand("start", "Los")], language_code="de", scope=BotCommandScopeChat(ANNA))
    assert (await bot.get_my_commands())[0].description == "Begin"
    assert (await bot.get_my_commands(BotCommandScopeChat(ANNA), "de"))[0].description == "Los"
    assert not await bot.get_my_commands(language_code="fr")
    with pytest.raises(BadRequest, match="Invalid language code specified"):
        await bot.set_my_commands([BotCommand("start", "Los")], language_code="deu")
    with pytest.raises(BadRequest, match="commands_too_much"):
        await bot.set_my_commands([BotCommand(f"c{number}", "x") for number in range(101)])
    await bot.set_my_description("Talks")
    assert (await bot.get_my_description("de")).description == "Talks"
    with pytest.raises(BadRequest, match="too long"):
        await bot.set_my_short_description("x" * 121)


async def test_menu_button_of_all_and_of_one(bot: Bot) -> None:
    assert (await bot.get_chat_menu_button()).type == "commands"
    studio = MenuButtonWebApp("Studio", WebAppInfo("https://studio.example"))
    await bot.set_chat_menu_button(menu_button=studio)
    await bot.set_chat_menu_button(ANNA, MenuButtonCommands())
    assert await bot.get_chat_menu_button() == studio
    assert (await bot.get_chat_menu_button(ANNA)).type == "commands"
    with pytest.raises(BadRequest, match="only https"):
        await bot.set_chat_menu_button(menu_button=MenuButtonWebApp("Studio", WebAppInfo("http://studio.example")))


async def test_chat_actions(bot: Bot, chat: Seat) -> None:
    await bot.send_chat_action(ANNA, "upload_video_note")
    assert chat.chat.actions == ["upload_video_note"]
    with pytest.raises(BadRequest, match="Wrong parameter action"):
        await bot.send_chat_action(ANNA, "dancing")
