"""Faulty decoders and encoders are found, small, and told by the demand that they break; those that are right are left alone.

`fuzz/faults.py` does so for all of the suite's faults. These are some of each kind.
"""

from statistics import median

import pytest

from sse_conform.fuzz import Stream
from sse_conform.suite import Dispatched, Reading

from ...suite_proof.catalogue import FAULTS as DECODERS
from ...suite_proof.encoders import FAULTS as ENCODERS
from ...suite_proof.encoders_right import CHOSEN, RIGHT
from ...suite_proof.plain import Plain
from .hunting import first, found, search

SMALL = 40


@pytest.mark.parametrize(
    ("fault", "requirement"),
    [
        ("no-lone-cr", "line-ends"),
        ("unicode-line-ends", "line-ends"),
        ("drops-invalid-bytes", "utf-8"),
        ("replaces-each-byte", "utf-8"),
        ("mark-on-each-line", "byte-order-mark"),
        ("strips-leading-spaces", "field-value"),
        ("any-case", "field-name"),
        ("no-colon-raises", "no-colon"),
        ("unknown-field-raises", "unknown-field"),
        ("data-overwrites", "data-field"),
        ("unescapes-line-feeds", "data-field"),
        ("empty-data-not-dispatched", "last-line-feed"),
        ("first-type-wins", "event-field"),
        ("error-event-raises", "event-type"),
        ("dispatches-without-data", "no-data"),
        ("nul-in-id", "id-nul"),
        ("zero-id-ignored", "id-field"),
        ("id-at-once", "end-of-stream"),
        ("seed-forgotten", "last-event-id"),
        ("retry-with-trailing-junk", "retry-field"),
        ("retry-wraps", "retry-field"),
        ("comment-keeps-its-space", "comment"),
        ("chunk-start-trimmed", "line-ends"),
        ("first-event-of-chunk", "blank-line"),
        ("only-json", "data-field"),
        ("event-at-the-end", "blank-line"),
        ("holds-back-after-cr", "no-delay"),
        ("block-carries-over", "reconnection"),
        ("last-event-lost", "end-of-stream"),
    ],
)
def test_a_faulty_decoder(fault: str, requirement: str) -> None:
    difference = first(DECODERS[fault].decoder())
    assert difference.requirement.name == requirement, difference
    assert difference.size < SMALL


@pytest.mark.unmeasured
@pytest.mark.parametrize("fault", ["line-limit-64k", "retry-raises-over-4300-digits"])
def test_a_fault_that_only_a_long_line_shows(fault: str) -> None:
    difference = first(DECODERS[fault].decoder())
    assert 4000 < difference.size < 66_000


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("fault", "requirement"),
    [
        ("latin-1", "utf-8"),
        ("data-trimmed", "field-value"),
        ("nul-in-the-id", "id-nul"),
        ("trailing-lines-lost", "last-line-feed"),
        ("any-retry", "retry-field"),
        ("type-field", "event-type"),
        ("skips-empty-comment", "comment"),
    ],
)
def test_a_faulty_encoder(fault: str, requirement: str) -> None:
    # An encoder may break several, and which is found first is up to the version of hypothesis.
    differences = search(ENCODERS[fault].encoder(), 20_000).differences()
    difference = next(each for each in differences if each.requirement.name == requirement)
    assert difference.size < SMALL


@pytest.mark.unmeasured
def test_a_decoder_that_is_right() -> None:
    assert found(Plain(), 3000) == []


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", [*RIGHT, "leaves out what is not one line", "escapes line ends"])
def test_an_encoder_that_is_right_or_lenient(name: str) -> None:
    made = (RIGHT | CHOSEN)[name]
    assert found(made() if callable(made) else made, 100) == []


class Several(Plain):
    """Three faults in one decoder."""

    def take_retry(self, value: str) -> None:
        if value.lstrip("+-").isdecimal():
            self.retry = int(value[:4000])

    def value(self, rest: str) -> str:
        return rest.strip(" ")

    def comment(self, rest: str) -> None:
        self.comments.append(rest)


ALL_THREE = Stream(((b"retry: +1\n: b\ndata:  a\n\n",),))
"""Each of its faults hides the others until they are known."""


def test_several_faults_are_told_apart() -> None:
    differences = found(Several(), 3, kept=[ALL_THREE] * 3)
    assert sorted(each.requirement.name for each in differences) == ["comment", "field-value", "retry-field"]
    assert median(difference.size for difference in differences) < SMALL


def test_a_fault_that_any_data_shows_is_told_once() -> None:
    assert [each.requirement.name for each in found(DECODERS["only-json"].decoder(), 300)] == ["data-field"]


def test_what_is_skipped_is_not_told() -> None:
    differences = found(Several(), 2000, skip=["retry-field", "comment"], kept=[ALL_THREE] * 3)
    assert {difference.requirement.name for difference in differences} == {"field-value"}


@pytest.mark.unmeasured
def test_the_same_seed_finds_the_same() -> None:
    once, again = (found(Several(), 1500, seed=7) for _ in range(2))
    assert [each.given for each in once] == [each.given for each in again]


class FlushesAtTheEnd:
    """A departure that the suite calls lenient."""

    def decode(self, chunks: list[bytes]) -> Reading:
        ended = b"".join(chunks).decode("utf-8", "replace")
        reading = Plain().decode([(ended + ("" if ended.endswith(("\r", "\n")) else "\n") + "\n").encode()])
        return Reading([Dispatched(each.type, each.data, each.id) for each in reading.events])


def test_an_answer_that_the_suite_calls_lenient_is_no_difference() -> None:
    stream = Stream(((b"data: a\n\ndata: b",),))
    assert found(FlushesAtTheEnd(), 1, kept=[stream]) == []
