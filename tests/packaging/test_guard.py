"""The guard in tests/conftest.py is seen to refuse: a guard that nobody saw refuse may be asleep."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run_pytest(*pythonpath: Path, wanted: str) -> subprocess.CompletedProcess[str]:
    """Collect this file in a fresh interpreter that finds packages in `pythonpath` before any other place."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, pythonpath)), "SSE_CODEC_TEST_COPY": wanted}
    command = [sys.executable, "-P", "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", __file__]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_the_checkout_is_refused_where_the_wheel_is_wanted() -> None:
    run = run_pytest(ROOT, ROOT / "conformance", wanted="installed")
    assert run.returncode == 4
    assert "this run is to test the installed packages" in run.stderr


def test_two_packages_from_different_places_are_refused(tmp_path: Path) -> None:
    (tmp_path / "sse_conform").mkdir()
    (tmp_path / "sse_conform" / "__init__.py").touch()
    # pytest loads the plugin before anything else.
    (tmp_path / "sse_conform" / "testing").mkdir()
    (tmp_path / "sse_conform" / "testing" / "plugin.py").touch()
    run = run_pytest(ROOT, tmp_path, wanted="checkout")
    assert run.returncode == 4
    assert f"sse_conform would be tested from {tmp_path / 'sse_conform'}" in run.stderr


def test_the_copy_is_named_in_the_header() -> None:
    run = run_pytest(ROOT, ROOT / "conformance", wanted="checkout")
    assert run.returncode == 0
    assert f"TESTING the checkout sse_codec and sse_conform in {ROOT} ON " in run.stdout
