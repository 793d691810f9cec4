"""Where the suite's files are: in the package when it was installed, else beside it in the checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_CHECKOUT = _PACKAGE.parents[1]


def fixtures_folder() -> Path:
    """The folder of cases and streams that came with this copy of the toolkit."""
    installed = _PACKAGE / "fixtures"
    return installed if installed.is_dir() else _CHECKOUT / "fixtures"
