"""A group of commands imports the one that is called, and leaves the interpreter as it was."""

import gc

import click
import pytest

from sse_conform.cli import main


@pytest.mark.parametrize("was_enabled", [True, False])
def test_the_garbage_collector_is_as_it_was(was_enabled: bool) -> None:
    if not was_enabled:
        gc.disable()
    try:
        assert main.get_command(click.Context(main), "rules") is not None
        assert gc.isenabled() is was_enabled
    finally:
        gc.enable()
