"""The server as a test sees it: it is told what to answer, and tells what it was asked."""

import os
import threading
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any

from ._faults import apply
from ._http import Listener, Received
from ._plan import Plan, plan


class SseServer:
    """A server on 127.0.0.1, from the moment when it is made until it is closed; a context manager.

    Answers are given in the order in which the test told them, and the last one again and again.
    """

    def __init__(self) -> None:
        self.requests: list[Received] = []
        """What was asked, in the order in which it came."""
        self._answers: dict[str | None, list[Plan]] = {}
        self._lock = threading.Lock()
        self._listener = Listener(self._choose)

    @property
    def url(self) -> str:
        """Its address, such as http://127.0.0.1:45678, without a slash at the end."""
        host, port = self._listener.server_address[:2]
        return f"http://{host!s}:{port}"

    def answer(
        self,
        stream: Any,
        *,
        faults: str | Iterable[str] = (),
        pace: float | None = None,
        status: int | None = None,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        path: str | None = None,
        only: str | int | None = None,
    ) -> str:
        """Answer the next request with a stream, and return the address.

        :param stream: bytes; an iterable of bytes, each of them a chunk, or of events; a capture, or the path of one, which
            brings its head, its chunks and its times as far as it has them.
        :param faults: what is to go wrong: names of `FAULTS`, some with a place, such as "cut@event:5".
        :param pace: seconds between two chunks; None sends them at once, or with the times of the capture.
        :param status: of the response; that of the capture, or 200.
        :param headers: fields to add, or to have another value.
        :param path: answer this path alone, without a query; None for all that have no answer of their own.
        :param only: the number, or a part of the name, of one stream in a file that holds several.
        :raises ValueError: there is no such fault, or the stream has no such place.
        :raises TypeError: this is no stream.
        :raises sse_conform.CaptureError: the capture cannot be read.
        """
        given: Any = headers  # a mapping is an iterable of its names, too
        fields = given.items() if hasattr(given, "items") else given
        made = plan(stream, status, fields, pace, only)
        for fault in [faults] if isinstance(faults, str) else faults:
            apply(fault, made)
        with self._lock:
            self._answers.setdefault(path, []).append(made)
        return self.url + (path or "/")

    def replay(self, recording: str | os.PathLike[str], **options: Any) -> str:
        """Answer with a recorded stream, and return the address; the options are those of `answer`."""
        return self.answer(os.fspath(recording), **options)

    def close(self) -> None:
        """Break the connections, and wait until nothing of the server runs."""
        self._listener.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.url}>"

    def __enter__(self) -> "SseServer":
        return self

    def __exit__(
        self,
        _sort: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _choose(self, request: Received) -> Plan:
        with self._lock:
            self.requests.append(request)
            path = request.path.partition("?")[0]
            waiting = self._answers.get(path) or self._answers.get(None)
            if not waiting:
                return self._refusal(path)
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def _refusal(self, path: str) -> Plan:
        others = " or ".join(each for each in self._answers if each is not None)
        told = (
            f"only for {others}; its base URL is {self.url}"
            if others
            else "call sse_server.answer(stream) first"
        )
        text = f"sse_server has no answer for {path}: {told}\n".encode(errors="replace")
        # SDKs do not ask again after this status.
        return Plan(404, [("Content-Type", "text/plain; charset=utf-8")], [(0.0, text)], length=len(text))
