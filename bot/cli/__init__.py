"""The command line ``facenote``: parses arguments, calls the engine or the server, shows the result. Contains no other logic."""

from bot.cli.app import main, run

__all__ = ["main", "run"]
