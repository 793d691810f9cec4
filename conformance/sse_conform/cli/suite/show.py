"""`sse-conform suite show`: one case in full: what goes in, what must come out, and the sentence that says so."""

from collections.abc import Iterator

import click

from ...render import count, visible
from ...suite import (
    AnyCase,
    Connection,
    DecoderCase,
    EncoderCase,
    Expectation,
    Message,
    OrderCase,
    Wanted,
    load_cases,
    split_names,
    wire_text,
)
from .._exit import Exit
from ._cases import selected

HELP = """\
Show cases in full: what goes in, what must come out, and what the standard says. A bar is the edge of a chunk.

\b
Examples:
  sse-conform suite show framing/crlf-split-across-chunks
  sse-conform suite show 'injection/*'
"""


@click.command(help=HELP)
@click.argument("patterns", nargs=-1, required=True, metavar="CASES...")
def show(*, patterns: tuple[str, ...]) -> Exit:
    cases = selected(load_cases(), patterns)
    click.echo("\n".join("".join(f"{visible(line)}\n" for line in _text(case)) for case in cases), nl=False)
    return Exit.CLEAN


def _text(case: AnyCase) -> Iterator[str]:
    yield f"{case.id} ({case.level}, since {case.since})"
    yield f"  {case.why}"
    if isinstance(case, DecoderCase):
        yield from _decoder(case)
    elif isinstance(case, EncoderCase):
        yield from _encoder(case)
    else:
        yield from _order(case)
    if case.needs:
        yield f"  needs: {', '.join(sorted(case.needs))}"
    section = f"{case.spec.section}: " if case.spec.section else ""
    yield f"  {section}{case.spec.words}"
    if case.spec.url:
        yield f"  {case.spec.url}"


def _decoder(case: DecoderCase) -> Iterator[str]:
    if case.last_event_id:
        yield f"  opened with the last event id {case.last_event_id!r}"
    for number, connection in enumerate(case.connections, 1):
        name = f"connection {number}" if len(case.connections) > 1 else "wire"
        yield from _connection(name, connection)
    names = split_names(case)
    first = ", ".join(names[:4])
    yield f"  cut in {count(len(names), 'way')}: {first}{' ...' if len(names) > 4 else ''}"


def _connection(name: str, connection: Connection) -> Iterator[str]:
    yield f"  {name}: {wire_text(connection.chunks)}"
    yield from _wanted(connection.wanted)


def _encoder(case: EncoderCase) -> Iterator[str]:
    yield from (f"  write: {_message(message)}" for message in case.messages)
    if case.canonical is not None:
        yield f"  as: {wire_text((case.canonical,))}, or whatever reads back as"
    yield from _wanted(case.wanted)


def _order(case: OrderCase) -> Iterator[str]:
    yield f"  wire: {wire_text((case.stream,))}"
    yield f"  profile {case.profile}, framing {case.framing or 'none'}, outcome {case.outcome}"
    for found in case.findings:
        yield f"  finding: {found.code} {found.level} at byte {found.byte}, line {found.line}, event {found.event}"


def _wanted(wanted: Wanted) -> Iterator[str]:
    yield from (f"  {line}" for line in _expectation(wanted.right))
    for title, others in (("as good", wanted.accept), ("lenient", wanted.lenient)):
        for name, expectation in others.items():
            yield f"  {title}, {name}:"
            yield from (f"    {line}" for line in _expectation(expectation))


def _expectation(expectation: Expectation) -> Iterator[str]:
    if expectation.refused is not None:
        yield f"refused, for its {expectation.refused}"
    for event in expectation.events or ():
        chunk = f", with chunk {event.chunk}" if event.chunk else ""
        yield f"event: type {_short(event.type)}, data {_short(event.data)}, id {_short(event.id)}{chunk}"
    if expectation.events == ():
        yield "no event"
    yield from (f"comment: {_short(comment)}" for comment in expectation.comments or ())
    yield from (f"{name}: {value!r}" for name, value in expectation.state.items())
    if expectation.error:
        yield "then an error of its own"


def _message(message: Message) -> str:
    given = {name: getattr(message, name) for name in ("type", "data", "id", "retry", "comment")}
    return ", ".join(f"{name} {_short(value)}" for name, value in given.items() if value is not None)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]}... ({len(text):,} characters)"
