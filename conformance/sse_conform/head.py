"""The heads of a request and of its response, as the rules about HTTP need them: header fields in wire order."""

import re

import attrs

_LENGTH = re.compile(r"[0-9]{1,18}")


@attrs.frozen
class RequestHead:
    """Method, address and headers of the request that a stream answers. All but the method may hold secrets."""

    method: str
    url: str
    """The address as sent, or as much of it as is known; "" for none."""
    headers: tuple[tuple[str, str], ...] = ()
    """Names as sent and values without surrounding whitespace, in order; a name may repeat."""


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

    @property
    def content_length(self) -> int | None:
        """How many bytes the body has by Content-Length; None where the field does not count them.

        A chunked body has no such count, and a value other than one number is void (RFC 9112, section 6.3). The same
        number repeated is one number (RFC 9110, section 8.6).
        """
        values = {value.strip() for value in (self.get("Content-Length") or "").split(",")}
        if self.get("Transfer-Encoding") is not None or len(values) != 1:
            return None
        (value,) = values
        return int(value) if _LENGTH.fullmatch(value) else None
