"""The conformance suite: cases for any implementation of event streams, and what it takes to run them.

    from sse_conform.suite import InProcess, load_cases, run

    for verdict in run(load_cases(), InProcess(subject)):
        print(verdict.case.id, verdict.split, verdict.outcome)

`DecoderSuite` and `EncoderSuite` are loaded when they are asked for: only they need pytest.
"""

from typing import TYPE_CHECKING, Any

from ._baseline import NO_BASELINE, Baseline, baseline_text, load_baseline
from ._case import (
    DECODER_CAPABILITIES,
    ENCODER_CAPABILITIES,
    ORDER_CAPABILITIES,
    AnyCase,
    Case,
    Connection,
    DecoderCase,
    Dispatched,
    EncoderCase,
    Expectation,
    Found,
    Message,
    OrderCase,
    Statement,
    Wanted,
)
from ._errors import CaseError
from ._explain import explain, wire_text
from ._export import export, export_text
from ._load import load_cases, load_statements
from ._load_messages import read_back
from ._places import fixtures_folder
from ._plain import plain_case
from ._protocol import plain_message
from ._replies import (
    Adapter,
    AdapterError,
    Check,
    Checking,
    Decode,
    Encode,
    Implementation,
    Reading,
    Refusal,
    Reply,
    Skip,
    Task,
    Trouble,
    Writing,
)
from ._requirements import RequirementSet, load_requirements
from ._run import not_applicable, run, run_case
from ._select import select
from ._serve import serve
from ._splits import cut_case, split_names
from ._text import compress
from ._verdict import Outcome, Tally, Verdict, by_case, tally
from .adapters import InProcess, OneShot, Stdio, load_subject

if TYPE_CHECKING:
    from ._pytest_suite import DecoderSuite, EncoderSuite

__all__ = [
    "DECODER_CAPABILITIES",
    "ENCODER_CAPABILITIES",
    "NO_BASELINE",
    "ORDER_CAPABILITIES",
    "Adapter",
    "AdapterError",
    "AnyCase",
    "Baseline",
    "Case",
    "CaseError",
    "Check",
    "Checking",
    "Connection",
    "Decode",
    "DecoderCase",
    "DecoderSuite",
    "Dispatched",
    "Encode",
    "EncoderCase",
    "EncoderSuite",
    "Expectation",
    "Found",
    "Implementation",
    "InProcess",
    "Message",
    "OneShot",
    "OrderCase",
    "Outcome",
    "Reading",
    "Refusal",
    "Reply",
    "RequirementSet",
    "Skip",
    "Statement",
    "Stdio",
    "Tally",
    "Task",
    "Trouble",
    "Verdict",
    "Wanted",
    "Writing",
    "baseline_text",
    "by_case",
    "compress",
    "cut_case",
    "explain",
    "export",
    "export_text",
    "fixtures_folder",
    "load_baseline",
    "load_cases",
    "load_requirements",
    "load_statements",
    "load_subject",
    "not_applicable",
    "plain_case",
    "plain_message",
    "read_back",
    "run",
    "run_case",
    "select",
    "serve",
    "split_names",
    "tally",
    "wire_text",
]


def __getattr__(name: str) -> Any:
    if name not in ("DecoderSuite", "EncoderSuite"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        import pytest  # noqa: PLC0415 - the rest of the suite works without it
    except ImportError as error:
        cure = 'pytest is not installed; install it with: pip install "sse-conform[testing]"'
        raise ImportError(f"{__name__}.{name}: {cure}", name="pytest") from error
    # Before the module is loaded: or a failure would show no values.
    pytest.register_assert_rewrite(f"{__name__}._pytest_suite")
    from . import _pytest_suite  # noqa: PLC0415

    return getattr(_pytest_suite, name)
