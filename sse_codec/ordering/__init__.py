"""Whether the events of a stream come in the right order, by a profile: a declarative description of one protocol.

    from sse_codec.ordering import Checker, load_profile

    checker = Checker(load_profile("ciniterflow"))
    for event in events:
        for finding in checker.feed(event):
            print(finding.level, finding.code, finding.message)
    for finding in checker.close():
        print(finding.level, finding.code, finding.message)
    print(checker.outcome)

A profile is a TOML file. Every key is described in the documentation, *The order of events*, and in the JSON Schema that
``sse-conform profile schema`` writes for editors:

``profile title spec date extends``   its name, what it describes, its source, and the profile that it builds on
``[kinds]``, ``[group]``               every kind of event with its meaning; names for several kinds
``[[framing]]``                       how an event says its kind: by type, at a JSON pointer, by the shape of its data
``[order]``, ``[abort]``               the grammar of the stream; what replaces the rest of it
``[[track]]``                         a grammar for each slice of the stream that shares a key
``[[check]]``                         what is asked of the values
``[outcome]``, ``[severity]``, ``[wire]``  how the stream went; levels by code; fields outside the standard

Beside the checker stand the parts of a profile, for tools that read profiles; `sse_codec.ordering.pointers` has the JSON
pointers in them. Import everything else from here. A new rule, framing or limit belongs into one of these rooms:

``loading``    a TOML file becomes a profile
``classify``   an event becomes a kind and a value
``order``      the order of the stream, and the recovery after a fault
``slices``     the order within each slice of a track
``checks``     what is asked of the values
``templates``  events that repeat earlier ones are recognised by their text
``findings``   faults become findings
``values``     JSON as it comes from the wire

Rooms have plain names. A module with an underscore belongs to its room alone: others import from the room.
"""

from types import FunctionType

from .checker import UNREAD, Checker
from .checks import Check
from .classify import Classified, Framer, Framing, Shape
from .findings import CODES, Code, Finding
from .loading import Outline, ProfileError, load_outline, load_profile, parse_profile, shipped_profiles
from .order import Automaton
from .outcome import Outcomes, ValueOutcome
from .profile import Profile
from .slices import Key, KeyPart, Track
from .values import Document, excess

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
