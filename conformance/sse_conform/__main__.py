"""The console script: the command line when its extra is installed, else one sentence that says how to install it."""

import sys
from importlib.util import find_spec

NEEDED = ("attrs", "click", "rich")
"""What the extra ``cli`` brings in."""


def main() -> None:
    missing = [package for package in NEEDED if find_spec(package) is None]
    if missing:
        install = 'pip install "sse-codec[cli]"'
        print(f"sse-conform: {', '.join(missing)} not installed; install with: {install}", file=sys.stderr)
        sys.exit(2)
    from .cli import main as run  # noqa: PLC0415 - it needs the packages that were just looked for

    run(prog_name="sse-conform")


if __name__ == "__main__":
    main()
