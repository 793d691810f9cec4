"""Whether the events of a stream come in the right order, by a profile: a declarative description of one protocol.

    from sse_codec.ordering import Checker, load_profile

    checker = Checker(load_profile("ciniterflow"))
    for event in events:
        for finding in checker.feed(event):
            print(finding.level, finding.code, finding.message)
    for finding in checker.close():
        print(finding.level, finding.code, finding.message)
    print(checker.outcome)

A profile is a TOML file. Every key is described in ``profile.schema.json`` beside this module, which editors read, and
in the documentation, *The order of events*:

``profile title spec date extends``   its name, what it describes, its source, and the profile that it builds on
``[kinds]``, ``[group]``               every kind of event with its meaning; names for several kinds
``[[framing]]``                       how an event says its kind: by type, at a JSON pointer, by the shape of its data
``[order]``, ``[abort]``               the grammar of the stream; what replaces the rest of it
``[[track]]``                         a grammar for each slice of the stream that shares a key
``[[check]]``                         what is asked of the values
``[outcome]``, ``[severity]``, ``[wire]``  how the stream went; levels by code; fields outside the standard

Beside the checker stand the parts of a profile, for tools that read profiles; `sse_codec.ordering.pointers` has the JSON
pointers in them.
"""

from types import FunctionType

from ._automaton import Automaton
from ._checker import UNREAD, Checker
from ._checks import Check
from ._errors import ProfileError
from ._finding import CODES, Code, Finding
from ._framer import Framer
from ._framing import Classified, Framing
from ._json import Document
from ._loading import Outline, load_outline, load_profile, parse_profile, shipped_profiles
from ._outcome import Outcomes, ValueOutcome
from ._profile import Profile
from ._shapes import Shape
from ._size import excess
from ._track import Key, KeyPart, Track

COMPILED = not isinstance(Checker.feed, FunctionType)
"""Whether the modules that each event goes through are compiled; the same is found either way."""

__all__ = [
    "CODES",
    "COMPILED",
    "UNREAD",
    "Automaton",
    "Check",
    "Checker",
    "Classified",
    "Code",
    "Document",
    "Finding",
    "Framer",
    "Framing",
    "Key",
    "KeyPart",
    "Outcomes",
    "Outline",
    "Profile",
    "ProfileError",
    "Shape",
    "Track",
    "ValueOutcome",
    "excess",
    "load_outline",
    "load_profile",
    "parse_profile",
    "shipped_profiles",
]
