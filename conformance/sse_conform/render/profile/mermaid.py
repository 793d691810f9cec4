"""State diagrams in the language of Mermaid, as GitHub, GitLab and many editors draw them: one document for a profile.

Each diagram is a composite state, since a document of Mermaid has only one diagram
(https://mermaid.js.org/syntax/stateDiagram.html).
"""

import re
from collections.abc import Iterable, Iterator

from sse_codec.ordering import Profile

from ...profiles import Diagram, Names, State, diagrams

_ACTIVE = re.compile(r"[^\w ./,-]", re.ASCII)
"""Characters that may mean something to Mermaid, or to the HTML that it writes."""


def mermaid_text(profile: Profile) -> str:
    """The document, which ends with a line end."""
    drawn = diagrams(profile)
    words = [word for diagram in drawn for edge in diagram.edges for word in edge.words]
    lines = [
        "stateDiagram-v2",
        "  direction LR",
        *(line for place, diagram in enumerate(drawn) for line in _diagram(f"d{place}", diagram)),
        *_legend(Names(profile).legend(words)),
        "  classDef aborted stroke:#b00020,stroke-dasharray:4",
        "  classDef shared stroke-dasharray:2",
        *(
            f"  class {line}"
            for place, diagram in enumerate(drawn)
            for line in _classes(f"d{place}", diagram)
        ),
    ]
    return "".join(f"{line}\n" for line in lines)


def _diagram(prefix: str, diagram: Diagram) -> Iterator[str]:
    yield f'  state "{_safe(diagram.title)}" as {prefix} {{'
    yield "    direction LR"
    for state in diagram.states:
        yield from (f"    {line}" for line in _state(f"{prefix}s{state.number}", state))
    for source, where in diagram.shared.items():
        yield f'    state "{_safe(where)}" as {prefix}{source}'
    for edge in diagram.edges:
        target = edge.source if edge.target is None else f"s{edge.target}"
        yield f"    {prefix}{edge.source} --> {prefix}{target} : {_lines(edge.words)}"
    yield "  }"


def _state(name: str, state: State) -> Iterator[str]:
    yield f'state "{state.name}" as {name}'
    if state.number == 0:
        yield f"[*] --> {name}"
    if state.accepting:
        yield f"{name} --> [*]"


def _classes(prefix: str, diagram: Diagram) -> Iterator[str]:
    yield from (f"{prefix}s{state.number} aborted" for state in diagram.states if state.aborted)
    yield from (f"{prefix}{source} shared" for source in diagram.shared)


def _legend(legend: dict[str, tuple[str, ...]]) -> Iterator[str]:
    if not legend:
        return
    yield '  state "groups" as groups {'
    for place, (name, words) in enumerate(legend.items()):
        yield f'    state "{_safe(name)}#58; {_safe(", ".join(words))}" as g{place}'
    yield "  }"


def _lines(words: Iterable[str]) -> str:
    return "<br/>".join(map(_safe, words))


def _safe(text: str) -> str:
    """With Mermaid's own escapes, which look like those of HTML with # in place of &#."""
    return _ACTIVE.sub(lambda match: f"#{ord(match[0])};", text)
