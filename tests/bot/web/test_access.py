"""Tests of authentication: who is admitted, who is not, and what ends a login."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot.accounts import LOCAL
from bot.app.logins import LINK_LASTS
from bot.web.access import COOKIE
from bot.web.guard import CSRF_HEADER, LOGIN_FAILURES, LOGIN_PAUSE_S, Throttle
from storage import users
from tests.bot.web.conftest import ADA, BOB, SOON_S, TOKENS, Place, code_of, made, running
from tests.conftest import fill
from tests.storage.conftest import FakeClock

BOT = SecretStr("4711:AAF-bot_token")
PUBLIC = "https://studio.example"


async def who(client: httpx.AsyncClient) -> tuple[str, str]:
    """Return the way in which the client is logged in, and its user."""
    answer = await client.get("/api/session")
    assert answer.status_code == 200, answer.text
    return answer.json()["way"], answer.json()["name"]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:7860", "127.0.0.1:80", "[::1]:7860"])
async def test_a_link_logs_a_browser_of_this_machine_in_once(home: Place, host: str) -> None:
    secret = await home.core.logins.make_link()
    async with home.visitor(Host=host) as client, home.visitor(Host=host) as other:
        refused = await client.get("/api/session")
        assert code_of(refused) == (401, "login_needed")
        assert "facenote login-link" in refused.json()["error"]["advice"]
        assert refused.json()["error"]["facts"] == {"ways": ["link"]}
        assert (await client.post("/api/session/link", json={"secret": secret})).status_code == 204
        assert await who(client) == ("session", "")
        assert code_of(await other.post("/api/session/link", json={"secret": secret})) == (401, "login_link_used")
        assert code_of(await other.get("/api/faces")) == (401, "login_needed")


async def test_a_link_is_of_no_use_after_a_day_or_from_elsewhere(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, clock=clock) as place:
        body = {"secret": await place.core.logins.make_link()}
        for headers in ({"Host": "evil.example"}, {"X-Forwarded-For": "127.0.0.1"}):
            async with place.visitor(**headers) as client:
                assert code_of(await client.post("/api/session/link", json=body)) == (403, "forbidden")
        async with place.visitor() as client:
            foreign = {"Origin": "http://evil.example"}
            assert code_of(await client.post("/api/session/link", json=body, headers=foreign)) == (403, "forbidden")
            assert (await client.post("/api/session/link", json=body)).status_code == 204  # the refusals left it valid
            late = {"secret": await place.core.logins.make_link()}
            clock.advance(LINK_LASTS.total_seconds())
            assert code_of(await client.post("/api/session/link", json=late)) == (401, "login_link_used")
    async with running(tmp_path, clock=clock, web_tokens=TOKENS) as place, place.visitor() as client:
        body = {"secret": await place.core.logins.make_link()}
        assert code_of(await client.post("/api/session/link", json=body)) == (401, "login_link_used")


async def test_of_two_browsers_at_once_a_link_logs_in_one(home: Place) -> None:
    body = {"secret": await home.core.logins.make_link()}
    async with home.visitor() as one, home.visitor() as other:
        answers = await asyncio.gather(*(client.post("/api/session/link", json=body) for client in (one, other)))
        assert sorted(answer.status_code for answer in answers) == [204, 401]


async def test_a_link_is_not_used_up_by_a_login_that_fails(home: Place) -> None:
    body = {"secret": await home.core.logins.make_link()}
    async with home.visitor() as client:
        async with home.store.write() as tx:
            await users.ban(tx, LOCAL)
        assert code_of(await client.post("/api/session/link", json=body)) == (403, "forbidden")
        async with home.store.write() as tx:
            await users.unban(tx, LOCAL)
        assert (await client.post("/api/session/link", json=body)).status_code == 204


async def test_on_a_full_disk_people_log_in_and_out(small_disk: Path) -> None:
    async with running(small_disk / "data") as place, place.visitor() as client:
        await place.store.sweep()  # as each minute: the database's log is empty
        place.store.reserve.keep()
        fill(small_disk)
        await place.by_link(client)
        assert (await client.delete("/api/session")).status_code == 204


async def test_two_studios_of_one_machine_do_not_log_each_other_out(tmp_path: Path) -> None:
    async with running(tmp_path / "one") as one, running(tmp_path / "other") as other, one.browser() as client:
        client.cookies.update(other.cookies)  # browsers keep them for the host, whatever the port
        for place in (one, other):
            assert (await client.get(f"{place.url}/api/session")).status_code == 200


async def test_a_studio_is_opened_where_it_listens(tmp_path: Path) -> None:
    async with running(tmp_path, listen="127.0.0.2", host="127.0.0.2", logs_in=False) as place:
        url = place.url.replace("127.0.0.1", "127.0.0.2")
        async with httpx.AsyncClient(base_url=url, headers={CSRF_HEADER: "1"}, timeout=SOON_S) as client:
            assert (await place.by_link(client)).cookies


async def test_a_login_by_link_survives_a_restart_but_not_the_opening_to_others(tmp_path: Path) -> None:
    async with running(tmp_path) as place:
        [cookie] = place.cookies.values()
    for chosen, status in (({}, 200), ({"web_tokens": TOKENS}, 401), ({"web_url": PUBLIC}, 403)):
        async with running(tmp_path, logs_in=False, **chosen) as place, place.visitor() as client:
            port = place.url.rpartition(":")[2]
            client.cookies.update({f"{COOKIE}_{port}": cookie, COOKIE: cookie})
            assert (await client.get("/api/session")).status_code == status


async def test_people_see_their_logins_and_end_them(shared: Place) -> None:
    async with shared.logged_in(ADA) as here, shared.logged_in(ADA) as there, shared.logged_in(BOB) as bob:
        await there.post(
            "/api/session", json={"token": ADA}, headers={b"User-Agent": "Firefox/140.0 \N{SNOWMAN}".encode()}
        )
        newest, own = (await made(here.get("/api/logins"), 200))["logins"]
        assert (newest["browser"], newest["is_this_one"], own["is_this_one"]) == ("Firefox/140.0 ?", False, True)
        assert code_of(await bob.delete(f"/api/logins/{newest['id']}")) == (404, "not_found")
        token = (await made(there.post("/api/tokens", json={"name": "mine"})))["token"]
        async with shared.script(token) as script:
            assert code_of(await script.delete(f"/api/logins/{own['id']}")) == (403, "forbidden")
        assert (await here.delete(f"/api/logins/{newest['id']}")).status_code == 204
        assert code_of(await there.get("/api/session")) == (401, "login_needed")
        assert await who(here) == ("session", "ada")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "x@localhost", "localhost:80.evil.example", "127.0.0.2", "::1", ""],
)
async def test_page_that_gave_itself_our_address_is_refused(home: Place, host: str) -> None:
    async with home.browser(Host=host) as client:
        assert code_of(await client.get("/api/session")) == (403, "forbidden")
        assert code_of(await client.delete("/api/account")) == (403, "forbidden")


@pytest.mark.parametrize(
    "header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "x-forwarded-proto", "X-Real-IP", "Via"]
)
async def test_world_behind_a_proxy_is_not_this_machine(home: Place, header: str) -> None:
    async with home.browser(**{header: "127.0.0.1"}) as client:
        assert code_of(await client.get("/api/session")) == (403, "forbidden")


@pytest.mark.parametrize(
    ("chosen", "ways"),
    [
        ({"web_tokens": TOKENS}, ["token"]),
        ({"web_url": PUBLIC, "telegram_token": BOT}, ["telegram"]),
        ({"web_url": PUBLIC, "telegram_token": BOT, "web_tokens": TOKENS}, ["token", "telegram"]),
        ({"webhook_url": f"{PUBLIC}/telegram/webhook", "webhook_secret": "0123456789abcdef"}, None),
    ],
)
async def test_studio_that_others_reach_asks_everybody(
    tmp_path: Path, chosen: Mapping[str, Any], ways: list[str] | None
) -> None:
    async with running(tmp_path, **chosen) as place, place.browser() as client:
        answer = await client.get("/api/session")
        expected = (401, "login_needed") if ways else (403, "forbidden")
        assert code_of(answer) == expected
        assert answer.json()["error"]["facts"].get("ways") == ways


async def test_other_machine_is_not_this_one(tmp_path: Path) -> None:
    """Not even if the port was made public without the settings' knowledge."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as route:
        try:
            route.connect(("192.0.2.1", 9))  # sends nothing
        except OSError:
            pytest.skip("this machine has no other address")
        address = route.getsockname()[0]
    async with running(tmp_path, listen="0.0.0.0") as place:
        async with httpx.AsyncClient(base_url=place.url.replace("127.0.0.1", address), timeout=300) as client:
            client.cookies.update(place.cookies)
            answer = await client.get("/api/session", headers={"Host": "localhost"})
            assert code_of(answer) == (403, "forbidden")
        async with place.browser() as client:
            assert (await who(client))[0] == "session"


