"""Names in the data folder that several packages know."""

SIGNING = "signing"
"""Folder of the certificate that is made where none is set, with its key."""

ADDRESS = "studio.url"
"""File with the address of the running studio, where its user logs in by a link."""
