"""What the page says: how each stream went, its findings in place, and its events, folded where there are many."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from sse_codec.ordering import parse_profile
from sse_conform.captures import Capture
from sse_conform.check import StreamCheck
from sse_conform.ending import Ending
from sse_conform.head import ResponseHead
from sse_conform.render.page import Captured
from sse_conform.render.page._lanes import lanes

from .paging import capture, long_answer, page, recording

HEAD = ResponseHead(
    "1.1", 200, (("Content-Type", "text/plain"), ("Set-Cookie", "sid=1"), ("Cache-Control", "no-store"))
)
BROKEN = b"event: start\ndata: x\n\nevent: end\ndata: [DONE]\n\n"
EVIL = "\u202e</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>{{7*7}}\x1b[2J\ud800"


class Elements(HTMLParser):
    """Counts elements, and gathers ids, links to them, and what would run or load something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.dangers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href" and (value or "").startswith("#"):
                self.links.append((value or "")[1:])
            if (
                name.startswith("on")
                or name in ("src", "style", "srcset", "action")
                or "javascript:" in (value or "")
            ):
                self.dangers.append(f"{tag} {name}={value}")


def words(text: str) -> str:
    """The text that a reader sees, on one line."""
    body = text.partition("<body>")[2].partition("<script>")[0]
    spaced = re.sub(r"</(dt|dd|td|th|p|li|h[1-4])>|<(td|th|br)\b[^>]*>", " ", body)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", spaced)))


def test_how_a_stream_went_and_what_was_not_checked_and_why() -> None:
    text = words(page(capture("a.sse", [BROKEN], HEAD)))
    for each in (
        "Report on an event stream", "a.sse completed", "The order is that of ciniterflow",
        "Response head checked", "rules could not be decided", "Content-Type: text/plain", "Set-Cookie: REDACTED",
        "in the response head", "missing metadata before end",
    ):  # fmt: skip
        assert each in text
    text = words(page(capture("a.sse", [b"data: 1\n\n"])))
    assert "Response head not checked: the capture has no response head" in text
    assert "No order was checked:" in text


def test_where_the_order_broke_and_what_was_awaited() -> None:
    text = page(capture("a.sse", [BROKEN]))
    assert 'class="awaited"' in text
    assert "At event 2 (ORD101): missing metadata before end" in words(text)
    assert "It would have been right after: metadata." in words(text)
    cut = words(page(capture("a.sse", [b"event: start\ndata: x\n\nevent: token\ndata: a\n\n"])))
    assert "At the end (ORD104)" in cut


def test_kinds_beyond_the_room_are_awaited_without_a_lane() -> None:
    kinds = [f"kind{number}" for number in range(30)]
    profile = parse_profile(
        "\n".join(
            [
                'profile = "many"\ntitle = "many"\nspec = "none"\ndate = 2026-12-01\n[kinds]\nfirst = "first"',
                *(f'{kind} = "one of many"' for kind in kinds),
                '[[framing]]\nname = "named"\nkind = "type"\n[order]',
                f'grammar = "first ({" | ".join(kinds)})"',
            ]
        )
    )
    text = page(capture("a.sse", [b"event: first\ndata: x\n\n"]), profile=profile)
    assert "kind11 was awaited here" in text
    assert "kind12 was awaited here" not in text


def test_a_break_that_is_not_reported_is_not_drawn() -> None:
    own = recording()
    for _ in own.of(capture("a.sse", [BROKEN])).reads:
        pass
    trace = own.take()
    assert trace is not None
    drawn = lanes(trace, ())
    assert drawn is not None
    assert drawn.breaks == ()
    assert trace.breaks
    assert Captured(StreamCheck("a").report, (), trace).source == "a"


def test_the_bytes_at_a_finding_with_their_line_endings() -> None:
    text = page(capture("a.sse", [b"data: one\r\n\r\ndata: a\0b\n\n"]))
    assert "data: a<mark><i class=c>\\x00</i></mark>b<i class=c>LF</i>" in text
    assert "data: one<i class=c>CR LF</i>" in text
    assert "<mark>00</mark>" in text


def test_times_or_that_there_are_none() -> None:
    timed = words(
        page(capture("a.sse", [(0.5, b"data: 1\n\n"), (0.7, b"data: 2\n\n" * 10), (4.0, b"data: 3\n\n")]))
    )
    for each in (
        "first chunk 0.500 s", "last chunk 4.0 s", "nothing for 3.3 s from 0.700 s on, before event 12",
        "10 events, 90 B, within 0.000 s at 0.700 s, from event 2 on", "message a second 3.1",
    ):  # fmt: skip
        assert each in timed
    assert "This capture has no times" in words(page(capture("a.sse", [b"data: 1\n\n"])))


def test_tokens_a_second_by_the_count_of_the_stream() -> None:
    text = words(page(capture("a.sse", [
        (0.5, b'data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"a"},"finish_reason":null}]}\n\n'),
        (1.5, b'data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'),
        (2.5, b'data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":12,"total_tokens":13}}\n\ndata: [DONE]\n\n'),
    ])))  # fmt: skip
    assert "tokens a second 12.0 (12 tokens by the stream's own count)" in text


@pytest.mark.unmeasured
def test_many_events_are_folded_and_counted_and_every_finding_stays_reachable() -> None:
    text = page(capture("long.sse", long_answer(30_000), fidelity="timed"))
    seen = Elements(text)
    assert "blocks folded" in words(text)
    shown = seen.tags.count("tr")
    assert shown < 3200
    assert text.count("<article ") >= 3
    assert set(seen.links) <= set(seen.ids)
    assert len(seen.ids) == len(set(seen.ids))


