"""The formats that streams are written in; a new one is a module and a row here."""

from typing import Final

from ._shape import Target

_ALL: Final = (
    Target(
        "ssecap",
        "a recorded stream with times and chunk edges",
        (".ssecap",),
        frozenset(
            {
                "times",
                "chunk edges",
                "the request",
                "the response head",
                "how a stream ended",
                "comments and line ends",
            }
        ),
        is_for_many=True,
    ),
    Target(
        "raw",
        "the body of the response",
        (".sse", ".eventstream"),
        frozenset({"comments and line ends"}),
        is_for_many=False,
    ),
    Target(
        "http",
        "head and body, as curl -i prints them",
        (".http",),
        frozenset({"the response head", "comments and line ends"}),
        is_for_many=False,
    ),
    Target(
        "har",
        "an HTTP archive (HAR 1.2)",
        (".har",),
        frozenset({"the request", "the response head", "comments and line ends"}),
        is_for_many=True,
    ),
    Target(
        "cassette",
        "a cassette of vcrpy, in YAML",
        (".yaml", ".yml"),
        frozenset({"the request", "the response head", "comments and line ends"}),
        is_for_many=True,
    ),
    Target(
        "chunks",
        "a JSON list of the chunks as text, with times where they are known",
        (".chunks.json",),
        frozenset({"times", "chunk edges", "comments and line ends"}),
        is_for_many=False,
    ),
    Target(
        "jsonl",
        "the events as JSON lines, as decode writes them",
        (".jsonl", ".ndjson"),
        frozenset(),
        is_for_many=False,
    ),
)
TARGETS: Final = {target.name: target for target in _ALL}


def target_of(name: str) -> Target | None:
    """The format of a file by the end of its name; None for a name that tells nothing."""
    lowered = name.lower()
    return next((target for target in _ALL if lowered.endswith(target.suffixes)), None)
