"""Templates in memory: each part is read once, and the most recent templates are kept."""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from engine.articulation.model import Articulation
from engine.articulation.motion import MouthSpace
from engine.face import FaceTrack, load_track
from engine.media import MediaInfo, probe
from engine.pipeline import template as files
from engine.pipeline.base_footage import BaseFootage
from engine.pipeline.template import Template
from engine.renderers.base import FaceGeometry
from engine.renderers.inner_mouth import InnerMouth
from engine.renderers.library import MouthLibrary
from engine.renderers.warp import WarpRenderer

KEPT = 4
"""Number of templates kept, each some tens of megabytes."""

Stamp = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class LoadedTemplate:
    """A template and its parts, each read on first use. Immutable, so renders may share them."""

    template: Template

    @cached_property
    def articulation(self) -> Articulation:
        """The model from voice to mouth motion."""
        return Articulation.load(self.template.path(files.ARTICULATION))

    @cached_property
    def mouth(self) -> tuple[MouthSpace, np.ndarray, float]:
        """(space, motion at rest, least opening)."""
        return files.load_space(self.template.path(files.MOUTH_SPACE))

    @cached_property
    def video_info(self) -> MediaInfo:
        """Info of the template's video."""
        return probe(self.template.path(files.VIDEO))

    @cached_property
    def track(self) -> FaceTrack:
        """The face in the template's video."""
        return load_track(self.template.path(files.TRACK))

    @cached_property
    def geometry(self) -> FaceGeometry:
        """The face geometry for renderers."""
        # The video made of a photo has exact landmarks.
        quiet = self.template.renderer == WarpRenderer.name and self.template.kind != "photo"
        return FaceGeometry.of(self.track, self.mouth[0], quiet=quiet)

    @cached_property
    def footage(self) -> BaseFootage:
        """The frames and joins available to a clip; older templates have only their span."""
        known = self.template.path(files.BASE_FOOTAGE)
        return BaseFootage.load(known) if known.is_file() else BaseFootage.plain(self.template.span)

    @cached_property
    def library(self) -> MouthLibrary:
        """The mouth library of the renderer ``reuse``."""
        return MouthLibrary.load(self.template.path(files.MOUTHS))

    @cached_property
    def inner_mouth(self) -> InnerMouth:
        """The inner mouth of the renderer ``warp``."""
        return InnerMouth.load(self.template.path(files.INNER_MOUTH))


class Templates:
    """The most recently used templates. A folder is verified when loaded, and again only after a change."""

    def __init__(self, kept: int = KEPT) -> None:
        self._most = kept
        self._kept: OrderedDict[Path, tuple[Stamp, LoadedTemplate]] = OrderedDict()

    def load(self, template: Template | Path) -> LoadedTemplate:
        """Return the template of a folder; a :class:`Template` counts as verified. Raises as :meth:`Template.load`."""
        folder = (template.folder if isinstance(template, Template) else template).absolute()
        stamp = _stamp(folder)
        known = self._kept.pop(folder, None)
        if known is None or known[0] != stamp:
            verified = template if isinstance(template, Template) else Template.load(folder)
            known = (stamp, LoadedTemplate(verified))
        self._kept[folder] = known
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return known[1]


def _stamp(folder: Path) -> Stamp:
    """Return a value that changes if a file of the folder changes or is replaced; empty if there is no folder."""
    try:
        with os.scandir(folder) as entries:
            stats = [(entry.name, entry.stat()) for entry in entries]
    except OSError:
        return ()
    return tuple(sorted((name, stat.st_ino, stat.st_size, stat.st_mtime_ns) for name, stat in stats))