async def test_script_shows_its_token_each_time(shared: Place) -> None:
    async with shared.script(ADA) as ada, shared.script(BOB) as bob:
        assert (await who(ada), await who(bob)) == (("token", "ada"), ("token", "bob"))
        assert COOKIE not in ada.cookies
        assert (await ada.patch("/api/session", json={"language": "de"})).status_code == 200


@pytest.mark.parametrize(
    "shown", [f"Bearer {ADA}x", "Bearer", f"Basic {ADA}", ADA, "Bearer caf\udce9", f"Bearer {ADA[:-1]}"]
)
async def test_wrong_token_is_refused_even_beside_a_good_login(shared: Place, shown: str) -> None:
    async with shared.logged_in(ADA) as client:
        headers = {b"Authorization": shown.encode("utf-8", "surrogateescape")}
        assert code_of(await client.get("/api/session", headers=headers)) == (401, "wrong_token")


async def test_login_lasts_until_logout(shared: Place) -> None:
    async with shared.logged_in(ADA) as client:
        assert await who(client) == ("session", "ada")
        stolen = dict(client.cookies)
        assert (await client.delete("/api/session")).status_code == 204
        assert COOKIE not in client.cookies
        assert code_of(await client.get("/api/session")) == (401, "login_needed")
    async with shared.browser() as thief:
        thief.cookies.update(stolen)
        assert code_of(await thief.get("/api/session")) == (401, "login_needed")


