"""A search from its start to its report: told as it goes, kept where asked, and summed up also when it is interrupted."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal

import attrs
import click

from ...fuzz import (
    CorpusError,
    DecoderSide,
    Difference,
    EncoderSide,
    FuzzRenderer,
    Limits,
    Search,
    Stream,
    Summary,
    cases_text,
    keep,
    read_corpus,
)
from ...interrupts import Interrupts
from ...render import visible
from ...suite import AdapterError, Implementation, Statement
from .._exit import Exit, stopped_by, worst
from .._output import Sinks
from .._report_file import ReportFile
from .._watch import Watch
from ..suite._subjects import Subject

Role = Literal["decoder", "encoder"]


@attrs.frozen(kw_only=True)
class Plan:
    """What to search for, and where to keep it."""

    seed: int
    limits: Limits
    statements: dict[str, Statement]
    skipped: tuple[str, ...]
    role: Role | None
    corpus: Path | None
    output: Path | None


class Hunt:
    """One search over one implementation.

    Raises :class:`click.UsageError` when the implementation cannot be started, or has not the role, or the corpus cannot be read.
    """

    def __init__(self, subject: Subject, plan: Plan, watch: Watch) -> None:
        self._subject = subject
        self._plan = plan
        self._watch = watch
        self._implementation = _started(subject)
        self._role: Role = plan.role or ("encoder" if self._implementation.decoder is None else "decoder")
        self._found: list[Difference] = []
        self._search = self._prepared()
        self._interrupts = Interrupts()

    def run(self, sinks: Sinks[FuzzRenderer]) -> Exit:
        """Search, and write the whole report."""
        began = time.monotonic()
        self._watch.source(visible(self._subject.name))
        codes: list[Exit] = []
        with self._interrupts.held():
            more = partial(next, self._search.differences(), None)
            try:
                while (difference := self._interrupts.wait(more)) is not None:
                    self._take(difference, sinks)
            except KeyboardInterrupt as interrupt:
                codes.append(stopped_by(interrupt))
            self._write()
            summary = self._summary(time.monotonic() - began, bool(codes))
            sinks.write(lambda renderer: renderer.end(summary))
        return worst([*codes, Exit.FINDINGS if self._found else Exit.CLEAN])

    def _prepared(self) -> "Search[Any]":
        if getattr(self._implementation, self._role) is None:
            raise click.UsageError(f"{self._subject.name} is no {self._role}")
        if self._role == "encoder":
            if self._plan.corpus is not None:
                raise click.UsageError("a corpus is of streams, and an encoder is given messages")
            return self._search_of(EncoderSide(self._subject, self._implementation), [])
        try:
            kept = read_corpus(self._plan.corpus) if self._plan.corpus else []
        except CorpusError as error:
            raise click.UsageError(str(error)) from error
        return self._search_of(DecoderSide(self._subject, self._implementation), kept)

    def _search_of(self, side: Any, kept: Sequence[Stream]) -> "Search[Any]":
        return Search(
            side,
            seed=self._plan.seed,
            limits=self._plan.limits,
            statements=self._plan.statements,
            skip=self._plan.skipped,
            kept=kept,
            tick=lambda: self._watch.advance(1),
        )

    def _take(self, difference: Difference, sinks: Sinks[FuzzRenderer]) -> None:
        self._found.append(difference)
        sinks.write(lambda renderer: renderer.difference(difference))
        if self._plan.corpus is not None and isinstance(difference.given, Stream):
            _or_usage(partial(keep, difference.given), self._plan.corpus)

    def _write(self) -> None:
        """The cases, also when there are none: a file of an earlier run must not stay."""
        if self._plan.output is not None:
            text = cases_text([each.case for each in self._found], self._plan.output)
            _or_usage(partial(_replace, text), self._plan.output)

    def _summary(self, seconds: float, interrupted: bool) -> Summary:
        return Summary(
            name=self._subject.name,
            implementation=self._implementation,
            role=self._role,
            seed=self._plan.seed,
            counts=self._search.counts,
            seconds=seconds,
            differences=tuple(self._found),
            interrupted=interrupted,
        )


def _started(subject: Subject) -> Implementation:
    try:
        return subject.start()
    except AdapterError as error:
        lines = [str(error), *error.trouble.stderr.splitlines()]
        raise click.UsageError("\n".join(map(visible, lines))) from error


def _replace(text: str, path: Path) -> None:
    with ReportFile(path) as file:
        file.write(text.encode())


def _or_usage(write: Callable[[Path], object], path: Path) -> None:
    try:
        write(path)
    except (OSError, CorpusError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise click.UsageError(f"{path} cannot be written: {reason}") from error
