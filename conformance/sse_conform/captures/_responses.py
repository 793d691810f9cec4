"""What the recorder of the Python package ``responses`` writes, as the exchange that it was.

It keeps the request inside the response, and the body as the text that requests made of it: by the charset of the Content-Type, else
as Latin-1 for any text (:rfc:`2616`, section 3.7.1, which requests still follows).
"""

# What strangers wrote in YAML has no types.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Mapping
from typing import Any

KEY = "responses"
"""The member of the document that has the list of exchanges."""
_MARK = "auto_calculate_content_length"
"""A member that the recorder always writes, and nobody else."""


def as_interaction(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """An item of that recorder with its request and its response apart, the body in bytes; any other item as it is."""
    response = item.get("response")
    if not isinstance(response, Mapping) or _MARK not in response:
        return item
    kind = str(response.get("content_type") or "")
    headers = response.get("headers")
    fields = {**headers} if isinstance(headers, Mapping) else {}
    if kind:
        fields["Content-Type"] = kind
    return {
        "request": {"method": response.get("method"), "url": response.get("url")},
        "response": {
            "status": response.get("status"),
            "headers": fields,
            "body": _bytes(response.get("body"), kind),
        },
    }


def _bytes(body: Any, kind: str) -> Any:
    """The bytes of a text; what is no text is left as it is."""
    if not isinstance(body, str):
        return body
    if "charset" not in kind.lower() and kind.lower().startswith("text/"):
        try:
            return body.encode("latin-1")
        except UnicodeEncodeError:  # somebody wrote it by hand
            pass
    return body.encode("utf-8", "surrogatepass")
