"""Handlers of commands, messages and buttons, one module per topic."""
