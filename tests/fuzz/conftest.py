"""The scripts of the folder `fuzz` stand beside each other and import each other: they are on the path."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "fuzz"))
