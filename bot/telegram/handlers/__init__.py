"""The handlers of commands, messages and buttons, one module for each topic."""
