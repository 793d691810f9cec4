"""Whether the events of a stream come in the right order, by a profile: a declarative description of one protocol.

    from sse_codec.ordering import Checker, load_profile

    checker = Checker(load_profile("ciniterflow"))
    for event in events:
        for finding in checker.feed(event):
            print(finding.level, finding.code, finding.message)
    for finding in checker.close():
        print(finding.level, finding.code, finding.message)
    print(checker.outcome)

A profile is a TOML file:

``profile``, ``title``, ``spec``, ``date``, ``extends``
    Its name; what it describes; where that is written, and when it was read there; the profile that it builds on (a
    shipped name, or a path beside the file). Tables are merged by key, ``[[framing]]`` by name, ``[[check]]`` by id.
``[kinds]``
    Every kind of event with its meaning.
``[group]``
    Names for several kinds (or groups), to be used wherever a kind is.
``[[framing]]``
    ``name``; ``shapes``, ``kind`` or both; ``types`` or ``other_types``: the SSE event types to which it applies, or
    does not. ``shapes`` are asked first: a list of tables, of which the first that fits gives its ``kind``. An event
    fits when ``data`` is its data, ``type`` its SSE event type (or has it), and its data is a JSON object that ``has``
    and ``lacks`` something other than null at these pointers, has something ``empty`` there, or a scalar that
    ``equals``, or a string that is ``like`` one with ``*`` and ``?``: ``equals = { "/type" = "part" }``. One without any
    condition fits every object. ``kind`` is ``"type"`` for the SSE event type, or a JSON pointer into the data. For
    shapes and a pointer, also ``value``: a pointer. For a pointer, also ``members``: the only members of the object,
    ``agree``: the event type equals the kind (``"if-named"``: where there is one). For ``"type"``, also ``json``: kinds
    whose data is JSON. A stream stays with the first framing that one of its events fits.
``[order]``
    ``grammar``: ``start token* metadata end``, with ``* + ? | ( )``; ``anywhere``: kinds that may come between its first
    and its last event, until nothing of it can follow; ``before``: kinds that may come before its first event;
    ``unknown``: ``"error"`` or ``"allow"``.
``[abort]``
    ``on``: kinds that may come at any point, and replace what the grammar still wanted by ``then``, a grammar
    (nothing, when it is left out).
``[outcome]``
    A word for each kind that decides how the stream went: ``error = "failed"``. The first in the table that came counts.
``[[check]]``
    ``id``, ``rule``, ``at`` (kinds, all by default), ``path`` (a JSON pointer into the value), ``severity``, ``why``.
    ``rule`` is ``type`` (``type``: names of JSON types), ``present``, ``one_of`` (``values``), ``constant`` (through the
    stream), or ``count`` (``min`` when the stream is complete, ``max``, ``unless`` one of these kinds came).
``[severity]``
    A level for each code or id of a check: ``error``, ``warning``, ``info`` or ``off``.
``[wire]``
    ``ignore_fields``: SSE fields outside the standard that the protocol is known to send.
"""

from ._automaton import Automaton
from ._checker import Checker
from ._checks import Check
from ._errors import ProfileError
from ._finding import CODES, Code, Finding
from ._framing import Classified, Framer, Framing
from ._load import load_profile, parse_profile, shipped_profiles
from ._profile import Profile
from ._track import Track

__all__ = [
    "CODES",
    "Automaton",
    "Check",
    "Checker",
    "Classified",
    "Code",
    "Finding",
    "Framer",
    "Framing",
    "Profile",
    "ProfileError",
    "Track",
    "load_profile",
    "parse_profile",
    "shipped_profiles",
]
