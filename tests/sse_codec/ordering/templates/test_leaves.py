"""A JSON text is cut at its leaves, and the pieces make up the text."""

import pytest

from sse_codec.ordering.templates._leaves import cut


# fmt: off
@pytest.mark.parametrize(("text", "found"), [
    pytest.param("{}", [], id="none"),
    pytest.param('{"a": "b"}', [(("a",), "b", True)], id="a string"),
    pytest.param('{"a":""}', [(("a",), "", True)], id="an empty string"),
    pytest.param('{"a": 12}', [(("a",), "12", False)], id="a number"),
    pytest.param('{"a": -0}', [(("a",), "-0", False)], id="a number with a sign"),
    pytest.param('{"a": 1.5, "b": 1e5, "c": true, "d": null}', [], id="neither"),
    pytest.param(f'{{"a": {"1" * 18}, "b": {"1" * 19}}}', [(("a",), "1" * 18, False)], id="numbers of many digits"),
    pytest.param('{"a": "\\"", "b": "\\\\"}', [(("a",), '\\"', True), (("b",), "\\\\", True)], id="escapes"),
    pytest.param('{"a": "{[,:]}"}', [(("a",), "{[,:]}", True)], id="marks in a string"),
    pytest.param('["a", [1, {}], {"b": "c"}]', [(("0",), "a", True), (("1", "0"), "1", False), (("2", "b"), "c", True)], id="arrays"),
    pytest.param('{"a": {"b": 1}, "c": {"b": 2}}', [(("a", "b"), "1", False), (("c", "b"), "2", False)], id="objects"),
    pytest.param(' { "a" : 1 , "b" : [ 2 ] } ', [(("a",), "1", False), (("b", "0"), "2", False)], id="white space"),
    pytest.param('{"a": 1, "b": 2, "a": 3}', None, id="a name twice"),
    pytest.param('{"a": {}, "a": []}', None, id="a name twice without a leaf"),
    pytest.param('{"\\u0061": 1}', None, id="an escaped name"),
])
def test_leaves(text: str, found: list[tuple[tuple[str, ...], str, bool]] | None) -> None:
    pieces = cut(text)
    if pieces is None or found is None:
        assert pieces is found
    else:
        assert [(path, value, pieces.is_text(leaf)) for leaf, (path, value) in enumerate(zip(pieces.paths, pieces.values, strict=True))] == found
        assert text == pieces.between[0] + "".join(value + after for value, after in zip(pieces.values, pieces.between[1:], strict=True))
# fmt: on
