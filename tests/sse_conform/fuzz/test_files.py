"""What is found can be kept: as a case that the suite runs, and in a folder that the next search begins with."""

from pathlib import Path
from typing import Literal

import attrs
import pytest

from sse_conform.fuzz import CorpusError, Difference, Stream, cases_text, keep, read_corpus
from sse_conform.suite import (
    Connection,
    DecoderCase,
    Dispatched,
    Expectation,
    InProcess,
    Outcome,
    Wanted,
    fixtures_folder,
    load_cases,
    load_statements,
    run,
)

from ...suite_proof.catalogue import FAULTS as DECODERS
from ...suite_proof.encoders import FAULTS as ENCODERS
from ...suite_proof.encoders_plain import PlainEncoder
from ...suite_proof.plain import Plain
from .hunting import first


def written(differences: list[Difference], folder: Path, kind: str) -> Path:
    path = folder / kind / "mine.toml"
    path.parent.mkdir(parents=True)
    (folder / "standard.toml").write_bytes((fixtures_folder() / "standard.toml").read_bytes())
    path.write_text(cases_text([each.case for each in differences], path), encoding="utf-8")
    return path


def outcomes(folder: Path, subject: object) -> set[Outcome]:
    return {verdict.outcome for verdict in run(load_cases(folder), InProcess(subject))}


@pytest.mark.parametrize(
    "fault",
    [
        "no-lone-cr",
        "utf-8-strict",
        "block-carries-over",
        "seed-read-as-latin-1",
        "holds-back-after-cr",
        "bad-retry-forgets",
        pytest.param("line-limit-64k", marks=pytest.mark.unmeasured),
        "comment-is-an-event",
        "comment-keeps-its-space",
        "mark-in-one-chunk",
        "only-known-types",
        "id-at-once",
        "retry-has-a-default",
    ],
)
def test_a_case_fails_the_faulty_decoder_and_no_other(fault: str, tmp_path: Path) -> None:
    written([first(DECODERS[fault].decoder())], tmp_path, "decoder")
    assert Outcome.FAILED in outcomes(tmp_path, DECODERS[fault].decoder())
    assert outcomes(tmp_path, Plain()) == {Outcome.PASSED}


@pytest.mark.parametrize(
    "fault",
    [
        "latin-1",
        "any-retry",
        "nul-in-the-id",
        pytest.param("cut-at-the-buffer", marks=pytest.mark.unmeasured),
    ],
)
def test_a_case_fails_the_faulty_encoder_and_no_other(fault: str, tmp_path: Path) -> None:
    written([first(ENCODERS[fault].encoder())], tmp_path, "encoder")
    assert Outcome.FAILED in outcomes(tmp_path, ENCODERS[fault].encoder())
    assert outcomes(tmp_path, PlainEncoder()) == {Outcome.PASSED}


def test_two_cases_of_one_requirement_have_two_ids(tmp_path: Path) -> None:
    written([first(DECODERS[name].decoder()) for name in ("no-lone-cr", "only-lf")], tmp_path, "decoder")
    assert [case.id for case in load_cases(tmp_path)] == ["mine/line-ends", "mine/line-ends-2"]


@pytest.mark.parametrize("splits", ["all", "given"])
def test_an_answer_with_an_error_and_an_event_without_data_are_written(
    splits: Literal["all", "given"], tmp_path: Path
) -> None:
    path = written([], tmp_path, "decoder")
    wanted = Wanted(Expectation((Dispatched(type="a"),)), lenient={"limit": Expectation(error=True)})
    statement = load_statements(fixtures_folder())["data-field"]
    case = DecoderCase(
        id="fuzz/data-field",
        since="2026.1",
        level="must",
        spec=statement,
        why="data without a text",
        needs=frozenset(),
        connections=(Connection((b"event: a\ndata\n\n",), wanted),),
        splits=splits,
    )
    path.write_text(cases_text([case], path), encoding="utf-8")
    assert load_cases(tmp_path) == (attrs.evolve(case, id="mine/data-field"),)


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    stream = Stream(((b"id: 7\xff\n", b""), (b"a",)), "é")
    keep(stream, tmp_path / "new")
    keep(stream, tmp_path / "new")
    (tmp_path / "new" / "seen.sse").write_bytes(b"data: a\n\n")
    (tmp_path / "new" / ".hidden").write_bytes(b"x")
    assert set(read_corpus(tmp_path / "new")) == {stream, Stream(((b"data: a\n\n",),))}


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read_corpus(tmp_path / "none") == []


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"connections": [], "last_event_id": ""}', '{"connections": [["\\u20ac"]], "last_event_id": ""}', '{"connections": [[1]], "last_event_id": ""}', '{"connections": [["a"]], "last_event_id": 7}', "[" * 100_000],
)  # fmt: skip
def test_a_file_that_is_none_of_ours(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(CorpusError, match="is no stream that was kept"):
        read_corpus(tmp_path)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "x.sse").write_bytes(bytes((1 << 20) + 1))
    with pytest.raises(CorpusError, match="has more than 1048576 bytes"):
        read_corpus(tmp_path)


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.sse").write_bytes(b"")
    monkeypatch.setattr(Path, "read_bytes", lambda self: (_ for _ in ()).throw(PermissionError(13, "no")))
    with pytest.raises(CorpusError, match=r"x\.sse cannot be read: no"):
        read_corpus(tmp_path)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CorpusError, match="cannot be written: "):
        keep(Stream(((b"a",),)), tmp_path / "file")