def test_an_event_that_is_too_large_is_said() -> None:
    text = words(page(capture("a.sse", [b"data: 1\n\ndata: " + b"x" * 200]), max_event_size=100))
    assert "The blocks behind the last row are not shown: an event is too large to be read" in text


def test_a_stream_without_events() -> None:
    assert "No event came, and no other block" in words(page(capture("a.sse", [b"\n"], HEAD)))
    assert "passed" not in words(page(capture("a.sse", [], HEAD)))


def test_what_is_no_stream_has_no_events_to_show() -> None:
    text = words(page(capture("a.sse", [b"<html><body>no</body></html>"], HEAD)))
    assert "not a stream" in text
    assert "The order" not in text.replace("The order of", "")


def test_notes_notices_and_failures() -> None:
    noted = Capture(
        "a",
        "test",
        "bytes",
        None,
        capture("", [b'data: {"error":"no pilot"}\n\n']).reads,
        notes=("went on to b",),
    )
    text = words(page(noted))
    assert "went on to b" in text
    assert "The stream tells of a failure: 'no pilot'" in text


@pytest.mark.unmeasured
def test_many_captures_have_a_table_and_those_without_a_finding_may_be_there_alone() -> None:
    good = [capture(f"good{number}.sse", [b"data: 1\n\n"]) for number in range(230)]
    text = page(*good, capture("bad.sse", [BROKEN]))
    assert "Report on 231 event streams" in text
    assert text.count("<section class=") == 201
    assert "30 captures without a finding are only in the table" in words(text)
    assert 'class="many"' in text
    assert "blocks are folded" in words(
        page(*(capture(f"{number}", [b"data: 1\n\n" * 400]) for number in range(40)))
    )


def test_two_streams_compared() -> None:
    before = [(0.1, b"data: 1\n\n"), (0.2, b"data: 2\n\n"), (0.3, b"event: x\nid: 7\ndata: 3\n\n")]
    after = [(1.1, b"data: 1\n\n"), (1.2, b"event: x\nid: 7\ndata: 3\n\ndata: 4\n\n")]
    text = words(page(capture("before", before, HEAD), capture("after", after), keeps_contents=True))
    for each in (
        "Two event streams compared", "1 lost", "1 added", "event 2, byte 9, 0.200 s 2", "not there",
        "later on average, from 0.900 s later to 1.000 s later", "Before: 3 chunks", "After: 2 chunks", "Content-Type text/plain",
        "2 events came through unchanged",
    ):  # fmt: skip
        assert each in text
    moved = [b"data: %d\n\n" % number for number in (2, 1, 3)]
    text = words(
        page(
            capture("before", [b"data: 1\n\ndata: 2\n\ndata: 3\n\n"]),
            capture("after", moved),
            keeps_contents=True,
        )
    )
    assert "1 moved" in text
    assert "The times cannot be compared" in text
    same = words(page(capture("before", [BROKEN]), capture("after", [BROKEN]), keeps_contents=True))
    assert "2 events came through unchanged, in the same order, and nothing else came" in same
    assert "None differs" in same


def test_many_differences_are_counted() -> None:
    before = b"".join(b"data: a%d\n\n" % number for number in range(300))
    after = b"".join(b"data: b%d\n\n" % number for number in range(300))
    text = words(page(capture("before", [before]), capture("after", [after]), keeps_contents=True))
    assert "300 changed" in text
    assert "100 more events were changed, and are not shown" in text


def test_a_comparison_with_what_is_no_stream() -> None:
    text = words(
        page(
            capture("before", [BROKEN], HEAD), capture("after", [b"<html></html>"], HEAD), keeps_contents=True
        )
    )
    assert "2 events came through unchanged" not in text
    assert "The events cannot be compared, since one of the inputs is no event stream." in text


def test_a_comparison_with_one_input_alone() -> None:
    assert "Nothing is compared" in words(page(capture("before", [BROKEN]), keeps_contents=True))


@pytest.mark.parametrize("compares", [False, True])
def test_nothing_of_a_stranger_becomes_markup(compares: bool) -> None:
    evil = EVIL.encode("utf-8", "surrogatepass")
    head = ResponseHead("1.1", 500, (("Content-Type", EVIL), (EVIL, EVIL)))
    body = b"event: %s\nid: %s\ndata: {%s\n\n%s: x\n: %s\n\nretry: %s\n\ndata: %s" % ((evil,) * 7)
    captures = [
        capture(EVIL, [(0.1, body)], head, notes=(EVIL,)),
        capture(EVIL + "2", [(0.1, body + b"\n\n"), Ending("reset", EVIL)], head),
    ]
    text = page(*captures, keeps_contents=compares)
    seen = Elements(text)
    assert seen.dangers == []
    assert seen.tags.count("script") == 1
    assert "img" not in seen.tags
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "49" not in re.findall(r"onload=alert\(1\)&gt;(..)", text)
    assert set(seen.links) <= set(seen.ids)


def test_no_secret_is_written() -> None:
    secret = "sk-0123456789abcdef"
    body = f"event: {secret}\nid: {secret}\ndata: a\0 {secret}\n\n".encode()
    head = ResponseHead("1.1", 200, (("X-Echo", secret), ("Authorization", "Basic abc")))
    both = [
        capture(f"https://a/{secret}/{number}", [(0.1, body * 3)], head, notes=(secret,))
        for number in range(2)
    ]
    text = page(*both, secrets=[secret], keeps_contents=True)
    assert secret not in text
    assert "Basic abc" not in text


def test_the_page_allows_its_own_style_and_script_and_nothing_else() -> None:
    text = page(capture("a.sse", [BROKEN]))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src &#39;none&#39;; ") or policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not re.search(
        r"(src|href)=[\"']?(https?:)?//", text.replace('href="https://html.spec.whatwg.org', "")
    )
