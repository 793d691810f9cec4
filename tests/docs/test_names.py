"""Each public name of the packages is in the documentation."""

import re
from importlib import import_module

import pytest

from .console import ROOT

TEXT = "\n".join(page.read_text() for page in sorted((ROOT / "docs").rglob("*.md")))


@pytest.mark.parametrize(
    "package", ["sse_codec", "sse_codec.ciniterflow", "sse_conform", "sse_conform.testing"]
)
def test_a_page_names_it(package: str) -> None:
    missing = [name for name in import_module(package).__all__ if not re.search(rf"\b{name}\b", TEXT)]
    assert not missing
