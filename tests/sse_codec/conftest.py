"""Every test of decoder and scanner runs over both twins, where there are compiled ones."""

import pytest

from .twins import DECODERS, SCANNERS, ScannerTwin, Twin


@pytest.fixture(scope="session", params=DECODERS.values(), ids=DECODERS)
def Decoder(request: pytest.FixtureRequest) -> Twin:
    """The class under test, by the name that it has for a user."""
    return request.param


@pytest.fixture(scope="session", params=SCANNERS.values(), ids=SCANNERS)
def Scanner(request: pytest.FixtureRequest) -> ScannerTwin:
    """The class under test, by the name that it has for a user."""
    return request.param
