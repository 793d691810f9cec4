"""A run of `check`, from its options to its exit code."""

import os
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Literal

import attrs
import click

from sse_codec.ordering import Profile, load_profile, shipped_profiles

from ... import what_to_install
from ...captures import CaptureError, Found, PassedOver, open_captures
from ...finding import Level
from ...redaction import Redactor, redacted_url, secrets_of
from ...report import OUTCOMES
from ...rules import Selection
from .._clashes import refuse_clashes
from .._exit import Exit, worst
from .._inputs import STDIN, Stdin, Url, inputs, standard_input
from .._options import IDLE_TIMEOUT
from .._output import Output, OutputLostError, opened_sinks, renderer
from .._parameters import Target
from .._progress import is_worth_watching, watch
from ._session import Session, Settings

_Opened = Path | Url | Stdin | CaptureError


@attrs.frozen
class _Asked:
    """A request to a server, and the limits for listening to the answer."""

    method: str | None
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    last_event_id: str | None
    max_time: float | None
    idle_timeout: float | None
    max_bytes: int | None
    max_redirects: int | None
    protocols: frozenset[str] | None
    is_location_trusted: bool


def run(
    *,
    arguments: tuple[str, ...],
    only: str | None,
    profile: Profile | Literal["auto"] | None,
    require_profile: bool,
    expect: str | None,
    framing: str | None,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    max_events: int | None,
    max_event_size: int | None,
    max_time: float | None,
    idle_timeout: float | None,
    method: str | None,
    headers: tuple[tuple[str, str], ...],
    body: bytes | None,
    last_event_id: str | None,
    max_bytes: int | None,
    max_redirects: int | None,
    protocols: frozenset[str] | None,
    is_location_trusted: bool,
    targets: tuple[Target, ...],
    threshold: Level | None,
    exit_zero: bool,
    statistics: bool,
    color: bool | None,
    quiet: bool,
) -> Exit:
    """Check the streams that the arguments name; the options are those of the command."""
    asked = _Asked(
        method,
        headers,
        body,
        last_event_id,
        max_time,
        idle_timeout,
        max_bytes,
        max_redirects,
        protocols,
        is_location_trusted,
    )
    found, passed_over = _found(arguments, asked)
    paths = [source for source in found if isinstance(source, Path)]
    refuse_clashes((target.path for target in targets), paths, stdin=Stdin() in found)
    urls = [source.address for source in found if isinstance(source, Url)]
    settings = Settings(
        _selection(select, extend_select, ignore),
        profile,
        _framing(framing, profile),
        max_events,
        max_event_size,
        threshold,
        require_profile,
        _expected(expect, profile),
        only,
    )
    total = _total(found)
    progress = watch(not quiet and sys.stderr.isatty() and is_worth_watching(len(found), total), total)
    with ExitStack() as resources:
        make = partial(renderer, quiet=quiet, statistics=statistics)
        sinks = opened_sinks(targets, resources, color=color, make=make)
        redactor = Redactor(secrets_of(headers, urls))
        output = Output(sinks, quiet=quiet, pause=progress.pause, redactor=redactor)
        for each in passed_over:
            output.say(each.words)
        run = Session(settings, output, progress)
        with progress.watching():
            try:
                run.check_all(
                    (_name(source), partial(_opened, source, asked, progress.advance)) for source in found
                )
            except OutputLostError:
                pass  # it was said
    code = worst([run.exit, Exit.UNUSABLE if output.has_failed else Exit.CLEAN])
    return Exit.CLEAN if exit_zero and code is Exit.FINDINGS else code


def _found(arguments: tuple[str, ...], asked: _Asked) -> tuple[list[_Opened], list[PassedOver]]:
    if not arguments:
        raise click.UsageError("nothing to check: name files, directories or URLs, or - for standard input")
    named = list(inputs(arguments))
    found = [source for source in named if not isinstance(source, PassedOver)]
    if asked != _NOTHING and not any(isinstance(source, Url) for source in found):
        raise click.UsageError(
            "-X, -H, -d, --last-event-id, --max-time, --max-bytes, --idle-timeout, --max-redirs, --proto and "
            "--location-trusted are for URLs, and none is given"
        )
    return found, [each for each in named if isinstance(each, PassedOver)]


_NOTHING = _Asked(None, (), None, None, None, None, None, None, None, False)


def _name(source: _Opened) -> str:
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


def _selection(select: tuple[str, ...], extend_select: tuple[str, ...], ignore: tuple[str, ...]) -> Selection:
    try:
        return Selection(select=select, extend_select=extend_select, ignore=ignore)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _framing(framing: str | None, profile: Profile | Literal["auto"] | None) -> str | None:
    if framing is None:
        return None
    if profile is None:
        raise click.UsageError("--framing names a framing of a profile, and --profile none leaves none")
    if profile == "auto":
        profiles, without = [load_profile(name) for name in shipped_profiles()], "no shipped profile has a"
    else:
        profiles, without = [profile], f"profile {profile.name} has no"
    names = sorted({each.name for candidate in profiles for each in candidate.framings})
    if framing not in names:
        raise click.UsageError(f"{without} framing {framing!r}; choose {', '.join(names)}")
    return framing


def _expected(outcome: str | None, profile: Profile | Literal["auto"] | None) -> str | None:
    own = profile.outcomes.words if isinstance(profile, Profile) else ()
    known = dict.fromkeys((*OUTCOMES, *own))
    if outcome is not None and outcome not in known:
        raise click.UsageError(f"no stream has the outcome {outcome!r}; choose {', '.join(known)}")
    return outcome


def _total(found: list[_Opened]) -> int | None:
    """Bytes of all files; None when streams are among them whose length nobody knows."""
    if any(isinstance(source, Url | Stdin) for source in found):
        return None
    return sum(_size(source) for source in found if isinstance(source, Path))


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _opened(
    source: _Opened, asked: _Asked, on_read: Callable[[int], None]
) -> AbstractContextManager[Iterator[Found]]:
    match source:
        case CaptureError():
            raise source
        case Path():
            return open_captures(source, on_read)
        case Stdin():
            return nullcontext(standard_input(on_read))
        case _:
            return _fetched(source.address, asked)


@contextmanager
def _fetched(address: str, asked: _Asked) -> Generator[Iterator[Found]]:
    try:
        from ... import live  # noqa: PLC0415 - httpx2 is an extra that checking files does not need
    except ImportError as error:
        raise CaptureError(
            redacted_url(address), f"a URL cannot be checked: {what_to_install(error) or error}"
        ) from error
    redirects = live.Redirects(
        live.MAX_REDIRECTS if asked.max_redirects is None else asked.max_redirects,
        live.PROTOCOLS if asked.protocols is None else asked.protocols,
        asked.is_location_trusted,
    )
    request = live.Request(address, asked.method, asked.headers, asked.body, asked.last_event_id, redirects)
    idle = IDLE_TIMEOUT if asked.idle_timeout is None else asked.idle_timeout
    with live.fetch(request, live.Patience(asked.max_time, idle or None, asked.max_bytes)) as capture:
        yield iter((capture,))
