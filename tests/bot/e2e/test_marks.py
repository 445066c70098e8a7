"""Tests of the marks: every clip and still that leaves the server has its metadata and a valid signature."""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
from pathlib import Path

import httpx

from bot.jobs import work
from bot.telegram.delivery.zips import write_zips
from engine import Engine, EngineOptions
from engine.marks import marks, read_marks
from engine.media import probe
from engine.provenance import Validity, in_folder, read_provenance
from engine.provenance.credentials import AUTHORITY_NAME
from engine.watch import Watch
from facenote.folders import SIGNING
from tests.bot.e2e.conftest import RENDERED_S, Server, is_clip
from tests.bot.web.conftest import ADA, agreed, made, reaches, send
from tests.telegram import BotApiServer, Seat, is_media

is_note = is_media("video_note")


class Collected:
    """Outputs, by the way they left the server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: dict[str, Path] = {}

    def add(self, way: str, content: bytes, suffix: str = ".mp4") -> Path:
        path = self.files[way] = self._folder / f"{way}{suffix}"
        path.write_bytes(content)
        return path


async def test_every_way_out_keeps_the_marks_and_the_signature(
    telegram: BotApiServer, server: Server, anna: Seat, voice: Path, face_photo: Path, built_page: Path, tmp_path: Path
) -> None:
    assert built_page.is_dir()
    out = Collected(tmp_path)
    async with server.started(FACENOTE_WEB_TOKENS=f"ada:{ADA}", FACENOTE_WEB_SHARE_DAYS="1"):
        await by_telegram(telegram, anna, voice, out)
        await by_the_studio(await server.address(), face_photo, voice, out)
    signing = server.data / SIGNING
    encode_again(out, signing)
    assert len(out.files) == 9
    for way, path in out.files.items():
        found = read_provenance(path, authorities=signing / AUTHORITY_NAME)
        assert (found.validity, found.ai_generated, found.is_facenote) == (Validity.TRUSTED, True, True), (way, found)
        assert set(found.ingredients or {}) == {"template", "voice"}, way
        assert read_marks(probe(path).tags).ai_generated, way
        assert read_marks(probe(path).tags).software == marks()["encoder_software"], way
    assert stat.S_IMODE(in_folder(signing).key.stat().st_mode) == 0o600


async def by_telegram(telegram: BotApiServer, anna: Seat, voice: Path, out: Collected) -> None:
    anna.sends_voice(voice)
    clip = await anna.wait_for(is_clip, RENDERED_S)
    out.add("telegram-video", telegram.calls("sendVideo")[-1].uploads["video"].data)
    anna.presses(clip, "As a round note")
    await anna.wait_for(is_note, RENDERED_S)
    out.add("telegram-note", telegram.calls("sendVideoNote")[-1].uploads["video_note"].data)


async def by_the_studio(address: str, face_photo: Path, voice: Path, out: Collected) -> None:
    headers = {"Authorization": f"Bearer {ADA}"}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=RENDERED_S) as ada:
        await agreed(ada)
        order = {"upload": await send(ada, face_photo.read_bytes(), "face.png")}
        check = await reaches(ada, await made(ada.post("/api/face-checks", json=order)), "delivered", "failed")
        face = await made(ada.post("/api/faces", json={"job": check["id"]}))
        order = {"upload": await send(ada, voice.read_bytes(), "voice.oga")}
        heard = await reaches(ada, await made(ada.post("/api/voices", json=order)), "delivered", "failed")
        order = {"face": face["id"], "voice": heard["id"]}
        clip = await reaches(ada, await made(ada.post("/api/clips", json=order)), "delivered", "failed")
        out.add("studio-clip", (await ada.get(clip["files"]["clip"])).content)
        out.add("studio-poster", (await ada.get(clip["files"]["poster"])).content, ".jpg")
        packed = await ada.get("/api/clips/zip", params={"jobs": str(clip["id"])})
        with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
            (name,) = archive.namelist()
            out.add("studio-zip", archive.read(name))
        link = await made(ada.post(f"/api/jobs/{clip['id']}/share", json={}))
    async with httpx.AsyncClient(base_url=address, timeout=RENDERED_S) as stranger:
        page = await stranger.get(link["path"])
        (start,) = re.findall(r'<script type="application/json" id="start">(.*?)</script>', page.text)
        shown = json.loads(start)
        out.add("shared-clip", (await stranger.get(shown["clip"])).content)
        out.add("shared-poster", (await stranger.get(shown["poster"])).content, ".jpg")


def encode_again(out: Collected, signing: Path) -> None:
    """Encode again as for Telegram, where a clip is over its limit, and make Telegram's zip of a batch."""
    clip = out.files["studio-clip"]
    folder = clip.parent / "smaller"
    folder.mkdir()
    engine = Engine(EngineOptions(credentials=in_folder(signing)))
    assert work.shrink_clip(clip, folder, clip.stat().st_size * 2 // 3, engine, Watch())
    smaller = out.add("encoded-again", (folder / work.SMALLER).read_bytes())
    assert smaller.stat().st_size < clip.stat().st_size
    (archive,) = write_zips([("01.mp4", smaller)], folder, 1 << 30)
    with zipfile.ZipFile(archive) as packed:
        out.add("telegram-zip", packed.read("01.mp4"))


async def test_a_clip_is_delivered_unsigned_where_signing_fails(
    telegram: BotApiServer, server: Server, anna: Seat, voice: Path, tmp_path: Path
) -> None:
    for name in ("certificate", "key"):
        (tmp_path / name).write_text("no PEM")
    settings = {
        "FACENOTE_SIGNING_CERTIFICATE": str(tmp_path / "certificate"),
        "FACENOTE_SIGNING_KEY": str(tmp_path / "key"),
    }
    async with server.started(**settings):
        anna.sends_voice(voice)
        await anna.wait_for(is_clip, RENDERED_S)
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(telegram.calls("sendVideo")[-1].uploads["video"].data)
    assert read_provenance(clip).validity is Validity.NONE
    assert read_marks(probe(clip).tags).ai_generated
    told = server.log.read_text()
    assert "clips are not signed until this is mended: signing_key_unusable" in told
    assert "clip not signed: signing_key_unusable" in told
