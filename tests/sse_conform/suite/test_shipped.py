"""The cases that ship are sound, our own codec passes all of them, and the pages about them are true."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sse_conform.suite import (
    AnyCase,
    DecoderCase,
    Dispatched,
    EncoderCase,
    InProcess,
    OneShot,
    Outcome,
    Stdio,
    Writing,
    fixtures_folder,
    load_cases,
    load_statements,
    plain_case,
    run,
)
from sse_conform.suite import _places as places
from sse_conform.suite._judge import judge_writing
from sse_conform.suite._text import expand
from sse_conform.suite.reference import Reference

FIXTURES = fixtures_folder()
CASES = load_cases()
DOCS = Path(__file__).parents[3] / "docs"
PROGRAM = [sys.executable, "-m", "sse_conform.suite.reference"]


def each(cases: Iterable[AnyCase]) -> pytest.MarkDecorator:
    cases = list(cases)
    return pytest.mark.parametrize("case", cases, ids=[case.id for case in cases])


each_encoder_case = each(
    case for case in CASES if isinstance(case, EncoderCase) and case.canonical is not None
)


@each_encoder_case
def test_the_plainest_bytes_are_right(case: EncoderCase) -> None:
    assert case.canonical is not None
    judgement = judge_writing(case.wanted, Writing(case.canonical))
    assert (judgement.outcome, judgement.message) == (Outcome.PASSED, "")


@each_encoder_case
def test_our_encoder_writes_the_plainest_bytes(case: EncoderCase) -> None:
    assert Reference().encode(case.messages) == case.canonical


def not_passed(adapter: InProcess | Stdio | OneShot) -> list[str]:
    verdicts = list(run(CASES, adapter))
    assert {verdict.case.id for verdict in verdicts} == {case.id for case in CASES}
    return [
        f"{each.case.id} [{each.split}]: {each.message}"
        for each in verdicts
        if each.outcome is not Outcome.PASSED
    ]


def test_our_own_codec_passes_in_this_process() -> None:
    assert not_passed(InProcess(Reference())) == []


def test_our_own_codec_passes_as_a_program() -> None:
    assert not_passed(Stdio(PROGRAM, timeout=60)) == []


def test_every_statement_has_a_case() -> None:
    cited = {case.spec.name for case in CASES}
    assert set(load_statements(FIXTURES)) == cited


def test_cases_are_found_in_a_wheel_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_PACKAGE", tmp_path / "sse_conform")
    monkeypatch.setattr(places, "_CHECKOUT", tmp_path)
    assert fixtures_folder() == tmp_path / "fixtures"
    (tmp_path / "sse_conform" / "fixtures").mkdir(parents=True)
    assert fixtures_folder() == tmp_path / "sse_conform" / "fixtures"


# The generated file

DOCUMENT: dict[str, Any] = json.loads((FIXTURES / "cases.json").read_bytes())


def test_the_generated_file_is_as_its_schema_says() -> None:
    schema = json.loads((FIXTURES / "cases.schema.json").read_bytes())
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(DOCUMENT)] == []


def test_the_schema_refuses_a_key_that_nobody_knows() -> None:
    schema = json.loads((FIXTURES / "cases.schema.json").read_bytes())
    validator = jsonschema.Draft202012Validator(schema)
    wrong = {**DOCUMENT, "decoder": [{**DOCUMENT["decoder"][0], "chunks": []}]}
    assert not validator.is_valid(wrong)


def test_the_generated_file_has_every_byte_of_every_case() -> None:
    assert {case["id"] for kind in ("decoder", "encoder", "order") for case in DOCUMENT[kind]} == {
        case.id for case in CASES
    }
    by_id = {case.id: case for case in CASES if isinstance(case, DecoderCase)}
    for plain in DOCUMENT["decoder"]:
        for written, connection in zip(plain["connections"], by_id[plain["id"]].connections, strict=True):
            assert tuple(expand(chunk).encode("latin-1") for chunk in written["chunks"]) == connection.chunks
            events = [
                Dispatched(*(expand(event[name]) for name in ("type", "data", "id")), event.get("chunk"))
                for event in written["events"]
            ]
            assert tuple(events) == connection.wanted.right.events


def test_the_generated_file_is_small() -> None:
    assert (FIXTURES / "cases.json").stat().st_size < 2_000_000


def test_streams_are_named_by_their_files() -> None:
    for case in DOCUMENT["order"]:
        assert (FIXTURES / case["stream"]).is_file()


def test_a_case_as_json_says_what_it_is() -> None:
    case = next(case for case in CASES if case.id == "framing/crlf-split-across-chunks")
    assert plain_case(case) == {
        "id": "framing/crlf-split-across-chunks",
        "since": "2026.1",
        "level": "must",
        "spec": "line-ends",
        "why": "CR at the end of a read and LF at the start of the next are one line end",
        "needs": [],
        "kills": ["cr-lf-twice"],
        "splits": "all",
        "last_event_id": "",
        "connections": [
            {
                "chunks": ["data: A\r", "\ndata: B\r\n\r\n"],
                "events": [{"type": "message", "data": "A\nB", "id": ""}],
                "accept": {},
                "lenient": {},
            }
        ],
    }
