"""Units of measurement."""

MEGABYTE = 1_000_000
"""Bytes of a megabyte, as messengers count at the least: a limit in these fits either way."""

MIB = 1 << 20
"""Bytes of a mebibyte. The settings whose names end in ``_mb`` count these."""