async def test_login_survives_a_restart_but_not_its_time(tmp_path: Path) -> None:
    clock = FakeClock()
    chosen: dict[str, Any] = {"web_tokens": TOKENS, "web_session_days": 2, "clock": clock}
    async with running(tmp_path, **chosen) as place, place.logged_in(ADA) as client:
        cookies = dict(client.cookies)
    clock.advance(timedelta(days=2).total_seconds() - 1)
    async with running(tmp_path, **chosen) as place, place.browser() as client:
        client.cookies.update(cookies)
        assert await who(client) == ("session", "ada")
        clock.advance(1)
        assert code_of(await client.get("/api/session")) == (401, "login_needed")


@pytest.mark.parametrize("tokens", [{"ada": "ada-changed-0123456789", "bob": BOB}, {"bob": BOB}])
async def test_login_ends_with_its_token(tmp_path: Path, tokens: Mapping[str, str]) -> None:
    async with running(tmp_path, web_tokens=TOKENS) as place, place.logged_in(ADA) as client:
        cookies = dict(client.cookies)
    async with running(tmp_path, web_tokens=tokens) as place, place.browser() as client:
        client.cookies.update(cookies)
        assert code_of(await client.get("/api/session")) == (401, "login_needed")


async def test_database_does_not_hold_what_the_browser_holds(shared: Place) -> None:
    async with shared.logged_in(ADA) as client:
        async with shared.store.read() as tx:
            rows = [dict(row) for row in await tx.all("SELECT * FROM sessions")]
        assert len(rows) == 1
        assert client.cookies[COOKIE] not in str(rows)


