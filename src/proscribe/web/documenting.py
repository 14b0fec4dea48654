"""How routes say what they answer: each status with the schema of its body, for the document only."""

from typing import Any

from .answer import JSON, LINES
from .problems import MEDIA
from .schemas import Schema, array
from .shapes import PROBLEM

#: What every route may answer beside its own.
ALWAYS = {
    400: "Something given cannot be used; `field` names it.",
    401: "A token is needed, or the one given is not good.",
    403: "The token's role does not allow it.",
    408: "The request took too long to arrive.",
    413: "The body is too large.",
    414: "The address is too long.",
    429: "Too many requests; `Retry-After` says when to ask again.",
    431: "The headers are too long.",
    500: "A fault of the server.",
    503: "The register cannot be read or written now.",
}
_OWN = {
    404: "Nothing is called so; near names are given.",
    409: "Several fit (`candidates`), or the register is as it must not be for this.",
    410: "The document was redacted.",
    415: "The body is of a type that is not read here.",
}
#: Security of a route that writes, where reading routes are also open on the server's own machine.
WRITING: dict[str, Any] = {"security": [{"token": []}, {"session": []}]}

Responses = dict[int | str, dict[str, Any]]


def one(schema: Schema, *others: int, about: str = "The answer.", status: int = 200) -> Responses:
    """A route that answers with one object."""
    return {status: {"description": about, "content": {JSON: {"schema": schema}}}} | refusals(*others)


def many(schema: Schema, *others: int, about: str = "The answer.") -> Responses:
    """A route that answers with several objects: as an array, or one a line."""
    content = {JSON: {"schema": array(schema)}, LINES: {"schema": schema}}
    return {200: {"description": about, "content": content}} | refusals(*others)


def refusals(*statuses: int) -> Responses:
    """Refusals of a route's own."""
    return {status: refusal(_OWN.get(status) or ALWAYS[status]) for status in statuses}


def refusal(about: str) -> dict[str, Any]:
    """A problem as an answer."""
    return {"description": about, "content": {MEDIA: {"schema": PROBLEM}}}
