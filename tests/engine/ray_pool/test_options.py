"""Tests of what is refused before there is a cluster."""

from __future__ import annotations

import sys

import pytest

from engine.pool import PoolOptions
from engine.ray_pool import RayMissing, RayOptions, RayPool


@pytest.mark.parametrize("package", ["ray", "grpc"])
async def test_pool_without_ray_is_refused(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)  # as if it were not installed
    with pytest.raises(RayMissing):
        await RayPool(RayOptions("ray://head:10001")).__aenter__()


def test_pool_without_a_worker_takes_one_job() -> None:
    """It brings the first worker; the others wait where people's turns count."""
    assert RayPool(RayOptions("ray://head:10001", PoolOptions(workers=40), min_workers=4)).useful == 1


@pytest.mark.parametrize("wrong", [{"min_workers": 2}, {"cpus": 0}, {"gpus": -0.5}])
def test_impossible_options_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        RayOptions("ray://head:10001", PoolOptions(workers=1), **wrong)  # type: ignore[arg-type]
