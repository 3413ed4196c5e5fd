"""``python -m mi_trip``."""

import sys

from mi_trip.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
