"""Tests of a batch's clip names, and of the limits of a batch."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.batch import run_batch
from engine.media import UnusableOutput
from engine.pipeline import Engine
from engine.plan import plan_batch


def names(faces: list[str], voices: list[str], out: Path) -> list[str]:
    return [item.out.name for item in plan_batch([Path(f) for f in faces], [Path(v) for v in voices], out)]


def test_clips_are_named_after_what_differs(tmp_path: Path) -> None:
    assert names(["anna.mp4", "ben"], ["hello.ogg"], tmp_path) == ["anna.mp4", "ben.mp4"]
    assert names(["anna.mp4"], ["hello.ogg", "bye.ogg"], tmp_path) == ["hello.mp4", "bye.mp4"]


def test_no_two_clips_share_a_name(tmp_path: Path) -> None:
    assert names(["a/me.mp4", "b/ME.mov", "c/me.png"], ["hello.ogg"], tmp_path) == ["me.mp4", "ME-2.mp4", "me-3.mp4"]


def test_no_clip_overwrites_a_source(tmp_path: Path) -> None:
    assert names([str(tmp_path / "me.mp4")], [str(tmp_path / "hello.ogg")], tmp_path) == ["hello-2.mp4"]
    assert names([str(tmp_path / "a.mp4"), str(tmp_path / "b.mp4")], ["x.ogg"], tmp_path) == ["a-2.mp4", "b-2.mp4"]


def test_a_clip_has_a_name_that_every_system_takes(tmp_path: Path) -> None:
    strange = ["\x1b[31mred.ogg", "two\nlines.ogg", "\u202egpj.ogg", f"{'n' * 251}.ogg"]
    assert names(["anna.mp4"], strange, tmp_path) == ["[31mred.mp4", "two lines.mp4", "gpj.mp4", f"{'n' * 200}.mp4"]


def test_a_loop_of_links_costs_only_its_own_clip(tmp_path: Path) -> None:
    (tmp_path / "a.ogg").symlink_to(tmp_path / "b.ogg")
    (tmp_path / "b.ogg").symlink_to(tmp_path / "a.ogg")
    assert names(["anna.mp4"], [str(tmp_path / "a.ogg"), "hello.ogg"], tmp_path) == ["a-2.mp4", "hello.mp4"]


def test_an_archive_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    items = plan_batch([tmp_path / "anna.mp4"], [tmp_path / "hello.ogg"], tmp_path)
    with pytest.raises(UnusableOutput):
        run_batch(Engine(), items, archive=tmp_path / "missing" / "clips.zip")


def test_a_file_in_place_of_a_folder_costs_only_its_own_clip(tmp_path: Path) -> None:
    (tmp_path / "face").mkdir()
    (tmp_path / "clips").touch()
    (item,) = plan_batch([tmp_path / "face"], [tmp_path / "hello.ogg"], tmp_path / "clips")
    (result,) = run_batch(Engine(), [item])
    assert result.error is not None
    assert result.error.code == "output_unusable"


@pytest.mark.parametrize(("faces", "voices"), [(["a", "b"], ["c", "d"]), ([], ["c"]), (["a"], [])])
def test_a_batch_is_one_against_many(faces: list[str], voices: list[str], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one voice on many faces"):
        names(faces, voices, tmp_path)
