"""Zip archives: what Playwright packs, folders that somebody packed, and archives that were made to do harm."""

import hashlib
import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from sse_conform.captures import Capture, CaptureError, archive, find, open_captures
from sse_conform.captures import _attached as attached_files

from .reading import Got, got, only
from .test_har import BODY, RAW, TYPE, URL, entry, har

SSE = {"size": 9, "mimeType": "text/event-stream"}


def name_of(body: bytes) -> str:
    """The name that Playwright gives the file of a body."""
    return f"{hashlib.sha1(body, usedforsecurity=False).hexdigest()}.dat"


ATTACHED = name_of(RAW)


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as written:
        for name, data in members.items():
            written.writestr(name, data)
    return file.getvalue()


def snapshot(content: dict[str, Any]) -> bytes:
    return json.dumps({"type": "resource-snapshot", "snapshot": entry(content)}).encode() + b"\n"


def told(found: list[Got]) -> list[tuple[str, str]]:
    return [(each.source, each.reason or each.body.decode()) for each in found]


@pytest.mark.parametrize("piece", [7, 1 << 16])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_har_with_its_bodies_beside_it(method: int, piece: int) -> None:
    document = har(
        entry({**SSE, "_file": ATTACHED}), entry({"mimeType": "text/html"}, response={"headers": []})
    )
    data = packed({"har.har": document, ATTACHED: RAW}, method)
    stream, page = got(data, "x.zip", piece=piece)
    assert (stream.source, stream.format, stream.body) == (f"x.zip/har.har#1 POST {URL}", "har", RAW)
    assert page.reason == "text/html"


def test_the_text_of_a_body_beside_it_is_what_the_browser_decoded() -> None:
    body = RAW.decode("latin-1").encode()
    found = only(packed({"har.har": har(entry({**SSE, "_file": name_of(body)})), name_of(body): body}))
    assert (found.body, len(found.notes)) == (RAW, 1)


def test_a_body_beside_it_that_is_no_utf_8_is_exact() -> None:
    body = b"data: \xff\n\n"
    found = only(packed({"har.har": har(entry({**SSE, "_file": name_of(body)})), name_of(body): body}))
    assert found.body == body


def test_a_body_that_is_not_beside_it() -> None:
    found = only(packed({"har.har": har(entry({**SSE, "_file": ATTACHED}))}))
    assert found.reason == f"it is an event stream, and its body is in another file, {ATTACHED}"


@pytest.mark.parametrize(
    "member", [{"_file": f"resources/{ATTACHED}"}, {"_sha1": ATTACHED}], ids=["new", "old"]
)
def test_a_trace_of_playwright(member: dict[str, Any]) -> None:
    network = (
        snapshot({**SSE, **member}) + b"\n" + b'{"type":"event"}\n' + b"{broken\n" + b"[" * 100_000 + b"\n"
    )
    network += json.dumps({"type": "resource-snapshot", "snapshot": 7}).encode()
    data = packed(
        {
            "0-trace.trace": b'{"type":"a"}\n{"type":"b"}\n',
            "0-trace.network": network,
            f"resources/{ATTACHED}": RAW,
        }
    )
    assert told(got(data, "t.zip")) == [
        ("t.zip/0-trace.trace", "other part of a trace"),
        (f"t.zip/0-trace.network#1 POST {URL}", BODY),
        ("t.zip/0-trace.network", "its line 4 is no JSON that can be read"),
        ("t.zip/0-trace.network", "its line 5 is no JSON that can be read"),
        ("t.zip/0-trace.network#2", "the entry at line 6 has not the shape that HAR 1.2 gives it"),
    ]  # fmt: skip


def test_a_trace_without_requests() -> None:
    assert only(packed({"trace.network": b""})).reason == "recording without an exchange"


def test_a_packed_folder_gives_what_the_folder_would() -> None:
    data = packed(
        {
            "a/": b"",
            "a/one.sse": RAW,
            "a/two.log": RAW,
            "a/page.txt": b"a page",
            "a/x.png": b"data: x\n\n",
            "a/Makefile": b"",
            ".git/three.sse": RAW,
            "__MACOSX/a/._one.sse": RAW,
            f"{ATTACHED}.sse": RAW,
            "b.zip": packed({"one.sse": RAW}),
        }
    )
    assert told(got(data, "x.zip")) == [
        ("x.zip/a/one.sse", BODY),
        ("x.zip/a/two.log", BODY),
        ("x.zip/a/page.txt", "*.txt"),
        ("x.zip/a/x.png", "*.png"),
        ("x.zip/a/Makefile", "without a suffix"),
        (f"x.zip/{ATTACHED}.sse", BODY),
        ("x.zip/b.zip", "archive inside an archive"),
    ]


