"""Heads that no server should send: a server on this machine sends them, and `check` has to survive each.

    python fuzz/heads.py --count 10000 --seed 1

Many answers repeat the secret of the request. The check has to end without a fault of its own, name every address, and write no
control character and no piece of the secret. The first answer that breaks this is printed; the exit code is then 1.
"""

import argparse
import base64
import html
import json
import os
import random
import re
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from urllib.parse import quote

# After everything else: the installed package is tested when there is one, and that of this checkout otherwise.
sys.path.extend([str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "conformance")])

from click.testing import CliRunner

from sse_conform.cli import main as sse_conform
from sse_conform.render import CHECK_FORMATS

SECRET = 'sk-live/7"Zq\\9+xK2&mW4=vB8'
BATCH = 50
"""Addresses in one run: a fault at one address must not stop the others."""
SLOWEST = BATCH + 10.0
"""Seconds that one run may take: one for each address (--max-time), and ten for a busy machine."""
CONTROL = re.compile(r"[^\n\x20-\x7e\xa0-\U0010ffff]|[\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
NAMES = [
    "Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Location", "Connection", "Set-Cookie",
    "Cache-Control", "Retry-After", "Trailer", "Upgrade", "X-Accel-Buffering", "WWW-Authenticate", "Alt-Svc", "Date",
]  # fmt: skip
VALUES = [
    "", " ", "text/event-stream", "text/event-stream; charset=utf-16", "text/event-stream, text/html", "text/event-stream;;;=",
    "text/event-stream; charset=\x1b[31m", "application/json", ";", "gzip", "br, gzip, zstd", "gzip, " * 40, "identity", "\xe9\xff",
    "chunked", "chunked, chunked", "gzip, chunked", "0", "-1", "9" * 30, "9" * 5000, "1, 2", "+5", "0x10", "5 5", "close", "keep-alive",
    "a=b; Max-Age=99999999999999999999; Domain=..; Path=\x7f", "=;=;=", "\u202e".encode().decode("latin-1"), "x" * 20_000,
    "\"" * 300, "a=b; expires=Wdy, 99-Xxx-9999999999 99:99:99 GMT", "{secret}", "Bearer {secret}", "a={secret}; Secure",
]  # fmt: skip
LOCATIONS = [
    "/{other}", "//127.0.0.1:{port}/{other}", "http://127.0.0.1:99999/", "http://127.0.0.1:0/", "http://127.0.0.1:-1/",
    "http://127.0.0.1:1/{secret}", "http://[::1]:1/", "http://[::1%25lo]:1/", "http://[fe80::1%eth0]:1/", "http://[", "http://", "http:///",
    "https://127.0.0.1:1/", "ftp://127.0.0.1/", "file:///etc/passwd", "javascript:alert(1)", "data:text/event-stream,data: a",
    "?a={secret}", "#", "", " ", "\xff\xfe", "http://\xff/", "http://a..b.invalid/", "http://" + "a" * 70 + ".invalid/",
    "http://xn--a.invalid/", "http://127.0.0.1:" + "9" * 5000 + "/", "http://u:p{secret}@127.0.0.1:1/", "/" + "a" * 70_000,
    "http://127.0.0.1:{port}@127.0.0.1:1/", "\\\\127.0.0.1:1\\x", "http://127.0.0.1:1/?token={secret}", "http://0x7f.1:1/",
    "http://1.2.3.4.5.invalid/", "///", "http:x", "//", "http://%00/", "http://127.0.0.1:{port}/{other}#{secret}",
]  # fmt: skip
STATUSES = [
    "HTTP/1.1 200 OK",
    "HTTP/1.1 302 Found",
    "HTTP/1.1 307 \xff",
    "HTTP/1.0 200",
    "HTTP/1.1 303 x",
    "HTTP/1.1 401 {secret}",
]
ODD_STATUSES = [
    "HTTP/1.1 100 Continue", "HTTP/1.1 101 Switching", "HTTP/1.1 999 x", "HTTP/1.1 000 x", "HTTP/9.9 200 OK", "HTTP/2 200 OK",
    "HTTP/1.1 204 No", "HTTP/1.1 304 Not", "HTTP/1.1 2000 x", "HTTP/1.1", "HTTP", "ICY 200 OK", "\x00", "HTTP/1.1 200 \x1b[31m",
    "SSH-2.0-x", "HTTP/1.1  200 OK", "http/1.1 200 ok", "HTTP/1.1 200 " + "x" * 70_000, "HTTP/1.1 -20 x", "", "HTTP/1.1 308 x",
]  # fmt: skip
BODIES = [
    "", "data: a\n\n", "data: {secret}\n\n", '{"error": "bad key {secret}"}', "<h1>{secret}</h1>", "\x1f\x8b\x08", "event: error\ndata: {secret}\n\n",
    "5\r\ndata:\r\n0\r\n\r\n", "ffffffffffffffffffff\r\nx", "data: \x1b[31m\u202e\n\n", "id: {secret}\nretry: 9\n\n", "-1\r\nx\r\n",
    "data: " + "x" * 150 + "{secret}\n\n", "Data: {secret}\n\n: {secret}\n\n", "\x00" * 100, "data: \xff\n\n" * 50,
]  # fmt: skip
FORMS: list[Callable[[str], str]] = [
    str,
    lambda secret: json.dumps(secret)[1:-1],
    lambda secret: json.dumps(json.dumps(secret))[3:-3],
    quote,
    html.escape,
    lambda secret: base64.b64encode(secret.encode()).decode(),
    lambda secret: base64.urlsafe_b64encode(b"ab" + secret.encode()).decode()[3:],
    lambda secret: secret[:13],
    lambda secret: secret[-9:],
]


def an_answer(chance: random.Random, port: int, others: int) -> bytes:
    """Return a whole answer: a malformed head, and a body."""
    end = chance.choice(["\r\n"] * 8 + ["\n", "\r", "\r\n "])
    status = chance.choice(STATUSES if chance.random() < 0.8 else ODD_STATUSES)
    lines = [status, *(a_field(chance) for _ in range(chance.choice([0, 1, 2, 3, 5, 200])))]
    if chance.random() < 0.6:
        lines.append("Content-Type: text/event-stream")
    head = end.join(lines) + end * chance.choice([2, 2, 2, 2, 1, 0])
    text = (head + chance.choice(BODIES)).replace("{port}", str(port))
    text = text.replace("{other}", str(chance.randrange(others)))
    text = text.replace("{secret}", chance.choice(FORMS)(SECRET))
    answer = text.encode("latin-1", "replace") if chance.random() < 0.5 else text.encode("utf-8")
    return damaged(chance, answer) if chance.random() < 0.2 else answer


def a_field(chance: random.Random) -> str:
    name = (
        chance.choice(NAMES)
        if chance.random() < 0.9
        else chance.choice(["", "X Y", ":", "\x00", "X\xff", "x" * 500])
    )
    value = chance.choice(LOCATIONS if name == "Location" else VALUES)
    return f"{name}{chance.choice([': ', ':', ' : ', '', ':  '])}{value}"


def damaged(chance: random.Random, answer: bytes) -> bytes:
    """The answer with a few bytes changed, or cut."""
    data = bytearray(answer)
    for _ in range(chance.randrange(1, 4)):
        if data:
            data[chance.randrange(min(len(data), 400))] = chance.randrange(256)
    return bytes(data[: chance.randrange(len(data) + 1)] if chance.random() < 0.3 else data)


class Server:
    """Answers the request for ``/5`` with the answer of that number."""

    def __init__(self) -> None:
        self.answers: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            with suppress(OSError, ValueError, IndexError), connection:
                connection.settimeout(2)
                path = connection.recv(65536).split(b" ")[1]
                connection.sendall(self.answers[int(re.findall(rb"\d+", path)[0])])
                connection.shutdown(socket.SHUT_WR)


@contextmanager
def without_certificates() -> Iterator[None]:
    """Else every connection reads all certificates of the machine."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("SSL_CERT_FILE", None)
        os.environ["SSL_CERT_DIR"] = folder
        yield


def fault_of(arguments: list[str], addresses: int) -> str:
    """What a run does that it never may; "" when it does none of that."""
    began = time.monotonic()
    result = CliRunner().invoke(sse_conform, arguments)
    written = result.stdout + result.stderr
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        return f"it raised {result.exception!r}"
    if "fault of sse-conform" in written or "Traceback" in written or "Warning:" in written:
        return f"it has a fault: {result.stderr[-2000:]}"
    if result.exit_code not in (0, 1, 2, 3):
        return f"it ended with {result.exit_code}"
    if (found := CONTROL.search(written)) is not None:
        return f"it wrote {found[0]!r} in {written[max(0, found.start() - 200) : found.end()]!r}"
    if (piece := leaked(written)) is not None:
        at = written.index(piece)
        return f"it wrote {piece!r} of the secret, in {written[max(0, at - 200) : at + 60]!r}"
    if time.monotonic() - began > SLOWEST:
        return f"it took {time.monotonic() - began:.1f} s"
    return short_of(result.stdout, addresses) if "json" in arguments else ""


def leaked(written: str) -> str | None:
    """A piece of the secret that was written: eight characters of its beginning or end, or twelve of its middle."""
    return next((piece for piece in PIECES if piece in written), None)


def pieces_of(text: str) -> list[str]:
    return [text[:8], text[-8:], *(text[at : at + 12] for at in range(len(text) - 11))]


PIECES = [form(piece) for form in FORMS[:5] for piece in pieces_of(SECRET)]
PIECES += [piece for form in FORMS[5:7] for piece in pieces_of(form(SECRET))]


def short_of(document: str, addresses: int) -> str:
    """What the JSON report lacks."""
    try:
        report = json.loads(document)
    except ValueError as error:
        return f"its report is no JSON: {error}"
    told = {each["source"] for each in (*report["captures"], *report["summary"]["unread"])}
    return "" if len(told) == addresses else f"it says nothing of {addresses - len(told)} addresses"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000, help="answers to try (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the first run (%(default)s)")
    options = parser.parse_args()
    import_module("sse_conform.live")  # without this extra no address is read, and nothing could break
    server = Server()
    began = time.monotonic()
    with without_certificates():
        for number in range(-(-options.count // BATCH)):
            chance = random.Random(f"{options.seed}-{number}")
            server.answers = [an_answer(chance, server.port, BATCH) for _ in range(BATCH)]
            common = [
                "check",
                "--max-time",
                "1",
                "--max-redirs",
                "4",
                "-H",
                f"Authorization: Bearer {SECRET}",
            ]
            common += ["--format", chance.choice([*(format.name for format in CHECK_FORMATS), "json"])]
            common += ["-d", "{}"] if chance.random() < 0.3 else []
            common += ["--location-trusted"] if chance.random() < 0.2 else []
            urls = [f"http://127.0.0.1:{server.port}/{path}" for path in range(BATCH)]
            if fault := fault_of([*common, *urls], BATCH):
                return tell(server, common, urls, f"{options.seed}-{number}", fault)
    print(
        f"{-(-options.count // BATCH) * BATCH:,} answers in {time.monotonic() - began:.0f} s: nothing broke"
    )
    return 0


def tell(server: Server, common: list[str], urls: list[str], seed: str, fault: str) -> int:
    """Print the fault, and the answers that show it each by itself."""
    print(f"run {seed}: {fault}")
    for url, answer in zip(urls, server.answers, strict=True):
        if alone := fault_of([*common, url], 1):
            print(f"{url}: {alone}\n  its answer: {answer[:3000]!r}")
            break
    return 1


if __name__ == "__main__":
    sys.exit(main())
