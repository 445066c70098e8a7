"""The command line ``facenote``: reads the arguments, calls the engine, shows what came of it. No second logic."""

from engine.cli.app import main

__all__ = ["main"]
