"""Tests from files to a clip over HTTP, with the real engine in a real worker: the API reports its findings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.media import probe_video
from engine.pool import Pool, PoolOptions
from tests.bot.web.conftest import ADA, TOKENS, agreed, made, reaches, running, send


async def test_files_become_a_clip(tmp_path: Path, face_photo: Path, voices: list[Path]) -> None:
    options: dict[str, Any] = {"pool": lambda: Pool(PoolOptions(cores=2)), "web_tokens": TOKENS}
    async with running(tmp_path / "data", **options) as place, place.script(ADA) as ada:
        await agreed(ada)
        order = {"upload": await send(ada, face_photo.read_bytes(), face_photo.name)}
        checked = await reaches(ada, await made(ada.post("/api/face-checks", json=order)), "delivered", "failed")
        assert (checked["error"], checked["report"]["kind"], checked["report"]["lip_score"]) == (None, "photo", None)
        assert {finding["code"] for finding in checked["report"]["findings"]} > {"face_size", "yaw"}
        face = await made(ada.post("/api/faces", json={"job": checked["id"]}))
        assert (face["kind"], face["name"], face["findings"]) == ("photo", "face", checked["report"]["findings"])

        order = {"upload": await send(ada, voices[0].read_bytes(), voices[0].name)}
        voice = await reaches(ada, await made(ada.post("/api/voices", json=order)), "delivered", "failed")
        heard = voice["report"]
        assert (voice["error"], len(heard["peaks"]), max(heard["peaks"])) == (None, 200, 1)

        batch_order: dict[str, Any] = {"faces": [face["id"]], "voices": [voice["id"]], "form": "note"}
        batch = await made(ada.post("/api/batches", json=batch_order))
        clip = await reaches(ada, batch["jobs"][0], "delivered", "failed")
        assert (clip["error"], clip["name"]) == (None, "face - monday")
        assert abs(clip["report"]["duration_s"] - heard["duration_s"]) < 0.1
        (tmp_path / "clip.mp4").write_bytes((await ada.get(clip["files"]["clip"])).content)
        _, video = probe_video(tmp_path / "clip.mp4")
        assert [video.width, video.height] == clip["report"]["size"]
        assert video.width == video.height
