"""Tests of API tokens: they allow what their owner may do, until they are revoked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from storage import users
from storage.values import utc_now
from tests.bot.web.conftest import ADA, BOB, Place, code_of, made, running, voice_of
from tests.conftest import fill


async def test_a_token_reaches_what_its_owner_reaches(shared: Place) -> None:
    async with shared.logged_in(ADA) as ada, shared.logged_in(BOB) as bob:
        new = await made(ada.post("/api/tokens", json={"name": "  nightly   run "}))
        assert (new["name"], new["used_at"]) == ("nightly run", None)
        async with shared.script(new["token"]) as script:
            session = await made(script.get("/api/session"), 200)
            assert (session["name"], session["way"]) == ("ada", "api_token")
            voice = await voice_of(script, "hello.wav")  # a change, without the page's header
        assert (await ada.get(f"/api/jobs/{voice['id']}")).status_code == 200
        assert (await bob.get(f"/api/jobs/{voice['id']}")).status_code == 404
        [listed] = (await made(ada.get("/api/tokens"), 200))["tokens"]
        assert (listed["name"], "token" in listed, listed["used_at"] is not None) == ("nightly run", False, True)
        assert (await made(bob.get("/api/tokens"), 200))["tokens"] == []


async def test_a_revoked_token_opens_nothing(shared: Place) -> None:
    async with shared.logged_in(ADA) as ada, shared.logged_in(BOB) as bob:
        new = await made(ada.post("/api/tokens", json={"name": "old"}))
        assert code_of(await bob.delete(f"/api/tokens/{new['id']}")) == (404, "not_found")
        assert (await ada.delete(f"/api/tokens/{new['id']}")).status_code == 204
        assert code_of(await ada.delete(f"/api/tokens/{new['id']}")) == (404, "not_found")
        async with shared.script(new["token"]) as script:
            assert code_of(await script.get("/api/session")) == (401, "wrong_token")


async def test_a_token_makes_no_other_and_revokes_none(shared: Place) -> None:
    async with shared.logged_in(ADA) as ada:
        new = await made(ada.post("/api/tokens", json={"name": "leaked"}))
        async with shared.script(new["token"]) as script:
            assert code_of(await script.post("/api/tokens", json={"name": "more"})) == (403, "forbidden")
            assert code_of(await script.delete(f"/api/tokens/{new['id']}")) == (403, "forbidden")
        assert len((await made(ada.get("/api/tokens"), 200))["tokens"]) == 1


async def test_nobody_has_tokens_without_end(shared: Place) -> None:
    async with shared.logged_in(ADA) as ada:
        for number in range(20):
            await made(ada.post("/api/tokens", json={"name": str(number)}))
        assert code_of(await ada.post("/api/tokens", json={"name": "more"})) == (409, "too_many_tokens")
        assert code_of(await ada.post("/api/tokens", json={"name": " "})) == (400, "invalid_request")


async def test_a_right_token_passes_where_wrong_ones_are_limited(
    shared: Place, caplog: pytest.LogCaptureFixture
) -> None:
    async with shared.logged_in(ADA) as ada, shared.script("fnt_wrong") as guesser:
        token = (await made(ada.post("/api/tokens", json={"name": "mine"})))["token"]
        codes = [code_of(await guesser.get("/api/session"))[1] for _ in range(6)]
        assert codes == ["wrong_token"] * 5 + ["too_many_logins"]
        assert caplog.text.count("wrong API token from 127.0.0.1") == 5
        async with shared.script(token) as script:
            assert (await script.get("/api/session")).status_code == 200


async def test_the_database_holds_no_secret_and_forgets_with_its_owner(shared: Place) -> None:
    async with shared.logged_in(ADA) as ada:
        token = (await made(ada.post("/api/tokens", json={"name": "mine"})))["token"]
        async with shared.store.read() as tx:
            [row] = await tx.all("SELECT * FROM tokens")
        assert token not in map(str, tuple(row))
        assert len(row["sha256"]) == 64
        assert (await ada.delete("/api/account")).status_code == 204
    async with shared.store.read() as tx:
        assert await tx.all("SELECT * FROM tokens") == []


async def test_who_may_no_longer_log_in_has_no_tokens_either(tmp_path: Path) -> None:
    async with running(tmp_path / "data", web_tokens={"ada": ADA, "bob": BOB}) as place, place.logged_in(ADA) as ada:
        token = (await made(ada.post("/api/tokens", json={"name": "mine"})))["token"]
    async with running(tmp_path / "data", web_tokens={"bob": BOB}) as place, place.script(token) as script:
        assert code_of(await script.get("/api/session")) == (403, "forbidden")


async def test_whoever_is_banned_has_no_tokens_either(shared: Place) -> None:
    async with shared.logged_in(ADA) as ada:
        token = (await made(ada.post("/api/tokens", json={"name": "mine"})))["token"]
    async with shared.store.write() as tx:
        await users.ban(tx, "web:ada")
    async with shared.script(token) as script:
        assert code_of(await script.get("/api/session")) == (403, "forbidden")


async def test_the_person_at_this_machine_makes_tokens_too(home: Place) -> None:
    async with home.browser() as person:
        new = await made(person.post("/api/tokens", json={"name": "mine"}))
    async with home.script(new["token"]) as script:
        assert (await made(script.get("/api/session"), 200))["way"] == "api_token"


@pytest.mark.parametrize(
    ("names", "status"), [({"ada": ADA}, 403), ({"local": BOB}, 200)], ids=["others have tokens", "local has one too"]
)
async def test_a_token_made_without_a_login_needs_one_later(tmp_path: Path, names: dict[str, str], status: int) -> None:
    async with running(tmp_path / "data") as place, place.browser() as person:
        token = (await made(person.post("/api/tokens", json={"name": "mine"})))["token"]
    async with running(tmp_path / "data", web_tokens=names) as place, place.script(token) as script:
        assert (await script.get("/api/session")).status_code == status


async def test_the_last_use_is_noted_once_a_minute(tmp_path: Path) -> None:
    ahead = [timedelta()]
    folder, tokens = tmp_path / "data", {"ada": ADA}
    async with (
        running(folder, clock=lambda: utc_now() + ahead[0], web_tokens=tokens) as place,
        place.logged_in(ADA) as ada,
    ):
        token = (await made(ada.post("/api/tokens", json={"name": "mine"})))["token"]
        used = []
        async with place.script(token) as script:
            for later in (timedelta(), timedelta(), timedelta(hours=1)):
                ahead[0] = later
                await script.get("/api/session")
                used.append((await made(ada.get("/api/tokens"), 200))["tokens"][0]["used_at"])
    assert used[0] == used[1] < used[2]


@pytest.mark.parametrize("way", ["cancel", "delete"])
async def test_on_a_full_disk_a_token_still_opens_and_ends_work(small_disk: Path, way: str) -> None:
    folder, tokens = small_disk / "data", {"ada": ADA}
    async with running(folder, web_tokens=tokens) as place, place.logged_in(ADA) as ada:
        token = (await made(ada.post("/api/tokens", json={"name": "mine"})))["token"]
        voice = (await voice_of(ada, "hello.wav"))["id"]
        await place.store.sweep()  # as each minute: the database's log is empty
        place.store.reserve.keep()
        fill(small_disk)
        async with place.script(token) as script:
            await made(script.get("/api/session"), 200)
            if way == "cancel":
                await made(script.post(f"/api/jobs/{voice}/cancel"), 200)
            else:
                assert (await made(script.post("/api/jobs/delete", json={"jobs": [voice]}), 200))["deleted"] == [voice]
