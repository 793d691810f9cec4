"""What the page asks of Python: `sse-conform check`, run as a terminal runs it on the files that lie in the working directory."""

import io
import platform
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sse_codec.ordering import shipped_profiles
from sse_conform.cli import main

REPORTS = ("html", "json", "sarif")
"""Formats that the page shows or offers, beside the text."""


def begin() -> dict[str, Any]:
    """The shipped profiles, and the versions of what is at work.

    A stream is checked before, so that no check of the user's has to wait for an import.
    """
    with TemporaryDirectory() as folder:
        first = Path(folder, "first.sse")
        first.write_bytes(b"data: x\ndata: y\n\ndta: z\n")
        if check([str(first)], ())["code"] not in (0, 1):
            raise RuntimeError("a small stream could not be checked")
    return {
        "profiles": list(shipped_profiles()),
        "versions": f"sse-conform {version('sse-conform')}, sse-codec {version('sse-codec')}, "
        f"Python {platform.python_version()}",
    }


def check(names: Iterable[str], options: Iterable[str]) -> dict[str, Any]:
    """Check files. The result has the exit code, each report as text, and what the command said beside them.

    :param options: options of the command, such as "--profile=gemini".
    """
    output, errors = _stream(), _stream()
    with TemporaryDirectory() as folder:
        paths = {name: Path(folder, name) for name in REPORTS}
        reports = [f"--format={name}:{path}" for name, path in paths.items()]
        # A file may be called "-", which is standard input wherever it stands.
        files = ["./-" if name == "-" else name for name in names]
        words = ["check", "--isolated", "--format=text", *reports, *options, "--", *files]
        with redirect_stdout(output), redirect_stderr(errors):
            try:
                main(words, prog_name="sse-conform")
            except SystemExit as end:
                code = end.code
        written = {name: path.read_bytes().decode() for name, path in paths.items() if path.exists()}
    return {"code": code, "reports": written, "text": _text(output), "errors": _text(errors)}


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace", newline="")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
