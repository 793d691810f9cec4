"""The console script, which is also `python -m sse_conform`."""

from .cli import main as run


def main() -> None:
    run(prog_name="sse-conform")


if __name__ == "__main__":
    main()
