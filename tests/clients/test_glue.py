"""The few lines by which docs/codec.md makes other libraries' events of blocks, held against those libraries."""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import httpx2
import httpx_sse
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sse_codec import Scanner

PAGE = Path(__file__).parents[2] / "docs" / "codec.md"
HEADERS = {"content-type": "text/event-stream"}
# Without that in which they leave the standard, as the page says: other digits, and a byte order mark.
LINES = [
    *(
        "data: a",
        "data",
        "data:",
        "data:  b ",
        "event: t",
        "event",
        "id: 1",
        "id",
        "id: 2\0",
        "retry: 5",
        "retry: x",
    ),
    *(": ping", "foo: event", "", "data: é\u2028\u0085\x0bx"),
]


def glue() -> dict[str, Any]:
    """The functions that the page shows."""
    (block,) = [
        block
        for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.S)
        if "def iter_sse" in block
    ]
    names: dict[str, Any] = {"Scanner": Scanner}
    exec(block, names)
    return names


GLUE = glue()


def of_httpx2(stream: bytes) -> Iterable[Any]:
    return httpx2.EventSource(
        httpx2.Response(200, headers=HEADERS, content=stream, request=httpx2.Request("GET", "http://a"))
    )


def of_httpx_sse(stream: bytes) -> Iterable[Any]:
    return httpx_sse.EventSource(httpx.Response(200, headers=HEADERS, content=stream)).iter_sse()


@pytest.mark.parametrize(
    ("library", "counts"),
    [(of_httpx2, "has_a_field"), (of_httpx_sse, "has_a_value")],
    ids=["httpx2", "httpx-sse"],
)
@given(
    lines=st.lists(st.sampled_from(LINES), max_size=12),
    newline=st.sampled_from(["\n", "\r\n"]),
    cuts=st.lists(st.integers(min_value=0), max_size=4),
)
@example(lines=["id: 1", "data:", "", ": ping", "", "retry: 5", ""], newline="\n", cuts=[3])
def test_the_glue_gives_what_the_library_gives(
    library: Callable[[bytes], Iterable[Any]], counts: str, lines: list[str], newline: str, cuts: list[int]
) -> None:
    stream = "".join(line + newline for line in lines).encode()
    places = sorted({0, len(stream), *(cut % (len(stream) + 1) for cut in cuts)})
    chunks = [stream[start:end] for start, end in pairwise(places)]
    expected = [(event.event, event.data, event.id, event.retry) for event in library(stream)]
    assert list(GLUE["iter_sse"](chunks, GLUE[counts])) == expected
