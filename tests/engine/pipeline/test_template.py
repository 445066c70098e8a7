from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.articulation.motion import MouthSpace
from engine.errors import EngineError
from engine.media import UnusableOutput
from engine.pipeline import FolderTaken, Template, TemplateDamaged, TemplateMissing, TemplateTooNew
from engine.pipeline.template import MANIFEST, VERSION, check_outside, load_space, new_template, save_space, seal
from tests.engine.pipeline.conftest import Prepared


@pytest.fixture
def template(prepared: Prepared, tmp_path: Path) -> Template:
    """A copy to damage."""
    return replace(prepared.template, folder=shutil.copytree(prepared.template.folder, tmp_path / "face"))


def _rewrite(template: Template, change: Callable[[dict[str, Any]], object]) -> None:
    manifest = json.loads(template.path(MANIFEST).read_text())
    change(manifest)
    template.path(MANIFEST).write_text(json.dumps(manifest))


def test_nothing_else_is_written_into_a_template(tmp_path: Path) -> None:
    (tmp_path / "anna").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "anna")
    check_outside(tmp_path / "anna.mp4", tmp_path / "anna")
    for target in (tmp_path / "anna" / "video.mp4", tmp_path / "link" / "video.mp4"):
        with pytest.raises(UnusableOutput):
            check_outside(target, tmp_path / "anna")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnusableOutput), new_template(tmp_path / "file" / "face"):
        pytest.fail("nothing can be made there")


def test_a_template_comes_back_as_it_was(template: Template) -> None:
    assert Template.load(template.folder) == template


def test_every_file_is_sealed(template: Template) -> None:
    manifest = json.loads(template.path(MANIFEST).read_text())
    assert manifest["version"] == VERSION
    assert sorted([*manifest["files"], MANIFEST]) == sorted(path.name for path in template.folder.iterdir())
    for name in manifest["files"]:
        file = template.path(name)
        content = file.read_bytes()
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        with pytest.raises(TemplateDamaged) as caught:
            Template.load(template.folder)
        assert caught.value.code == "template_damaged"
        assert caught.value.facts == {"file": name}
        file.unlink()
        with pytest.raises(TemplateDamaged):
            Template.load(template.folder)
        file.write_bytes(content)
    assert Template.load(template.folder) == template


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b"{}", b'{"version": 1}', b'{"version": "1"}']
)
def test_a_manifest_that_says_nothing(content: bytes, template: Template) -> None:
    template.path(MANIFEST).write_bytes(content)
    with pytest.raises(TemplateDamaged) as caught:
        Template.load(template.folder)
    assert caught.value.facts == {"file": MANIFEST}


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest.pop("files"),
        lambda manifest: manifest.update(files=["video.mp4"]),
        lambda manifest: manifest["face"].pop("span"),
        lambda manifest: manifest["face"].pop("renderer"),
        lambda manifest: manifest["face"].update(size=None),
        lambda manifest: manifest["face"].update(unheard_of=1),
        lambda manifest: manifest["face"].update(lip_score={"other": 1}),
    ],
)
def test_a_manifest_that_lacks_something(change: Callable[[dict[str, Any]], object], template: Template) -> None:
    _rewrite(template, change)
    with pytest.raises(TemplateDamaged):
        Template.load(template.folder)


def test_a_newer_version_is_not_guessed_at(template: Template) -> None:
    _rewrite(template, lambda manifest: (manifest.update(version=VERSION + 1), manifest.pop("face")))
    with pytest.raises(TemplateTooNew) as caught:
        Template.load(template.folder)
    assert caught.value.code == "template_too_new"


@pytest.mark.parametrize("name", ["nothing", "empty", "file"])
def test_no_template_there(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("text")
    with pytest.raises(TemplateMissing) as caught:
        Template.load(tmp_path / name)
    assert caught.value.code == "template_missing"
    assert caught.value.facts == {"folder": name}


def _seal_outputs(folder: Path, template: Template, note: str) -> None:
    (folder / "note.txt").write_text(note)
    seal(replace(template, folder=folder))


def test_a_new_template_appears_at_the_end(prepared: Prepared, tmp_path: Path) -> None:
    folder = tmp_path / "faces" / "new"
    with new_template(folder) as workplace:
        _seal_outputs(workplace, prepared.template, "first")
        assert not folder.exists()
    assert Template.load(folder).path("note.txt").read_text() == "first"
    assert [path.name for path in folder.parent.iterdir()] == ["new"]


def test_an_older_template_is_there_until_the_new_one_is(prepared: Prepared, tmp_path: Path) -> None:
    folder = tmp_path / "face"
    for note in ("first", "second"):
        with new_template(folder) as workplace:
            _seal_outputs(workplace, prepared.template, note)
            assert not folder.exists() or Template.load(folder).path("note.txt").read_text() == "first"
        (folder / ".DS_Store").touch()  # a file manager looked at it
    assert Template.load(folder).path("note.txt").read_text() == "second"
    with pytest.raises(EngineError), new_template(folder) as workplace:
        _seal_outputs(workplace, prepared.template, "third")
        raise EngineError("something breaks")
    assert Template.load(folder).path("note.txt").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["face"]


def test_an_empty_folder_may_become_one(prepared: Prepared, tmp_path: Path) -> None:
    (tmp_path / "face").mkdir()
    with new_template(tmp_path / "face") as workplace:
        _seal_outputs(workplace, prepared.template, "first")
    Template.load(tmp_path / "face")


def test_what_is_no_template_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "holidays").mkdir()
    (tmp_path / "holidays" / "beach.jpg").write_text("mine")
    for name in ("file", "holidays"):
        with pytest.raises(FolderTaken) as caught, new_template(tmp_path / name):
            pytest.fail("nothing may be begun")
        assert caught.value.code == "folder_taken"
        assert caught.value.facts == {"folder": name}
    assert {path.name for path in tmp_path.rglob("*")} == {"file", "holidays", "beach.jpg"}


def test_the_mouth_space_comes_back_as_it_was(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    mean, slope, rest = (random.normal(size=(*lead, 49, 2)).astype(np.float32) for lead in ((), (3,), ()))
    save_space(tmp_path / "space.npz", MouthSpace(mean, slope[:, 0, 0], slope, 0.25), rest, -0.5)
    space, rest_again, floor = load_space(tmp_path / "space.npz")
    for was, now in (
        (mean, space.mean),
        (slope[:, 0, 0], space.pose_mean),
        (slope, space.pose_slope),
        (rest, rest_again),
    ):
        np.testing.assert_array_equal(now, was)
    assert (space.scale, floor) == (0.25, -0.5)
    (tmp_path / "space.npz").write_bytes((tmp_path / "space.npz").read_bytes()[:100])
    with pytest.raises(TemplateDamaged):
        load_space(tmp_path / "space.npz")


@pytest.mark.parametrize("foreign", ["a manifest of another program", "a file beside a template"])
def test_what_is_not_ours_is_never_removed(foreign: str, tmp_path: Path) -> None:
    folder = tmp_path / "faces"
    folder.mkdir()
    ours = {"version": VERSION, "face": {}, "files": {}} if foreign.startswith("a file") else {"name": "my app"}
    (folder / MANIFEST).write_text(json.dumps(ours))
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(FolderTaken), new_template(folder):
        pass
    assert (folder / "thesis.txt").read_text() == "years of work"
    assert [path.name for path in tmp_path.iterdir()] == ["faces"]
