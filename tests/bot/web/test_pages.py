"""Tests of the page's files: complete, cached by the browser, and no other files served."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.web.describe import described
from bot.web.pages import NOT_BUILT, PLACES, Pages
from tests.bot.web.conftest import ADA, Place, stored_face
from tests.conftest import REPOSITORY

PAGE = REPOSITORY / "bot" / "web" / "page"
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture
async def client(built_page: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = web.Application()
    Pages({}, built_page).add_to(app)
    async with TestServer(app) as server, httpx.AsyncClient(base_url=str(server.make_url("/")), timeout=300) as browser:
        yield browser


def names_in(html: str) -> list[str]:
    """Return the addresses of scripts, styles and pictures."""
    return re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"]+)"', html)


@pytest.mark.parametrize(
    ("place", "content_type", "content"),
    [
        ("/", "text/html; charset=utf-8", '<div id="app">'),
        ("/login", "text/html; charset=utf-8", '<div id="login">'),
        ("/api/docs", "text/html; charset=utf-8", '<div id="api">'),
        ("/licenses", "text/plain; charset=utf-8", "preact"),
        ("/icon.svg", "image/svg+xml; charset=utf-8", "<svg"),
    ],
)
async def test_pages_are_asked_for_again(
    client: httpx.AsyncClient, place: str, content_type: str, content: str
) -> None:
    answer = await client.get(place)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, content_type)
    assert content in answer.text
    for _ in range(2):  # on one connection: a response without content must not send the end of a compressed one
        again = await client.get(place, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content, again.headers["Cache-Control"]) == (304, b"", "no-cache")


@pytest.mark.parametrize("place", ["/", "/login", "/api/docs"])
async def test_what_a_page_names_is_there_and_kept_for_good(client: httpx.AsyncClient, place: str) -> None:
    names = names_in((await client.get(place)).text)
    assert {Path(name).suffix for name in names} >= {".js", ".css", ".svg"}
    for name in names:
        answer = await client.get(name)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, FOR_EVER), name


async def test_texts_come_compressed(client: httpx.AsyncClient, built_page: Path) -> None:
    [name] = [name for name in names_in((await client.get("/")).text) if re.search(r"index-.*\.js", name)]
    plain, packed = [await client.get(name, headers={"Accept-Encoding": coding}) for coding in ("identity", "gzip")]
    assert [answer.headers.get("Content-Encoding") for answer in (plain, packed)] == [None, "gzip"]
    assert plain.content == packed.content == (built_page / "static" / Path(name).name).read_bytes()


@pytest.mark.parametrize(
    "place",
    ["/static/", "/static/missing.js", "/static/../index.html", "/static/%2e%2e/index.html", "/static/.fingerprint",
     "/static/%2e%2e/%2e%2e/build.py", "/static//etc/passwd", "/src/app.tsx"],
)  # fmt: skip
async def test_nothing_else_is_served(client: httpx.AsyncClient, place: str) -> None:
    assert (await client.get(place)).status_code == 404


async def test_a_page_that_was_not_built_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = web.Application()
    Pages({}, tmp_path).add_to(app)
    assert "not built" in caplog.text
    async with TestServer(app) as server, httpx.AsyncClient(base_url=str(server.make_url("/")), timeout=300) as browser:
        for place in PLACES:
            answer = await browser.get(place)
            assert (answer.status_code, answer.text) == (503, NOT_BUILT)


async def test_the_manifest_names_what_is_there(client: httpx.AsyncClient) -> None:
    [place] = [name for name in names_in((await client.get("/")).text) if name.endswith(".webmanifest")]
    answer = await client.get(place)
    assert answer.headers["Content-Type"].startswith("application/manifest+json")
    manifest = answer.json()
    for name in (manifest["start_url"], *(icon["src"] for icon in manifest["icons"])):
        assert (await client.get(name)).status_code == 200


@pytest.mark.parametrize(
    ("place", "accept", "status", "content"),
    [
        ("/nope", "text/html", 404, '<div id="missing">'),
        ("/nope", "*/*", 404, "404"),
        ("/static/nope.js", "text/html", 404, "404"),
        ("/api/nope", "text/html", 404, "404"),
        ("/api", "text/html", 302, "302"),
    ],
)
async def test_what_is_not_there_shows_the_way(
    client: httpx.AsyncClient, place: str, accept: str, status: int, content: str
) -> None:
    answer = await client.get(place, headers={"Accept": accept})
    assert (answer.status_code, content in answer.text) == (status, True)


@pytest.mark.parametrize("name", ["index.html", "login.html", "api.html", "share.html", "missing.html"])
def test_pages_have_no_inline_code_and_fetch_nothing_elsewhere(built_page: Path, name: str) -> None:
    source = (built_page / name).read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", source)
    assert all(place.startswith("/static/") for place in names_in(source))


def test_the_licences_name_every_package_that_the_page_contains(built_page: Path) -> None:
    told = (built_page / "licenses.md").read_text("utf-8")
    direct = json.loads((PAGE / "package.json").read_text("utf-8"))["dependencies"]
    assert set(direct) <= set(re.findall(r"^## (\S+) - ", told, re.M))
    assert all(re.findall(r"^## \S+ - \S+ \((.+)\)$", told, re.M))


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((PAGE / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert not {name for name, package in packages.items() if "resolved" in package}
    assert not {name for name, package in packages.items() if "integrity" not in package}


async def test_the_types_of_the_page_come_from_what_the_server_tells() -> None:
    kept = json.loads((PAGE / "openapi.json").read_text("utf-8"))
    assert kept == await described(), "the API changed: make api"


async def test_the_page_brings_what_it_begins_with(built_page: Path, shared: Place) -> None:
    async with shared.logged_in(ADA) as browser:
        face = await stored_face(shared, browser)
        await browser.patch(f"/api/faces/{face}", json={"name": "</script><script>alert(1)</script>"})
        answer = await browser.get("/")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.text.count("</script>") == (built_page / "index.html").read_text().count("</script>") + 1
        [block] = re.findall(r'<script type="application/json" id="start">(.*?)</script>', answer.text)
        within, alone = json.loads(block), (await browser.get("/api/start")).json()
        for start in (within, alone):
            del start["session"]["disk"]  # others use it, too
        assert within == alone
        assert within["faces"][0]["name"] == "</script><script>alert(1)</script>"


async def test_who_is_not_logged_in_gets_the_page_alone(built_page: Path, shared: Place) -> None:
    async with shared.browser() as browser, shared.logged_in(ADA) as ada:
        answer = await browser.get("/")
        without_texts = re.sub(r".*/texts-.*\n", "", answer.text)
        assert (answer.status_code, without_texts) == (200, (built_page / "index.html").read_text())
        assert 'id="start"' in (await ada.get("/")).text


async def test_the_login_page_knows_how_one_logs_in(shared: Place) -> None:
    async with shared.browser() as browser, shared.logged_in(ADA) as ada:
        answer = await browser.get("/login")
        assert answer.headers["Cache-Control"] == "private, no-store"
        [block] = re.findall(r'<script type="application/json" id="start">(.*?)</script>', answer.text)
        told = await browser.get("/api/session")
        assert json.loads(block) == {"ways": told.json()["error"]["facts"]["ways"]}
        assert 'id="start"' not in (await ada.get("/login")).text


@pytest.mark.parametrize(
    ("accepted", "texts"), [("de-AT,de;q=0.9,en;q=0.8", "de"), ("pt", "pt"), ("tlh, fr", "en"), ("", "en")]
)
async def test_a_page_names_the_texts_that_it_will_need(client: httpx.AsyncClient, accepted: str, texts: str) -> None:
    answer = await client.get("/login", headers={"Accept-Language": accepted})
    [name] = [name for name in names_in(answer.text) if "/texts-" in name]
    assert re.fullmatch(rf"/static/texts-{texts}-.*\.js", name)
    assert (await client.get(name)).headers["Cache-Control"] == FOR_EVER
    assert "Accept-Language" in answer.headers["Vary"]
    other = await client.get("/login", headers={"Accept-Language": "ru", "If-None-Match": answer.headers["ETag"]})
    assert other.status_code == 200


async def test_the_texts_are_those_of_the_person(shared: Place) -> None:
    async with shared.logged_in(ADA) as browser:
        await browser.patch("/api/session", json={"language": "es"})
        answer = await browser.get("/", headers={"Accept-Language": "de"})
        assert [name for name in names_in(answer.text) if "/texts-es-" in name]
        assert "/texts-de-" not in answer.text
