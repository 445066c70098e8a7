"""Tests of the errors of weight files."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from engine.voice.errors import SpeechModelDamaged
from engine.weights import reading

FILE = Path("folder") / "own.pt"


@pytest.mark.parametrize(
    "error", [KeyError("state_dict"), pickle.UnpicklingError("no"), RuntimeError("shape"), OSError()]
)
def test_what_a_parser_says_is_the_files_fault(error: Exception) -> None:
    with pytest.raises(SpeechModelDamaged) as caught, reading(FILE, SpeechModelDamaged):
        raise error
    assert caught.value.facts == {"file": "own.pt"}
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("error", [MemoryError(), ImportError("torch")])
def test_what_the_machine_lacks_is_not(error: Exception) -> None:
    with pytest.raises(type(error)), reading(FILE, SpeechModelDamaged):
        raise error
