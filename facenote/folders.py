"""Names in the data folder that several packages know."""

SIGNING = "signing"
"""Folder of the certificate that is made where none is set, with its key."""
