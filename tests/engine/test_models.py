from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from engine import models
from engine.models import ModelMissing, ModelUnknown

CONTENT = b"weights"
OWN = replace(models.FAN, hashes=("0" * 10, sha256(CONTENT).hexdigest()[:10]))
"""A model that the operator brings, published in two forms."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "download.bin"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "models"


def test_a_file_is_added_under_the_name_it_is_found_by(file: Path, folder: Path) -> None:
    assert models.locate(OWN, folder) is None
    target = models.add(file, OWN, folder)
    assert target == models.locate(OWN, folder) == models.require(OWN, folder)
    assert target.read_bytes() == CONTENT
    assert [path.name for path in folder.iterdir()] == [OWN.file_name]


def test_another_file_is_not_added(file: Path, folder: Path) -> None:
    file.write_bytes(b"weights, but others")
    with pytest.raises(ModelUnknown, match=models.digest(file)[:16]):
        models.add(file, OWN, folder)
    assert not folder.exists()


def test_a_file_that_was_changed_is_refused(file: Path, folder: Path) -> None:
    models.add(file, OWN, folder).write_bytes(b"changed")
    with pytest.raises(ModelUnknown):
        models.require(OWN, folder)


def test_what_is_absent_is_missing(file: Path, folder: Path) -> None:
    with pytest.raises(ModelMissing):
        models.require(OWN, folder)
    with pytest.raises(ModelMissing):
        models.add(file.with_name("absent"), OWN, folder)


@pytest.mark.parametrize("model", models.MODELS, ids=lambda model: model.name)
def test_every_model_is_shipped_or_known_by_its_hash(model: models.Model, folder: Path) -> None:
    assert model.purpose
    assert model.licence
    assert model.source
    if model.shipped is None:
        assert model.hashes
        assert models.locate(model, folder) is None
    else:
        assert models.require(model, folder).is_file()


def test_the_operator_s_own_goes_before_the_shipped(folder: Path) -> None:
    folder.mkdir(parents=True)
    own = folder / models.WHISPER.file_name
    own.write_bytes(CONTENT)
    assert models.locate(models.WHISPER, folder) == own


def test_a_model_of_a_package_cannot_be_replaced(file: Path, folder: Path) -> None:
    with pytest.raises(ModelUnknown):
        models.add(file, models.MESH, folder)
    assert not folder.exists()


def test_files_that_belong_together_are_added_together(tmp_path: Path, folder: Path) -> None:
    content, beside = b"weights", b"words"
    together = replace(
        models.SUBTITLES_BASE,
        hashes=(sha256(content).hexdigest(),),
        beside=(("vocabulary.txt", sha256(beside).hexdigest()),),
    )
    file = tmp_path / "model.bin"
    file.write_bytes(content)
    with pytest.raises(ModelMissing, match=r"vocabulary\.txt"):
        models.add(file, together, folder)
    file.with_name("vocabulary.txt").write_bytes(b"other words")
    with pytest.raises(ModelUnknown):
        models.add(file, together, folder)
    assert not folder.exists()
    file.with_name("vocabulary.txt").write_bytes(beside)
    target = models.add(file, together, folder)
    assert models.require(together, folder) == target
    assert sorted(path.name for path in target.parent.iterdir()) == ["model.bin", "vocabulary.txt"]
