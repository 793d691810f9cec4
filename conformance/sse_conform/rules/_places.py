"""Where in a block a sequence of bytes stands, by the field that holds it."""

import codecs


def in_fields(raw: bytes, needle: bytes, names: tuple[bytes, ...], *, inside: bool = True) -> int | None:
    """Index of the first `needle` in a line of one of these fields, or with `inside=False` in a line of none of them."""
    start = 0
    for line in raw.splitlines(keepends=True):  # of bytes: at LF, CR LF and CR only
        if needle in line:
            name = line.removeprefix(codecs.BOM_UTF8).split(b":", 1)[0].rstrip(b"\r\n")
            if (name in names) is inside:
                return start + line.find(needle)
        start += len(line)
    return None
