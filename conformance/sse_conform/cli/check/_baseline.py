"""The baseline of a run: read before it, and written after it when the user asks so."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from ...baseline import Baseline, BaselineError, baseline_text, load_baseline
from ...redaction import Redactor
from ...render import count
from .._output import Output
from .._report_file import ReportFile

_NAMED: Final = 5
"""Streams that a sentence names."""


def opened_baseline(path: Path | None, redactor: Redactor, *, is_updated: bool) -> Baseline | None:
    """The baseline of a file; None where there is no file. Raises :class:`click.UsageError` if it cannot be read."""
    if path is None:
        if is_updated:
            raise click.UsageError("--update-baseline writes the file of --baseline, and none is given")
        return None
    try:
        known = {} if is_updated and not path.exists() else load_baseline(path)
    except BaselineError as error:
        raise click.UsageError(str(error)) from error
    return Baseline(known, path.parent, redactor.finding, accepts_all=is_updated)


def conclude_baseline(path: Path, baseline: Baseline, output: Output, *, is_updated: bool) -> None:
    """Write the baseline if it is to be updated, and name the streams of it that were not checked."""
    kept = ""
    if baseline.unseen:
        kept = f"{count(len(baseline.unseen), 'stream')} of it not checked: {_names(baseline.unseen)}"
    if is_updated:
        with ReportFile(path) as file:
            file.write(baseline_text(baseline.next).encode())
        findings = sum(entries.total() for entries in baseline.next.values())
        streams = sum(entries.total() > 0 for entries in baseline.next.values())
        output.say(
            f"wrote {path}: {count(findings, 'finding')} of {count(streams, 'stream')}"
            + (f"; kept {kept}" if kept else "")
        )
    elif kept:
        output.say(f"{path}: {kept}")


def _names(streams: Iterable[str]) -> str:
    names = list(streams)
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
