"""A program that stays up: its answers are read strictly, and what is none is trouble."""

from collections.abc import Callable
from contextlib import closing

import pytest

from sse_conform.suite import (
    AdapterError,
    Check,
    Checking,
    Decode,
    Dispatched,
    Encode,
    Found,
    Message,
    Reading,
    Refusal,
    Reply,
    Skip,
    Stdio,
    Task,
    Trouble,
    Writing,
)

Program = Callable[[str], list[str]]

Make = Callable[..., Stdio]


def ask(adapter: Stdio, task: Task) -> Reply:
    (reply,) = adapter.ask([task])
    return reply


def test_who_it_is(program: Program, loop: str) -> None:
    with closing(Stdio(program(loop.format(body="pass")))) as adapter:
        implementation = adapter.start()
    assert (implementation.name, implementation.version, implementation.language) == ("small", "2", "python")
    assert (implementation.decoder, implementation.encoder) == ({"id"}, frozenset())
    assert (implementation.checker, implementation.chunked) == ({"text"}, True)


DECODE = Decode((b"data: \xe2\x82", b"\xac\n\n"), "7")
EVENT = Dispatched("message", "A", "")
ANSWERS: dict[str, tuple[Task, str, Reply]] = {
    "the least": (DECODE, "answer(seq=seq, events=[])", Reading([])),
    "the least event": (DECODE, "answer(seq=seq, events=[dict(data='A')])", Reading([EVENT])),
    "everything": (
        DECODE,
        "answer(seq=seq, events=[dict(type='t', data='A', id='7', chunk=2)], comments=['x'], error='bad byte', "
        "state=dict(last_event_id='7', retry=5, discarded=3), skipped=None, errored=None)",
        Reading(
            [Dispatched("t", "A", "7", 2)],
            ("x",),
            {"last_event_id": "7", "retry": 5, "discarded": 3},
            "bad byte",
        ),
    ),
    "null for what it cannot say": (
        DECODE,
        "answer(seq=seq, events=[dict(type=None, data='A', id=None, chunk=None)], comments=None, error=None, "
        "state=dict(last_event_id=None, retry=None, discarded=None))",
        Reading([EVENT], state={"last_event_id": "", "retry": None}),
    ),
    "bytes for texts": (
        DECODE,
        r"answer(seq=seq, events=[dict(type_x='t\xe9', x='\xe2\x82\xac', id_x='\xff')], comments_x=['\xe9', ''], "
        r"state=dict(last_event_id_x='\xe9'))",
        Reading(
            [Dispatched("t\ufffd", "\u20ac", "\ufffd")],
            comments=("\ufffd", ""),
            state={"last_event_id": "\ufffd"},
        ),
    ),
    "bytes": (Encode((Message("A"),)), "answer(seq=seq, x='data: \\xe9')", Writing(b"data: \xe9")),
    "a refusal": (
        Encode((Message("A"),)),
        "answer(seq=seq, refused='id', message='no')",
        Refusal("id", "no"),
    ),
    "a refusal without a field": (Encode((Message("A"),)), "answer(seq=seq, refused=None)", Refusal(None)),
    "a checking": (
        Check(b"", "sse", "p", ""),
        "answer(seq=seq, text='T', framing=None, findings=[dict(code='C', level='error', byte=0, line=1, event=1)])",
        Checking((Found("C", "error", 0, 1, 1),), text="T"),
    ),
    "the least checking": (Check(b"", "sse", "p", ""), "answer(seq=seq)", Checking()),
    "skipped": (DECODE, "answer(seq=seq, skipped='not built')", Skip("not built")),
    "errored": (DECODE, "answer(seq=seq, errored='lost it')", Trouble("lost it")),
}


@pytest.mark.parametrize(("task", "body", "reply"), ANSWERS.values(), ids=ANSWERS)
def test_answers(stdio: Make, task: Task, body: str, reply: Reply) -> None:
    assert ask(stdio(body), task) == reply


