"""So that `python -m generator` is `handbook`."""

from generator.cli.main import main

if __name__ == "__main__":
    main()
