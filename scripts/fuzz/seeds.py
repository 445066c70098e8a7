"""Small media of every kind, which the fuzzer changes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import cv2
from PIL import Image
from pillow_heif import register_heif_opener

from engine.choices import Credentials
from engine.demo import PORTRAIT, VOICE
from engine.media import bundled_ffmpeg
from engine.provenance import sign
from scripts.fuzz.manifests import write_seeds

MAX_BYTES = 2_000_000
"""Larger files of a folder of footage are left out: changes in them are mostly changes of pixels."""

ORIENTATION_TAG = 0x0112
SOUND = "-f lavfi -i sine=440:d=0.6"
PICTURE = "-f lavfi -i testsrc2=s=96x64:r=25:d=0.6"
MADE = {
    "h264.mp4": f"{PICTURE} {SOUND} -c:v libx264 -c:a aac",
    "fragments.mp4": f"{PICTURE} {SOUND} -c:v libx264 -c:a aac -movflags frag_keyframe+empty_moov",
    "hevc.mov": f"{PICTURE} {SOUND} -c:v libx265 -c:a alac -x265-params log-level=none",
    "vp9.webm": f"{PICTURE} {SOUND} -c:v libvpx-vp9 -c:a libopus",
    "ffv1.mkv": f"{PICTURE} {SOUND} -c:v ffv1 -c:a flac",
    "mpeg4.avi": f"{PICTURE} {SOUND} -c:v mpeg4 -c:a mp3",
    "mpeg2.ts": f"{PICTURE} {SOUND} -c:v mpeg2video -c:a mp2",
    "flv1.flv": f"{PICTURE} {SOUND} -c:v flv1 -c:a aac -ar 44100",
    "opus.ogg": f"{SOUND} -c:a libopus",
    "vorbis.ogg": f"{SOUND} -c:a libvorbis",
    "mp3.mp3": f"{SOUND} -c:a mp3",
    "aac.m4a": f"{SOUND} -c:a aac",
    "aac.aac": f"{SOUND} -c:a aac",
    "flac.flac": f"{SOUND} -c:a flac",
    "pcm.wav": f"{SOUND} -c:a pcm_s16le",
    "adpcm.wav": f"{SOUND} -c:a adpcm_ms",
    "pcm.aiff": f"{SOUND} -c:a pcm_s16be",
    "pcm.caf": f"{SOUND} -c:a pcm_s16be",
}
"""Arguments of ffmpeg by name of the file."""


def write_all(folder: Path, credentials: Credentials, footage: Path | None) -> dict[str, list[Path]]:
    """Write the seeds; return them by what they are for: files of any kind, faces, voices, and files with a manifest."""
    register_heif_opener()
    media = []
    for name, arguments in MADE.items():
        media.append(folder / name)
        command = [str(bundled_ffmpeg()), "-v", "error", "-y", *arguments.split(), str(media[-1])]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, timeout=300)
    sideways = Image.Exif()
    sideways[ORIENTATION_TAG] = 6
    for suffix in ("jpg", "png", "webp", "avif", "heic", "progressive.jpg", "interlaced.png"):
        media.append(folder / f"photo.{suffix}")
        with Image.open(PORTRAIT) as portrait:
            portrait.convert("RGB").resize((96, 96)).save(media[-1], progressive=True, exif=sideways)
    faces = _faces(folder)
    voices = [
        path for path in media if path.suffix in (".ogg", ".mp3", ".m4a", ".aac", ".flac", ".wav", ".aiff", ".caf")
    ]
    if footage:
        small = [path for path in sorted(footage.rglob("*")) if path.is_file() and 0 < path.stat().st_size < MAX_BYTES]
        media += [path for path in small if path.suffix not in (".md", ".txt", ".json", ".py")]
    signed = [
        _signed(path, folder / f"signed-{path.name}", credentials)
        for path in media[:1] + [folder / "photo.jpg", folder / "photo.png"]
    ]
    return {
        "media": media,
        "faces": faces,
        "voices": [*voices, VOICE],
        "manifests": [*signed, *write_seeds(folder, credentials)],
    }


def _faces(folder: Path) -> list[Path]:
    """Write the demo's portrait as a photo, and as a video of half a second that moves a little."""
    portrait = cv2.imread(str(PORTRAIT))
    assert portrait is not None
    face = cv2.resize(portrait[5:205, 22:222], (240, 240))
    photo, video = folder / "face.jpg", folder / "face.mp4"
    cv2.imwrite(str(photo), face)
    moving = "-t 0.5 -r 25 -vf zoompan=d=1:s=240x240 -c:v libx264 -c:a aac -pix_fmt yuv420p"
    command = f"-v error -y -loop 1 -i {photo} {SOUND} {moving}"
    subprocess.run(
        [str(bundled_ffmpeg()), *command.split(), str(video)], check=True, stdin=subprocess.DEVNULL, timeout=300
    )
    return [photo, video]


def _signed(source: Path, target: Path, credentials: Credentials) -> Path:
    target.write_bytes(source.read_bytes())
    sign(target, credentials, ingredients={"voice": "ab" * 32})
    return target
