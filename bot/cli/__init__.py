"""The command line ``facenote``: reads the arguments, calls the engine or the server, shows the result. No second logic."""

from bot.cli.app import main, run

__all__ = ["main", "run"]
