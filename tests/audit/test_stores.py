"""Object stores: an S3 API on this machine, in and out."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pyarrow.fs as pafs
import pyarrow.parquet as pq
import pytest
from moto.server import ThreadedMotoServer

from sse_conform.audit import AuditError, Store

from .conftest import WHOLE, Run


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The options of a store behind an address, and a bucket in it."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "key")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "hunter2")
        patch.setenv("AWS_REGION", "us-east-1")
        options = f"scheme=http&endpoint_override={host}:{port}&allow_bucket_creation=true"
        system, _ = pafs.FileSystem.from_uri(f"s3://bucket?{options}")
        system.create_dir("bucket")
        yield options
    server.stop()


def put(options: str, path: str, data: bytes) -> None:
    system, _ = pafs.FileSystem.from_uri(f"s3://bucket?{options}")
    with system.open_output_stream(f"bucket/{path}") as file:
        file.write(data)


def test_captures_in_a_bucket_and_rows_back_into_it(s3: str, tmp_path: Path, run: Run) -> None:
    for number in range(3):
        put(s3, f"in/model=a/{number}.sse", WHOLE)
    put(s3, "in/.hidden/x.sse", WHOLE)
    result = run("audit", "run", f"s3://bucket/in?{s3}", "-o", f"s3://bucket/out?{s3}", "--workers", 1)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Checked 3 streams")
    assert result.stdout.endswith("The rows are in s3://bucket/out.\n")
    store = Store(f"s3://bucket/out?{s3}")
    (part,) = store.names("streams")
    rows = pq.read_table(store.system.open_input_file(f"bucket/out/streams/{part}")).to_pylist()
    assert [row["id"] for row in rows] == [f"s3://bucket/in/model=a/{number}.sse" for number in range(3)]
    page = run("audit", "report", f"s3://bucket/out?{s3}", "-o", tmp_path / "page.html")
    assert page.exit_code == 0, page.output
    assert "s3://bucket/in" in (tmp_path / "page.html").read_text()


def test_a_table_in_a_bucket(s3: str, tmp_path: Path, run: Run) -> None:
    put(s3, "logs/a.jsonl", b'{"body": "data: x\\n\\n"}\n' * 3)
    result = run(
        "audit", "run", f"s3://bucket/logs?{s3}", "-o", tmp_path / "out", "--body", "body", "--workers", 1
    )
    assert result.stdout.startswith("Checked 3 streams"), result.output


def test_a_store_that_does_not_answer(tmp_path: Path, run: Run, s3: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        address = f"s3://key:hunter2@bucket/in?scheme=http&endpoint_override=127.0.0.1:{port}&connect_timeout=1&region=x"
        result = run("audit", "run", address, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "s3://bucket/in: " in result.output
    assert "hunter2" not in result.output


def test_names() -> None:
    store = Store("s3://key:secret@bucket/in?token=abc")
    assert (store.name, store.is_local) == ("s3://bucket/in", False)
    assert Store("in/x").name == "in/x"
    assert Store("in").name_of(f"{Path.cwd()}/in/a/b.sse") == "in/a/b.sse"


def test_a_file_that_cannot_be_listed(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="there is no such file or folder"):
        list(Store(str(tmp_path / "x")).items())
    assert list(Store(str(tmp_path)).items()) == []


def test_a_bucket_that_is_not_there(s3: str, tmp_path: Path, run: Run) -> None:
    result = run("audit", "run", f"s3://no-such-bucket/in?{s3}", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "s3://no-such-bucket/in: " in result.output


def test_an_address_that_cannot_be_read_tells_no_secret() -> None:
    with pytest.raises(AuditError) as raised:
        list(Store("s3://key:hunter2@bu cket/in").items())
    assert str(raised.value).startswith("s3://bu cket/in: Cannot parse URI")
    assert "hunter2" not in str(raised.value)


class Broken:
    """A file system that breaks off while it lists a folder."""

    def get_file_info(self, _: object) -> None:
        raise OSError("Connection reset by peer")


def test_a_listing_that_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "_opened", lambda _: (Broken(), str(tmp_path)))
    with pytest.raises(AuditError, match="it cannot be listed: Connection reset by peer"):
        list(Store(str(tmp_path)).items())
