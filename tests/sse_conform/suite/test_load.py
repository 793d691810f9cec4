"""Cases are read whole, with their defaults; whatever is wrong in a file is named with its place and its cure."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sse_conform.suite import (
    CaseError,
    DecoderCase,
    Dispatched,
    EncoderCase,
    Expectation,
    Message,
    OrderCase,
    load_cases,
    load_statements,
)

Folder = Callable[..., Path]

PLAIN = """
[[case]]
id     = "group/plain"
since  = "2026.1"
spec   = "line-ends"
why    = "it is plain"
chunks = ["data: A\\n\\n"]
events = [{ data = "A" }]
"""
WRITING = """
[[case]]
id       = "writing/plain"
since    = "2026.1"
spec     = "line-ends"
why      = "it is plain"
messages = [{ data = "A" }]
bytes    = "data: A\\n\\n"
"""


def load_decoder_case(folder: Path) -> DecoderCase:
    (case,) = load_cases(folder)
    assert isinstance(case, DecoderCase)
    return case


def load_encoder_case(folder: Path) -> EncoderCase:
    (case,) = load_cases(folder)
    assert isinstance(case, EncoderCase)
    return case


def test_defaults_of_a_decoder_case(folder: Folder) -> None:
    case = load_decoder_case(folder(PLAIN))
    (connection,) = case.connections
    assert (case.level, case.splits, case.last_event_id) == ("must", "all", "")
    assert (case.needs, case.kills) == (frozenset(), ())
    assert case.spec.url.endswith("server-sent-events.html#parsing-an-event-stream")
    assert connection.chunks == (b"data: A\n\n",)
    assert connection.wanted.right == Expectation(events=(Dispatched("message", "A", ""),))


def test_everything_that_a_decoder_case_can_say(folder: Folder) -> None:
    case = load_decoder_case(
        folder(
            PLAIN
            + """
            level    = "note"
            needs    = ["id", "retry"]
            splits   = "bytes"
            last_event_id = "6"
            comments = ["x", ""]
            state    = { last_event_id = "7", retry = "unset", discarded = 3 }
            kills    = ["one", "two"]
            accept.other = { events = [], comments = [], state = { retry = 5 } }
            lenient.gives-up = { error = true }
            """
        )
    )
    (connection,) = case.connections
    assert (case.level, case.splits, case.last_event_id, case.kills) == ("note", "bytes", "6", ("one", "two"))
    assert case.needs == {"id", "retry", "reconnect"}
    assert connection.wanted.right.comments == ("x", "")
    assert connection.wanted.right.state == {"last_event_id": "7", "retry": None, "discarded": 3}
    assert connection.wanted.accept == {"other": Expectation(events=(), comments=(), state={"retry": 5})}
    assert connection.wanted.lenient == {"gives-up": Expectation(error=True)}


def test_several_connections_need_reconnect(folder: Folder) -> None:
    text = PLAIN.replace('chunks = ["data: A\\n\\n"]\nevents = [{ data = "A" }]\n', "")
    connection = '[[case.conn]]\nchunks_x = ["data: \\u00e9"]\nevents = []\n'
    case = load_decoder_case(folder(text + connection * 2))
    assert [connection.wire for connection in case.connections] == [b"data: \xe9"] * 2
    assert case.needs == {"reconnect"}


def test_an_event_with_a_chunk_needs_prompt_and_is_run_as_given(folder: Folder) -> None:
    case = load_decoder_case(folder(PLAIN.replace('"A" }', '"A", chunk = 1 }')))
    assert (case.needs, case.splits) == ({"prompt"}, "given")


def test_bytes_of_an_encoder_case_read_back_as_what_was_given(folder: Folder) -> None:
    messages = '[{ data = "A", type = "token", id = "7", retry = 5, comment = "x\\ny" }, { data = "B" }]'
    case = load_encoder_case(folder("", WRITING.replace('[{ data = "A" }]', messages)))
    assert case.messages == (Message("A", "token", "7", 5, "x\ny"), Message("B"))
    assert case.needs == {"type", "id", "retry", "comments"}
    assert case.wanted.right == Expectation(
        events=(Dispatched("token", "A", "7"), Dispatched("message", "B", "7")),
        comments=("x", "y"),
        state={"last_event_id": "7", "retry": 5, "discarded": 0},
    )


def test_an_encoder_case_can_say_what_reads_back(folder: Folder) -> None:
    more = 'events = []\ncomments = ["z"]\nstate = { retry = 9 }\naccept.b = { refused = "data" }\n'
    case = load_encoder_case(folder("", WRITING + more))
    right = case.wanted.right
    assert (right.events, right.comments, right.state["retry"], right.state["discarded"]) == (
        (),
        ("z",),
        9,
        0,
    )
    assert case.wanted.accept == {"b": Expectation(refused="data")}


def test_other_writings_leave_nothing_over_and_forge_no_retry(folder: Folder) -> None:
    more = (
        "accept.a = { events = [] }\naccept.b = { state = { retry = 1 } }\nlenient.c = { refused = 'data' }\n"
    )
    wanted = load_encoder_case(folder("", WRITING + more)).wanted
    assert wanted.accept["a"] == Expectation(events=(), state={"retry": None, "discarded": 0})
    assert wanted.accept["b"] == Expectation(state={"retry": 1, "discarded": 0})
    assert wanted.lenient["c"] == Expectation(refused="data")


def test_a_message_without_data_and_half_a_pair_need_capabilities(folder: Folder) -> None:
    messages = '[{ id = "1" }, { data = { surrogate = 0xD83D } }]'
    text = WRITING.replace('[{ data = "A" }]', messages).replace(
        'bytes    = "data: A\\n\\n"', 'refused = "data"'
    )
    case = load_encoder_case(folder("", text))
    assert case.needs == {"id", "dataless", "surrogates"}
    assert (case.canonical, case.wanted.right) == (None, Expectation(refused="data"))


def test_a_prediction_stream(folder: Folder) -> None:
    root = folder()
    orders = root / "ciniterflow" / "orders"
    orders.mkdir(parents=True)
    (orders / "one.http").write_bytes(b"HTTP/1.1 200 OK\n\ndata\n\n")
    (orders / "expectations.toml").write_text(
        """
        [[stream]]
        id = "orders/one"
        why = "it is one"
        profile = "ciniterflow"
        framing = "named"
        outcome = "completed"
        text = ""
        findings = [{ code = "ORD101", level = "error", byte = 0, line = 1, event = 1 }]
        """
    )
    (case,) = load_cases(root)
    assert isinstance(case, OrderCase)
    assert (case.id, case.format, case.force) == ("ciniterflow/orders/one", "http", "")
    assert (case.spec.url, case.findings[0].code) == ("", "ORD101")
    (orders / "one.http").unlink()
    with pytest.raises(CaseError, match=r"stream 'orders/one': there is no one.sse or one.http beside it"):
        load_cases(root)


CHUNKS = 'chunks = ["data: A\\n\\n"]'
EVENTS = 'events = [{ data = "A" }]'
CONN = "[[case.conn]]\nchunks = []\nevents = []\n"
REFUSED = {
    "a misspelt key": (EVENTS, EVENTS + "\nsplit = 'all'", "unknown key 'split'; did you mean 'splits'?"),
    "a key like no other": (EVENTS, EVENTS + "\nfoo = 1", "unknown key 'foo'; the keys are id, since"),
    "a key of an event": ('data = "A"', 'date = "A"', "unknown key 'date'; did you mean 'data'?"),
    "a key of the state": (EVENTS, EVENTS + "\nstate = { id = '' }", "unknown key 'id'"),
    "no events": (EVENTS, "", "events is missing; add events = [...], empty if nothing is dispatched"),
    "no spec": ('spec   = "line-ends"', "", "spec is missing; add it: a string"),
    "an unknown spec": ('"line-ends"', '"lines"', "spec is 'lines'; choose one of line-ends, protocol-order"),
    "an unknown level": (
        EVENTS,
        EVENTS + "\nlevel = 'may'",
        "level is 'may'; choose one of must, should, note",
    ),
    "an unknown need": (EVENTS, EVENTS + "\nneeds = ['type']", "needs holds 'type'; choose of comments,"),
    "no set": ('"2026.1"', '"soon"', "since is 'soon'; it must name a requirement set, as 2026.1"),
    "an id of another file": (
        '"group/plain"',
        '"other/plain"',
        "id is 'other/plain'; it must be group/ and words",
    ),
    "an id with capitals": ('"group/plain"', '"group/Plain"', "id is 'group/Plain'"),
    "no id": ('id     = "group/plain"', "", "case 1.: id is missing"),
    "a why that is no string": ('"it is plain"', "5", "why is 5; it must be a string"),
    "a truth for a number": (
        EVENTS,
        EVENTS + "\nstate = { discarded = true }",
        "discarded is True; it must be an integer",
    ),
    "kills that are no strings": (
        EVENTS,
        EVENTS + "\nkills = [1]",
        "kills holds 1; it must be a list of strings",
    ),
    "an event that is no table": (
        EVENTS,
        "events = ['A']",
        "'A' stands where a table must be; write a table",
    ),
    "chunks in both forms": (CHUNKS, CHUNKS + "\nchunks_x = []", "either chunks or chunks_x"),
    "chunks in no form": (CHUNKS, "", "either chunks or chunks_x"),
    "an answer that says nothing": (EVENTS, EVENTS + "\nlenient.x = {}", "lenient.x expects nothing"),
    "a chunk under other splits": (
        EVENTS,
        "events = [{ chunk = 1 }]\nsplits = 'all'",
        'an event names its chunk, and splits is "all"',
    ),
    "too many bytes to cut everywhere": (
        CHUNKS,
        "chunks = [{ repeat = 'x', times = 3000 }]",
        '3000 bytes are too many for splits = "all"',
    ),
    "a single connection": (CHUNKS + "\n" + EVENTS, CONN, "conn has one connection"),
    "a connection with the keys of a case": (
        CHUNKS + "\n" + EVENTS,
        CONN * 2 + "why = ''",
        "unknown key 'why'",
    ),
    "an id twice": (
        PLAIN,
        PLAIN * 2,
        "group/plain: two cases have this id; give the newer one another phrase",
    ),
    "a table that is not a case": (PLAIN, "[[cases]]", "unknown key 'cases'; did you mean 'case'?"),
}
WRITING_REFUSED = {
    "no messages": ('[{ data = "A" }]', "[]", "messages is missing or empty"),
    "a retry that is no number": ('data = "A"', "retry = 'soon'", "retry is 'soon'; it must be a number"),
    "bytes and a refusal": ("bytes ", "refused = 'id'\nbytes ", "either bytes or refused"),
    "neither bytes nor a refusal": ('bytes    = "data: A\\n\\n"', "", "either bytes or refused"),
    "a refusal of no field": (
        'bytes    = "data: A\\n\\n"',
        "refused = 'name'",
        "refused is 'name'; choose one of",
    ),
}


@pytest.mark.parametrize(("old", "new", "problem"), REFUSED.values(), ids=REFUSED)
def test_refused(folder: Folder, old: str, new: str, problem: str) -> None:
    assert old in PLAIN
    with pytest.raises(CaseError) as caught:
        load_cases(folder(PLAIN.replace(old, new)))
    assert problem.replace("1.: ", "1': ") in str(caught.value)


@pytest.mark.parametrize(("old", "new", "problem"), WRITING_REFUSED.values(), ids=WRITING_REFUSED)
def test_refused_of_an_encoder_case(folder: Folder, old: str, new: str, problem: str) -> None:
    assert old in WRITING
    with pytest.raises(CaseError) as caught:
        load_cases(folder("", WRITING.replace(old, new)))
    assert problem in str(caught.value)


def test_an_error_names_the_file_the_case_and_the_cure(folder: Folder) -> None:
    root = folder(PLAIN + "splitz = 1")
    with pytest.raises(CaseError) as caught:
        load_cases(root)
    error = caught.value
    assert (error.file, error.case) == (str(root / "decoder" / "group.toml"), "case 'group/plain'")
    assert (error.problem, error.cure) == ("unknown key 'splitz'", "did you mean 'splits'?")


def test_a_file_that_is_no_toml(folder: Folder) -> None:
    with pytest.raises(CaseError, match=r"group\.toml: is not TOML: "):
        load_cases(folder("[[case"))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="cannot be read: No such file"):
        load_cases(tmp_path / "nowhere")


def test_a_statement_without_words(folder: Folder) -> None:
    root = folder()
    (root / "standard.toml").write_text('[line-ends]\nsection = ""\nanchor = ""\n')
    with pytest.raises(CaseError, match="line-ends: words is missing"):
        load_statements(root)