def test_a_directory_gives_its_archives(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(packed({"one.sse": RAW}))
    assert list(find(str(tmp_path))) == [tmp_path / "x.zip"]


def test_an_archive_that_breaks_off() -> None:
    data = packed({"one.sse": RAW})
    with pytest.raises(CaptureError, match="its zip archive is broken, or not whole: "):
        only(data[:-30])


def test_a_broken_member_is_told_and_the_others_are_read() -> None:
    data = bytearray(packed({"one.sse": RAW, "two.sse": RAW}, zipfile.ZIP_STORED))
    data[data.index(RAW)] ^= 1
    broken, whole = got(bytes(data), "x.zip")
    assert "cannot be taken out of its archive: Bad CRC-32" in broken.reason
    assert whole.body == RAW


@pytest.mark.parametrize("value", [0, 255])
def test_no_byte_of_an_archive_makes_it_fail_without_a_sentence(value: int) -> None:
    data = packed({"har.har": har(entry({**SSE, "_file": ATTACHED})), ATTACHED: RAW})
    reasons = set()
    for at in range(4, len(data)):
        try:
            reasons |= {each.reason for each in got(data[:at] + bytes([value]) + data[at + 1 :])}
        except CaptureError as error:
            reasons.add(error.reason)
    assert {reason.partition(":")[0] for reason in reasons} >= {
        "",
        "its zip archive is broken, or not whole",
        "it cannot be taken out of its archive",
    }


def test_an_encrypted_member() -> None:
    data = bytearray(packed({"one.sse": RAW}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert only(bytes(data)).reason == "it is encrypted; unpack the archive, and check its files"


def test_a_method_that_may_take_all_memory() -> None:
    found = only(packed({"one.sse": RAW}, zipfile.ZIP_LZMA))
    assert found.reason == "its archive is compressed by no usual method; unpack it, and check its files"


def test_an_archive_that_says_it_holds_more_than_it_can() -> None:
    data = bytearray(packed({"one.sse": RAW}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (1 << 30).to_bytes(4, "little")
    with pytest.raises(CaptureError, match="says that it holds more than its bytes can"):
        only(bytes(data))


@pytest.mark.parametrize("piece", [3, 1 << 16])
def test_too_many_members(monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 2)
    assert len(got(packed({f"{n}.sse": RAW for n in range(2)}), piece=piece)) == 2
    with pytest.raises(CaptureError, match="its zip archive has more than 2 files"):
        got(packed({f"{n}.sse": RAW for n in range(3)}), piece=piece)


def test_a_body_in_the_archive_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILE", len(RAW) - 1)
    found = only(packed({"har.har": har(entry({**SSE, "_file": ATTACHED})), ATTACHED: RAW}))
    assert found.reason == f"{ATTACHED} beside it has more than {len(RAW) - 1} bytes"


def in_folder(folder: Path, file: str) -> Capture | CaptureError:
    """What is found in a HAR of a folder whose body is in the file."""
    path = folder / "x.har"
    path.write_bytes(har(entry({**SSE, "_file": file})))
    with open_captures(path) as found:
        (each,) = found
    assert isinstance(each, Capture | CaptureError)
    return each


def test_a_body_in_a_file_of_the_same_folder(tmp_path: Path) -> None:
    (tmp_path / ATTACHED).write_bytes(RAW)
    found = in_folder(tmp_path, ATTACHED)
    assert isinstance(found, Capture)
    assert next(found.reads).data == RAW  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "name", ["secret.txt", f"../{ATTACHED}", f"resources/../../{ATTACHED}", "a" * 40 + ".dat"]
)
def test_no_other_file_is_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "secret.txt").write_bytes(RAW)
    (tmp_path / ATTACHED).write_bytes(RAW)
    found = in_folder(tmp_path / "a", name)
    assert isinstance(found, CaptureError)
    assert found.reason == f"it is an event stream, and its body is in another file, {name}"


def test_a_body_in_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ATTACHED).write_bytes(RAW)
    monkeypatch.setattr(attached_files, "MAX_FILE", 3)
    found = in_folder(tmp_path, ATTACHED)
    assert isinstance(found, CaptureError)
    assert found.reason == f"{ATTACHED} beside it has more than 3 bytes"


def test_a_body_in_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ATTACHED).write_bytes(RAW)
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.name == ATTACHED and arguments == ("rb",):
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)
    found = in_folder(tmp_path, ATTACHED)
    assert isinstance(found, CaptureError)
    assert found.reason == f"{ATTACHED} beside it cannot be read: Permission denied"


def test_a_pipe_has_nothing_beside_it() -> None:
    found = only(har(entry({**SSE, "_file": ATTACHED}, response={"headers": [TYPE]})))
    assert found.reason == f"it is an event stream, and its body is in another file, {ATTACHED}"
