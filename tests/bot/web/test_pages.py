"""The page's files: served whole, nothing else is, and what they name is there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.web.pages import PAGE, Pages

VENDOR = PAGE / "vendor"
SCRIPTS = [path for path in PAGE.rglob("*.js") if VENDOR not in path.parents]


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = web.Application()
    Pages().add_to(app)
    async with TestServer(app) as server, httpx.AsyncClient(base_url=str(server.make_url("/"))) as browser:
        yield browser


@pytest.mark.parametrize(
    ("place", "content_type", "content"),
    [
        ("/", "text/html; charset=utf-8", b'<div id="app">'),
        ("/static/app.js", "text/javascript; charset=utf-8", b"import"),
        ("/static/vendor/fluent/index.js", "text/javascript; charset=utf-8", b"export"),
        ("/static/styles/base.css", "text/css; charset=utf-8", b"{"),
        ("/static/icon.svg", "image/svg+xml; charset=utf-8", b"<svg"),
        ("/static/locales/de.ftl", "text/plain; charset=utf-8", b"language-name"),
    ],
)
async def test_files_are_served_as_what_they_are(
    client: httpx.AsyncClient, place: str, content_type: str, content: bytes
) -> None:
    answer = await client.get(place)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, content_type)
    assert content in answer.content
    again = await client.get(place, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, answer.headers["Cache-Control"]) == (304, "no-cache")


async def test_texts_come_compressed(client: httpx.AsyncClient) -> None:
    plain, packed = [
        await client.get("/static/app.js", headers={"Accept-Encoding": coding}) for coding in ("identity", "gzip")
    ]
    assert [answer.headers.get("Content-Encoding") for answer in (plain, packed)] == [None, "gzip"]
    assert plain.content == packed.content == (PAGE / "app.js").read_bytes()
    for _ in range(2):  # on one connection: what has no content must not send the end of a compressed one
        known = await client.get("/static/app.js", headers={"If-None-Match": packed.headers["ETag"]})
        assert (known.status_code, known.content, "Content-Encoding" in known.headers) == (304, b"", False)


async def test_the_browser_is_told_all_modules_at_once(client: httpx.AsyncClient) -> None:
    told = re.findall(r"<([^>]+)>; rel=modulepreload", (await client.get("/")).headers["Link"])
    wanted, waiting = set[Path](), [PAGE / "app.js"]
    while waiting:
        module = waiting.pop().resolve()
        if module not in wanted:
            wanted.add(module)
            imported = re.findall(r'^(?:import|export) .*?"([^"]+)";', module.read_text("utf-8"), re.M | re.S)
            waiting += [module.parent / place for place in imported if place.startswith(".")]
    assert sorted(told) == sorted(f"/static/{module.relative_to(PAGE).as_posix()}" for module in wanted)


@pytest.mark.parametrize(
    "place",
    ["/static/", "/static/missing.js", "/static/vendor/README.md", "/static/vendor/htm/LICENSE", "/static/../pages.py",
     "/static/%2e%2e/pages.py", "/static/styles", "/static/locales/../../pyproject.toml", "/static//etc/passwd"],
)  # fmt: skip
async def test_nothing_else_is_served(client: httpx.AsyncClient, place: str) -> None:
    assert (await client.get(place)).status_code == 404


def test_code_of_others_is_what_its_table_says() -> None:
    told = dict(re.findall(r"^\| `([^`]+)` .* `([0-9a-f]{64})` \|$", (VENDOR / "README.md").read_text("utf-8"), re.M))
    there = {path.relative_to(VENDOR).as_posix(): path for path in VENDOR.rglob("*.js")}
    assert told == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()}
    assert all(list(path.parent.glob("LICENSE*")) for path in there.values())


@pytest.mark.parametrize("page", sorted(PAGE.glob("*.html")), ids=lambda path: path.name)
def test_pages_have_no_inline_code_and_name_files_that_exist(page: Path) -> None:
    source = page.read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", source)
    for place in re.findall(r'(?:src|href)="/static/([^"]+)"', source):
        assert (PAGE / place).is_file(), place
    assert not re.search(r'(?:src|href)="(?:https?:)?//', source)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_import_what_exists(script: Path) -> None:
    source = script.read_text("utf-8")
    for names, place in re.findall(r'^import (?:\{([^}]*)\}|\* as \w+)? ?(?:from )?"([^"]+)";', source, re.M):
        module = script.parent / place
        assert module.is_file(), place
        if VENDOR not in module.resolve().parents:
            exported = set(
                re.findall(r"^export (?:async )?(?:const|class|function) (\w+)", module.read_text("utf-8"), re.M)
            )
            assert {name.split(" as ")[0].strip() for name in names.split(",") if name.strip()} <= exported, place
