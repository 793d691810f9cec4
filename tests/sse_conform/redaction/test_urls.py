"""URLs are told without what is secret in them."""

import pytest

from sse_conform.redaction import Redactor, redacted_url


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        pytest.param("http://h:80/x?a=1#b", "http://h:80/x?a=1#b", id="nothing secret"),
        pytest.param("http://me:pass@h/", "http://h/", id="a name and a password"),
        pytest.param("HTTP://me@h", "HTTP://h", id="a name alone"),
        pytest.param("http://me:pa@ss@h/", "http://h/", id="a password with an at sign"),
        pytest.param("http://me:pa/ss@h:80/x", "http://h:80/x", id="a password with a slash"),
        pytest.param("http://me:pa/ss@", "http://", id="a password with a slash and no host"),
        pytest.param("http://h/@me", "http://h/@me", id="an at sign in the path"),
        pytest.param("http://h:80/@me", "http://h:80/@me", id="an at sign behind a port"),
        pytest.param("http://h/?pwd=x&session=y&a=b", "http://h/?pwd=REDACTED&session=REDACTED&a=b", id="by name"),
        pytest.param("http://h/?p%77d=x&api%2Dkey=y", "http://h/?p%77d=REDACTED&api%2Dkey=REDACTED", id="by encoded name"),
        pytest.param("http://h/?%2570wd=x", "http://h/?%2570wd=REDACTED", id="by a name that is encoded twice"),
        pytest.param("http://h/#access_token=x&a=b", "http://h/#access_token=REDACTED&a=b", id="in a fragment"),
        pytest.param("http://h/#/in?token=x", "http://h/#/in?token=REDACTED", id="in a query in a fragment"),
        pytest.param("http://h/x;jsessionid=x/y?a", "http://h/x;jsessionid=REDACTED", id="in the path"),
        pytest.param("http://h/?token=a?b;c&d=e", "http://h/?token=REDACTED&d=e", id="with separators in it"),
        pytest.param("http://h/?to=http%3A%2F%2Fu%3Ap%40x", "http://h/?to=REDACTED", id="in an encoded URL in it"),
        pytest.param("http://h/?to=%2Fx%3Fa%3D1", "http://h/?to=%2Fx%3Fa%3D1", id="an encoded URL without any"),
        pytest.param("http://h/?a=%252525253Ftoken%252525253Dx", "http://h/?a=%252525253Ftoken%252525253Dx", id="deeper than anybody looks"),
        pytest.param("?sid=1&side=2", "?sid=REDACTED&side=2", id="a relative one"),
        pytest.param("", "", id="nothing"),
    ],
)  # fmt: skip
def test_a_url(url: str, shown: str) -> None:
    assert redacted_url(url) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("to http://u:p@h/?pin=1: no", "to http://h/?pin=REDACTED: no", id="in a sentence"),
        pytest.param('{"u": "https:\\/\\/u:p@h\\/"}', '{"u": "https:\\/\\/h\\/"}', id="in JSON as PHP writes it"),
        pytest.param("(socks5://u:p@h)", "(socks5://h)", id="of another scheme"),
        pytest.param("a: b", "a: b", id="none"),
    ],
)  # fmt: skip
def test_urls_in_a_text(text: str, shown: str) -> None:
    assert Redactor().text(text) == shown


def test_a_long_url_takes_no_longer_than_its_length() -> None:
    url = "http://h/" + "?a=" * 100_000
    assert redacted_url(url) == url
