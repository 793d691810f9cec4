"""Every test run says which copy of the packages it tests, with which decoders and on which interpreter, and refuses a
wrong copy. Where sse_codec is installed alone, it is tested alone.
"""

import os
import platform
import signal
import sysconfig
from collections.abc import Generator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]
SOURCES = {"sse_codec": ROOT / "sse_codec", "sse_conform": ROOT / "conformance" / "sse_conform"}
SITE = Path(sysconfig.get_path("purelib"))

# How long an example takes says more about what else the machine does than about the code.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("local", PATIENT)
settings.register_profile("ci", PATIENT, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if "CI" in os.environ else "local")


def locate(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise pytest.UsageError(f"{package} cannot be imported: install it, or run tox")
    return Path(spec.origin).resolve().parent


def packages() -> list[str]:
    """Return the packages under test: always the codec, and the toolkit where somebody installed it."""
    return [package for package in SOURCES if package == "sse_codec" or find_spec(package) is not None]


def which_copy(package: str) -> str:
    found = locate(package)
    if found == SOURCES[package].resolve():
        return "checkout"
    if found == (SITE / package).resolve():
        return "installed"
    raise pytest.UsageError(f"{package} would be tested from {found}, which is neither {ROOT} nor {SITE}")


def refuse_stale(package: str) -> None:
    """An installed wheel is tested only when it was built from the sources beside these tests."""
    source, installed = SOURCES[package], SITE / package
    for path in sorted(source.rglob("*.py")):
        copy = installed / path.relative_to(source)
        if not copy.is_file() or copy.read_bytes() != path.read_bytes():
            raise pytest.UsageError(f"{copy} is not what {path} says: build and install the wheel again")


def which_order() -> str:
    """Whether the check of the order is compiled here."""
    return "compiled" if import_module("sse_codec.ordering").COMPILED else "interpreted"


def refuse_another_order() -> None:
    """Refuse a compiled check of the order where a run wants the interpreted one, and the other way round."""
    found = which_order()
    wanted = os.environ.get("SSE_CODEC_TEST_ORDER", found)
    if wanted != found:
        raise pytest.UsageError(f"this run is to test the {wanted} order of events, and that here is {found}")


def pytest_configure() -> None:
    # What a shell starts in the background ignores interrupts, and so do its children: some tests send them one.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    copies = {package: which_copy(package) for package in packages()}
    wanted = os.environ.get("SSE_CODEC_TEST_COPY", copies["sse_codec"])
    if set(copies.values()) != {wanted}:
        raise pytest.UsageError(f"this run is to test the {wanted} packages, but would test {copies}")
    if wanted == "installed":
        for package in copies:
            refuse_stale(package)
    refuse_another_order()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put unmeasured tests last: what they were the first to import would never be measured."""
    items.sort(key=lambda item: item.get_closest_marker("unmeasured") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Let a test that is marked as unmeasured, and the programs that it starts, run without coverage."""
    if "COVERAGE_RUN" not in os.environ or item.get_closest_marker("unmeasured") is None:
        return (yield)
    from coverage import Coverage  # noqa: PLC0415 - only where it runs already

    running = Coverage.current()
    assert running is not None
    for_programs = os.environ.pop("COVERAGE_PROCESS_CONFIG")
    running.stop()
    try:
        return (yield)
    finally:
        os.environ["COVERAGE_PROCESS_CONFIG"] = for_programs
        running.start()


def pytest_report_header() -> list[str]:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    compiled = find_spec("sse_codec._speedups") is not None
    tested = " and ".join(packages())
    return [
        f"TESTING the {which_copy('sse_codec')} {tested} in {locate('sse_codec').parent} ON {python}",
        "DECODERS: the pure and the compiled"
        if compiled
        else "DECODERS: the pure ALONE, none is compiled here",
        f"ORDER OF EVENTS: {which_order()}",
    ]
