"""Every test of the decoder runs over both twins, where there is a compiled one."""

import pytest

from .twins import DECODERS, Twin


@pytest.fixture(scope="session", params=DECODERS.values(), ids=DECODERS)
def Decoder(request: pytest.FixtureRequest) -> Twin:
    """The class under test, by the name that it has for a user."""
    return request.param
