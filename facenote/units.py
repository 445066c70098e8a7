"""Units of measurement."""

MIB = 1 << 20
"""Bytes of a mebibyte. The settings whose names end in ``_mb`` count these."""
