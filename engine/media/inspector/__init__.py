"""The program that opens untrusted files, in a separate process and within limits.

:mod:`engine.media.confined` runs it as ``python -I engine/media/inspector ROLE PATH LIMITS``, so that a file that crashes,
hangs or bloats a decoder affects that process alone. The modules here import nothing from the rest of the engine, and only the
libraries of their role, so that it starts in a tenth of a second.
"""
