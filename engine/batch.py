"""Many clips, one after the other: one voice on many faces, or many voices on one face."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from engine.errors import Cancelled, EngineError
from engine.failure import as_engine_error, error_to_json
from engine.media import replacing
from engine.pipeline import PrepareOptions, RenderOptions, RenderReport, prepare, render
from engine.watch import CancelSignal, Progress, never

ItemProgress = Callable[[int, str, float], None]
"""Called with the item's place in the batch (from 0), a stage name and the fraction of that stage that is done."""


@dataclass(frozen=True)
class BatchItem:
    """One clip to make: ``face`` is a face video, a photo or a template folder."""

    face: Path
    voice: Path
    out: Path


@dataclass(frozen=True)
class ItemResult:
    """What became of an item: ``error`` if there is no clip; ``report`` if it was made here."""

    item: BatchItem
    report: RenderReport | None = None
    error: EngineError | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        said = {"error": error_to_json(self.error)} if self.error else {"clip": str(self.item.out)}
        return {"face": str(self.item.face), "voice": str(self.item.voice), **said}


def plan_batch(
    faces: Sequence[Path], voices: Sequence[Path], out: Path, *, name: Callable[[Path], str] = lambda path: path.stem
) -> tuple[BatchItem, ...]:
    """The clips of a batch, each with its own name in the folder ``out``, none of them that of a source.

    ``name`` says what a clip is called after a face or voice.

    Raises:
        ValueError: neither one face nor one voice, or none of one of them.
    """
    if not faces or not voices or (len(faces) > 1 and len(voices) > 1):
        raise ValueError(
            f"a batch is one voice on many faces or many voices on one face, not {len(voices)} on {len(faces)}"
        )
    taken = {(path.resolve().parent, path.stem.casefold()) for path in (*faces, *voices)}
    items = []
    for face, voice in ((face, voice) for face in faces for voice in voices):
        named_after = face if len(faces) > 1 else voice
        items.append(BatchItem(face, voice, _free_name(out.resolve(), name(named_after), taken)))
    return tuple(items)


def run_batch(
    items: Iterable[BatchItem],
    *,
    prepare_options: PrepareOptions = PrepareOptions(),
    render_options: RenderOptions = RenderOptions(),
    progress: ItemProgress = lambda place, stage, fraction: None,
    cancel: CancelSignal = never,
) -> Iterator[ItemResult]:
    """Make the clips and yield what became of each; one that fails does not stop the rest.

    A face that is no template yet is prepared once, for the length of the batch.

    Raises:
        Cancelled: the caller's cancel signal was set; clips that were finished stay.
    """
    with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
        faces = _Faces(Path(folder), prepare_options)
        for place, item in enumerate(items):
            yield _make(item, faces, render_options, partial(progress, place), cancel)


def _make(
    item: BatchItem, faces: _Faces, options: RenderOptions, progress: Progress, cancel: CancelSignal
) -> ItemResult:
    try:
        template = faces.template(item.face, progress, cancel)
        item.out.parent.mkdir(parents=True, exist_ok=True)
        return ItemResult(
            item, render(template, item.voice, item.out, options=options, progress=progress, cancel=cancel)
        )
    except Cancelled:
        raise
    except Exception as error:  # a fault in one item must not cost the night's other clips
        if cancel():  # ffmpeg hears Ctrl-C too: its failure is no fault of the item
            raise Cancelled("cancelled by the caller") from error
        return ItemResult(item, error=as_engine_error(error))


def zip_clips(clips: Iterable[Path], target: Path) -> None:
    """Pack finished clips, uncompressed (they are already), into the file ``target``."""
    with replacing(target) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive:
        for clip in clips:
            archive.write(clip, clip.name)


class _Faces:
    """Template folders of a batch's faces; each face is prepared at most once, and a refusal is remembered."""

    def __init__(self, folder: Path, options: PrepareOptions) -> None:
        self._folder, self._options = folder, options
        self._known: dict[Path, Path | EngineError] = {}

    def template(self, face: Path, progress: Progress, cancel: CancelSignal) -> Path:
        if face.is_dir():
            return face
        if face not in self._known:
            target = self._folder / str(len(self._known))
            try:
                prepare(face, target, options=self._options, progress=progress, cancel=cancel)
                self._known[face] = target
            except Cancelled:
                raise
            except Exception as error:  # the face's other clips fail for the same reason, at once
                if cancel():
                    raise Cancelled("cancelled by the caller") from error
                self._known[face] = as_engine_error(error)
        known = self._known[face]
        if isinstance(known, EngineError):
            raise known
        return known


def _free_name(folder: Path, stem: str, taken: set[tuple[Path, str]]) -> Path:
    """``stem``.mp4 in ``folder``, with a number if that name is taken; the name is then taken."""
    name, number = stem, 1
    while (folder, name.casefold()) in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add((folder, name.casefold()))
    return folder / f"{name}.mp4"
