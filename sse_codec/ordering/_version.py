"""Each change in the state of a check gives it a new version, and a lesson holds for one version."""


class Version:
    """Counts the changes in the state of one stream."""

    __slots__ = ("number",)

    def __init__(self) -> None:
        self.number = 0
        """Two equal numbers: nothing has changed between them."""

    def bump(self) -> None:
        """Count a change, or what may be one."""
        self.number += 1
