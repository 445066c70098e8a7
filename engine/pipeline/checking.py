"""``check``: judge a face and advise on improvements."""

from __future__ import annotations

import tempfile
from pathlib import Path

from engine.media import IMAGE_KINDS, check_output, write_image
from engine.pipeline.analysis import analyse
from engine.pipeline.models import Models
from engine.pipeline.options import PrepareOptions
from engine.quality import QualityReport, draw_report
from engine.watch import Watch


def check(video: Path, picture: Path | None, options: PrepareOptions, models: Models, watch: Watch) -> QualityReport:
    """See :meth:`engine.Engine.check`."""
    if picture:
        check_output(picture, kinds=IMAGE_KINDS, inputs=[video])
    with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
        face = analyse(video, Path(folder), options, models, watch)
        if picture:
            drawn = draw_report(face.report, face.video, face.track, words=options.words, watch=watch)
            write_image(picture, drawn)
    return face.report
