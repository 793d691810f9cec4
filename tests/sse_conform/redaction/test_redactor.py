"""A secret that comes back is blanked in every form that somebody may give it, and what is no secret is left alone."""

import base64
import html
import json
from urllib.parse import quote

import pytest

from sse_conform.redaction import Redactor, is_harmless, secrets_of
from sse_conform.redaction._search import Search
from sse_conform.render import Totals, Unread

from ..findings import a_finding

SECRET = 'sk-"tëst/123&abc\\x9'
BEARER = [("Authorization", f"Bearer {SECRET}")]
BASIC = base64.b64encode(b"me:hunter2").decode()


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(SECRET, "REDACTED", id="as it is"),
        pytest.param(f"Bearer {SECRET}!", "Bearer REDACTED!", id="after its scheme"),
        pytest.param(json.dumps(SECRET), '"REDACTED"', id="in JSON"),
        pytest.param(json.dumps(SECRET, ensure_ascii=False), '"REDACTED"', id="in JSON beyond ASCII"),
        pytest.param(json.dumps(SECRET).replace("/", "\\/"), '"REDACTED"', id="in JSON as PHP writes it"),
        pytest.param(json.dumps(json.dumps(SECRET)), '"\\"REDACTED\\""', id="in JSON in a string of JSON"),
        pytest.param(quote(SECRET, safe=""), "REDACTED", id="percent-encoded"),
        pytest.param(quote(json.dumps(SECRET)), "%22REDACTED%22", id="in JSON, percent-encoded"),
        pytest.param(html.escape(SECRET), "REDACTED", id="in HTML"),
        pytest.param(
            SECRET.replace("&", "&#38;").replace('"', "&#x22;"), "REDACTED", id="in HTML, by numbers"
        ),
        pytest.param(SECRET.replace("k", "\\x6b"), "REDACTED", id="in an escape of Python"),
        pytest.param(SECRET.encode().decode("latin-1"), "REDACTED", id="in UTF-8 read as Latin-1"),
        pytest.param(b64(SECRET), "REDACTED", id="in base64"),
        pytest.param(base64.urlsafe_b64encode(SECRET.encode()).decode(), "REDACTED", id="in base64 for URLs"),
        pytest.param(b64(f"{SECRET}++"), "REDACTEDrKw==", id="in base64 before something"),
        pytest.param(b64(f"ab{SECRET}"), "YWJREDACTED", id="in base64 behind two bytes"),
        pytest.param(
            quote(quote(quote(quote(quote(SECRET))))),
            quote(quote(quote(quote(quote(SECRET))))),
            id="five times percent-encoded, which nobody looks for",
        ),
        pytest.param(
            f"\u0130 {SECRET.upper()} {SECRET[:9].upper()}", "\u0130 REDACTED REDACTED", id="in capitals"
        ),
        pytest.param(SECRET[:8], "REDACTED", id="its first eight characters"),
        pytest.param(SECRET[-8:], "REDACTED", id="its last eight"),
        pytest.param(SECRET[:7], SECRET[:7], id="fewer"),
        pytest.param(SECRET[5:17], "REDACTED", id="twelve of its middle"),
        pytest.param(SECRET[5:16], SECRET[5:16], id="fewer of its middle"),
        pytest.param(f"a {SECRET} and {SECRET} b", "a REDACTED and REDACTED b", id="twice"),
        pytest.param("&#x110000; %zz \\q", "&#x110000; %zz \\q", id="escapes of nothing"),
    ],
)
def test_a_secret_in_a_text(text: str, shown: str) -> None:
    assert Redactor(secrets_of(BEARER)).text(text) == shown


