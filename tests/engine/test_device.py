"""Tests of the device for computation."""

from __future__ import annotations

import logging

import pytest
import torch

from engine.device import find_device, is_out_of_memory
from engine.errors import DeviceMissing, DeviceOutOfMemory
from engine.failure import as_known_error
from engine.pipeline import Engine, EngineOptions
from tests.engine.little_memory import LittleMemory


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


def test_a_full_device_is_not_a_missing_one() -> None:
    with LittleMemory(0), pytest.raises(torch.OutOfMemoryError):
        find_device("cpu")


def test_an_engine_starts_on_the_cpu_if_the_device_is_full(caplog: pytest.LogCaptureFixture) -> None:
    with LittleMemory(1_000_000, times=1), caplog.at_level(logging.WARNING):
        Engine().warm_up()
    assert [DeviceOutOfMemory.code in record.getMessage() for record in caplog.records] == [True]


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"), True),
        (RuntimeError("CUDA error: out of memory\nCUDA kernel errors might be reported later"), True),
        (RuntimeError("mat1 and mat2 shapes cannot be multiplied (1x2 and 3x4)"), False),
        (MemoryError(), False),
    ],
)
def test_all_reports_of_a_full_device_are_recognised(error: Exception, full: bool) -> None:
    assert is_out_of_memory(error) == full


def test_a_full_device_has_a_code() -> None:
    known = as_known_error(torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB.\nmore"))
    assert isinstance(known, DeviceOutOfMemory)
    assert known.detail == "CUDA out of memory. Tried to allocate 2 GiB."
