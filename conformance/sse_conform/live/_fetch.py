"""One connection: the request sent, the chunks of its answer as they arrive, and how it ended."""

import asyncio
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import AsyncExitStack, contextmanager

import attrs
import httpx2

from ..captures import Capture, CaptureError, Chunk, NoStreamError
from ..captures._coding import undone
from ..ending import Ending, EndingKind
from ..head import RequestHead, ResponseHead
from ..redaction import redacted_url
from ._address import address
from ._client import new_client
from ._endings import broken_off
from ._loop import run_interruptibly
from ._redirects import RedirectError, hop, leads_elsewhere
from ._request import Request, build, with_credentials
from ._sentences import explained


@attrs.frozen
class Patience:
    """How long to listen, in seconds; None is without limit."""

    max_time: float | None = None
    """From the sending of the request on. A stream may well live longer: to stop it there finds no fault with it."""
    idle_timeout: float | None = None
    """Without a byte, before the response or within it."""
    max_bytes: int | None = None
    """Bytes of the body, as they come; None for all. Memory does not grow with them, so a stream may have any number."""


@contextmanager
def fetch(
    request: Request,
    patience: Patience,
    on_head: Callable[[RequestHead | ResponseHead], None] = lambda _: None,
) -> Generator[Capture]:
    """The stream that answers the request; leaving the context closes the connection.

    `on_head` hears of the head of each request before it is sent, redirects among them, and of that of its response. Both hold secrets.

    Raises :class:`NoStreamError` when there was no response, and :class:`CaptureError` when the URL is no URL.
    """
    connection = _Connection(request, patience, on_head)
    with asyncio.Runner() as runner:
        try:
            head = run_interruptibly(runner, connection.open)
            capture = Capture(
                connection.source,
                "live",
                "timed",
                head,
                _driven(runner, connection),
                connection.notes,
                _refusal(head),
                connection.request,
            )
            yield undone(capture, NoStreamError)
        finally:
            run_interruptibly(runner, connection.close)


def _refusal(head: ResponseHead) -> str:
    """Why an EventSource takes this response for no stream (HTML standard, 9.2.3); "" when it reads it."""
    if head.status != 200:
        return f"the server answered {head.status}, not 200"
    media_type = head.get("Content-Type")
    if media_type is None:
        return "the server's answer has no Content-Type; it must be text/event-stream"
    if media_type.partition(";")[0].strip().lower() != "text/event-stream":
        return f"the server answered with Content-Type {media_type}, not text/event-stream"
    return ""


def _driven(runner: asyncio.Runner, connection: "_Connection") -> Iterator[Chunk | Ending]:
    while isinstance(read := run_interruptibly(runner, connection.read), Chunk):
        yield read
    yield read


