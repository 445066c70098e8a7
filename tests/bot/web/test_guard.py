"""Tests of protection against other sites' pages, and of the headers of every response."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp.test_utils import make_mocked_request
from pydantic import SecretStr

from bot.connections import network_of
from bot.settings import Settings
from bot.web.guard import Throttle, address_of
from tests.bot.web.conftest import ADA, TOKENS, Place, code_of, running

PUBLIC = "https://studio.example"


async def language(client: httpx.AsyncClient) -> str:
    return str((await client.get("/api/session")).json()["language"])


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Facenote": "0"},
        {"X-Facenote": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://studio.example.evil.example"},
    ],
)
async def test_page_of_another_site_changes_nothing(shared: Place, headers: dict[str, str]) -> None:
    async with shared.logged_in(ADA) as client:
        for method, path in (("PATCH", "/api/session"), ("DELETE", "/api/account"), ("POST", "/api/consent")):
            answer = await client.request(method, path, json={"language": "de"}, headers=headers)
            assert code_of(answer) == (403, "forbidden")
        assert await language(client) == "en"


async def test_form_of_another_site_cannot_log_one_in(shared: Place) -> None:
    async with httpx.AsyncClient(base_url=shared.url, timeout=300) as client:
        answer = await client.post("/api/session", json={"token": ADA}, headers={"Origin": shared.url})
        assert code_of(answer) == (403, "forbidden")
        assert not client.cookies


async def test_own_page_may(shared: Place) -> None:
    async with shared.logged_in(ADA) as client:
        answer = await client.patch("/api/session", json={"language": "de"}, headers={"Origin": shared.url})
        assert (answer.status_code, await language(client)) == (200, "de")


async def test_own_page_may_also_behind_a_proxy_that_hides_its_name(tmp_path: Path) -> None:
    async with (
        running(tmp_path, web_tokens=TOKENS, web_url=f"{PUBLIC}/") as place,
        place.browser(Origin=PUBLIC) as client,
    ):
        assert (await client.post("/api/session", json={"token": ADA})).status_code == 204


async def test_no_other_site_is_ever_allowed(shared: Place) -> None:
    asked = {
        "Origin": "http://evil.example",
        "Access-Control-Request-Method": "DELETE",
        "Access-Control-Request-Headers": "x-facenote",
    }
    async with shared.logged_in(ADA) as client:
        for path in ("/api/account", "/api/session", "/api/uploads", "/"):
            answer = await client.options(path, headers=asked)
            assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/session", 200),
        ("GET", "/api/nothing", 404),
        ("PUT", "/api/session", 405),
        ("POST", "/api/session", 401),
        ("GET", "/nothing", 404),
        ("GET", "/healthz", 200),
        ("GET", "/", 200),
    ],
)
async def test_every_answer_is_guarded(home: Place, method: str, path: str, status: int) -> None:
    async with home.browser() as client:
        answer = await client.request(method, path, json={"token": "x"} if method == "POST" else None)
    assert answer.status_code == status
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Permissions-Policy"] == "camera=(self), microphone=(self)"
    assert (answer.headers.get("Cache-Control") == "no-store") or not path.startswith("/api/")


async def test_telegram_may_show_the_page_in_a_frame_where_it_is_a_mini_app(tmp_path: Path) -> None:
    chosen: dict[str, Any] = {"telegram_token": SecretStr("4711:AAF"), "web_url": PUBLIC}
    async with running(tmp_path, **chosen) as place, place.browser() as client:
        answer = await client.get("/")
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors https://web.telegram.org")
    assert "Cross-Origin-Opener-Policy" not in answer.headers


@pytest.mark.parametrize(
    ("remote", "web_url", "believed"),
    [
        ("127.0.0.1", None, False),
        ("127.0.0.1", PUBLIC, True),
        ("172.18.0.5", None, False),
        ("172.18.0.5", PUBLIC, True),
        ("8.8.8.8", PUBLIC, False),
        ("", PUBLIC, False),
    ],
)
def test_only_a_proxy_is_believed_where_a_request_comes_from(remote: str, web_url: str | None, believed: bool) -> None:
    settings = Settings(_env_file=None, web_url=web_url)
    headers = {"X-Forwarded-For": "198.51.100.7, 203.0.113.1"}
    request = make_mocked_request("GET", "/", headers=headers).clone(remote=remote)
    assert address_of(request, settings) == ("203.0.113.1" if believed else remote)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::1", "::1"),
        ("fe80::1%eth0", "fe80::1%eth0"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_whoever_has_a_network_is_one_sender(address: str, network: str) -> None:
    assert network_of(address) == network


def test_other_addresses_of_the_same_network_are_counted_together() -> None:
    now = 0.0
    throttle = Throttle(2, 60.0, lambda: now)
    throttle.count("2001:db8::1")
    now = 30.0
    throttle.count("2001:db8::2")
    assert throttle.wait_s("2001:db8::3") == 30
    assert throttle.wait_s("2001:db8:0:1::3") == 0
    now = 60.5
    assert throttle.wait_s("2001:db8::3") == 0
    throttle.count("2001:db8::4")
    assert throttle.wait_s("2001:db8::3") == 30
