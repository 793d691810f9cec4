"""Lines and hexadecimal around a place."""

import pytest

from sse_conform.finding import Finding, Position
from sse_conform.render.page._bytes import hex_rows, lines_around
from sse_conform.trace import Surroundings

from ...findings import a_finding


def finding(line: int, **more: object) -> Finding:
    return a_finding(**{"pos": Position(1000, line, 1, 1), "span": 3, "excerpt": (), "caret": 0} | more)


def around(before: bytes, at: bytes, after: bytes, more: int = 0, edges: bool = True) -> Surroundings:
    return Surroundings(before, at, more, after, is_start=edges, is_end=edges)


C = "<i class=c>{}</i>".format


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        pytest.param(around(b"a", b"bc", b"d\n"), [(7, f"a<mark>bc</mark>d{C('LF')}")], id="within a line"),
        pytest.param(
            around(b"x\ny", b"b\r\nc", b"d\n"),
            [
                (6, f"x{C('LF')}"),
                (7, f"y<mark>b</mark><mark>{C('CR LF')}</mark>"),
                (8, f"<mark>c</mark>d{C('LF')}"),
            ],
            id="over a line end",
        ),
        pytest.param(
            around(b"ab", b"", b""), [(7, "ab<mark class=here>here</mark>")], id="a point at the end"
        ),
        pytest.param(
            around(b"a\n", b"", b"b"),
            [(6, f"a{C('LF')}"), (7, "<mark class=here>here</mark>b")],
            id="a point",
        ),
        pytest.param(around(b"", b"", b""), [(7, "<mark class=here>here</mark>")], id="nothing"),
        pytest.param(
            around(b"a", b"b", b"c", more=5, edges=False),
            [
                (
                    7,
                    "<i class=more>\u2026</i>a<mark>b<i class=more>\u2026 5 more bytes</i></mark>c<i class=more>\u2026</i>",
                )
            ],
            id="parts of longer ones",
        ),
        pytest.param(
            around(b"a\rb", b"<", b"\xff"),
            [(6, f"a{C('CR')}"), (7, f"b<mark>&lt;</mark>{C(chr(92) + 'xff')}")],
            id="odd",
        ),
    ],
)
def test_lines(found: Surroundings, lines: list[tuple[int, str]]) -> None:
    assert [(line.number, str(line.markup)) for line in lines_around(finding(7), found)] == lines


def test_without_the_bytes_there_is_the_excerpt() -> None:
    found = lines_around(finding(2, excerpt=((1, b"a"), (2, b"bcdef")), caret=1), None)
    assert [(line.number, str(line.markup)) for line in found] == [(1, "a"), (2, "b<mark>cde</mark>f")]
    assert lines_around(finding(1), None) == []


def test_hexadecimal() -> None:
    rows = hex_rows(finding(1), around(b"x" * 40, b"\x00a", b"y" * 40))
    assert [row.offset for row in rows] == ["968", "984", "1,000", "1,016", "1,032"]
    assert (rows[0].before, rows[0].at, rows[0].after) == ("78" + " 78" * 15, "", "")
    assert (rows[2].before, rows[2].at, rows[2].after[:5]) == ("", "00 61", "79 79")
    assert rows[2].text.startswith(".ay")
    assert hex_rows(finding(1), None) == []
