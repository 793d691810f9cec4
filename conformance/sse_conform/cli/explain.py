"""`sse-conform explain`: one code in full: what it finds, why it matters, what to do, and an example."""

from collections.abc import Iterator

import click

from ..head import ResponseHead
from ..render import visible
from ..rules import Example
from ..rules._entries import Entry, find, near
from ._completion import codes_and_names
from ._exit import Exit

HELP = """\
Say what a code means: what is found, why it matters, what to do, with an example of bad and of good bytes.

\b
Examples:
  sse-conform explain SSE105
  sse-conform explain incomplete-final-event ORD101 ciniterflow:metadata/chat-id
"""

_WIDTH = 100


@click.command(help=HELP)
@click.argument("codes", nargs=-1, required=True, metavar="CODE...", shell_complete=codes_and_names)
def explain(*, codes: tuple[str, ...]) -> Exit:
    click.echo("\n".join("\n".join(_text(_known(code))) + "\n" for code in codes), nl=False)
    return Exit.CLEAN


def _known(code: str) -> Entry:
    entry = find(code)
    if entry is None:
        meant = near(code)
        hint = f"did you mean {' or '.join(meant)}?" if meant else "`sse-conform rules --all` lists them."
        raise click.UsageError(f"there is no rule {code!r}; {hint}")
    return entry


def _text(entry: Entry) -> Iterator[str]:
    off = "" if entry.default else ", off by default"
    title = entry.code if entry.code.endswith(f":{entry.name}") else f"{entry.code} {entry.name}"
    yield f"{title} ({entry.level.label}{off})"
    yield ""
    yield f"{entry.summary}."
    for title, words in (("Why", entry.why), ("What to do", entry.help)):
        if words:
            yield from ("", click.wrap_text(f"{title}: {_sentence(words)}", _WIDTH))
    for title, example in (("Bad", entry.bad), ("Good", entry.good)):
        if example is not None:
            yield from ("", f"{title}:", *(f"    {line}" for line in _example(example)))
    yield ""
    yield f"Rests on: {entry.basis}; {entry.spec}"
    if entry.url:
        yield f"          {entry.url}"
    if entry.needs:
        yield f"Needs: {', '.join(entry.needs)}; not applicable without"
    for option in entry.options:
        yield f"Option: {option.name} = {option.default}, {option.meaning}; {option.least:,} or more"
    for seen in entry.evidence:
        yield f"Seen: {seen}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"


def _example(example: Example) -> Iterator[str]:
    """The bytes, line by line, with every line end and control spelled out; chunks are numbered."""
    if example.head is not None:
        yield from _head(example.head)
    for number, chunk in enumerate(example.chunks, 1):
        if example.times:
            yield f"(after {example.times[number - 1]:g} s)"
        elif len(example.chunks) > 1:
            yield f"(chunk {number})"
        for line in chunk.splitlines(keepends=True):
            yield visible(line.decode("utf-8", "surrogateescape"))
    if example.ended is not None:
        yield f"(the connection closes after {example.ended:g} s)"
    if example.ending != "eof":
        yield f"(the stream ends by: {example.ending})"


def _head(head: ResponseHead) -> Iterator[str]:
    yield f"HTTP/{head.version} {head.status}"
    for name, value in head.headers:
        yield f"{name}: {value}"
    yield ""
