"""Findings are values, and their codes are in one table."""

from sse_codec.ordering import CODES, Code, Finding


def a_finding(*, event: int) -> Finding:
    return Finding(
        code="ORD101",
        name="missing-event",
        level="error",
        message="missing a",
        event=event,
        missing=("a",),
    )


def test_table_is_keyed_by_code() -> None:
    assert all(code == row.code for code, row in CODES.items())
    assert len({row.name for row in CODES.values()}) == len(CODES)
    assert all(row.meaning.endswith(".") and row.help for row in CODES.values())


def test_findings_are_compared_by_value() -> None:
    one = a_finding(event=3)
    same = a_finding(event=3)
    other = a_finding(event=4)
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert one != "ORD101"


def test_repr_says_what_matters() -> None:
    finding = a_finding(event=3)
    assert repr(finding) == "Finding('ORD101', 'error', 'missing a', event=3)"
    assert repr(Code("X1", "x", "info", "X.", "x")) == "Code('X1', 'x', 'info')"
