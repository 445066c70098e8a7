"""Tests of login from inside Telegram: only data that it signed is accepted."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from pydantic import SecretStr

from bot.web.access import COOKIE
from bot.web.guard import LOGIN_FAILURES
from storage import users
from tests.bot.web.conftest import Place, code_of, running

BOT = "4711:AAF-bot_token"
PUBLIC = "https://studio.example"
ADA = {"id": 815, "first_name": "Ada", "last_name": "Lovelace & Co", "language_code": "de-AT"}


def signed(
    user: Mapping[str, object] | None = ADA, *, token: str = BOT, age_s: float = 0.0, **more: str
) -> dict[str, str]:
    """Return the fields that Telegram's app gives to the page."""
    fields = {"query_id": "AAF", "auth_date": str(int(time.time() - age_s)), "signature": "for-others", **more}
    if user is not None:
        fields["user"] = json.dumps(user, separators=(",", ":"))
    text = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return {**fields, "hash": hmac.new(key, text.encode(), hashlib.sha256).hexdigest()}


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with running(tmp_path / "data", telegram_token=SecretStr(BOT), web_url=PUBLIC) as studio:
        yield studio


async def log_in(place: Place, init_data: str) -> tuple[int, str]:
    """Return status and code."""
    async with place.browser() as client:
        answer = await client.post("/api/session/telegram", json={"init_data": init_data})
        assert (COOKIE in answer.cookies) == (answer.status_code == 204)
        return (204, "") if answer.status_code == 204 else code_of(answer)


async def test_person_comes_to_the_account_of_the_bot(place: Place) -> None:
    async with place.store.write() as tx:
        known = await users.ensure(tx, "telegram:815", name="Ada", language="fr")
    async with place.browser(Origin=PUBLIC) as client:
        answer = await client.post("/api/session/telegram", json={"init_data": urlencode(signed())})
        assert answer.status_code == 204
        flags = set(answer.headers["Set-Cookie"].split("; ")[1:])
        assert {"HttpOnly", "Secure", "SameSite=None", "Partitioned"} <= flags
        cookie = f"{COOKIE}={answer.cookies[COOKIE]}"  # the client itself withholds a Secure cookie from plain HTTP
        session = (await client.get("/api/session", headers={"Cookie": cookie})).json()
        assert (session["way"], session["name"], session["language"]) == ("session", "Ada Lovelace & Co", "fr")
        gone = await client.delete("/api/session", headers={"Cookie": cookie})
        assert {"Max-Age=0", "Secure", "SameSite=None", "Partitioned"} <= set(gone.headers["Set-Cookie"].split("; "))
        assert code_of(await client.get("/api/session", headers={"Cookie": cookie})) == (401, "login_needed")
    async with place.store.read() as tx:
        assert await users.get(tx, known.id) == await users.find(tx, "telegram:815")


async def test_new_person_is_spoken_to_in_their_language(place: Place) -> None:
    assert await log_in(place, urlencode(signed(), quote_via=quote)) == (204, "")
    async with place.store.read() as tx:
        ada = await users.find(tx, "telegram:815")
    assert ada is not None
    assert ada.language == "de"


@pytest.mark.parametrize("age_s", [-50, 0, 200])
async def test_signature_is_good_for_some_minutes(place: Place, age_s: float) -> None:
    assert await log_in(place, urlencode(signed(age_s=age_s))) == (204, "")


FORGED: dict[str, Callable[[], str]] = {
    "nothing": lambda: "",
    "no fields": lambda: "nonsense",
    "empty hash alone": lambda: "hash=",
    "too many fields": lambda: urlencode(signed() | {f"field{number}": "" for number in range(100)}),
    "no UTF-8": lambda: "%ff=%ff&hash=%ff",
    "no hash": lambda: urlencode({name: value for name, value in signed().items() if name != "hash"}),
    "empty hash": lambda: urlencode(signed() | {"hash": ""}),
    "hash in other letters": lambda: urlencode(signed() | {"hash": "café"}),
    "somebody else": lambda: urlencode(signed() | {"user": json.dumps(ADA | {"id": 816})}),
    "another bot": lambda: urlencode(signed(token="4711:AAF-another_bot")),
    "no bot": lambda: urlencode(signed(token="")),
    "user twice, theirs last": lambda: f"{urlencode(signed())}&user={quote(json.dumps(ADA | {'id': 816}))}",
    "user twice, theirs first": lambda: f"user={quote(json.dumps(ADA | {'id': 816}))}&{urlencode(signed())}",
    "something more": lambda: f"{urlencode(signed())}&extra=1",
    "old": lambda: urlencode(signed(age_s=400)),
    "old, date changed": lambda: urlencode(signed(age_s=400) | {"auth_date": str(int(time.time()))}),
    "of the future": lambda: urlencode(signed(age_s=-600)),
    "nobody": lambda: urlencode(signed(user=None)),
    "a bot": lambda: urlencode(signed(ADA | {"is_bot": True})),
}
"""Made when they are sent: they contain the time."""


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
async def test_what_telegram_did_not_sign_now_is_refused(place: Place, forge: Callable[[], str]) -> None:
    assert await log_in(place, forge()) == (401, "mini_app_login_failed")
    async with place.store.read() as tx:
        assert await tx.scalar("SELECT COUNT(*) FROM users") == 0


async def test_much_that_nobody_signed_costs_little_and_is_counted(place: Place) -> None:
    assert await log_in(place, "a=&" * 5000) == (400, "invalid_request")
    told = [await log_in(place, urlencode(signed(token=""))) for _ in range(LOGIN_FAILURES + 1)]
    assert told == [(401, "mini_app_login_failed")] * LOGIN_FAILURES + [(429, "too_many_logins")]
    assert await log_in(place, urlencode(signed())) == (204, "")


async def test_banned_person_is_refused(place: Place) -> None:
    async with place.store.write() as tx:
        await users.ban(tx, "telegram:815")
    assert await log_in(place, urlencode(signed())) == (403, "forbidden")


@pytest.mark.parametrize(
    ("chosen", "status"),
    [({"allowed_users": {1}}, 403), ({"allowed_users": {815}}, 204), ({"allowed_users": {1}, "operators": {815}}, 204)],
)
async def test_lists_of_the_bot_hold_here_too(tmp_path: Path, chosen: Mapping[str, Any], status: int) -> None:
    async with running(tmp_path, telegram_token=SecretStr(BOT), web_url=PUBLIC, **chosen) as place:
        assert (await log_in(place, urlencode(signed())))[0] == status


async def test_login_ends_when_the_list_does_not_name_the_person_any_more(tmp_path: Path) -> None:
    async with running(tmp_path, telegram_token=SecretStr(BOT), web_url=PUBLIC) as place, place.browser() as client:
        assert (await client.post("/api/session/telegram", json={"init_data": urlencode(signed())})).status_code == 204
        cookies = dict(client.cookies)
    chosen: dict[str, Any] = {"telegram_token": SecretStr(BOT), "web_url": PUBLIC, "allowed_users": {1}}
    async with running(tmp_path, **chosen) as place, place.browser() as client:
        client.cookies.update(cookies)
        assert code_of(await client.get("/api/session")) == (403, "forbidden")


async def test_nobody_comes_from_telegram_where_there_is_no_bot(home: Place) -> None:
    assert (await log_in(home, urlencode(signed(token=""))))[0] == 401
