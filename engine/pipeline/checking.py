"""``check``: is this face good enough, and what would make it better?"""

from __future__ import annotations

import tempfile
from pathlib import Path

from engine.media import IMAGE_KINDS, check_output, write_image
from engine.pipeline.analysis import analyse
from engine.pipeline.options import PrepareOptions
from engine.quality import QualityReport, draw_report
from engine.watch import CancelSignal, Progress, Watch, never, silent


def check(
    video: Path,
    *,
    picture: Path | None = None,
    options: PrepareOptions = PrepareOptions(),
    progress: Progress = silent,
    cancel: CancelSignal = never,
) -> QualityReport:
    """Judge a face video or a photo by every rule; ``picture``: where to draw the findings.

    A face that breaks rules is reported, not raised.

    Raises:
        UnusableOutput: ``picture`` cannot be written.
        EngineError: the file cannot be read, or shows no face at all; Cancelled.
    """
    if picture:
        check_output(picture, kinds=IMAGE_KINDS, inputs=[video])
    watch = Watch(progress, cancel)
    with tempfile.TemporaryDirectory(prefix="facenote-") as folder:
        face = analyse(video, Path(folder), options, watch)
        if picture:
            drawn = draw_report(face.report, face.video, face.track, words=options.words, watch=watch)
            write_image(picture, drawn)
    return face.report
