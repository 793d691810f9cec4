"""An audit of folders and tables: every stream has its row, and what is done is not done again."""

import gzip
import json
import multiprocessing
import os
import time
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sse_conform.audit import Audit, AuditError, Options, Store, notes, planned, run_tasks, work
from sse_conform.audit import _plan as plan_module
from sse_conform.captures import CaptureError, Found, Skipped, read_capture

from .conftest import CUT, WHOLE, Run, audited, problems


def test_a_folder(folder: Path, tmp_path: Path) -> None:
    rows = audited(folder, tmp_path / "out", path_tags="{day}/*.sse")
    assert len(rows) == 6
    assert [row["outcome"] for row in rows].count("completed") == 3
    assert {tuple(row["tags"]) for row in rows} == {
        (("day", "2026-11-30"), ("model", "small")),
        (("day", "2026-12-01"), ("model", "small")),
        (("day", "2026-12-01"), ("model", "large")),
    }
    assert rows[0]["id"] == f"{folder}/model=large/2026-12-01/0.sse"
    (note,) = [note for _, note in notes(Store(str(tmp_path / "out")))]
    assert note["skipped"] == {"plain text": 1}
    assert note["counts"]["streams"] == 6


def test_rows_in_folders_by_a_tag(folder: Path, tmp_path: Path) -> None:
    (folder / "untagged.sse").write_bytes(WHOLE)
    assert len(audited(folder, tmp_path / "out", partition="model")) == 7
    assert sorted(each.name for each in (tmp_path / "out" / "streams").iterdir()) == [
        "model=__HIVE_DEFAULT_PARTITION__",
        "model=large",
        "model=small",
    ]


def test_hostile_objects_cost_their_own_row(tmp_path: Path) -> None:
    place = tmp_path / "in"
    place.mkdir()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n\r\n"
    for name, data in {
        "bomb.http": head + gzip.compress(b": " + b"x" * 30_000_000 + b"\n\n"),
        "deep.sse": b"data: " + b"[" * 100_000 + b"\n\n",
        "empty.sse": b"",
        "good.sse": WHOLE,
        "half.http": b"HTTP/1.1 200 OK\r\n",
        "line.sse": b"data: " + b"y" * 20_000_000 + b"\n\n",
    }.items():
        (place / name).write_bytes(data)
    rows = audited(place, tmp_path / "out")
    found = {Path(row["id"]).name: row for row in rows}
    assert len(found) == 6
    assert found["good.sse"]["outcome"] == "completed"
    assert found["half.http"]["problem"].startswith("it ends inside the response head")
    assert "SSE507" in [each["code"] for each in found["bomb.http"]["findings"]]
    assert "SSE507" in [each["code"] for each in found["line.sse"]["findings"]]


def test_recordings_with_several_streams(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(name: str, _: object) -> Iterator[Found]:
        yield Skipped(f"{name}#1", "image/png")
        yield CaptureError(f"{name}#2", "the recording lacks the body of this stream")
        yield read_capture(f"{name}#3", BytesIO(WHOLE))

    monkeypatch.setattr("sse_conform.audit._pieces.read_captures", read)
    rows = audited(folder / "notes.txt", tmp_path / "out")
    assert [row["id"] for row in rows] == [f"{folder}/notes.txt#2", f"{folder}/notes.txt#3"]
    assert rows[0]["problem"] == "the recording lacks the body of this stream"
    ((_, note),) = notes(Store(str(tmp_path / "out")))
    assert note["skipped"] == {"image/png": 1}


def test_many_rows_of_one_task(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text('{"body": "data: x\\n\\n"}\n' * 600)
    assert len(audited(path, tmp_path / "out", columns={"body": "body"})) == 600


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "logs.parquet"
    pq.write_table(
        pa.table(
            {
                "request": ["r1", "r2", "r3", "r4"],
                "answer": [WHOLE, CUT, None, WHOLE],
                "model": ["a", "b", None, "a"],
            }
        ),
        path,
        row_group_size=3,
    )
    return path  # fmt: skip


COLUMNS = {"body": "answer", "id": "request", "tags": ("model",)}


def test_a_parquet_file(table: Path, tmp_path: Path) -> None:
    rows = audited(table, tmp_path / "out", columns=COLUMNS)
    assert [row["id"] for row in rows] == ["r1", "r2", "r3", "r4"]
    assert [row["tags"] for row in rows] == [[("model", "a")], [("model", "b")], [], [("model", "a")]]
    assert list(problems(rows)) == [("r3", "the row has no body")]


def test_a_parquet_file_without_ids(table: Path, tmp_path: Path) -> None:
    rows = audited(table, tmp_path / "out", columns={"body": "answer"})
    assert [row["id"] for row in rows] == [f"{table}#{number}" for number in range(1, 5)]


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"body": "response"}, "it cannot be read: it has no column 'response'; its columns are request, answer, model"),
        ({"body": "answer", "tags": ("day",)}, "it cannot be read: it has no column 'day'; its columns are request, answer, model"),
    ],
)  # fmt: skip
def test_a_column_that_is_not_there(
    table: Path, tmp_path: Path, columns: dict[str, str], problem: str
) -> None:
    rows = audited(table, tmp_path / "out", columns=columns)
    assert {each for _, each in problems(rows)} == {problem}


