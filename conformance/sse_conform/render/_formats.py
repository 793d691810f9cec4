"""The registry of output formats: one line for each feeds the options, their help, the docs and the tests.

A renderer is named by its place and imported when a run uses it, so a command pays for no other format than its own.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final, NamedTuple


class Format(NamedTuple):
    """One output format."""

    name: str
    place: str
    """Where its renderer is, as "module:attribute"."""
    is_for_people: bool = False
    """True for a format that a terminal gets in its own encoding. Programs read the others, as UTF-8."""
    schema: str = ""
    """The schema of the output, as `sse-conform schema` calls it; "" for a format that is not JSON."""

    def load(self) -> Any:
        """Import the renderer. Raises ImportError where an extra is missing."""
        module, _, attribute = self.place.partition(":")
        return getattr(import_module(module), attribute)


class Formats:
    """The formats of one kind of report; the first is the default."""

    def __init__(self, *formats: Format) -> None:
        self._formats = {format.name: format for format in formats}

    def __iter__(self) -> Iterator[Format]:
        return iter(self._formats.values())

    def get(self, name: str) -> Format | None:
        """Return the format of a name; None when there is none."""
        return self._formats.get(name)

    @property
    def default(self) -> Format:
        """The first format."""
        return next(iter(self))

    @property
    def words(self) -> str:
        """The names as a sentence has them: "text, json or tap"."""
        *others, last = self._formats
        return f"{', '.join(others)} or {last}" if others else last


CHECK_FORMATS: Final = Formats(
    Format("text", "sse_conform.render.text:TextRenderer", is_for_people=True),
    Format("concise", "sse_conform.render.concise:ConciseRenderer", is_for_people=True),
    Format("json", "sse_conform.render.json:JsonRenderer", schema="check"),
    Format("jsonl", "sse_conform.render.jsonl:JsonLinesRenderer", schema="line"),
    Format("html", "sse_conform.render.html:HtmlRenderer"),
    Format("sarif", "sse_conform.render.sarif:SarifRenderer"),
    Format("junit", "sse_conform.render.junit:JUnitRenderer"),
    Format("github", "sse_conform.render.github:GitHubRenderer"),
    Format("tap", "sse_conform.render.tap:TapRenderer"),
)
"""The formats of `check`; each place is a subclass of `Renderer`."""
REPORT_FORMATS: Final = Formats(
    Format("html", "sse_conform.render.html:HtmlRenderer"),
    Format("otlp-json", "sse_conform.render.otlp:OtlpRenderer"),
)
"""The formats of `report`; each place is a subclass of `Renderer` that takes a recording."""
SUITE_FORMATS: Final = Formats(
    Format("text", "sse_conform.suite.render.text:TextRenderer", is_for_people=True),
    Format("json", "sse_conform.suite.render.json:JsonRenderer", schema="suite-run"),
    Format("junit", "sse_conform.suite.render.junit:JUnitRenderer"),
    Format("tap", "sse_conform.suite.render.tap:TapRenderer"),
    Format("html", "sse_conform.suite.render.html:HtmlRenderer"),
)
"""The formats of `suite run`; each place is a subclass of `SuiteRenderer`."""
FUZZ_FORMATS: Final = Formats(
    Format("text", "sse_conform.fuzz:TextRenderer", is_for_people=True),
    Format("json", "sse_conform.fuzz:JsonRenderer", schema="fuzz"),
)
"""The formats of `fuzz`; each place is a subclass of `FuzzRenderer`."""
PROFILE_FORMATS: Final = Formats(
    Format("text", "sse_conform.render.profile.text:text", is_for_people=True),
    Format("json", "sse_conform.render.profile.json:json_text", schema="profile-show"),
    Format("mermaid", "sse_conform.render.profile.mermaid:mermaid_text"),
    Format("svg", "sse_conform.render.profile.svg:svg_text"),
)
"""The formats of `profile show`; each place is a function from a profile to a text."""
