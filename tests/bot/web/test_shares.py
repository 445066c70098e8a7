"""Tests of links to clips: they show only the clip, to everybody who has them, until they end."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.accounts import web_account
from storage import users
from storage.values import utc_now
from tests.bot import threads
from tests.bot.web.conftest import (
    ADA,
    BOB,
    TOKENS,
    Place,
    code_of,
    face_of,
    made,
    reaches,
    running,
    stored_face,
    voice_of,
)


class Clock:
    """Clock that runs some days ahead of the real one."""

    def __init__(self) -> None:
        self.days = 0.0

    def __call__(self) -> Any:
        return utc_now() + timedelta(days=self.days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def open_house(tmp_path: Path, clock: Clock, built_page: Path) -> AsyncIterator[Place]:
    """Allow links, for two days."""
    assert built_page.is_dir()
    pool = threads.open_pool
    async with running(tmp_path / "data", clock=clock, web_tokens=TOKENS, web_share_days=2, pool=pool) as place:
        yield place


async def clip_of(client: httpx.AsyncClient, video: bytes) -> int:
    face = (await face_of(client, video, "me"))["id"]
    voice = (await voice_of(client, "secret plans.wav"))["id"]
    clip = await made(client.post("/api/clips", json={"face": face, "voice": voice}))
    await made(client.patch(f"/api/jobs/{clip['id']}", json={"name": "Hello </script>"}), 200)
    await reaches(client, clip, "delivered")
    return int(clip["id"])


def shown(page: httpx.Response) -> dict[str, Any] | None:
    """Return the start data of a link's page."""
    [block] = re.findall(r'<script type="application/json" id="start">(.*?)</script>', page.text)
    told: dict[str, Any] | None = json.loads(block)
    return told


async def test_a_link_shows_the_clip_and_nothing_else(open_house: Place, small_video: bytes) -> None:
    async with open_house.script(ADA) as ada, httpx.AsyncClient(base_url=open_house.url, timeout=300) as stranger:
        clip = await clip_of(ada, small_video)
        link = await made(ada.post(f"/api/jobs/{clip}/share", json={}))
        page = await stranger.get(link["path"])
        assert page.status_code == 200
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        told = shown(page)
        assert told is not None
        assert told.keys() == {"form", "size", "clip", "poster", "download", "expires_at"}
        assert told["download"] is None
        for name in ("secret plans", "Hello"):
            assert name not in page.text
            assert name not in (await stranger.get(told["clip"])).headers["Content-Disposition"]
        whole = (await ada.get(f"/api/jobs/{clip}/files/clip")).content
        assert (await stranger.get(told["clip"])).content == whole
        part = await stranger.get(told["clip"], headers={"Range": "bytes=1-3"})
        assert (part.status_code, part.content) == (206, whole[1:4])
        assert (await stranger.get(told["poster"])).headers["Content-Type"] == "image/jpeg"
        assert (await stranger.get(f"{told['clip']}?download=1")).status_code == 404
        assert code_of(await stranger.get(f"/api/jobs/{clip}")) == (401, "login_needed")
        secret = link["path"].rpartition("/")[2].encode()
        database = open_house.settings.data_folder
        assert not [path for path in database.glob("facenote.db*") if secret in path.read_bytes()]


async def test_a_clip_may_be_kept_where_its_owner_says_so(open_house: Place, small_video: bytes) -> None:
    async with open_house.script(ADA) as ada, httpx.AsyncClient(base_url=open_house.url, timeout=300) as stranger:
        clip = await clip_of(ada, small_video)
        link = await made(ada.post(f"/api/jobs/{clip}/share", json={"download": True}))
        told = shown(await stranger.get(link["path"]))
        assert told is not None
        assert "attachment" in (await stranger.get(told["download"])).headers["Content-Disposition"]


