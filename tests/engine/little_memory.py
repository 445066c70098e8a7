"""A device that is short of memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch.overrides import TorchFunctionMode


class LittleMemory(TorchFunctionMode):
    """Inside this context, PyTorch refuses to make a tensor of more than ``most`` bytes, as its allocator does on a full GPU.

    ``times``: the number of refusals, after which there is enough.
    """

    def __init__(self, most: int, times: int = 1_000_000) -> None:
        super().__init__()
        self._most, self._left = most, times

    def __torch_function__(
        self, function: Callable[..., Any], _: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        made = function(*args, **(kwargs or {}))
        if isinstance(made, torch.Tensor) and made.numel() * made.element_size() > self._most and self._left:
            self._left -= 1
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return made
