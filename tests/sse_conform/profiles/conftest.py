"""Small profiles, of which a test says the order and what else matters to it."""

from collections.abc import Callable

import pytest

from sse_codec.ordering import Profile, parse_profile

Make = Callable[..., Profile]


@pytest.fixture
def make() -> Make:
    """A profile of this grammar whose kinds are the words of a text; the rest goes on in [order]."""

    def make(grammar: str, kinds: str = "a b c d", rest: str = "") -> Profile:
        listed = "".join(f'"{kind}" = ""\n' for kind in kinds.split())
        head = f'profile = "small"\n[kinds]\n{listed}[[framing]]\nname = "f"\nkind = "/k"\n'
        return parse_profile(f'{head}[order]\ngrammar = "{grammar}"\n{rest}')

    return make