async def test_a_link_ends(open_house: Place, clock: Clock, small_video: bytes) -> None:
    async with open_house.script(ADA) as ada, httpx.AsyncClient(base_url=open_house.url, timeout=300) as stranger:
        clip = await clip_of(ada, small_video)
        links = [(await made(ada.post(f"/api/jobs/{clip}/share", json={})))["path"] for _ in range(2)]

        async def opened(link: str) -> int:
            page, file = await stranger.get(link), await stranger.get(f"{link}/clip")
            assert page.status_code == file.status_code
            assert (shown(page) is None) == (page.status_code == 404)
            return page.status_code

        assert [await opened(link) for link in links] == [404, 200]  # the newer one replaces the other
        assert (await made(ada.get(f"/api/jobs/{clip}"), 200))["shared_until"]
        clock.days = 2.01
        assert await opened(links[1]) == 404
        assert (await made(ada.get(f"/api/jobs/{clip}"), 200))["shared_until"] is None
        revoked = (await made(ada.post(f"/api/jobs/{clip}/share", json={})))["path"]
        assert await opened(revoked) == 200
        assert (await ada.delete(f"/api/jobs/{clip}/share")).status_code == 204
        assert await opened(revoked) == 404
        gone = (await made(ada.post(f"/api/jobs/{clip}/share", json={})))["path"]
        await ada.delete(f"/api/jobs/{clip}")
        assert await opened(gone) == 404


async def test_only_finished_clips_of_ones_own_are_shared(open_house: Place, small_video: bytes) -> None:
    async with open_house.script(ADA) as ada, open_house.script(BOB) as bob:
        clip = await clip_of(ada, small_video)
        for method in ("POST", "DELETE"):
            refused = await bob.request(method, f"/api/jobs/{clip}/share", json={})
            assert code_of(refused) == (404, "not_found")
        voice = (await voice_of(ada, "v.wav"))["id"]
        assert code_of(await ada.post(f"/api/jobs/{voice}/share", json={})) == (404, "not_found")


async def test_a_lent_or_deleted_face_is_not_shown_to_the_public(open_house: Place, small_video: bytes) -> None:
    """Lending to a group is no permission to show it to everybody."""
    async with open_house.script(ADA) as ada, open_house.script(BOB) as bob:
        clip = await clip_of(ada, small_video)
        lent = (await face_of(bob, small_video + b"bob", "Bob"))["id"]
        async with open_house.store.write() as tx:
            await tx.run("UPDATE jobs SET face_id = ? WHERE id = ?", lent, clip)
        assert code_of(await ada.post(f"/api/jobs/{clip}/share", json={})) == (404, "face_not_allowed")
        await bob.delete(f"/api/faces/{lent}")
        assert code_of(await ada.post(f"/api/jobs/{clip}/share", json={})) == (404, "face_not_allowed")


async def test_links_of_somebody_who_is_banned_open_no_more(open_house: Place, small_video: bytes) -> None:
    async with open_house.script(ADA) as ada, httpx.AsyncClient(base_url=open_house.url, timeout=300) as stranger:
        link = (await made(ada.post(f"/api/jobs/{await clip_of(ada, small_video)}/share", json={})))["path"]
        assert (await stranger.get(link)).status_code == 200
        async with open_house.store.write() as tx:
            await users.ban(tx, web_account("ada"))
        assert (await stranger.get(link)).status_code == 404
        assert (await stranger.get(f"{link}/clip")).status_code == 404


async def test_nothing_is_shared_unless_the_operator_says_so(shared: Place) -> None:
    async with shared.script(ADA) as ada, httpx.AsyncClient(base_url=shared.url, timeout=300) as stranger:
        face, voice = await stored_face(shared, ada), (await voice_of(ada, "v.wav"))["id"]
        clip = (await made(ada.post("/api/clips", json={"face": face, "voice": voice})))["id"]
        assert code_of(await ada.post(f"/api/jobs/{clip}/share", json={})) == (403, "sharing_off")
        assert (await stranger.get(f"/s/{'a' * 32}/clip")).status_code == 404
