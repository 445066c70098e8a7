"""Tests of the device for computation."""

from __future__ import annotations

import pytest
import torch

from engine.device import find_device
from engine.errors import DeviceMissing, DeviceOutOfMemory
from engine.failure import as_known_error
from engine.pipeline import Engine, EngineOptions


def test_auto_is_the_gpu_where_there_is_one() -> None:
    assert find_device().type == ("cuda" if torch.cuda.is_available() else "cpu")
    assert find_device("cpu").type == "cpu"


@pytest.mark.parametrize("name", ["cuda:99", "toaster", "cuda:x"])
def test_a_device_that_is_not_there_is_refused_with_its_name(name: str) -> None:
    with pytest.raises(DeviceMissing) as caught:
        find_device(name)
    assert caught.value.code == "device_missing"
    assert caught.value.facts == {"device": name}


def test_an_engine_says_so_before_any_work() -> None:
    with pytest.raises(DeviceMissing):
        Engine(EngineOptions(device="cuda:99")).warm_up()


def test_a_full_device_has_a_code() -> None:
    known = as_known_error(torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB.\nmore"))
    assert isinstance(known, DeviceOutOfMemory)
    assert known.detail == "CUDA out of memory. Tried to allocate 2 GiB."
