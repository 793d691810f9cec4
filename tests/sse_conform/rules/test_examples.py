"""Every rule finds its bad example, where it says, and nothing in its good one; nor does any other rule."""

import pytest

from sse_conform.check import StreamCheck
from sse_conform.rules import RULES, Example, Need, Rule, Selection

WIRE = {Need.CHUNKS, Need.TIMES, Need.CHUNKED, Need.CONNECTION}


def check(rule: type[Rule], example: Example, chunks: tuple[bytes, ...]) -> list[tuple[str, int, int]]:
    """What the rules that are on by default find, and this rule."""
    stream = StreamCheck(
        "example",
        head=example.head,
        selection=Selection(extend_select=(rule.code,)),
        fidelity="timed" if example.times else "chunks" if WIRE & {*rule.needs} else "bytes",
        origin=example.origin,
        max_event_size=example.max_event_size,
        require_profile=example.require_profile,
        expect=example.expect,
    )
    times = example.times or [None] * len(chunks)
    found = [finding for chunk, t in zip(chunks, times, strict=True) for finding in stream.feed(chunk, t)]
    found += stream.close(example.ending, t=example.ended)
    assert rule.code not in {skipped.code for skipped in stream.report.not_applicable}
    return [(finding.code, finding.pos.byte, finding.pos.line) for finding in found]


def chunkings(rule: type[Rule], example: Example) -> list[tuple[bytes, ...]]:
    """The example as it is, and byte by byte where the edges of chunks do not matter."""
    if WIRE & {*rule.needs}:
        return [example.chunks]
    return [example.chunks, tuple(bytes([byte]) for byte in b"".join(example.chunks))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_bad_example_gives_its_finding_and_no_other(rule: type[Rule]) -> None:
    assert rule.bad.at is not None
    for chunks in chunkings(rule, rule.bad):
        found = check(rule, rule.bad, chunks)
        assert [each for each in found if each[0] not in rule.bad.also] == [(rule.code, *rule.bad.at)]
        assert {each[0] for each in found} == {rule.code, *rule.bad.also}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_good_example_gives_no_finding(rule: type[Rule]) -> None:
    for chunks in chunkings(rule, rule.good):
        assert check(rule, rule.good, chunks) == []
