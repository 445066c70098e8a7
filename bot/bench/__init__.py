"""Measures the server: one module a question."""
