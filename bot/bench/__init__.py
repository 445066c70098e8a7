"""Benchmarks of the server, one module for each question."""