def test_a_file_that_only_looks_like_parquet(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    path.write_bytes(b"PAR1 and nothing more")
    ((_, problem),) = problems(audited(path, tmp_path / "out", columns={"body": "body"}))
    assert problem.startswith("it cannot be read: ")


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "logs.jsonl"
    lines = [
        json.dumps({"id": 7, "body": WHOLE.decode(), "model": "a"}),
        "",
        "{broken",
        "[1]",
        json.dumps({"body": "x" * 5000}),
        json.dumps({"body": CUT.decode()}),
    ]
    path.write_text("\n".join(lines))
    rows = audited(
        path,
        tmp_path / "out",
        columns={"body": "body", "id": "id", "tags": ("model",)},
        options=Options(max_body=2000),
    )
    assert [row["id"] for row in rows] == [f"{path}#3", f"{path}#4", f"{path}#5", f"{path}#6", "7"]
    assert [problem for _, problem in problems(rows)] == [
        "the line is no JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        "the line is no JSON object",
        "too large: the line has more than 2,000 bytes",
    ]


def test_a_sample_is_the_same_in_every_run(folder: Path, table: Path, tmp_path: Path) -> None:
    ids = [
        [row["id"] for row in audited(folder, tmp_path / f"out{number}", sample=0.5)] for number in range(2)
    ]
    assert ids[0] == ids[1]
    assert 0 < len(ids[0]) < 6
    assert len(audited(table, tmp_path / "out2", columns=COLUMNS, sample=0.6)) < 4


def test_a_fault_of_ours_in_an_object_ends_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sse_conform.audit._pieces.read_captures", lambda *_: 1 / 0)
    rows = audited(folder, tmp_path / "out")
    assert {problem for _, problem in problems(rows)} == {
        "a fault of sse-conform: ZeroDivisionError: division by zero"
    }
    assert len(rows) == 7


def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_module, "TASK_FILES", 2)


def test_what_is_done_is_not_done_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_tasks(monkeypatch)
    audit = Audit((Store(str(folder)),), Store(str(tmp_path / "out")), Options(), None)
    plan = planned(audit)
    assert len(plan.tasks) == 4
    work(audit, plan.tasks[1])
    (folder / "late.sse").write_bytes(WHOLE)  # after the plan was made: it is of another audit
    again = planned(audit)
    assert again.tasks == plan.tasks
    assert again.left == [plan.tasks[0], *plan.tasks[2:]]
    assert len(list(run_tasks(audit, again, workers=0))) == 3
    assert list(run_tasks(audit, planned(audit), workers=1)) == []


def test_another_audit_does_not_go_into_the_same_folder(folder: Path, tmp_path: Path) -> None:
    audited(folder, tmp_path / "out")
    with pytest.raises(AuditError, match="has an audit of other inputs or options; name another folder"):
        audited(folder, tmp_path / "out", options=Options(profile="none"))


def test_only_what_changed_since(folder: Path, tmp_path: Path) -> None:
    os.utime(folder / "model=small" / "2026-11-30" / "0.sse", (0, 0))
    audit = Audit((Store(str(folder)),), Store(str(tmp_path / "out")), Options(), None)
    assert sum(len(task.pieces) for task in planned(audit, since=datetime(2000, 1, 1)).tasks) == 6


