"""Each split keeps the bytes, and the same chunks never come twice."""

import pytest

from sse_conform.suite import Connection, DecoderCase, Expectation, Statement, Wanted, cut_case, split_names


def case(*connections: tuple[bytes, ...], splits: str = "all") -> DecoderCase:
    wanted = Wanted(Expectation(events=()))
    return DecoderCase(
        id="a/b",
        since="2026.1",
        level="must",
        spec=Statement("s", "", "", ""),
        why="",
        needs=frozenset(),
        connections=tuple(Connection(chunks, wanted) for chunks in connections),
        splits=splits,  # type: ignore[arg-type]
    )


NAMES = {
    "chunks as given are one of the ways": (((b"ab", b"c"),), ["given", "whole", "bytes", "cut-1"]),
    "one chunk is the whole": (((b"abc",),), ["given", "bytes", "cut-1", "cut-2"]),
    "one byte can be cut no further": (((b"a",),), ["given"]),
    "an empty chunk is a chunk": (((b"ab", b""),), ["given", "whole", "bytes"]),
    "no chunk is not an empty one": (((),), ["given", "whole"]),
    "no cut between two connections": (((b"ab",), (b"cd",)), ["given", "bytes", "cut-1", "cut-3"]),
}


@pytest.mark.parametrize(("connections", "names"), NAMES.values(), ids=NAMES)
def test_names(connections: tuple[tuple[bytes, ...], ...], names: list[str]) -> None:
    assert split_names(case(*connections)) == names


@pytest.mark.parametrize("splits", ["given", "whole", "bytes"])
def test_only_one_way(splits: str) -> None:
    assert split_names(case((b"ab", b"c"), splits=splits)) == [splits]


def test_whole_for_a_program_that_sees_no_chunks() -> None:
    assert split_names(case((b"ab", b"c")), chunked=False) == ["whole"]


@pytest.mark.parametrize(
    ("name", "chunks"),
    [
        ("given", ((b"a", b"b"), (b"cd",))),
        ("whole", ((b"ab",), (b"cd",))),
        ("bytes", ((b"a", b"b"), (b"c", b"d"))),
        ("cut-1", ((b"a", b"b"), (b"cd",))),
        ("cut-3", ((b"ab",), (b"c", b"d"))),
    ],
)
def test_cut(name: str, chunks: tuple[tuple[bytes, ...], ...]) -> None:
    assert cut_case(case((b"a", b"b"), (b"cd",)), name) == chunks
