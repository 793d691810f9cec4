"""Command lines that nobody would type, in environments that nobody would set up: no fault, no traceback, nothing destroyed.

    python fuzz/command_line.py --count 5000 --seed 1

Each runs in this process, in a folder of its own; every hundredth as a program, with some of its standard streams closed. What
it reads must be as it was afterwards. The first command line that breaks this is printed; the exit code is then 1.
"""

import argparse
import os
import random
import re
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# After everything else: the installed package is tested when there is one, and that of this checkout otherwise.
sys.path.extend([str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "conformance")])

from click.testing import CliRunner

from sse_conform.cli import main as sse_conform

CONTROL = re.compile(r"[^\n\x20-\x7e\xa0-\U0010ffff]|[\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
FILES = {
    "good.sse": b"data: a\n\n",
    "cut.sse": b"data: a\r\n\r\ndata: b",
    "odd\x1b\udcff.sse": b"event: x\ndata: \xff\n\n",
    "head.http": b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n",
    "empty.sse": b"",
    "mine.toml": b'profile = "mi\\u001b[31mne"\ntitle = "x"\n[kinds]\na = "x"\n[[framing]]\nname = "named"\nkind = "type"\n'
    b'[order]\ngrammar = "a"\n',
    "broken.toml": b'profile = "\\u001b[31m"\n[kinds]\n"\x1b" = 3\n',
    "lines.json": b'{"data": "a"}\n{"data": 3}\n',
}
LINKS = {"hard.sse": "good.sse", "soft.sse": "cut.sse"}
WORDS = [
    *FILES, *LINKS, ".", "..", "-", "", " ", "*", "**", "[", "\x1b[31m", "\u202e", "\udcff", "x" * 5000, "nope", "/nonexistent/x",
    "0", "-1", "1", "9" * 30, "1e400", "nan", "inf", "-inf", "0.0001", "--", "-h", "--version", "none", "auto", "never", "error", "ALL", "SSE101",
    "SSE1,ORD", ",", "ciniterflow", "openai-chat", "completed", "json", "jsonl", "concise", "text", "svg", "lf", "mine.toml", "named",
    "http://127.0.0.1:1/", "http://127.0.0.1:99999/", "HTTP://", "http://[", "https://127.0.0.1:1/\udcff", "http://u:p@127.0.0.1:1/?pwd=x",
    "http://[fe80::1%25x]:1/", "http://" + "a" * 70 + ".invalid:1/", "http://\u2024:1/", "=http", "-all", "A: b", "A:", ":", "A: \udcff\x01",
    "Authorization: Basic \xff", "Cookie: a", "@good.sse", "@", "@.", "@-", "@nope", "GET", "G T", "\xe9", "json:out.json", "json:good.sse",
    "json:hard.sse", "text:soft.sse", "json:", "json:.", "json:nope/x", "jsonl:mine.toml", "json:/dev/full", "json:" + "x" * 300, "text:\udcff",
]  # fmt: skip
CHECK = [
    "--profile", "--require-profile", "--expect", "--framing", "--select", "--extend-select", "--ignore", "--max-events",
    "--max-event-size", "--max-time", "--max-bytes", "--idle-timeout", "-X", "-H", "-d", "--last-event-id", "--max-redirs", "--proto",
    "--location-trusted", "--format", "--fail-on", "--exit-zero", "--statistics", "--color", "--no-color", "-q",
]  # fmt: skip
COMMANDS: list[tuple[list[str], list[str]]] = [
    (["check"], CHECK),
    (["check"], CHECK),
    (["check", "good.sse"], CHECK),
    (["check", "http://127.0.0.1:1/", "cut.sse"], CHECK),
    (["decode"], ["--comments", "--max-event-size"]),
    (["encode"], ["--newline", "--normalize"]),
    (["rules"], ["--all", "--format"]),
    (["explain"], ["--format"]),
    (["schema"], []),
    (["profile", "show"], ["--format"]),
    (["profile", "show", "mine.toml"], ["--format"]),
    (["profile", "check"], ["--format", "--fail-on", "-q"]),
    (["profile", "list"], ["--format"]),
    (["profile", "schema"], []),
    (["suite", "list"], ["--format", "--select"]),
    (["suite", "show"], []),
    ([], ["--traceback"]),
]
ENVIRONMENT = {
    "ALL_PROXY": [
        "socks5://127.0.0.1:1",
        "socks5h://u:p@127.0.0.1",
        "http://127.0.0.1:99999",
        "foo://x",
        "\x1b[31m",
        "http://[",
    ],
    "HTTP_PROXY": ["http://127.0.0.1:1", "127.0.0.1:1", "http://u:p@127.0.0.1:99999/", ":"],
    "NO_PROXY": ["*", ",", "[::", "127.0.0.1", "\udcff", "*.x:99999/3"],
    "SSL_CERT_FILE": ["/nonexistent", "good.sse", "."],
    "NO_COLOR": ["", "1"],
    "TERM": ["dumb", ""],
    "COLUMNS": ["0", "-1", "x"],
    "SSE_CONFORM_TRACEBACK": ["0", ""],
}


def prepare(folder: Path) -> None:
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    os.link(folder / "good.sse", folder / "hard.sse")
    os.symlink("cut.sse", folder / "soft.sse")


def a_command_line(chance: random.Random) -> list[str]:
    """Words after a command, most of them its options with a value of some kind."""
    command, options = chance.choice(COMMANDS)
    words = list(command)
    for _ in range(chance.choice([0, 1, 2, 2, 3, 6])):
        if options and chance.random() < 0.7:
            words.append(chance.choice(options))
        if chance.random() < 0.8:
            words.append(chance.choice(WORDS))
    return words


def an_environment(chance: random.Random) -> dict[str, str]:
    chosen = [name for name in ENVIRONMENT if chance.random() < 0.15]
    return {name: chance.choice(ENVIRONMENT[name]) for name in chosen}


def fault_of(words: list[str], environment: dict[str, str]) -> str:
    """What a command line does that it never may; "" when it does none of that."""
    result = CliRunner().invoke(sse_conform, words, input=b"data: a\n\n", env=environment)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        return f"it raised {result.exception!r}"
    is_colored = "--color" in words
    return fault_in(result.exit_code, result.stdout_bytes, result.stderr_bytes, is_colored)


def fault_in(code: int, stdout: bytes, stderr: bytes, is_colored: bool = False) -> str:
    written = (stdout + stderr).decode("utf-8", "backslashreplace")
    if code not in (0, 1, 2, 3):
        return f"it ended with {code}: {written[-1500:]}"
    if (
        "fault of sse-conform, not" in written
        or "Traceback (most" in written
        or "Exception ignored" in written
    ):
        return f"it has a fault: {written[-1500:]}"
    shown = re.sub(r"\x1b\[[0-9;]*m", "", written) if is_colored else written
    found = CONTROL.search(shown)
    return (
        ""
        if found is None
        else f"it wrote {found[0]!r}: {shown[max(0, found.start() - 200) : found.end()]!r}"
    )


def fault_of_program(words: list[str], environment: dict[str, str], closed: str) -> str:
    """The same of a program whose standard streams are partly closed, by a shell."""
    command = shlex.join([sys.executable, "-P", "-m", "sse_conform", *words])
    everything = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment}
    done = subprocess.run(
        f"{command} {closed}",
        shell=True,
        env=everything,
        input=b"data: a\n\n",
        capture_output=True,
        timeout=60,
        check=False,
    )
    return fault_in(done.returncode, done.stdout, done.stderr, "--color" in words)