def test_an_audit_that_is_killed_again_and_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed at twenty moments and started again each time, it ends with the rows of one that was never stopped."""
    small_tasks(monkeypatch)
    for number in range(40):
        (folder / f"{number}.sse").write_bytes(CUT if number % 3 else WHOLE)
    wanted = audited(folder, tmp_path / "quiet")
    began = time.monotonic()
    audited(folder, tmp_path / "timed")
    whole = time.monotonic() - began
    random = Random(1)
    for _ in range(20):
        process = multiprocessing.get_context("fork").Process(target=audited, args=(folder, tmp_path / "out"))
        process.start()
        time.sleep(random.uniform(0, whole / 4))
        process.kill()
        process.join()
    assert audited(folder, tmp_path / "out") == wanted


def test_the_command(folder: Path, tmp_path: Path, run: Run) -> None:
    result = run("audit", "run", folder, "-o", tmp_path / "out", "--path-tags", "{day}/*.sse", "--workers", 2)
    assert result.exit_code == 0, result.output
    assert "passed over 1 that are no event streams: 1 plain text" in result.stderr
    assert result.stdout == (
        f"Checked 6 streams (18 events, {3 * len(WHOLE) + 3 * len(CUT):,} bytes): 3 with errors. "
        f"The rows are in {tmp_path / 'out'}.\n"
    )
    again = run("audit", "run", folder, "-o", tmp_path / "out", "--path-tags", "{day}/*.sse")
    assert "1 of 1 task done before; going on with the others" in again.stderr
    assert again.stdout == result.stdout


def test_the_command_says_what_could_not_be_checked(table: Path, tmp_path: Path, run: Run) -> None:
    result = run("audit", "run", table, "-o", tmp_path / "out", "--body", "answer", "-q", "--workers", 1)
    assert result.exit_code == 2
    assert result.output == (
        "sse-conform: 1 stream could not be checked; the column problem says why:\n"
        "sse-conform:   1: the row has no body\n"
    )


def test_the_command_says_why_nothing_could_be_checked(table: Path, tmp_path: Path, run: Run) -> None:
    result = run("audit", "run", table, "-o", tmp_path / "out", "--body", "anwser", "--workers", 1)
    assert result.exit_code == 2
    assert result.stdout == ""
    first, reason, last = result.stderr.splitlines()
    assert first == "sse-conform: 2 streams could not be checked; the column problem says why:"
    assert reason.startswith("sse-conform:   2: ")
    assert "it has no column 'anwser'; its columns are " in reason
    assert (
        last
        == f"sse-conform: nothing was checked; another start needs another folder than {tmp_path / 'out'}"
    )


def test_the_command_names_three_reasons(tmp_path: Path, run: Run) -> None:
    lines = [b'{"body": null}\n', b"nope\n", b"[]\n", b"{\n", b'{"body": "data: a\\n\\n"}\n']
    (tmp_path / "rows.jsonl").write_bytes(b"".join(lines))
    result = run(
        "audit", "run", tmp_path / "rows.jsonl", "-o", tmp_path / "out", "--body", "body", "--workers", 1
    )
    assert result.stdout.startswith("Checked 1 stream (1 event, 9 bytes): 0 with errors.")
    assert result.stderr.startswith(
        "sse-conform: 4 streams could not be checked; the column problem says why:\n"
    )
    assert result.stderr.endswith("sse-conform:   and others\n")
    assert result.stderr.count("\n") == 5


def test_a_table_without_the_name_of_its_column(table: Path, tmp_path: Path, run: Run) -> None:
    result = run("audit", "run", table, "-o", tmp_path / "out", "--workers", 1)
    assert result.exit_code == 2
    assert "1 a Parquet file, whose column of streams --body names" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("missing",), "missing: there is no such file or folder"),
        (("notes",), "nothing was checked: there is no event stream in the inputs"),
        (("notes", "--id", "x"), "name the column of the streams by --body"),
        (("notes", "--profile", "antropic"), "antropic"),
        (("notes", "--select", "XXX9"), "no rule has the code 'XXX9'"),
        (("notes", "--path-tags", "{a}/{a}"), "--path-tags '{a}/{a}' cannot be read"),
        (("notes", "--path-tags", "{a b}"), "--path-tags '{a b}' cannot be read"),
        (("nonsense://x/y",), "nonsense://x/y: "),
    ],
)
def test_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes").mkdir()
    Path("notes/notes.txt").write_text("no stream\n")
    result = run("audit", "run", *arguments, "-o", "out", "--workers", 1)
    assert result.exit_code == 2
    assert words in result.output


def test_a_profile_of_ones_own(folder: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        Path(__file__).parents[2].joinpath("sse_codec/ordering/profiles/openai-compatible.toml").read_text()
    )
    assert (
        run("audit", "run", folder, "-o", tmp_path / "out", "--profile", path, "--workers", 1).exit_code == 0
    )


def test_a_folder_with_nothing_in_it(tmp_path: Path, run: Run) -> None:
    (tmp_path / "in").mkdir()
    result = run("audit", "run", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "nothing was checked: there is no event stream in the inputs" in result.output


def test_an_import_that_no_extra_brings_is_a_fault(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ImportError("no such thing", name="nothing_of_ours")

    monkeypatch.setattr("sse_conform.cli.audit.run._run", fail)
    result = run("audit", "run", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 4


def test_the_time_of_the_end_counts(tmp_path: Path) -> None:
    capture = Path(__file__).parents[2] / "fixtures" / "timed" / "cut-while-silent.ssecap"
    (row,) = audited(capture, tmp_path / "out")
    assert "SSE705" in [finding["code"] for finding in row["findings"]]
