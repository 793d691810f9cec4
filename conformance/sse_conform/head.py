"""The head of a response, as the rules about HTTP need it: version, status and header fields in wire order."""

import attrs


@attrs.frozen
class ResponseHead:
    """Version, status and headers of the response that carries the stream."""

    version: str
    """ "1.0", "1.1", "2" or "3"."""
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    """Names as sent and values without surrounding whitespace, in order; a name may repeat."""

    def get(self, name: str) -> str | None:
        """The value of a field, case-insensitively; repeated fields are joined by ", " (RFC 9110, 5.3)."""
        wanted = name.lower()
        values = [value for key, value in self.headers if key.lower() == wanted]
        return ", ".join(values) if values else None

    def tokens(self, name: str) -> tuple[str, ...]:
        """The members of a comma-separated field in lower case, without parameters; () when it is absent."""
        members = (member.split(";")[0].strip().lower() for member in (self.get(name) or "").split(","))
        return tuple(member for member in members if member)
