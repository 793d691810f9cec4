"""The marks of the shipped profiles: the table is that of the profiles, and a mark in the first event decides as all profiles would."""

from collections.abc import Iterator

import pytest

from sse_codec import Event, Scanner
from sse_codec.ordering import Document, load_outline, shipped_profiles
from sse_conform.check._detection import Detection, _mark_of
from sse_conform.check._evidence import STRONG, Families, Witness
from sse_conform.check._mark_table import marks_text
from sse_conform.check._marks import FILE, marks
from sse_conform.suite import fixtures_folder

FAMILIES = Families(map(load_outline, shipped_profiles()))


def first_events() -> Iterator[Event]:
    """The events of the fixtures, each as if it came first."""
    for path in sorted((fixtures_folder() / "profiles").rglob("*.sse")):
        scanner = Scanner()
        blocks = [*scanner.feed(path.read_bytes()), scanner.close()]
        yield from {block.event: None for block in blocks if block and block.event}


def marked_by_all(event: Event) -> set[str]:
    """The families whose mark the event bears, when each profile is asked."""
    document, found = Document(event.data), set()
    for family, outlines in FAMILIES.members.items():
        for outline in outlines:
            known = Witness(outline, None).known(event, document)
            if known and event.type not in outline.foreign_types:
                found |= {family} if FAMILIES.claim(family, *known).strength == STRONG else set()
    return found


def test_the_table_is_of_the_profiles_as_they_are() -> None:
    assert FILE.read_text(encoding="utf-8") == marks_text(), (
        "a shipped profile changed: write the marks anew with `python -m sse_conform.check._mark_table`"
    )


@pytest.mark.unmeasured
def test_words_rule_out_no_family_whose_mark_an_event_bears() -> None:
    count = 0
    for event in first_events():
        marked = marked_by_all(event)
        assert marked <= marks().likely(event), event
        found = {
            family for family in marks().members if _mark_of(family, event, Document(event.data)) is not None
        }
        assert found == marked, event
        count += bool(marked)
    assert count > 100


@pytest.mark.parametrize(
    ("event", "likely"),
    [
        pytest.param(Event("message", "hello"), set(), id="no word of any family"),
        pytest.param(Event("RUN_STARTED", ""), {"ag-ui"}, id="a type"),
        pytest.param(Event("message", '{"type":"Run_Started"}'), {"ag-ui"}, id="a slip in the case"),
    ],
)  # fmt: skip
def test_likely_families(event: Event, likely: set[str]) -> None:
    assert marks().likely(event) == likely


def test_an_escape_may_hide_any_word() -> None:
    assert marks().likely(Event("message", '{"type":"RUN\\u005fSTARTED"}')) == set(marks().members)


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        pytest.param('{"type":"RUN_STARTED","threadId":"t","runId":"r"}', "told by RUN_STARTED", id="a mark"),
        pytest.param('{"type":"RUN\\u005fSTARTED","threadId":"t","runId":"r"}', "told by RUN_STARTED", id="with an escape"),
    ],
)  # fmt: skip
def test_a_mark_in_the_first_event_decides(first: str, reason: str) -> None:
    detection = Detection(None)
    chosen = detection.feed(Event("message", first), set())
    assert chosen is not None
    assert (chosen.profile.name, detection.reason) == ("ag-ui", reason)


def test_marks_of_two_families_in_one_event_decide_nothing() -> None:
    detection = Detection(None)
    event = Event("message_start", '{"type":"RUN_STARTED","threadId":"t","runId":"r"}')
    both = {family for family in marks().members if _mark_of(family, event, Document(event.data)) is not None}
    assert len(both) != 1 or detection.feed(event, set()) is not None
