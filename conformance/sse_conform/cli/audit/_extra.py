"""How commands about audits end where one cannot be made: a sentence, and an exit code."""

from collections.abc import Callable

from ... import what_to_install
from .._exit import Exit
from .._output import complain


def ended(command: Callable[[], Exit]) -> Exit:
    """The exit code of a command that needs the extra `audit`."""
    try:
        from ...audit import AuditError  # noqa: PLC0415 - heavy, and help needs nothing of it

        try:
            return command()
        except AuditError as error:
            complain(str(error))
    except ImportError as error:
        missing = what_to_install(error)
        if missing is None:
            raise
        complain(missing)
    return Exit.UNUSABLE
