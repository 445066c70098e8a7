"""Batches: many clips, one after the other."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from engine.errors import Cancelled
from engine.failure import as_known_error
from engine.media import UnusableOutput, check_output
from engine.pipeline import Engine, PrepareOptions, RenderOptions
from engine.plan import BatchItem, ItemProgress, ItemResult, write_zip
from engine.watch import CancelSignal, Watch, never
from facenote.errors import FacenoteError


def run_batch(
    engine: Engine,
    items: Sequence[BatchItem],
    *,
    archive: Path | None = None,
    prepare_options: PrepareOptions = PrepareOptions(),
    render_options: RenderOptions = RenderOptions(),
    progress: ItemProgress = lambda _place, _stage, _fraction: None,
    cancel: CancelSignal = never,
) -> list[ItemResult]:
    """Make the clips, and the zip ``archive`` of the finished ones; a failure does not stop the rest.

    A face that is not yet a template is prepared once per batch.

    Raises:
        UnusableOutput: ``archive`` cannot be written.
        Cancelled: the caller's cancel signal was set; finished clips are kept.
    """
    if archive:
        check_output(archive)
    with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
        faces = _Faces(engine, Path(folder), prepare_options)
        results = [
            _make(engine, item, faces, render_options, Watch(partial(progress, place), cancel))
            for place, item in enumerate(items)
        ]
    if archive:
        write_zip(results, archive)
    return results


def _make(engine: Engine, item: BatchItem, faces: _Faces, options: RenderOptions, watch: Watch) -> ItemResult:
    try:
        template = faces.template(item.face, watch)
        _make_folder(item.out.parent)
        return ItemResult(item, engine.render(template, item.voice, item.out, options=options, watch=watch))
    except Cancelled:
        raise
    except Exception as error:  # a fault in one item must not cost the other clips
        if watch.cancelled():  # Ctrl-C also reaches ffmpeg: its failure is then no fault of the item
            raise Cancelled("cancelled by the caller") from error
        return ItemResult(item, error=as_known_error(error))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise UnusableOutput(f"no folder {str(folder)!r}: {error.strerror}", name=folder.name) from error


class _Faces:
    """Template folders of a batch's faces; each face is prepared at most once, and a refusal is remembered."""

    def __init__(self, engine: Engine, folder: Path, options: PrepareOptions) -> None:
        self._engine, self._folder, self._options = engine, folder, options
        self._known: dict[Path, Path | FacenoteError] = {}

    def template(self, face: Path, watch: Watch) -> Path:
        if face.is_dir():
            return face
        if face not in self._known:
            target = self._folder / str(len(self._known))
            try:
                self._engine.prepare(face, target, options=self._options, watch=watch)
                self._known[face] = target
            except Cancelled:
                raise
            except Exception as error:  # the face's other clips then fail at once for the same reason
                if watch.cancelled():
                    raise Cancelled("cancelled by the caller") from error
                self._known[face] = as_known_error(error)
        known = self._known[face]
        if isinstance(known, FacenoteError):
            raise known
        return known
