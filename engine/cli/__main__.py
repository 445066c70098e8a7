"""``python -m engine.cli``: the command line without its installed script."""

from engine.cli import main

if __name__ == "__main__":
    main()
