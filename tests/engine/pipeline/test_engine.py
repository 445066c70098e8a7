"""Tests of one engine for many jobs: it loads things once, and its results equal those of a new engine."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import pytest

from engine import models as model_files
from engine.errors import DeviceOutOfMemory, DiskFull
from engine.media import EncodeOptions, FfmpegMissing, FfmpegUnusable
from engine.pipeline import Engine, EngineOptions, RenderOptions, Template, TemplateDamaged
from engine.pipeline import template as template_files
from engine.pipeline.loaded import Templates
from engine.watch import Watch
from tests.conftest import fill
from tests.engine.little_memory import LittleMemory
from tests.engine.pipeline.conftest import Prepared

FAST = RenderOptions(encode=EncodeOptions(crf=30, preset="ultrafast", threads=1), poster=False)

Counted = Callable[[object, str], list[Path]]


def test_a_full_disk_is_a_known_error(small_disk: Path) -> None:
    fill(small_disk)
    with pytest.raises(DiskFull):
        Engine()._compute(lambda _models: (small_disk / "track.npz").write_bytes(bytes(1 << 20)))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Count calls of a module's function, which goes on working; returns the list of their first arguments."""

    def count(module: object, name: str) -> list[Path]:
        calls: list[Path] = []
        function = getattr(module, name)

        @wraps(function)
        def noted(path: Path, *rest: object) -> object:
            calls.append(path)
            return function(path, *rest)

        monkeypatch.setattr(module, name, noted)
        return calls

    return count


def test_a_second_job_loads_and_hashes_nothing(
    counted: Counted, prepared: Prepared, few_words: Path, tmp_path: Path
) -> None:
    hashed, verified = counted(model_files, "digest"), counted(template_files, "_digest")
    engine = Engine()
    engine.warm_up()
    first = (len(hashed), len(verified))
    engine.render(prepared.template.folder, few_words, tmp_path / "1.mp4", options=FAST)
    once = (len(hashed), len(verified))
    engine.render(prepared.template.folder, few_words, tmp_path / "2.mp4", options=FAST)
    assert first == (1, 0)
    assert once[0] == 1
    assert once[1] > 0
    assert (len(hashed), len(verified)) == once
    assert (tmp_path / "1.mp4").read_bytes() == (tmp_path / "2.mp4").read_bytes()
    Engine().render(prepared.template.folder, few_words, tmp_path / "3.mp4", options=FAST)
    assert (tmp_path / "1.mp4").read_bytes() == (tmp_path / "3.mp4").read_bytes(), "a job leaves nothing to the next"


def test_a_prepared_template_is_not_verified_again(counted: Counted, prepared: Prepared) -> None:
    verified = counted(template_files, "_digest")
    assert Templates().load(prepared.template).template is prepared.template
    assert not verified


def test_a_template_that_changed_is_verified_again(prepared: Prepared, tmp_path: Path) -> None:
    folder = tmp_path / "face"
    shutil.copytree(prepared.template.folder, folder)
    templates = Templates()
    loaded = templates.load(folder)
    assert templates.load(folder) is loaded
    track = folder / template_files.TRACK
    track.write_bytes(track.read_bytes()[:-1] + b"x")
    with pytest.raises(TemplateDamaged):
        templates.load(folder)
    shutil.copyfile(prepared.template.path(template_files.TRACK), track)
    assert templates.load(folder) is not loaded


def test_only_the_last_templates_are_kept(prepared: Prepared, tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(3)]
    for folder in folders:
        shutil.copytree(prepared.template.folder, folder, copy_function=os.link)
    templates = Templates(kept=2)
    first, second = templates.load(folders[0]), templates.load(folders[1])
    assert templates.load(folders[0]) is first
    templates.load(folders[2])  # the one that was not used for longest goes
    assert templates.load(folders[0]) is first
    assert templates.load(folders[1]) is not second


def test_a_template_by_its_manifest_is_the_same(prepared: Prepared) -> None:
    assert Template.load(prepared.template.folder) == prepared.template


def test_a_named_ffmpeg_is_tried_out_and_used(
    watch: Watch, prepared: Prepared, few_words: Path, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    wrapper = tmp_path / "ffmpeg"
    program = watch.ffmpeg or shutil.which("true")
    if watch.ffmpeg is None:
        pytest.skip("the bundled one is not named")
    wrapper.write_text(f'#!/bin/sh\necho x >> "{seen}"\nexec "{program}" "$@"\n')
    wrapper.chmod(0o755)
    engine = Engine(EngineOptions(ffmpeg=wrapper))
    engine.warm_up()
    tried = seen.read_text()
    assert tried
    report = engine.render(prepared.template, few_words, tmp_path / "clip.mp4", options=FAST)
    assert report.clip.is_file()
    assert len(seen.read_text()) > len(tried)


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("echo \"Unknown encoder 'libx264'\" >&2; exit 1", FfmpegUnusable),
        ("exit 0", FfmpegUnusable),
        (None, FfmpegMissing),
    ],
)
def test_an_ffmpeg_that_cannot_is_refused_before_any_work(
    script: str | None, error: type[Exception], face_photo: Path, tmp_path: Path
) -> None:
    program = tmp_path / "ffmpeg"
    if script is not None:
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    stages: list[str] = []
    with pytest.raises(error):
        Engine(EngineOptions(ffmpeg=program)).check(face_photo, watch=Watch(lambda stage, _: stages.append(stage)))
    assert not stages


def test_what_does_not_fit_on_the_device_is_computed_on_the_cpu(
    face_photo: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with LittleMemory(1_000_000, times=1), caplog.at_level(logging.WARNING):
        report = Engine().check(face_photo)
    assert report.findings
    assert [DeviceOutOfMemory.code in record.getMessage() for record in caplog.records] == [True]
