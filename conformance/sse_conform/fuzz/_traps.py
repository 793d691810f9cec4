"""Lines and blocks that parsers get wrong: odd values of each field, names that are nearly known, frames with something between."""

ENDINGS = [b"\n", b"\n", b"\r\n", b"\r"]
_TIMES = [b"0", b"1", b"10", b"010", b"4294967301", b"99999999999999999999", b"1" * 4301, b"-1", b"+1", b"1.5", b"1e3", b"0x1f", b"1_0", b" 1", b"1 ", b"1ms", b"", b"\xd9\xa3", b"\xc2\xb2", b"a", b"\0", b"1\0"]  # fmt: skip
_TYPES = [b"", b"a", b"token", b"message", b"error", b"end", b"done", b"close", b"ping", b"heartbeat", b"open", b" a", b"a ", b"\xc3\xa9", b"A"]  # fmt: skip
_IDS = [b"", b"0", b"1", b"2", b"10", b"a", b"1\0", b"\0", b" 1", b"1 ", b"\xc3\xa9", b"007", b"-1"]
_DATA = [b"", b"a", b"b", b"{}", b'{"a": 1}', b"[DONE]", b"[DONE] a", b"null", b"a\\nb", b"data: a", b"data:a", b"id: 1", b"a: b", b":", b" ", b"  a", b"a ", b"\ta", b"a\t", b"\0", b"a\xc2\x85b", b"a\xe2\x80\xa8b", b"a\x0bb", b"a\x0cb", b"a\x1cb", b"\xe2\x82\xac", b"\xf0\x9f\x98\x80", b"\xff", b"\xe2\x82", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xc0\xaf", b"\xef\xbb\xbf", b"a\xef\xbb\xbf"]  # fmt: skip
_OTHERS = [b"", b": a", b":", b"x: a", b"x", b"data", b"id", b"event", b"retry", b" ", b"\t", b"Data: a", b" data: a", b"data : a", b"datax: a", b"xdata: a", b"data-x: a", b"dat: a", b"\xef\xbb\xbfdata: a", b"d\0ata: a", b"data\0: a", b"ID: 1", b": data: a", b"\0"]  # fmt: skip
LONG = [b"data: " + b"a" * size + b"\n\n" for size in (1100, 65_536, 131_073)]

_COLONS = (b": ", b": ", b":")
_FIELDS = ((b"data", _DATA), (b"event", _TYPES), (b"id", _IDS), (b"retry", _TIMES))
_ODD = [name + colon + value for name, values in _FIELDS for value in values for colon in _COLONS]
# One draw for a line, since a draw is what takes the time: the plain ones are in the list as often as the odd ones.
LINES = [*_ODD, *_OTHERS, *[b""] * len(_ODD), *[b"data: a"] * (len(_ODD) // 4)]
SHAPES = (b"data: ", b"data:", b"event: a\ndata: ", b"id: 1\ndata: ", b"data: a\ndata: ")
_VALUES = [b"a", b"b", *_DATA, b"a\rid: 2", b"a\n:", b"a\n\ndata: b", b"a\nb", b"a\nevent: b"]
_BEFORE = (b"", b"", b"", b"id: 3\n", b"event: b\n", b": a\n", b"data: c\n", b"retry: 1\n", b"id: 4\n\n")
BLOCKS = [(before, value + b"\n\n") for before in _BEFORE for value in _VALUES]
"""What stands before the frame of a block, and after it."""