def test_commands(program: Program) -> None:
    """The program hands back what it was sent, as comments."""
    source = """
        import json, sys
        seen = []
        for line in sys.stdin:
            command = json.loads(line)
            if command["cmd"] == "hello":
                print('{"v":1,"name":"echo"}', flush=True)
                continue
            seen.append(json.dumps(command))
            if command["cmd"] in ("eof", "encode", "check"):
                print(json.dumps({"seq": command["seq"], "skipped": " ".join(seen)}), flush=True)
                seen = []
    """
    tasks: list[Task] = [
        DECODE,
        Encode((Message("A\ud83d", retry=1.5), Message(type="t"))),
        Check(b"\xff", "http", "ciniterflow", "named"),
    ]
    with closing(Stdio(program(source))) as adapter:
        adapter.start()
        replies = list(adapter.ask(tasks))
    assert replies == [
        Skip(
            '{"cmd": "open", "seq": 1, "last_event_id": "7"} {"cmd": "feed", "seq": 1, "x": "data: \\u00e2\\u0082"} '
            '{"cmd": "feed", "seq": 1, "x": "\\u00ac\\n\\n"} {"cmd": "eof", "seq": 1}'
        ),
        Skip('{"cmd": "encode", "seq": 2, "messages": [{"data": "A\\ud83d", "retry": 1.5}, {"type": "t"}]}'),
        Skip(
            '{"cmd": "check", "seq": 3, "x": "\\u00ff", "format": "http", "profile": "ciniterflow", "force": "named"}'
        ),
    ]


WRONG_ANSWERS = {
    "no JSON": (
        "print('debug: here', flush=True)",
        "the answer is 'debug: here', which is no JSON object; write nothing",
    ),
    "no object": ("print('[]', flush=True)", "the answer is '[]', which is no JSON object"),
    "another seq": (
        "answer(seq=99, events=[])",
        "the answer: seq 1: it answers seq 99; answer each task once",
    ),
    "no seq": ("answer(events=[])", "the answer: seq 1: seq is missing; add it: an integer"),
    "no events": ("answer(seq=seq)", "the answer: seq 1: events is missing; add it: a list"),
    "an unknown member": (
        "answer(seq=seq, event=[], events=[])",
        "unknown key 'event'; did you mean 'events'?",
    ),
    "an event without data": ("answer(seq=seq, events=[{}])", "data is missing; add it: a string"),
    "an event that is a string": ("answer(seq=seq, events=['A'])", "'A' stands where a table must be"),
    "a retry that is a string": (
        "answer(seq=seq, events=[], state=dict(retry='5'))",
        "retry is '5'; it must be a number",
    ),
    "an unknown state": ("answer(seq=seq, events=[], state=dict(id='5'))", "unknown key 'id'"),
    "an end": ("sys.exit(3)", "it ended with exit code 3, and there is no answer"),
    "a closed output": ("os.close(1); time.sleep(60)", "it closed its output, and there is no answer"),
    "an answer in two lines": ("print('{\\n}', flush=True)", "the answer is '{', which is no JSON object"),
}


@pytest.mark.parametrize(("body", "message"), WRONG_ANSWERS.values(), ids=WRONG_ANSWERS)
def test_wrong_answers(stdio: Make, body: str, message: str) -> None:
    reply = ask(stdio(body), Decode(()))
    assert isinstance(reply, Trouble)
    assert message in reply.message
    assert not reply.hung


def test_bytes_that_are_none(stdio: Make) -> None:
    reply = ask(stdio("answer(seq=seq, x='\\u20ac')"), Encode((Message("A"),)))
    assert isinstance(reply, Trouble)
    assert reply.message.endswith("x holds a character over U+00FF; each character is one byte")


STARTS = {
    "ends": ("raise SystemExit(3)", "it ended with exit code 3, and there is no answer to hello"),
    "hangs": ("import time; time.sleep(60)", "no answer to hello after 0.3 s; does it flush its output?"),
    "greets": (
        "print('Welcome!')",
        "the answer to hello is 'Welcome!', which is no JSON object; write nothing but",
    ),
    "speaks another version": ("print('{\"v\": 2}')", "v is 2; this is version 1 of the protocol"),
    "says no version": ("print('{}')", "v is missing"),
    "has no name": ("print('{\"v\": 1}')", "the answer to hello: name is missing; add it: a string"),
    "cannot be right": (
        'print(\'{"v": 1, "name": "x", "decoder": ["state"]}\')',
        "decoder holds 'state'; choose of comments, discarded, id, last_event_id, prompt, reconnect, retry",
    ),
    "says too much": ('print(\'{"v": 1, "name": "x", "roles": []}\')', "unknown key 'roles'"),
}


@pytest.mark.parametrize(("source", "message"), STARTS.values(), ids=STARTS)
def test_a_program_that_starts_wrong(program: Program, source: str, message: str) -> None:
    start_timeout = 0.3 if "sleep" in source else 30
    with pytest.raises(AdapterError) as caught:
        Stdio(program(source), start_timeout=start_timeout).start()
    assert message in str(caught.value)


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(AdapterError, match=r"^no/such/program cannot be started: No such file or directory$"):
        Stdio(["no/such/program"]).start()
