"""Findings are values, and their codes are in one table."""

from sse_codec.ordering import CODES, Code, Finding


def test_table_is_keyed_by_code() -> None:
    assert all(code == row.code for code, row in CODES.items())
    assert len({row.name for row in CODES.values()}) == len(CODES)
    assert all(row.meaning.endswith(".") and row.help for row in CODES.values())


def test_findings_are_compared_by_value() -> None:
    one = Finding("ORD101", "missing-event", "error", "missing a", 3, missing=("a",))
    same = Finding("ORD101", "missing-event", "error", "missing a", 3, missing=("a",))
    other = Finding("ORD101", "missing-event", "error", "missing a", 4, missing=("a",))
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert one != "ORD101"


def test_repr_says_what_matters() -> None:
    finding = Finding("ORD102", "unexpected-event", "error", "unexpected a", 3)
    assert repr(finding) == "Finding('ORD102', 'error', 'unexpected a', event=3)"
    assert repr(Code("X1", "x", "info", "X.", "x")) == "Code('X1', 'x', 'info')"
