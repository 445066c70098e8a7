"""Options with several values, ``--faces A B C``, on a parser that takes one value per option."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from typer.core import TyperCommand


class MultiValueCommand(TyperCommand):
    """Command whose list options take all values that follow them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Repeat the option's name before every further value, then parse."""
        lists = {name for parameter in self.params if getattr(parameter, "multiple", False) for name in parameter.opts}
        return super().parse_args(ctx, list(spread(args, lists)))


def spread(args: Sequence[str], options: Collection[str]) -> Iterator[str]:
    """Turn ``--faces A B`` into ``--faces A --faces B`` for each of ``options``."""
    current, values = "", 0
    for argument in args:
        if argument.startswith("-"):
            current, values = argument, 0
        elif current in options:
            values += 1
            if values > 1:
                yield current
        yield argument
