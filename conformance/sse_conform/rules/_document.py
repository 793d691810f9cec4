"""The documentation page of the rules, made from the rules; run as a module it writes the page to standard output."""

import re
import sys
from collections.abc import Iterable, Iterator

from ..finding import Level
from ..head import ResponseHead
from ._rule import MAX_REPORTED, Example, Reference, Rule
from ._table import TABLE

_FAMILIES = (
    ("Framing (SSE1xx)", "framing"),
    ("Encoding (SSE2xx)", "encoding"),
    ("HTTP (SSE3xx)", "http"),
    ("Fields and state (SSE4xx)", "fields"),
    ("Payload (SSE5xx)", "payload"),
    ("Timing (SSE6xx and SSE7xx)", "timing"),
    ("Demands of the user (SSE8xx)", "demands"),
)
_LONGEST_LINE = 80
_REPORTED = {"place": "each place", "stream": "once"}
_ENDINGS = {
    "corrupt": "(the compressed data is damaged here)",
    "incomplete": "(the connection closes before the last chunk)",
    "reset": "(the connection is reset)",
    "short": "(the connection closes)",
    "timeout": "(nothing more comes, and the connection stays open)",
}
_NAMES = {"\r": "CR", "\0": "NUL"}
_INTRODUCTION = f"""\
# Rules

<!-- Made from the rules: python -m sse_conform.rules._document > docs/rules.md -->

What `sse-conform check` looks for in a stream, beside the order of its events. A conforming parser never rejects
anything, so *error* is kept for streams that break the grammar of the format, are not UTF-8, or lose data. Legal habits
that are known to bite are a *warning*. The rest is *info*, which is off unless selected.

- **One fault, one finding.** For a line that the format ignores, the rule with the best explanation speaks alone.
- **Places.** `byte` counts from 0 in the stream, `line` and `column` from 1; columns count characters. A finding about
  the response stands at byte 0, one about the end behind the last byte.
- **Caps.** A rule reports each place, or each subject once, as it says below, and at most {MAX_REPORTED} times in a stream.
  What comes after is counted in the report.
- **Not applicable.** A rule that needs what is not known of a stream says so in the report, and never passes.

- **Options.** The numbers of a rule are set in the [configuration](configuration.md): `[tool.sse-conform.rules.CODE]`.

Select rules by code, by the beginning of a code, or by `ALL`, with `--select`, `--extend-select` and `--ignore`; of two
that disagree the longer counts.
"""


def document() -> str:
    """The whole page, as Markdown."""
    parts = [_INTRODUCTION]
    for title, family in _FAMILIES:
        rules = [listed.load() for listed in TABLE if listed.family == family]
        parts += (f"## {title}\n", _table(rules), *map(_section, rules))
    return "\n".join(parts)


def _table(rules: Iterable[type[Rule]]) -> str:
    rows = [
        f"| [{rule.code}](#{_anchor(rule)}) | {rule.name} | {_level(rule)} | {rule.summary} |"
        for rule in rules
    ]
    return "\n".join(("| code | name | level | what is wrong |", "|---|---|---|---|", *rows, ""))


def _section(rule: type[Rule]) -> str:
    return "\n".join(_lines(rule))


def _lines(rule: type[Rule]) -> Iterator[str]:
    yield f"### {_title(rule)}"
    yield f"\n{rule.summary}. {rule.why}\n"
    yield f"- **Level:** {_level(rule)}"
    yield f"- **What to do:** {rule.help}"
    yield f"- **Rests on:** {rule.basis}; {_reference(rule.reference)}"
    yield f"- **Reported:** {_REPORTED.get(rule.per, f'once for each {rule.per}')}"
    if rule.needs:
        yield f"- **Needs:** {', '.join(need.value for need in rule.needs)}"
    for option in rule.options:
        yield f"- **Option:** `{option.name} = {option.default}`: {option.meaning}; {option.least:,} or more"
    if rule.evidence:
        yield f"- **Seen:** {'; '.join(rule.evidence)}"
    for title, example in (("Bad", rule.bad), ("Good", rule.good)):
        yield f"\n{title}:\n"
        yield from ("```text", *_shown(example), "```")
    yield ""


def _reference(reference: Reference) -> str:
    return f"[{reference.text}]({reference.url})" if reference.url else reference.text


def _title(rule: type[Rule]) -> str:
    return f"{rule.code} {rule.name}"


def _anchor(rule: type[Rule]) -> str:
    return _title(rule).lower().replace(" ", "-")


def _level(rule: type[Rule]) -> str:
    return rule.level.label if rule.level > Level.INFO else f"{rule.level.label} (off by default)"


def _shown(example: Example) -> Iterator[str]:
    """The stream line by line, with what cannot be seen spelled out: CR, control characters, bytes that are no text."""
    if example.head is not None:
        yield from _head(example.head)
    if example.origin is not None:
        yield f"(read by a page of {example.origin})"
    for number, chunk in enumerate(example.chunks, 1):
        if example.times:
            yield f"(after {example.times[number - 1]:g} s)"
        elif len(example.chunks) > 1:
            yield f"(chunk {number})"
        for line in re.findall(rb"[^\n]*\n|[^\n]+", chunk):
            text = _visible(line.removesuffix(b"\n"))
            yield text if line.endswith((b"\n", b"\r")) else f"{text} (no line end)"
    if example.require_profile:
        yield "(checked with --require-profile)"
    if example.expect is not None:
        yield f"(checked with --expect {example.expect})"
    if example.ended is not None:
        yield f"(the connection closes after {example.ended:g} s)"
    if example.ending in _ENDINGS:
        yield _ENDINGS[example.ending]


def _head(head: ResponseHead) -> Iterator[str]:
    yield f"HTTP/{head.version} {head.status}"
    yield from (f"{name}: {value}" for name, value in head.headers)
    yield ""


def _visible(line: bytes) -> str:
    text = "".join(_escaped(character) for character in line.decode("utf-8", "surrogateescape"))
    return text if len(text) <= _LONGEST_LINE else f"{text[: _LONGEST_LINE // 2]}... ({len(line):,} bytes)"


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    byte = character.encode("utf-8", "surrogateescape")
    shown = byte.hex().upper() if byte[0] >= 0x80 and len(byte) == 1 else f"U+{ord(character):04X}"
    return f"<{_NAMES.get(character, shown)}>"


if __name__ == "__main__":
    sys.stdout.write(document())
