"""What is not installed is named in one sentence with its extra; importing the package needs none."""

import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner

import sse_conform
import sse_conform.__main__
from sse_conform.cli import main

FORBIDDEN = ("attr", "attrs", "click", "rich", "httpx2")


def test_importing_the_package_imports_no_extra() -> None:
    script = f"import sys, sse_conform; print([name for name in {FORBIDDEN} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", sse_conform.__all__)
def test_a_public_name_is_there_when_it_is_asked_for(name: str) -> None:
    assert getattr(sse_conform, name).__name__ == name
    assert name in dir(sse_conform)


def test_another_name_is_not() -> None:
    with pytest.raises(AttributeError, match=r"^module 'sse_conform' has no attribute 'nothing'$"):
        sse_conform.nothing  # noqa: B018


def missing(package: str) -> Any:
    def import_module(*_: str) -> None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)

    return import_module


@pytest.mark.parametrize(
    ("package", "name", "brought_by"),
    [
        pytest.param("httpx2", "httpx2", "sse-conform[live]", id="an extra"),
        pytest.param("httpx2._models", "httpx2", "sse-conform[live]", id="a part of one"),
        pytest.param(
            "backports.zstd", "backports.zstd", "sse-conform", id="a dependency that nearly nobody uses"
        ),
    ],
)
def test_a_name_whose_package_is_missing(
    monkeypatch: pytest.MonkeyPatch, package: str, name: str, brought_by: str
) -> None:
    monkeypatch.setattr(sse_conform, "import_module", missing(package))
    with pytest.raises(ImportError) as raised:
        sse_conform.__getattr__("Request")
    assert str(raised.value) == (
        f'sse_conform.Request: {name} is not installed; install it with: pip install "{brought_by}"'
    )


def test_another_import_error_is_not_explained_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sse_conform, "import_module", missing("sse_conform.typo"))
    with pytest.raises(ModuleNotFoundError, match=r"^No module named 'sse_conform.typo'$"):
        sse_conform.__getattr__("Request")


def test_the_script(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["sse-conform", "explain", "SSE105"])
    with pytest.raises(SystemExit) as raised:
        sse_conform.__main__.main()
    assert raised.value.code == 0
    assert capsys.readouterr().out.startswith("SSE105 ")


def test_a_url_without_the_extra_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sse_conform, "live", raising=False)
    for name in [name for name in sys.modules if name.startswith("sse_conform.live")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpx2", None)
    result = CliRunner().invoke(main, ["check", "http://127.0.0.1/"])
    assert result.stderr == (
        "sse-conform: http://127.0.0.1/: a URL cannot be checked: httpx2 is not installed; "
        'install it with: pip install "sse-conform[live]"\n'
    )
    assert result.exit_code == 2