CLOSED = ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full", "<.", ""]


def destroyed(words: list[str]) -> str:
    """An input of the command that is not as it was, or a file that a report left behind."""
    inputs = [word for word in words[1:3] if word in FILES]
    lost = [name for name in inputs if not Path(name).is_file() or Path(name).read_bytes() != FILES[name]]
    left = [name for name in os.listdir() if name.startswith(".sse-conform-")]
    return f"changed or left behind: {lost + left}" if lost + left else ""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000, help="command lines to try (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the first (%(default)s)")
    options = parser.parse_args()
    began = time.monotonic()
    for number in range(options.count):
        chance = random.Random(f"{options.seed}-{number}")
        words, environment = a_command_line(chance), an_environment(chance)
        if fault := tried(words, environment, chance.choice(CLOSED) if number % 100 == 0 else None):
            print(f"{number}: {words!r} with {environment!r}\n  {fault}")
            return 1
    print(f"{options.count:,} command lines in {time.monotonic() - began:.0f} s: nothing broke")
    return 0


def tried(words: list[str], environment: dict[str, str], closed: str | None) -> str:
    home = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        os.chdir(folder)
        try:
            fault = (
                fault_of(words, environment)
                if closed is None
                else fault_of_program(words, environment, closed)
            )
            return fault or destroyed(words)
        finally:
            os.chdir(home)


if __name__ == "__main__":
    sys.exit(main())