@pytest.mark.parametrize(
    ("name", "value", "told", "shown"),
    [
        pytest.param("X-Api-Key", "abc", "abc abcd (abc)", "REDACTED abcd (REDACTED)", id="a short one, as a word"),
        pytest.param("X-Tenant", "abc", "abc", "abc", id="a short value of another name"),
        pytest.param("X-Tenant", "abcdefgh", "xabcdefghx", "xREDACTEDx", id="a long value of another name"),
        pytest.param("Accept-Language", "de-CH-1996", "de-CH-1996", "de-CH-1996", id="a harmless name"),
        pytest.param("Sec-Fetch-Mode", "no-cors-at-all", "no-cors-at-all", "no-cors-at-all", id="of a harmless family"),
        pytest.param("Authorization", f"Basic {BASIC}", f"{BASIC} me:hunter2 hunter2 me", "REDACTED REDACTED REDACTED REDACTED", id="a name and password"),
        pytest.param("Authorization", "Basic !", "! x", "! x", id="Basic with no base64"),
        pytest.param("X-Auth", "Bearer abc", "Bearer abc", "Bearer REDACTED", id="a scheme in another field"),
        pytest.param("Authorization", "secret1", "secret1", "REDACTED", id="no scheme"),
        pytest.param("Cookie", "lang=en; sid_token=ab1; big=12345678", "en ab1 12345678", "en REDACTED REDACTED", id="cookies, each by itself"),
        pytest.param("Cookie", "abcd", "abcd", "REDACTED", id="a cookie without a name"),
        pytest.param("X-Signature", 'v1="abcdefghi", v2', "abcdefghi", "REDACTED", id="a part of a value"),
        pytest.param("X-Api-Key", "a", "a", "a", id="one character is none"),
        pytest.param("X-Phrase", "open sesame", "open+sesame", "REDACTED", id="words in a form"),
        pytest.param("X-Session", "one\ttwo two", "one\\ttwo two", "REDACTED", id="a tab"),
        pytest.param("X-Callback", "https://me.example/x", "see https://you.example/", "see https://you.example/", id="what all URLs begin with is no part of one"),
    ],
)  # fmt: skip
def test_which_fields_hold_secrets(name: str, value: str, told: str, shown: str) -> None:
    assert Redactor(secrets_of([(name, value)])).text(told) == shown


def test_secrets_of_the_url_that_is_asked_for() -> None:
    redactor = Redactor(secrets_of([], ["http://joe:sekr%65t9@h/?pwd=abc%31defgh&a=harmless"]))
    assert redactor.text(f"sekret9 {b64('joe:sekret9')} abc%31defgh abc1defgh harmless joe") == (
        "REDACTED REDACTED REDACTED REDACTED harmless joe"
    )


@pytest.mark.parametrize("url", ["http://h/@x", "h/@x"], ids=["of a host alone", "that is none"])
def test_a_url_without_secrets(url: str) -> None:
    assert secrets_of([], [url]) == frozenset()


def test_names_of_fields_that_may_go_anywhere() -> None:
    assert is_harmless("ACCEPT")
    assert not is_harmless("Authorization")
    assert not is_harmless("X-Anything")


@pytest.mark.parametrize(
    ("line", "caret", "shown", "at"),
    [
        pytest.param(b"data: abcdefgh x", 15, b"data: REDACTED x", 15, id="of the same length"),
        pytest.param(b"data: 123456789012 x", 19, b"data: REDACTED x", 15, id="a longer one before the place"),
        pytest.param(b"data: 123456789012 x", 9, b"data: REDACTED x", 6, id="the place is in it"),
        pytest.param(b"data: 123456789012 x", 2, b"data: REDACTED x", 2, id="the place is before it"),
        pytest.param(b"\xff\xc3\xa9 123456789012 x", 17, b"\xff\xc3\xa9 REDACTED x", 13, id="beside other bytes"),
        pytest.param(b"https://u:p@h/ x", 15, b"https://h/ x", 11, id="a URL"),
        pytest.param("…data: x 1234567890…".encode(), 9, "…data: x REDACTED…".encode(), 9, id="of which the end is cut off"),
        pytest.param("…3456789012 x…".encode(), 14, "…REDACTED x…".encode(), 12, id="of which the beginning is cut off"),
    ],
)  # fmt: skip
def test_the_caret_stays_at_its_place(line: bytes, caret: int, shown: bytes, at: int) -> None:
    redactor = Redactor(secrets_of([("X-A", "abcdefgh"), ("X-B", "123456789012")]))
    found = redactor.finding(a_finding(excerpt=((1, b"a"), (2, line)), caret=caret))
    assert (found.excerpt, found.caret) == (((1, b"a"), (2, shown)), at)


def test_a_finding_and_whatever_holds_one() -> None:
    redactor = Redactor(secrets_of([("X-A", "abcdefgh")]))
    finding, blanked = (a_finding(message=f"says {word}") for word in ("abcdefgh", "REDACTED"))
    assert redactor.value([finding]) == [blanked]


def test_totals_of_a_run() -> None:
    redactor = Redactor(secrets_of([("X-A", "abcdefgh")]))
    totals = Totals(captures=3, unread=[Unread("http://h/abcdefgh", "it says abcdefgh")])
    shown = redactor.value(totals)
    assert (shown.captures, shown.unread) == (3, [Unread("http://h/REDACTED", "it says REDACTED")])
    assert totals.unread[0].reason == "it says abcdefgh"


def test_without_secrets_bytes_stay_as_they_are() -> None:
    assert Redactor().data(b"\xff data: x") == b"\xff data: x"


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    text = "a" * 300_000 + "%41" * 50_000
    assert Redactor(secrets_of(BEARER)).text(text) == text


def test_without_secrets_nothing_is_found() -> None:
    assert Search(()).spans("Bearer sk-1234567890abcdef") == []
