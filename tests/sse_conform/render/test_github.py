"""Annotations of GitHub Actions: at the lines of the file, each a command of ours, whatever the stream says."""

import re
from collections.abc import Callable
from typing import Any

import attrs

from sse_conform.finding import Finding, Level
from sse_conform.render import GitHubRenderer, Totals
from sse_conform.report import FilePlace, Report

COMMAND = re.compile(r"::(error|warning|notice) ([^:\r\n]*)::([^\r\n]*)\n")


def decoded(text: str, *, is_property: bool = False) -> str:
    """A value as the runner reads it."""
    if is_property:
        text = text.replace("%3A", ":").replace("%2C", ",")
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands of an output that has nothing else."""
    found = [COMMAND.fullmatch(f"{line}\n") for line in text.removesuffix("\n").split("\n")]
    parsed = []
    for match in found:
        assert match is not None
        properties = dict(each.split("=", 1) for each in match[2].split(","))
        parsed.append(
            (
                match[1],
                {key: decoded(value, is_property=True) for key, value in properties.items()},
                decoded(match[3]),
            )
        )
    return parsed


def test_the_text(
    write: Callable[..., str], finding: Finding, other: Finding, placed: Report, told: Totals
) -> None:
    assert write(GitHubRenderer(), [finding, other], [placed], told) == (
        "::error file=some captures/chat.http,line=23,col=1,title=SSE105 incomplete-final-event::"
        "stream ends inside an event; 61 bytes are discarded [chat.sse:14:1, event 12, byte 1893]"
        "%0Ahelp: send an empty line after the last event%0Aspec: HTML standard 9.2.6\n"
        "::error file=some captures/chat.http,title=baseline::chat.sse: SSE401 "
        "(no field is named 'evnt'): the baseline has 2, and the stream 1; bring it up to date with --update-baseline\n"
        "::error file=some captures/chat.http,title=baseline::chat.sse: SSE112 "
        "(places not shown): the baseline has 0, and the stream 57\n"
        "::notice file=some captures/chat.http,title=chat.sse::"
        "chat.sse: SSE112 trailing-whitespace-in-control-field: 57 more places not shown%0A"
        "chat.sse: 1 finding known to the baseline\n"
        "::error title=not checked::page.html: it is a page of HTML or XML, not an event stream\n"
        "::notice title=sse-conform::passed over 2 files below captures/: 2 *.png; name a file to check it anyway%0A"
        "Found 1 error, 19 warnings in 1 capture.%0A"
        "1 finding known to the baseline: not shown, and no reason to fail.%0A"
        "The baseline says otherwise in 2 places.%0A"
        "1 input could not be checked.%0A"
        "Not applicable, because the capture lacks the response head: SSE301, SSE303.\n"
    )


def test_levels_and_places(write: Callable[..., str], finding: Finding, report: Report) -> None:
    inside = attrs.evolve(report, place=FilePlace("a,b:c%.har", 7, is_verbatim=False), totals=())
    found = [attrs.evolve(finding, level=level) for level in sorted(Level)]
    annotations = commands(write(GitHubRenderer(), found, [inside], Totals()))
    assert [(name, given["file"], given["line"]) for name, given, _ in annotations] == [
        ("notice", "a,b:c%.har", "7"),
        ("warning", "a,b:c%.har", "7"),
        ("error", "a,b:c%.har", "7"),
    ]
    live = commands(write(GitHubRenderer(), found[:1], [attrs.evolve(report, totals=())], Totals()))
    assert live[0][1] == {"title": "SSE105 incomplete-final-event"}


def test_a_stream_whose_check_failed(finding: Finding) -> None:
    renderer = GitHubRenderer()
    assert [*renderer.finding(finding)] == []
    assert len(commands("".join(renderer.end(Totals())))) == 1


def test_strangers_do_nothing(write: Callable[..., str], hostile: Any) -> None:
    text = write(GitHubRenderer(), *hostile)
    assert all(line.isprintable() for line in text.split("\n"))
    found = commands(text)
    assert found[0][1]["file"].startswith("\\x1b[31m\\r\\n::error::x%0A,:]]>")
    assert found[0][2].startswith("\\x1b[31m\\r\\n::error::x%0A,:]]>")
