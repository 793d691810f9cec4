"""One exception for faults in the suite's own files; the message names the place and the cure."""


class CaseError(ValueError):
    """A file of the suite does not say what a case must say; the message names the file, the case and the cure."""

    file: str
    """The file, as the caller named its folder."""
    case: str
    """The case's id, or where in the file it stands when it has none."""
    problem: str
    cure: str

    def __init__(self, file: str, case: str, problem: str, cure: str) -> None:
        super().__init__(file, case, problem, cure)
        self.file = file
        self.case = case
        self.problem = problem
        self.cure = cure

    def __str__(self) -> str:
        place = f"{self.file}: {self.case}" if self.case else self.file
        return f"{place}: {self.problem}; {self.cure}"
