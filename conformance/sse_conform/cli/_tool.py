"""The name of this program and its version, as recordings and people are told of it."""


def tool() -> str | None:
    """ "sse-conform 1.2.3"; None when it is not installed."""
    from importlib.metadata import (  # noqa: PLC0415 - slow to import, and few commands ask
        PackageNotFoundError,
        version,
    )

    try:
        return f"sse-conform {version('sse-conform')}"
    except PackageNotFoundError:
        return None