class _Connection:
    """One request and its answer. All waiting is here, and every wait has its deadline."""

    def __init__(
        self, request: Request, patience: Patience, on_head: Callable[[RequestHead | ResponseHead], None]
    ) -> None:
        self.source = redacted_url(request.url)
        self._redirections: tuple[str, ...] = ()
        self._request = request
        self._on_head = on_head
        self._patience = patience
        self._resources = AsyncExitStack()
        self._began = 0.0
        self._received = 0

    async def open(self) -> ResponseHead:
        kind: EndingKind = "timeout"
        try:
            request = self._first_request()
            client = await self._resources.enter_async_context(
                new_client(self.source, insecure=self._request.insecure, http2=self._request.http2)
            )
            self._began = asyncio.get_running_loop().time()  # making the client takes a while, too
            kind, deadline = self._deadline()
            async with asyncio.timeout_at(deadline):
                self._response = await self._answer(client, request)
        except TimeoutError:
            raise NoStreamError(self.source, f"no response within {self._limit(kind)}") from None
        except RedirectError as error:
            raise NoStreamError(self.source, str(error)) from error
        except (httpx2.HTTPError, OSError, ValueError, OverflowError, ExceptionGroup) as error:
            # All but the first come from below the HTTP library: from the coding of a host name, a proxy's port.
            raise NoStreamError(self.source, explained(error)) from error
        self._resources.push_async_callback(self._response.aclose)
        self._body: AsyncIterator[bytes] = self._response.aiter_raw()
        self._head = _head(self._response)
        return self._head

    def _first_request(self) -> Request:
        try:
            url = address(self._request.url)
        except ValueError as error:
            raise CaptureError(self.source, f"it is no URL: {error}") from error
        if url.scheme not in self._request.redirects.protocols:
            raise CaptureError(self.source, f"{url.scheme} is not to be used (--proto)")
        return with_credentials(self._request)

    async def _answer(self, client: httpx2.AsyncClient, request: Request) -> httpx2.Response:
        """The response at the end of all redirects."""
        limit = request.redirects.limit
        while leads_elsewhere(response := await self._exchanged(client, request)):
            # Closed and not read: its body may have no end.
            await response.aclose()
            if len(self._redirections) == limit:
                raise RedirectError(f"more than {limit} redirects (--max-redirs)")
            following = hop(request, response)
            request = following.request
            self._redirections += (following.note,)
        return response

    async def _exchanged(self, client: httpx2.AsyncClient, request: Request) -> httpx2.Response:
        built = build(client, request)
        self._on_head(_request_head(built))
        response = await client.send(built, stream=True)
        self._on_head(_head(response))
        return response

    async def read(self) -> Chunk | Ending:
        """The next chunk, or how the stream ended."""
        read = await self._read()
        t = asyncio.get_running_loop().time() - self._began
        return attrs.evolve(read, t=t)

    async def _read(self) -> Chunk | Ending:
        if self._room() == 0:
            return Ending("stopped", f"{self._received:,} bytes (--max-bytes) came")
        clock = asyncio.get_running_loop().time
        kind, deadline = self._deadline()
        if deadline is not None and clock() >= deadline:
            return self._given_up(kind)  # a stream that always has more would never let a timeout strike
        try:
            async with asyncio.timeout_at(deadline):
                data = await anext(self._body, None)
        except TimeoutError:
            return self._given_up(kind)
        except httpx2.TransportError as error:
            return broken_off(error, self._head, self._received)
        if data is None:
            return Ending()
        data = data[: self._room()]
        self._received += len(data)
        return Chunk(data)

    async def close(self) -> None:
        await self._resources.aclose()

    @property
    def request(self) -> RequestHead:
        """The last request: a redirect may have made a GET of it, and led elsewhere."""
        return _request_head(self._response.request)

    @property
    def notes(self) -> tuple[str, ...]:
        """Where redirects led, and which wish of the request was no use, or has a price."""
        return (*self._redirections, *self._reservations())

    def _reservations(self) -> Iterator[str]:
        is_safe = self._response.request.url.scheme == "https"
        if self._request.insecure and is_safe:
            yield "the certificate of the server was not checked (--insecure)"
        if self._request.http2 and self._head.version != "2":
            why = "the server chose it" if is_safe else "HTTP/2 is asked for at https URLs alone"
            yield f"asked by HTTP/{self._head.version}, and not by HTTP/2 (--http2): {why}"

    def _room(self) -> int | None:
        """How many more bytes are wanted; None for all."""
        limit = self._patience.max_bytes
        return None if limit is None else limit - self._received

    def _deadline(self) -> tuple[EndingKind, float | None]:
        """What the next wait may end with, and when by the loop's clock."""
        idle = self._patience.idle_timeout
        last = None if self._patience.max_time is None else self._began + self._patience.max_time
        silent = None if idle is None else asyncio.get_running_loop().time() + idle
        if last is not None and (silent is None or last <= silent):
            return "time-up", last
        return "timeout", silent

    def _given_up(self, kind: EndingKind) -> Ending:
        limit = self._limit(kind)
        if kind == "timeout":
            return Ending(kind, f"nothing came for {limit}")
        return Ending(kind, f"{limit} passed" if self._received else f"nothing came within {limit}")

    def _limit(self, kind: EndingKind) -> str:
        if kind == "time-up":
            return f"{self._patience.max_time:g} s (--max-time)"
        return f"{self._patience.idle_timeout:g} s (--idle-timeout)"


def _request_head(request: httpx2.Request) -> RequestHead:
    return RequestHead(request.method, str(request.url), _fields(request.headers))


def _head(response: httpx2.Response) -> ResponseHead:
    version = response.http_version.removeprefix("HTTP/")
    return ResponseHead(version, response.status_code, _fields(response.headers))


def _fields(headers: httpx2.Headers) -> tuple[tuple[str, str], ...]:
    # RFC 9110, section 5.5: what is not ASCII in a header is opaque bytes; Latin-1 keeps every one.
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)
