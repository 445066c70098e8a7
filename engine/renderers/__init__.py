"""Renderers: from mouth motion to pixels, by name in one table. A template names the renderer that suits it."""
