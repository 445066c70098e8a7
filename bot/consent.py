"""Consent that is required before the first face: "this is my face, or I have this person's permission"."""

TEXT_VERSION = "2026-11"
"""Version of the text ``consent-text``. Change it with the text's meaning: everybody is then asked again."""
