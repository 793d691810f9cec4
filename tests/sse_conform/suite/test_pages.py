"""What the pages about the suite say is true: their cases load, their exchanges are those of our own codec."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sse_conform.suite import (
    Check,
    Decode,
    Dispatched,
    Encode,
    InProcess,
    Message,
    Reading,
    Stdio,
    Task,
    fixtures_folder,
    load_cases,
    run,
    tally,
)
from sse_conform.suite._protocol import commands, parse_answer, parse_hello
from sse_conform.suite.reference import Reference

FIXTURES = fixtures_folder()
DOCS = Path(__file__).parents[3] / "docs"

CASE_EXAMPLES = re.findall(
    r"^```toml\n(\[\[case\]\]\n.*?)^```", (FIXTURES / "CASES.md").read_text(), re.M | re.S
)


@pytest.mark.parametrize("example", CASE_EXAMPLES)
def test_the_cases_on_the_page_can_be_loaded(folder: Callable[..., Path], example: str) -> None:
    root = folder()
    shutil.copy(FIXTURES / "standard.toml", root)
    for id in re.findall(r'^id +?= "(\w+)/', example, re.M):
        kind = "encoder" if "messages" in example else "decoder"
        tables = [table for table in re.split(r"(?m)^(?=\[\[case\]\])", example) if f'"{id}/' in table]
        (root / kind / f"{id}.toml").write_text("".join(tables))
    cases = load_cases(root)
    assert len(cases) == example.count("[[case]]")
    verdicts = run(cases, InProcess(Reference()))
    assert not tally(verdicts).red


PAGE = (DOCS / "suite-protocol.md").read_text()
EXCHANGES = re.findall(r"((?:^    > .*\n)+)^    < (.*)\n", PAGE, re.M)
TASKS: dict[str, Task] = {
    "eof": Decode((b"id: 7\ndata: A\n", b"\n: bye\nretry: 1500\n\ndata: cut o")),
    "encode": Encode((Message("A\nB", "token", "7", 1500, "note"),)),
    "refused": Encode((Message("A", id="1\ndata: forged"),)),
    "check": Check(b"event: end\ndata: {}\n\n", "sse", "ciniterflow", ""),
}


def exchange(name: str) -> tuple[str, str]:
    """The commands and the answer of the page that hold a word."""
    (found,) = [
        (sent, got)
        for sent, got in EXCHANGES
        if ('"refused"' in got if name == "refused" else f'"cmd":"{name}"' in sent and '"refused"' not in got)
    ]
    return re.sub(r"(?m)^    > ", "", found[0]), found[1]


@pytest.mark.parametrize("name", TASKS)
def test_the_commands_on_the_page_are_those_that_are_sent(name: str) -> None:
    sent, answer = exchange(name)
    seq = json.loads(answer)["seq"]
    assert commands(seq, TASKS[name]).decode() == sent


@pytest.mark.parametrize("name", TASKS)
def test_the_answers_on_the_page_are_those_of_our_own_codec(name: str) -> None:
    _, answer = exchange(name)
    task = TASKS[name]
    shown = parse_answer(answer.encode(), json.loads(answer)["seq"], task)
    (given,) = InProcess(Reference()).ask([task])
    if name == "refused":
        assert getattr(given, "field", None) == getattr(shown, "field", "")
    elif isinstance(task, Check):
        assert getattr(given, "outcome", None) == getattr(shown, "outcome", "")
    else:
        assert given == shown


def test_the_greeting_on_the_page_can_be_read() -> None:
    greeting = next(answer for sent, answer in EXCHANGES if "hello" in sent)
    assert parse_hello(greeting.encode()).name == "acme-sse"


STUB = """
exports.createParser = ({ onEvent }) => {
  let rest = ''
  return { feed(text) {
    const blocks = (rest + text).split('\\n\\n')
    rest = blocks.pop()
    for (const block of blocks) onEvent({ data: block.replace('data: ', '') })
  } }
}
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="the example on the page is for Node")
def test_the_program_on_the_page_runs(tmp_path: Path) -> None:
    module = tmp_path / "node_modules" / "eventsource-parser"
    module.mkdir(parents=True)
    (module / "index.js").write_text(STUB)
    source = re.findall(r"^```js\n(.*?)^```", PAGE, re.M | re.S)[0]
    (tmp_path / "wrapper.js").write_text(source)
    adapter = Stdio(["node", str(tmp_path / "wrapper.js")])
    assert adapter.start().decoder == {"id"}
    replies = list(adapter.ask([Decode((b"data: \xe2\x82", b"\xac\n\n")), Encode((Message(""),))]))
    adapter.close()
    assert replies[0] == Reading([Dispatched(data="€")])
    assert getattr(replies[1], "message", "") == "no encode here"


def test_the_page_and_the_cases_name_every_capability() -> None:
    cases_page = (FIXTURES / "CASES.md").read_text()
    for case in load_cases():
        for need in case.needs:
            assert f"`{need}`" in PAGE
            assert f"`{need}`" in cases_page
