"""What the two headers of an event source can carry and say, where a subscription does not show it."""

import pytest

from sse_codec._headers import essence_of, last_event_id_of


# fmt: off
@pytest.mark.parametrize(("content_type", "essence"), [
    pytest.param("", "", id="nothing"),
    pytest.param("a", "", id="no media type"),
    pytest.param("*/*", "", id="any media type"),
    pytest.param("Text/HTML;charset=utf-8", "text/html", id="one with a parameter"),
    pytest.param("a/b, c/d, e", "c/d", id="the last of several"),
    pytest.param('a/b;x="c/d, e/f", g', "a/b", id="one with commas in a quoted string"),
])
def test_the_media_type(content_type: str, essence: str) -> None:
    assert essence_of(content_type) == essence
# fmt: on


def test_no_id_is_no_header() -> None:
    assert last_event_id_of("") == ""
