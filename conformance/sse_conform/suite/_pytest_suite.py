"""The suite as test classes, for an implementation's own pytest run: one test for each case.

They are no plugin: a test module imports the class that it subclasses.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import ClassVar

import pytest

from ._baseline import NO_BASELINE, load_baseline
from ._case import AnyCase, DecoderCase, EncoderCase, Message
from ._explain import explain
from ._load import load_cases
from ._run import run
from ._select import select
from ._verdict import Outcome, Verdict
from .adapters import InProcess


@cache
def _cases() -> tuple[AnyCase, ...]:
    return load_cases()


class _Suite:
    """What both classes do: a test for each case, and pytest's own outcomes for ours."""

    kind: ClassVar[type[AnyCase]]
    capabilities: ClassVar[Iterable[str]] = ()
    select: ClassVar[Sequence[str]] = ()
    """Ids, or beginnings of ids, of the cases to run; empty for all."""
    baseline: ClassVar[Path | None] = None
    """File of known failures, which become expected failures."""

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Give `test_case` the cases."""
        if "case" in metafunc.fixturenames:
            cases = [case for case in select(_cases(), self.select) if isinstance(case, self.kind)]
            metafunc.parametrize("case", cases, ids=[case.id for case in cases])

    def test_case(self, case: AnyCase) -> None:
        """The implementation does what the case wants, under each of its splits."""
        __tracebackhide__ = True
        baseline = NO_BASELINE
        if self.baseline is not None:
            baseline = load_baseline(self.baseline, {each.id for each in _cases()})
        report(list(run([case], InProcess(self), baseline)))


def report(verdicts: Sequence[Verdict]) -> None:
    """End the test as the gravest of the verdicts demands."""
    __tracebackhide__ = True
    gravest = min(verdicts, key=lambda verdict: list(Outcome).index(verdict.outcome))
    if gravest.outcome in (Outcome.ERRORED, Outcome.STALE):
        pytest.fail(explain(gravest), pytrace=False)
    if gravest.outcome is Outcome.FAILED:
        same = sum(verdict.outcome is Outcome.FAILED for verdict in verdicts)
        _fail(gravest, f"{explain(gravest)}\n  so under {same} of {len(verdicts)} splits")
    if gravest.outcome is Outcome.KNOWN:
        pytest.xfail(f"known: {gravest.message}")
    if gravest.outcome in (Outcome.SKIPPED, Outcome.NOT_APPLICABLE):
        pytest.skip(gravest.message)


def _fail(verdict: Verdict, explanation: str) -> None:
    __tracebackhide__ = True
    if not verdict.red:
        pytest.xfail(f"{verdict.case.level}: {verdict.message}")
    if verdict.cause is not None:
        raise AssertionError(explanation) from verdict.cause
    wanted, got = verdict.wanted, verdict.got
    assert got == wanted, explanation


class DecoderSuite(_Suite):
    """All decoder cases against your decoder.

    Subclass it in a test module and define `decode`:

        class TestMine(DecoderSuite):
            def decode(self, chunks):
                return my_decoder(chunks)

    `capabilities` says what else the decoder can tell: `comments`, `discarded`, `last_event_id` and `retry` come in a
    Reading; with `reconnect` the method is also called as `decode(chunks, last_event_id=...)`; `prompt` needs events
    that are given while the chunks are taken.
    """

    kind = DecoderCase
    capabilities: ClassVar[Iterable[str]] = ("id",)

    def decode(self, chunks: Iterable[bytes]) -> object:
        """The events of one connection, each with `type`, `data` and `id`; or a Reading.

        An exception is the decoder's own: it gave up.
        """
        raise NotImplementedError(f"define {type(self).__name__}.decode(self, chunks)")


class EncoderSuite(_Suite):
    """All encoder cases against your encoder.

    Subclass it in a test module and define `encode`:

        class TestMine(EncoderSuite):
            def encode(self, messages):
                return b"".join(my_encoder(message.data, event=message.type) for message in messages)
    """

    kind = EncoderCase
    capabilities: ClassVar[Iterable[str]] = ("id", "retry", "type")

    def encode(self, messages: Iterable[Message]) -> bytes:
        """The bytes of messages on one connection.

        An exception is the encoder's refusal; it may have the attribute `field`, which names the one at fault.
        """
        raise NotImplementedError(f"define {type(self).__name__}.encode(self, messages)")