@pytest.mark.parametrize(
    ("public", "origin", "more"),
    [(None, None, set()), (None, PUBLIC, {"Secure"}), (PUBLIC, None, {"Secure"}), (PUBLIC, PUBLIC, {"Secure"})],
)
async def test_cookie_is_for_the_browser_alone(
    tmp_path: Path, public: str | None, origin: str | None, more: set[str]
) -> None:
    flags = {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=2592000", *more}
    async with running(tmp_path, web_tokens=TOKENS, web_url=public) as place, place.browser() as client:
        headers = {"Origin": origin, "Host": origin.partition("://")[2]} if origin else {}
        answer = await client.post("/api/session", json={"token": ADA}, headers=headers)
        cookie, *found = answer.headers["Set-Cookie"].split("; ")
        assert re.fullmatch(rf"{COOKIE}=[\w-]{{43}}", cookie)
        assert set(found) == flags


async def test_banned_person_is_shut_out_at_once(shared: Place) -> None:
    async with shared.logged_in(ADA) as client, shared.script(ADA) as script, shared.browser() as newcomer:
        async with shared.store.write() as tx:
            await users.ban(tx, "web:ada")
        assert code_of(await client.get("/api/session")) == (403, "forbidden")
        assert code_of(await script.get("/api/session")) == (403, "forbidden")
        assert code_of(await newcomer.post("/api/session", json={"token": ADA})) == (403, "forbidden")


async def test_wrong_tokens_are_limited_by_address_and_the_right_one_passes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(tmp_path, web_tokens=TOKENS, web_url="https://studio.example") as place:
        async with place.browser(**{"X-Forwarded-For": "198.51.100.7, 203.0.113.1"}) as client:
            for _ in range(LOGIN_FAILURES):
                assert code_of(await client.post("/api/session", json={"token": "guess"})) == (401, "wrong_token")
            answer = await client.post("/api/session", json={"token": "guess"})
            assert code_of(answer) == (429, "too_many_logins")
            assert 1 <= int(answer.headers["Retry-After"]) <= LOGIN_PAUSE_S
            assert (await client.post("/api/session", json={"token": ADA})).status_code == 204
        assert caplog.text.count("wrong web token from 203.0.113.1") == LOGIN_FAILURES
        async with place.script("guess") as script:
            guessing = {"X-Forwarded-For": "198.51.100.8, 203.0.113.1"}  # the first is the attacker's claim
            assert code_of(await script.get("/api/session", headers=guessing)) == (429, "too_many_logins")
            assert code_of(await script.get("/api/session")) == (401, "wrong_token")


def test_wrong_tokens_are_counted_for_a_while() -> None:
    now = 0.0
    attempts = Throttle(LOGIN_FAILURES, LOGIN_PAUSE_S, lambda: now)
    for second in range(LOGIN_FAILURES):
        now = float(second)
        assert attempts.wait_s("here") == 0
        attempts.count("here")
    assert attempts.wait_s("here") == LOGIN_PAUSE_S - LOGIN_FAILURES + 1
    assert attempts.wait_s("there") == 0
    now = LOGIN_PAUSE_S
    assert attempts.wait_s("here") == 0
    assert len(attempts._counted["here"]) == LOGIN_FAILURES - 1


@pytest.mark.parametrize("token", ["", "é", "\\u0000", "x" * 512])
async def test_strange_tokens_are_only_wrong(shared: Place, token: str) -> None:
    async with shared.browser() as client:
        body = f'{{"token": "{token}"}}'
        answer = await client.post("/api/session", content=body, headers={"Content-Type": "application/json"})
        assert code_of(answer) == (401, "wrong_token")


async def test_strange_cookies_are_only_no_login(shared: Place) -> None:
    async with shared.browser() as client:
        for cookie in (b"", b"x" * 4000, b"caf\xe9", "café".encode(), b'"a b"'):
            answer = await client.get("/api/session", headers={b"Cookie": COOKIE.encode() + b"=" + cookie})
            assert code_of(answer) == (401, "login_needed")
