"""The clips of a batch and their results: one voice on many faces, or many voices on one face."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.failure import error_to_json
from engine.media import replacing
from facenote.errors import FacenoteError
from facenote.names import safe_stem

if TYPE_CHECKING:
    from engine.pipeline import RenderReport

ItemProgress = Callable[[int, str, float], None]
"""Called with the item's index in the batch (from 0), a stage name and the finished fraction of that stage."""


@dataclass(frozen=True)
class BatchItem:
    """One clip to make: ``face`` is a face video, a photo or a template folder."""

    face: Path
    voice: Path
    out: Path


@dataclass(frozen=True)
class ItemResult:
    """Result of an item: ``error`` if there is no clip; ``report`` if it was made here."""

    item: BatchItem
    report: RenderReport | None = None
    error: FacenoteError | None = None

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        said = {"error": error_to_json(self.error)} if self.error else {"clip": str(self.item.out)}
        return {"face": str(self.item.face), "voice": str(self.item.voice), **said}


def plan_batch(
    faces: Sequence[Path], voices: Sequence[Path], out: Path, *, name: Callable[[Path], str] = lambda path: path.stem
) -> tuple[BatchItem, ...]:
    """Return the clips of a batch, each with its own name in the folder ``out``, different from all sources.

    ``name`` returns the name of a clip for a face or voice.

    Raises:
        ValueError: neither one face nor one voice, or none of one of them.
    """
    if not faces or not voices or (len(faces) > 1 and len(voices) > 1):
        raise ValueError(
            f"a batch is one voice on many faces or many voices on one face, not {len(voices)} on {len(faces)}"
        )
    taken = {(_real(path).parent, path.stem.casefold()) for path in (*faces, *voices)}
    items = []
    for face, voice in ((face, voice) for face in faces for voice in voices):
        named_after = face if len(faces) > 1 else voice
        items.append(BatchItem(face, voice, _free_name(_real(out), safe_stem(name(named_after)), taken)))
    return tuple(items)


def write_zip(results: Sequence[ItemResult], target: Path) -> None:
    """Pack the finished clips into a zip, if there are any. Stored uncompressed: clips are compressed already."""
    clips = [result.item.out for result in results if result.error is None]
    if clips:
        with replacing(target) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive:
            for clip in clips:
                archive.write(clip, clip.name)


def _real(path: Path) -> Path:
    """Return the absolute path without links; :meth:`Path.resolve` fails at a loop of links before Python 3.13."""
    return Path(os.path.realpath(path))


def _free_name(folder: Path, stem: str, taken: set[tuple[Path, str]]) -> Path:
    """Return ``stem``.mp4 in ``folder``, with a number if that name is taken; add the name to ``taken``."""
    name, number = stem, 1
    while (folder, name.casefold()) in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add((folder, name.casefold()))
    return folder / f"{name}.mp4"
