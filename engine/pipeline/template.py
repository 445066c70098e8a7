"""The template: a prepared face as a folder, written atomically, read by every render."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from engine.articulation.motion import MouthSpace
from engine.articulation.personal import LipScore
from engine.media import UnusableOutput
from engine.pipeline.errors import FolderTaken, TemplateDamaged, TemplateMissing, TemplateTooNew

VERSION = 1
MANIFEST = "manifest.json"
VIDEO = "video.mp4"
TRACK = "track.npz"
MOUTH_SPACE = "mouth_space.npz"
ARTICULATION = "articulation.safetensors"
MOUTHS = "mouths.npz"
BASE_FOOTAGE = "base_footage.npz"
INNER_MOUTH = "inner_mouth.npz"
POSTER = "poster.jpg"


@dataclass(frozen=True)
class Template:
    """A prepared face.

    Attributes:
        folder: its folder.
        kind: ``video`` or ``photo``.
        renderer: name of the renderer that suits it.
        size: (width, height), pixels.
        span: (first, last) frame of the base path.
        landmark_engine: the engine that found the landmarks.
        lip_score: score of the personal articulation on held-out speech; None without enough speech.
        pitch_hz: median pitch of the template's own voice; None without one.
        report: the quality report as JSON.
    """

    folder: Path
    kind: str
    renderer: str
    size: tuple[int, int]
    span: tuple[int, int]
    landmark_engine: str
    lip_score: LipScore | None
    pitch_hz: float | None
    report: dict[str, Any]

    def path(self, name: str) -> Path:
        """Return the path of the template's file ``name``."""
        return self.folder / name

    def to_json(self) -> dict[str, Any]:
        """Return the values shown by the manifest and the command line."""
        values = asdict(self)
        del values["folder"]
        return values

    @classmethod
    def load(cls, folder: Path) -> Template:
        """Read and verify a template folder.

        Raises:
            TemplateMissing: no manifest there.
            TemplateTooNew: written by a newer version.
            TemplateDamaged: manifest unreadable, or a file missing or changed.
        """
        try:
            manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        except (FileNotFoundError, NotADirectoryError) as error:
            raise TemplateMissing(f"{folder.name} holds no template", folder=folder.name) from error
        except (OSError, ValueError) as error:
            raise TemplateDamaged(f"{MANIFEST} cannot be read: {error}", file=MANIFEST) from error
        try:
            if manifest["version"] > VERSION:
                raise TemplateTooNew(f"version {manifest['version']}, this program reads up to {VERSION}")
            for name, digest in manifest["files"].items():
                if not (folder / name).is_file() or _digest(folder / name) != digest:
                    raise TemplateDamaged(f"{name} is missing or was changed", file=name)
            face = manifest["face"]
            face.pop(
                "lip_lag_s", None
            )  # of version 0.1.0, which kept small offsets in clips; what it learned is in step
            score = face.pop("lip_score")
            size, span = tuple(face.pop("size")), tuple(face.pop("span"))
            return cls(folder=folder, size=size, span=span, lip_score=LipScore(**score) if score else None, **face)
        except (KeyError, TypeError, AttributeError) as error:
            raise TemplateDamaged(f"{MANIFEST} is incomplete: {error!r}", file=MANIFEST) from error


@contextmanager
def new_template(folder: Path) -> Iterator[Path]:
    """Yield a folder for the template's files; at the end of the block it becomes ``folder``, or is removed on an error.

    An older template in ``folder`` is replaced.

    Raises:
        FolderTaken: ``folder`` is a file, holds files that are not a template's, or changed meanwhile.
        UnusableOutput: nothing can be written there.
    """
    folder = folder.resolve()
    if folder.exists() and not _replaceable(folder):
        raise FolderTaken(f"{folder.name} exists and is not a template alone", folder=folder.name)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        workplace = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise UnusableOutput(f"no folder {folder.name!r}: {error.strerror}", name=folder.name) from error
    try:
        yield workplace
        workplace.chmod(0o755)
        _exchange(workplace, folder)
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def check_outside(target: Path, folder: Path) -> None:
    """Raise UnusableOutput if ``target`` is within the template's ``folder``, which may hold only the template's files."""
    if folder.resolve() in target.resolve().parents:
        raise UnusableOutput(f"{target.name!r} would be in the folder of a template", name=target.name)


def seal(template: Template) -> None:
    """Write the manifest, with a digest of every other file of the folder: the last step of preparing."""
    files = {path.name: _digest(path) for path in sorted(template.folder.iterdir()) if path.name != MANIFEST}
    manifest = {"version": VERSION, "face": template.to_json(), "files": files}
    template.path(MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")


def save_space(path: Path, space: MouthSpace, rest: np.ndarray, floor: float) -> None:
    """Write the person's mouth: its space, its motion at rest and its least opening."""
    np.savez(path, **asdict(space), rest=rest, floor=floor)


def load_space(path: Path) -> tuple[MouthSpace, np.ndarray, float]:
    """Read a file written by :func:`save_space`. Raises TemplateDamaged."""
    try:
        with path.open("rb") as data, np.load(data, allow_pickle=False) as file:
            space = MouthSpace(file["mean"], file["pose_mean"], file["pose_slope"], float(file["scale"]))
            return space, file["rest"], float(file["floor"])
    except (OSError, EOFError, BadZipFile, KeyError, TypeError, ValueError) as error:
        raise TemplateDamaged(f"{path.name}: {error}", file=path.name) from error


_OF_FILE_MANAGERS = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Files that file managers leave in folders they have shown."""


def _replaceable(folder: Path) -> bool:
    """Return whether the folder is empty or only a template: never remove files of other programs."""
    if not folder.is_dir():
        return False
    present = {path.name for path in folder.iterdir()} - _OF_FILE_MANAGERS
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        return {"version", "face", "files"} <= manifest.keys() and present <= {MANIFEST, *manifest["files"]}
    except (OSError, ValueError, AttributeError, TypeError):
        return not present


def _exchange(new: Path, folder: Path) -> None:
    """Rename ``new`` to ``folder``; remove the old folder on success, restore it on failure."""
    old = new.with_name(new.name + "-old")
    try:
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    except OSError as error:
        raise FolderTaken(f"{folder.name} cannot be replaced: {error.strerror}", folder=folder.name) from error
    shutil.rmtree(old, ignore_errors=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]
