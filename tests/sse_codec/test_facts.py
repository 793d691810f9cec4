"""Each fact is told of the blocks that have it, and of no others, by both scanners and however the stream is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sse_codec import Fact

from .cases import CASES, Case
from .readers import blocks_of, bytewise
from .strategies import chunked_streams
from .twins import ScannerTwin

NAMES = {value: name for name, value in vars(Fact).items() if name[0] != "_"}
LONG = b"data: " + b"x" * (64 * 1024 - 8) + b"\n\n"


def facts(stream: bytes, Scanner: ScannerTwin) -> list[str]:
    """The facts of each block, but for the two that nearly all have."""
    plain = Fact.LF | Fact.DATA
    return [
        " ".join(name for value, name in NAMES.items() if block.facts & ~plain & value)
        for block in blocks_of([stream], twin=Scanner)
    ]


def test_each_fact_is_a_bit_of_its_own() -> None:
    assert sorted(NAMES) == [1 << bit for bit in range(len(NAMES))]


# fmt: off
@pytest.mark.parametrize(("stream", "told"), [
    pytest.param(b"data: a\n\n", [""], id="an ordinary block"),
    pytest.param(b"data: a\r\n\r\n", ["CR_LF"], id="lines that end with CR LF"),
    pytest.param(b"data: a\r\r", ["CR"], id="lines that end with CR"),
    pytest.param(b"data: a\rid: 1\n\n", ["CR ID LATE_FIELD"], id="a line that ends with CR before one that ends with LF"),
    pytest.param(b"data: a\r\n\r\n\n", ["CR_LF", "EMPTY"], id="a blank line alone"),
    pytest.param(b"\xef\xbb\xbfdata: a\n\n", ["BOM NOT_ASCII"], id="a byte order mark"),
    pytest.param(b"\xef\xbb\xbf\n", ["BOM NOT_ASCII EMPTY"], id="a byte order mark before a blank line"),
    pytest.param(b"\xef\xbb\xbf", ["BOM NOT_ASCII UNTERMINATED"], id="a byte order mark and nothing else"),
    pytest.param(b"\n\xef\xbb\xbfdata: a\n\n", ["EMPTY", "UNKNOWN_FIELD NOT_ASCII NO_DATA"], id="a byte order mark too late"),
    pytest.param(b"event: a\ndata: b\n\n", ["EVENT"], id="a type"),
    pytest.param(b"id: 7\ndata: b\n\n", ["ID"], id="an id"),
    pytest.param(b"retry: 7\n\n", ["RETRY NO_DATA"], id="a time"),
    pytest.param(b": a\n\n", ["COMMENT NO_DATA"], id="a comment"),
    pytest.param(b"Data: a\n\n", ["UNKNOWN_FIELD NO_DATA"], id="a field in another case"),
    pytest.param(b" data: a\n \n\n", ["UNKNOWN_FIELD NO_DATA"], id="a field behind a space"),
    pytest.param(b"datas: a\n\n", ["UNKNOWN_FIELD NO_DATA"], id="a field with a longer name"),
    pytest.param(b"events: a\n\n", ["UNKNOWN_FIELD NO_DATA"], id="a field with a name longer than any"),
    pytest.param(b"dat", ["UNKNOWN_FIELD UNTERMINATED"], id="a name that is cut off"),
    pytest.param(b"data: a\ndata: b\n\n", ["DATA_LINES"], id="several data lines"),
    pytest.param(b"data: a\ndata:b\n\n", ["DATA_LINES NO_SPACE"], id="a later data line without a space"),
    pytest.param(b"data\n\n", ["NO_COLON"], id="no colon"),
    pytest.param(b"data:\n\nretry:\n\n", ["", "RETRY NO_DATA"], id="no value"),
    pytest.param(b"data:a\n\n", ["NO_SPACE"], id="no space"),
    pytest.param(b"data:  a\n\nretry:  1\n\n", ["TWO_SPACES", "RETRY TWO_SPACES NO_DATA"], id="two spaces"),
    pytest.param(b"foo:a\nbar:  b\n:c\nbaz\ndata: a\n\n", ["COMMENT UNKNOWN_FIELD"], id="spaces of other lines"),
    pytest.param(b"event: a b\ndata: a\n\n", ["EVENT ODD_VALUE"], id="a type with a space"),
    pytest.param(b"id: \xc3\xa9\ndata: a\n\n", ["ID ODD_VALUE NOT_ASCII"], id="an id that is not ASCII"),
    pytest.param(b"id\ndata: a\n\n", ["ID NO_COLON ODD_VALUE"], id="an empty id"),
    pytest.param(b"id:\ndata: a\n\nid: \n\n", ["ID ODD_VALUE", "ID ODD_VALUE NO_DATA"], id="an empty id behind a colon"),
    pytest.param(b"id: " + b"7" * 64 + b"\nevent: " + b"~" * 64 + b"\ndata: a\n\n", ["EVENT ID"], id="values at the limit"),
    pytest.param(b"id: " + b"7" * 65 + b"\ndata: a\n\n", ["ID ODD_VALUE"], id="a value over the limit"),
    pytest.param(b"event:open\ndata: a\n\n", ["EVENT NO_SPACE RESERVED_NAME"], id="the name of an event that opens"),
    pytest.param(b"event: error\n\nevent: message\n\n", ["EVENT RESERVED_NAME FAILURE NO_DATA", "EVENT RESERVED_NAME NO_DATA"], id="other names that are taken"),
    pytest.param(b"id: open\ndata: a\n\n", ["ID"], id="an id is no name"),
    pytest.param(b"event: a\nevent: b\ndata: a\n\n", ["EVENT REPEATED_FIELD"], id="two types"),
    pytest.param(b"id: 1\nretry: 1\nid: 2\nretry: 2\ndata: a\n\n", ["ID RETRY REPEATED_FIELD"], id="two ids"),
    pytest.param(b"retry: 1\nretry: 2\n\n", ["RETRY NO_DATA"], id="two times"),
    pytest.param(b"data: a\nid: 1\n\n", ["ID LATE_FIELD"], id="an id behind data"),
    pytest.param(b"data: a\nretry: 1\n: b\n\n", ["RETRY COMMENT"], id="other lines behind data"),
    pytest.param(b"data: \xff\n\ndata: \xe2\x82\n\n", ["NOT_ASCII NOT_UTF8"] * 2, id="bytes that are not UTF-8"),
    pytest.param("data: \u00e9 \u20ac \U0001f600\n\n".encode(), ["NOT_ASCII"], id="characters of every length"),
    pytest.param(b"data: \xc1\xbf\n\ndata: \xe0\x9f\xbf\n\ndata: \xf0\x8f\xbf\xbf\n\n", ["NOT_ASCII NOT_UTF8"] * 3, id="characters that are too long"),
    pytest.param(b"data: \xed\xa0\x80\n\ndata: \xf4\x90\x80\x80\n\ndata: \xf5\x80\x80\x80\n\n", ["NOT_ASCII NOT_UTF8"] * 3, id="what is no character"),
    pytest.param("data: \ud7ff\ue000\U0010ffff\u0800\U00010000\u0080\n\n".encode(), ["NOT_ASCII"], id="the first and last characters"),
    pytest.param(b"data: a\0\n\n: \0\n\n", ["NUL", "COMMENT NUL NO_DATA"], id="U+0000"),
    pytest.param(b"data: \v\n\ndata: \f\n\n", ["SEPARATOR"] * 2, id="VT and FF"),
    pytest.param("data: \u0085\n\ndata: \u2028\n\ndata: \u2029\n\n".encode(), ["NOT_ASCII SEPARATOR"] * 3, id="separators beyond ASCII"),
    pytest.param("data: \u0084\u0086\u2027\u202a\n\n".encode(), ["NOT_ASCII"], id="what is next to them"),
    pytest.param(b"data: \t\x1c\x1f\x7f\n\n", [""], id="other controls"),
    pytest.param("data: \ufffd\n\n".encode(), ["NOT_ASCII REPLACEMENT"], id="U+FFFD"),
    pytest.param(b"data: a\\ufffd\n\ndata: \\uFFFD\n\n", ["REPLACEMENT"] * 2, id="U+FFFD in JSON"),
    pytest.param(b"data: \\uFffd \\ufff \\xfffd\n\n", [""], id="not quite U+FFFD"),
    pytest.param(b"data: \\ud83d\n\ndata: \\uDFFF\n\n", ["SURROGATE"] * 2, id="halves of a pair"),
    pytest.param(b"data: \\ud7ff \\ud83d \\ud7ff\n\ndata: \\ud83d \\ud7ff\n\ndata: \\ud\\ud83d\n\n", ["SURROGATE"] * 3, id="halves of a pair beside other escapes"),
    pytest.param(b"\\ud83d: a\n\n", ["UNKNOWN_FIELD SURROGATE NO_DATA"], id="half of a pair at the very beginning"),
    pytest.param(b"data: \xc3\xa9\\ud83d\n\ndata: \xc3\xa9 error\n\n", ["NOT_ASCII SURROGATE", "NOT_ASCII FAILURE"], id="words and escapes beside what is not ASCII"),
    pytest.param(b"data: \\ud7ff \\u00d8 \\ud\n\ndata: \\\\", ["", "UNTERMINATED"], id="other escapes"),
    pytest.param(b"data: an error\n\ndata: ERROR\n\ndata: it failed\n\n: mirror\n\n", ["FAILURE"] * 3 + ["COMMENT FAILURE NO_DATA"], id="words of failures"),
    pytest.param(b"data: Rror\n\ndata: fAiled\n\ndata: rro\nr\n\ndata: a file while\n\n", ["", "", "UNKNOWN_FIELD", ""], id="other words"),
    pytest.param(b"data: " + b"x" * 61 + b"rror" + b"x" * 80 + b"ailed\n\n", ["FAILURE"], id="a word anywhere"),
    pytest.param(b"data: data: a\n\ndata: event:\n\ndata: id:\n\ndata: retry:\n\n", ["WRAPPED"] * 4, id="data that begins like a field"),
    pytest.param(b'data: "{\n\ndata: "[\n\ndata: "data:\n\ndata: "id:\n\n', ["WRAPPED"] * 4, id="a string that holds more"),
    pytest.param(b"data: {'\n\ndata: [{'\n\ndata: b'\n\ndata: b\"\n\ndata: <a\n\n", ["WRAPPED"] * 5, id="what Python prints"),
    pytest.param(b"data: f(a)\n\ndata: a\\n\n\ndata: a\\ndata: b\n\n", ["WRAPPED"] * 3, id="an end that tells"),
    pytest.param(b'data: {"a": 1}\n\ndata: [1]\n\ndata: ["\n\ndata: "a"\n\ndata: b\n\ndata: data\n\ndata: n\n\ndata\n\n', [""] * 7 + ["NO_COLON"], id="data that is not wrapped"),
    pytest.param(b"data: a\ndata: )\n\n", ["DATA_LINES WRAPPED"], id="the end of several lines"),
    pytest.param(b": data: (a)\n\ndata: )", ["COMMENT NO_DATA", "UNTERMINATED"], id="no event is wrapped"),
    pytest.param(LONG + LONG.replace(b"xx", b"x", 1), ["LONG", ""], id="a long block"),
    pytest.param(b"data: " + b"[{" * 257 + b"\n\ndata: " + b"[{" * 256 + b"\n\n", ["NESTED", ""], id="many brackets"),
    pytest.param(b"data: \xc3\xa9" + b"[" * 513 + b"\n\n", ["NOT_ASCII NESTED"], id="many brackets beside what is not ASCII"),
])
def test_what_is_told(Scanner: ScannerTwin, stream: bytes, told: list[str]) -> None:
    assert facts(stream, Scanner) == told
# fmt: on


def test_the_line_ends_and_data_are_told_too(Scanner: ScannerTwin) -> None:
    blocks = blocks_of([b"data: a\n\nid: 7\rdata: a\r\r: a\r\n\nid"], twin=Scanner)
    bits = Fact.LF | Fact.CR_LF | Fact.CR | Fact.DATA
    assert [block.facts & bits for block in blocks] == [
        Fact.LF | Fact.DATA,
        Fact.CR | Fact.DATA,
        Fact.CR_LF | Fact.LF,
        0,
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_chunks_make_no_difference(Scanner: ScannerTwin, case: Case) -> None:
    whole = [block.facts for block in blocks_of([case.stream], twin=Scanner)]
    assert [block.facts for block in blocks_of(bytewise(case.stream), twin=Scanner)] == whole


@given(chunked_streams(), st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_facts_agree_with_the_lines(Scanner: ScannerTwin, chunks: list[bytes], mark: bytes) -> None:
    for block in blocks_of([mark, *chunks], twin=Scanner):
        lines = list(block.lines)
        names = [line.name for line in lines if line.kind == "field"]
        known = {"data": Fact.DATA, "event": Fact.EVENT, "id": Fact.ID, "retry": Fact.RETRY}
        for name, fact in known.items():
            assert bool(block.facts & fact) == (name in names)
        assert bool(block.facts & Fact.UNKNOWN_FIELD) == (not {*names} <= {*known})
        assert bool(block.facts & Fact.COMMENT) == any(line.kind == "comment" for line in lines)
        assert bool(block.facts & Fact.BOM) == lines[0].bom
        assert bool(block.facts & Fact.NOT_ASCII) == (not block.raw.isascii())
        assert bool(block.facts & Fact.NUL) == (b"\0" in block.raw)
        for ending, fact in ((b"\n", Fact.LF), (b"\r\n", Fact.CR_LF), (b"\r", Fact.CR)):
            assert bool(block.facts & fact) == any(line.ending == ending for line in lines)
