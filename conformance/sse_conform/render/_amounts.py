"""Numbers as people read them: counts with their noun, sizes and times with a unit that fits."""


def count(number: int, noun: str) -> str:
    """``1 capture``, ``2 captures``, ``12,345 events``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def size(number: int) -> str:
    """Bytes, in units of a thousand: ``61 B``, ``1.9 kB``, ``1.2 GB``."""
    if number < 1000:
        return f"{number} B"
    amount = float(number)
    for unit in ("kB", "MB", "GB"):
        amount /= 1000
        if amount < 999.95:
            return f"{amount:.1f} {unit}"
    return f"{amount / 1000:,.1f} TB"


def seconds(number: float) -> str:
    """``0.340 s`` below one second, ``8.4 s`` above, ``2 min 5 s`` from two minutes on."""
    if number < 1:
        return f"{number:.3f} s"
    if number < 120:
        return f"{number:.1f} s"
    minutes, rest = divmod(round(number), 60)
    return f"{minutes:,} min {rest} s"
