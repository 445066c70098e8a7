"""The program that opens untrusted files, in a process of its own and within limits.

Run as ``python -I engine/media/inspector ROLE PATH LIMITS`` by :mod:`engine.media.confined`, so that a file which crashes,
hangs or bloats a decoder takes down that process alone. The modules here import nothing of the rest of the engine, and
only the libraries that their role needs, so that it starts in a tenth of a second.
"""
