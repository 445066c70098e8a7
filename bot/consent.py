"""The consent that comes before the first face: "this is my face, or I have this person's permission"."""

TEXT_VERSION = "2026-11"
"""Version of the text ``consent-text``; to be changed with its meaning, then everybody is asked again."""
