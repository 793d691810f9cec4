"""Profiles made up for what the shipped ones do not have: every rule of a check, and what is odd in framings and tracks."""

from sse_codec.ordering import Profile, parse_profile

RULES = """
profile = "rules"
[kinds]
begin = "an item begins"
piece = "a piece of it"
finish = "it is finished"
note = "about an item"
end = "all items are finished"
cut = "nothing more comes"

[[framing]]
name = "named"
kind = "/is/kind"
value = "/of"
agree = "if-named"
members = ["is", "of"]

[order]
grammar = "(item | note)* end"
[abort]
on = ["cut"]

[[track]]
name = "item"
key = ["/page", "/id"]
optional = ["/page"]
grammar = "begin piece* finish"
max_open = 2
closed_by = ["end"]

[[check]]
id = "number"
rule = "increasing"
at = ["item", "note"]
path = "/number"
start = 1
step = 1
required = true

[[check]]
id = "grows"
rule = "increasing"
track = "item"
at = ["piece"]
path = "/size"

[[check]]
id = "same"
rule = "same_as_opener"
track = "item"
path = "/name"

[[check]]
id = "goes-with"
rule = "pairs"
track = "item"
at = ["piece"]
path = "/color"
opener = "/sort"
table = { apple = ["red", "green"], plum = "blue" }

[[check]]
id = "joined"
rule = "concat"
track = "item"
deltas = ["piece"]
delta = "/text"
final_at = ["finish"]
final = "/text"

[[check]]
id = "readable"
rule = "json"
track = "item"
deltas = ["begin", "piece"]
delta = "/json"

[[check]]
id = "once"
rule = "unique"
at = ["note"]
path = "/note"

[[check]]
id = "about"
rule = "reference"
at = ["note"]
path = "/about"
in = "item"

[[check]]
id = "pieces"
rule = "count"
track = "item"
at = ["piece"]
max = 2

[[check]]
id = "notes"
rule = "count"
at = ["note"]
min = 1
max = 2
unless = ["cut"]

[[check]]
id = "total"
rule = "schema"
at = ["end"]
path = "/total"
schema = { type = "integer", minimum = 1 }

[[check]]
id = "total/given"
rule = "present"
at = ["end"]
path = "/total"
severity = "warning"

[[check]]
id = "flags"
rule = "type"
at = ["cut"]
path = "/flags/1"
type = ["boolean", "null"]

[[check]]
id = "flags/given"
rule = "present"
at = ["cut"]
path = "/flags/1"

[[check]]
id = "told"
rule = "nonempty"
at = ["cut"]
path = "/told"

[[check]]
id = "not-told"
rule = "absent"
at = ["end"]
path = "/told"

[[check]]
id = "ignored"
rule = "absent"
path = "/number"
severity = "info"

[severity]
ORD301 = "off"
"""

FORMS = """
profile = "forms"
[kinds]
text = "text, whatever it is"
hello = "an object with a name like hello-*"
empty = "an object with an empty list"
other = "an object with neither"
gone = "an object that says that something is gone"
mark = "data that is just so"
bare = "told by the event type"

[[framing]]
name = "forms"
other_types = ["message"]
shapes = [
  { kind = "mark", data = "{}", type = "mark" },
  { kind = "mark", data = "-", type = ["mark", "message"] },
  { kind = "hello", like = { "/name" = "hello-?*" } },
  { kind = "empty", empty = "/list", lacks = "/name" },
  { kind = "gone", equals = { "/gone" = true }, has = "/list" },
  { kind = "other", has = "/list", lacks = "/gone", type = "obj" },
  { kind = "bare", type = "bare" },
]
kind = "type"

[order]
grammar = "(text | hello | empty)+ (other | gone)* (mark | bare)?"
anywhere = ["mark"]

[[check]]
id = "text/one-of"
rule = "one_of"
at = ["text"]
values = ["Hi", "Ho"]

[[check]]
id = "hello/steady"
rule = "constant"
at = ["hello", "empty"]
path = "/steady"
"""

TRACKS = """
profile = "tracks"
[kinds]
load = "what the rows are in"
chunk = "some rows"
seal = "a table is sealed"
end = "all rows came"
again = "it begins again"
failed = "some rows will not be finished"

[[framing]]
name = "data"
kind = "/kind"

[order]
grammar = "load+ (chunk | sheet | failed)* end (again load+ chunk* end)?"
restart = ["again"]
[abort]
forgive = ["failed"]

[[track]]
name = "sheet"
key = ["/doc", "/sheet"]
grammar = "load seal?"
contiguous = true

[[track]]
name = "row"
each = "/rows/*"
at = ["chunk"]
key = ["/doc", "/sheet", "/rows/*/id"]
within = "sheet"
reopen = true
shapes = [
  { kind = "last", equals = { "/last" = true } },
  { kind = "first", has = "/first" },
  { kind = "more" },
]
grammar = "first more* last"

[[track]]
name = "cell"
each = "/rows/*/cells/*"
at = ["chunk"]
key = ["/doc", "/sheet", "/rows/*/id"]
within = "row"
shapes = [{ kind = "cell", has = "/value" }]
grammar = "cell+"

[[track]]
name = "tail"
each = "/tails/*"
key = ["/doc", "/sheet"]
at = ["end"]
after = "sheet"
shapes = [{ kind = "tail", has = "/tail" }]
grammar = "tail+"

[severity]
ORD202 = "warning"
"""

TWO = """
profile = "two"
[kinds]
start = "it begins"
more = "it goes on"

[[framing]]
name = "shape"
shapes = [{ kind = "more", has = "/more" }]

[[framing]]
name = "pointer"
kind = "/kind"

[order]
grammar = "start more+"

[[check]]
id = "more/given"
rule = "present"
at = ["more"]
path = "/more"
"""

TEXTS = {"two": TWO, "rules": RULES, "forms": FORMS, "tracks": TRACKS}
HOUSE = tuple(TEXTS)


def house(name: str) -> Profile:
    """One of them."""
    return parse_profile(TEXTS[name])
