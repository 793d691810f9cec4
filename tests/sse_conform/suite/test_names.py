"""The public names are there, and those that need pytest come only when they are asked for."""

import subprocess
import sys

import pytest

from sse_conform import suite


@pytest.mark.parametrize("name", suite.__all__)
def test_public_name(name: str) -> None:
    assert getattr(suite, name) is not None


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match=r"^module 'sse_conform.suite' has no attribute 'Decoder'$"):
        _ = suite.Decoder  # type: ignore[attr-defined]


def test_importing_the_suite_does_not_import_pytest() -> None:
    code = "import sys, sse_conform.suite; sys.exit('pytest' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_pytest_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pytest", None)
    with pytest.raises(
        ImportError, match=r"^sse_conform.suite.DecoderSuite: pytest is not installed; install it with"
    ):
        _ = suite.DecoderSuite
