"""Benchmarks of the engine: one module per question, each against a reference of the same run."""

from engine.bench.run import BenchReport, Row, run_bench

__all__ = ["BenchReport", "Row", "run_bench"]
