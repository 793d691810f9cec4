"""Holds a reply against what is wanted: the right answer first, then those as good, then the departures with a name."""

from collections.abc import Callable, Iterator

import attrs

from sse_codec import Comment, Decoder

from ._case import DECODER_CAPABILITIES, Dispatched, Expectation, OrderCase, Wanted
from ._facets import (
    Facets,
    abridge,
    difference,
    got_facets,
    missing_promise,
    order_facets,
    wanted_facets,
)
from ._replies import Checking, Reading, Refusal, Reply, Skip, Trouble, Writing
from ._verdict import Outcome

_EVERYTHING = frozenset(DECODER_CAPABILITIES) - {"prompt"}
"""What is known of bytes that were read back."""


@attrs.frozen
class Judgement:
    """What a verdict says of one reply."""

    outcome: Outcome
    message: str = ""
    wanted: Facets = attrs.field(factory=dict[str, object])
    got: Facets = attrs.field(factory=dict[str, object])
    answer: str = ""
    trouble: Trouble | None = None
    cause: Exception | None = None


def judge_reading(wanted: Wanted, reply: Reply, capabilities: frozenset[str]) -> Judgement:
    """Judge what a decoder made of one connection."""
    if not isinstance(reply, Reading):
        return no_reply(reply)
    missing = missing_promise(reply, capabilities)
    if missing is not None:
        return no_reply(Trouble(f"it declares the capability {missing!r}, and its reply does not say it"))

    def compare(expectation: Expectation) -> tuple[Facets, Facets]:
        facets = wanted_facets(expectation, capabilities)
        return facets, got_facets(reply, facets, capabilities)

    return attrs.evolve(_judge(wanted, compare), cause=reply.cause)


def judge_writing(wanted: Wanted, reply: Reply) -> Judgement:
    """Judge the bytes of an encoder by the events that they read back as, or judge a refusal."""
    if isinstance(reply, Refusal):
        return _judge(wanted, lambda expectation: _compare_refusal(expectation, reply))
    if not isinstance(reply, Writing):
        return no_reply(reply)
    reading = read(reply.wire)

    def compare(expectation: Expectation) -> tuple[Facets, Facets]:
        if expectation.refused is not None:
            return {"refused": expectation.refused}, {"refused": None}
        facets = wanted_facets(expectation, _EVERYTHING)
        return facets, got_facets(reading, facets, _EVERYTHING)

    return _judge(wanted, compare)


def judge_checking(case: OrderCase, reply: Reply, capabilities: frozenset[str]) -> Judgement:
    """Judge what a checker said of a prediction stream."""
    if not isinstance(reply, Checking):
        return no_reply(reply)
    wanted, got = order_facets(case, capabilities), order_facets(reply, capabilities)
    if wanted == got:
        return Judgement(Outcome.PASSED)
    return Judgement(Outcome.FAILED, difference(wanted, got), abridge(wanted), abridge(got))


def no_reply(reply: Reply) -> Judgement:
    """What stands for a verdict when there is nothing to compare."""
    if isinstance(reply, Skip):
        return Judgement(Outcome.SKIPPED, reply.message)
    if not isinstance(reply, Trouble):
        reply = Trouble(f"it replied to something else: {type(reply).__name__.lower()}")
    return Judgement(Outcome.ERRORED, reply.message, trouble=reply)


def read(wire: bytes) -> Reading:
    """What a conforming decoder makes of the bytes of one connection."""
    decoder = Decoder(max_event_size=None)
    items = decoder.feed_with_comments(wire)
    discarded = decoder.close()
    return Reading(
        events=[Dispatched(item.type, item.data, item.id) for item in items if not isinstance(item, Comment)],
        comments=tuple(item.text for item in items if isinstance(item, Comment)),
        state={"last_event_id": decoder.last_event_id, "retry": decoder.retry, "discarded": discarded},
    )


def _compare_refusal(expectation: Expectation, refusal: Refusal) -> tuple[Facets, Facets]:
    if expectation.refused is None:
        return {"refused": None}, {"refused": refusal.field or refusal.message or True}
    return {"refused": expectation.refused}, {"refused": refusal.field or expectation.refused}


def _judge(wanted: Wanted, compare: Callable[[Expectation], tuple[Facets, Facets]]) -> Judgement:
    for outcome, name, expectation in _answers(wanted):
        facets, got = compare(expectation)
        if facets == got:
            return Judgement(outcome, f"as {name}" if name else "", abridge(facets), abridge(got), name)
    facets, got = compare(wanted.right)
    return Judgement(Outcome.FAILED, difference(facets, got), abridge(facets), abridge(got))


def _answers(wanted: Wanted) -> Iterator[tuple[Outcome, str, Expectation]]:
    yield Outcome.PASSED, "", wanted.right
    for name, expectation in wanted.accept.items():
        yield Outcome.PASSED, name, expectation
    for name, expectation in wanted.lenient.items():
        yield Outcome.LENIENT, name, expectation
