"""Opens what an argument names: a file, standard input, or a URL with the request that its options describe."""

from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import attrs
import click

from .. import what_to_install
from ..captures import CaptureError, Found, open_captures
from ..redaction import Redactor, redacted_url, secrets_of
from ._config import is_asked
from ._heads import HeadTeller
from ._inputs import STDIN, Stdin, Url, standard_input
from ._url_options import IDLE_TIMEOUT
from ._watch import NO_WATCH, Watch

Opened = Path | Url | Stdin | CaptureError


@attrs.frozen(kw_only=True)
class Asked:
    """A request to a server, and the limits for listening to the answer; the names are those of the options."""

    method: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    last_event_id: str | None = None
    max_time: float | None = None
    idle_timeout: float | None = None
    max_bytes: int | None = None
    max_redirects: int | None = None
    protocols: frozenset[str] | None = None
    is_location_trusted: bool = False
    is_insecure: bool = False
    is_http2: bool = False
    is_verbose: bool = False

    def refuse_without_url(self, found: list[Opened]) -> None:
        """Raise :class:`click.UsageError` when options are for a URL, and none is among the inputs."""
        # What a configuration says of URLs is no mistake where there is none.
        if any(isinstance(source, Url) for source in found):
            return
        names = attrs.fields_dict(Asked)
        options = click.get_current_context().command.params
        asked = [option.opts[0] for option in options if option.name in names and is_asked(option.name)]
        if asked:
            verb = "is" if len(asked) == 1 else "are"
            raise click.UsageError(f"{' and '.join(asked)} {verb} for URLs, and none is given")


def name_of(source: Opened) -> str:
    """What an input is called when it cannot even be opened."""
    match source:
        case CaptureError():
            return source.source
        case Path():
            return str(source)
        case Stdin():
            return STDIN
        case _:
            return redacted_url(source.address)


def opened(source: Opened, asked: Asked, watch: Watch = NO_WATCH) -> AbstractContextManager[Iterator[Found]]:
    """The streams of an input, as long as the context lasts. Raises :class:`CaptureError`."""
    match source:
        case CaptureError():
            raise source
        case Path():
            return open_captures(source, watch.advance)
        case Stdin():
            return nullcontext(standard_input(watch.advance))
        case _:
            return _fetched(source, asked, watch)


@contextmanager
def _fetched(url: Url, asked: Asked, watch: Watch) -> Generator[Iterator[Found]]:
    address = url.address
    try:
        from .. import live  # noqa: PLC0415 - httpx2 is an extra that checking files does not need
    except ImportError as error:
        raise CaptureError(
            redacted_url(address), f"a URL cannot be checked: {what_to_install(error) or error}"
        ) from error
    redirects = live.Redirects(
        live.MAX_REDIRECTS if asked.max_redirects is None else asked.max_redirects,
        live.PROTOCOLS if asked.protocols is None else asked.protocols,
        asked.is_location_trusted,
    )
    request = live.Request(
        address,
        asked.method,
        asked.headers,
        asked.body,
        asked.last_event_id,
        redirects,
        asked.is_insecure,
        asked.is_http2,
    )
    idle = IDLE_TIMEOUT if asked.idle_timeout is None else asked.idle_timeout
    patience = live.Patience(asked.max_time, idle or None, asked.max_bytes)
    tellers = (
        [HeadTeller(Redactor(secrets_of(asked.headers, [address])), watch.pause)] if asked.is_verbose else []
    )
    with live.fetch(request, patience, *tellers) as capture:
        yield iter((attrs.evolve(capture, notes=(*url.notes, *capture.notes)),))
