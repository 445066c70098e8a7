"""Renderers: from mouth motion to pixels. The table names each one; a template says which suits it."""
