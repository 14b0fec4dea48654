"""The parameters that a route takes, as its documentation says; a request with any other is refused.

A misspelt `knwon=2020-01-01` would otherwise be answered as known today.
"""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from ..subjects.names import near
from .problems import Refusal
from .watch import route

_Known = Mapping[tuple[str, str], Mapping[str, bool]]


def _documented(app: Any) -> _Known:
    """The query parameters by route and method, each with whether it may be repeated."""
    table: _Known | None = getattr(app.state, "parameters", None)
    if table is None:
        table = {
            (path, method.upper()): {
                p["name"]: "'array'" in str(p.get("schema"))
                for p in operation.get("parameters", ())
                if p["in"] == "query"
            }
            for path, item in app.openapi()["paths"].items()
            for method, operation in item.items()
        }
        app.state.parameters = table
    return table


def refuse_unknown(request: Request) -> None:
    """Refuse a request with a parameter that its route does not take, or with one twice that is taken once."""
    if not request.scope["query_string"]:
        return
    known = _documented(request.app).get((route(request.scope), request.method), {})
    seen: set[str] = set()
    for name, _ in request.query_params.multi_items():
        if name not in known:
            close = near(name[:40], known, 1)
            hint = f"; did you mean {close[0]!r}?" if close else f"; there are: {', '.join(known) or 'none'}"
            said = f"there is no parameter {name[:40]!r}{hint}"
            raise Refusal(400, said, code="unknown_parameter", field=name[:40])
        if name in seen and not known[name]:
            raise Refusal(400, f"{name} is given twice; give it once", code="repeated_parameter", field=name)
        seen.add(name)
