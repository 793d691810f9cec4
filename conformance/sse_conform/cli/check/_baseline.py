"""The baseline of a run: read before it, and written after it when the user asks so."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import attrs
import click

from ...baseline import Baseline, BaselineError, Streams, baseline_text, load_baseline
from ...redaction import Redactor
from ...render import count
from .._output import Output
from .._report_file import ReportFile

_NAMED: Final = 5
"""Streams that a sentence names."""


@attrs.frozen
class BaselineFile:
    """A baseline and its file."""

    path: Path
    baseline: Baseline
    is_updated: bool
    """True if the user asked to write it anew."""

    def conclude(self, output: Output) -> None:
        """Write it if it is to be updated, and name the streams of it that were not checked."""
        unseen, following = self.baseline.unseen, self.baseline.next
        kept = f"{count(len(unseen), 'stream')} of it not checked: {_names(unseen)}" if unseen else ""
        if self.is_updated:
            with ReportFile(self.path) as file:
                file.write(baseline_text(following).encode())
            findings = count(sum(entries.total() for entries in following.values()), "finding")
            streams = count(sum(entries.total() > 0 for entries in following.values()), "stream")
            output.say(f"wrote {self.path}: {findings} of {streams}{f'; kept {kept}' if kept else ''}")
        elif kept:
            output.say(f"{self.path}: {kept}")


def opened_baseline(path: Path | None, redactor: Redactor, *, is_updated: bool) -> BaselineFile:
    """The baseline in a file. Raises :class:`click.UsageError` if there is none, or if it cannot be read."""
    if path is None:
        raise click.UsageError("--update-baseline writes the file of --baseline, and none is given")
    try:
        known: Streams = {} if is_updated and not path.exists() else load_baseline(path)
    except BaselineError as error:
        raise click.UsageError(str(error)) from error
    baseline = Baseline(known, path.parent, redactor.finding, accepts_all=is_updated)
    return BaselineFile(path, baseline, is_updated)


def _names(streams: Iterable[str]) -> str:
    names = list(streams)
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
