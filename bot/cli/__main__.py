"""Entry point: ``python -m bot.cli`` runs the command line without its installed script."""

from bot.cli import main

if __name__ == "__main__":
    main()
