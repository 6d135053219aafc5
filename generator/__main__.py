"""``python -m generator`` is ``fazhi``."""

from generator.cli import main

if __name__ == "__main__":
    main()
