"""The version comes from what is installed; a checkout on the path has none, and says so."""

from importlib.metadata import PackageNotFoundError

import pytest
from click.testing import CliRunner

from sse_conform import cli


def test_a_checkout_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    result = CliRunner().invoke(cli.main, ["--version"])
    assert (result.output, result.exit_code) == ("sse-conform, from a checkout that is not installed\n", 0)
