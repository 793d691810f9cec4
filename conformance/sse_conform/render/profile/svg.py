"""State diagrams as one SVG picture. Graphviz lays it out, which the package pygraphviz brings along, in this process."""

import os
import textwrap
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from sse_codec.ordering import Profile

from ...profiles import Diagram, Edge, Names, State, diagrams
from .._visible import visible

_GRAPH: Any = import_module("pygraphviz").AGraph
"""Imported by name, since the package has no types."""
_WIDTH = 110
"""Characters of a line of text in the picture."""
_CHARACTER = 0.08
"""Inches of a character of an edge's label."""
_FRAME = 'color="#c8c8c8"; style=rounded; margin=12'
_HEAD = """\
digraph {
  graph [rankdir=LR, newrank=true, ranksep=0.35, nodesep=0.2, fontsize=13, labeljust=l, pad=0.2, bgcolor=white]
  graph [fontname="Helvetica,Arial,sans-serif"]
  node [fontname="Helvetica,Arial,sans-serif", fontsize=11, shape=box, style="rounded,filled", fillcolor="#eef3fb"]
  node [color="#5b7db1", height=0.3, width=0.4, margin="0.12,0.05"]
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=10, color="#555555", arrowsize=0.7]
"""


def svg_text(profile: Profile) -> str:
    """The picture, which ends with a line end."""
    graph = _GRAPH(string=dot_text(profile))
    with _hushed():
        drawn: bytes = graph.draw(format="svg", prog="dot")
    return drawn.decode()


def dot_text(profile: Profile) -> str:
    """The picture in the language of Graphviz, before anything has its place."""
    drawn = diagrams(profile)
    words = [word for diagram in drawn for edge in diagram.edges for word in edge.words]
    # Graphviz puts what comes last on top.
    clusters = [_cluster(f"d{place}", diagram) for place, diagram in enumerate(drawn)][::-1]
    lines = [*(line for cluster in clusters for line in cluster), *_legend(Names(profile).legend(words))]
    return _HEAD + "".join(f"  {line}\n" for line in lines) + "}\n"


def _cluster(prefix: str, diagram: Diagram) -> Iterator[str]:
    yield f"subgraph cluster_{prefix} {{"
    title = f"{diagram.title}: {diagram.grammar}"
    # Edges would cross a grammar of several lines, and it is what the diagram says anyway.
    yield f"  label={_left([title if len(title) <= _WIDTH else diagram.title])}; {_FRAME}"
    loops = {edge.source: edge.words for edge in diagram.edges if edge.target in (None, *edge.sources)}
    for state in diagram.states:
        yield f"  {_state(prefix, state, loops.get(f's{state.number}', ()))}"
    yield from (f"  {_shared(prefix + source, where)}" for source, where in diagram.shared.items())
    yield from (f"  {_edge(prefix, edge)}" for edge in diagram.edges)
    yield "}"


def _state(prefix: str, state: State, loops: tuple[str, ...]) -> str:
    """As wide as what stands over the loop on it, for which Graphviz keeps no place."""
    looks = [f"width={max(len(word) for word in loops) * _CHARACTER:.2f}"] if loops else []
    if state.accepting:
        looks.append("peripheries=2")
    if state.aborted:
        looks += ['style="rounded,filled,dashed"', 'color="#b00020"', 'fillcolor="#fdecee"']
    return f"{prefix}s{state.number} [{', '.join([f'label={_quoted(state.name)}', *looks])}]"


def _shared(source: str, where: str) -> str:
    return f'{source} [label={_quoted(where)}, style="rounded,dashed", color="#8a8a8a", fontsize=10]'


def _edge(prefix: str, edge: Edge) -> str:
    target = edge.source if edge.target is None else f"s{edge.target}"
    label = _quoted("\n".join(f" {word} " for word in edge.words))
    return f"{prefix}{edge.source} -> {prefix}{target} [label={label}]"


def _legend(legend: dict[str, tuple[str, ...]]) -> Iterator[str]:
    if legend:
        texts = ["", "groups", *(f"{name}: {', '.join(words)}" for name, words in legend.items())]
        yield f"label={_left(texts)}; fontsize=11"


def _left(texts: Iterable[str]) -> str:
    """A text of several lines that begin in one column."""
    lines = (line for text in texts for line in textwrap.wrap(text, _WIDTH, break_on_hyphens=False) or [""])
    # Fonts differ: with a little more room than the text took here, it will not leave its frame elsewhere.
    return _quoted("".join(f"{line}    \n" for line in lines), "\\l")


def _quoted(text: str, line_end: str = "\\n") -> str:
    """A string of Graphviz, in which a backslash begins an escape, and & an entity."""
    shown = "\n".join(map(visible, text.split("\n")))
    plain = shown.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"').replace("\n", line_end)
    return f'"{plain}"'


@contextmanager
def _hushed() -> Generator[None]:
    """Nothing on standard error: the libraries that measure text complain there of the machine's fonts.

    What is wrong with a graph is raised.
    """
    kept = os.dup(2)
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
