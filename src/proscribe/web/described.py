"""`/docs`: the reference of the API as one page, from the very document the server gives."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from .reference import Operation, Value, operations, shared, values

router = APIRouter(include_in_schema=False)
_STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 3rem } h3 { margin-top: 2.5rem; font-size: 1.1rem; overflow-wrap: anywhere }
code, pre { font: .9em/1.4 ui-monospace, monospace } pre { overflow-x: auto; padding: .75rem; border: 1px solid }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-top: 1px solid }
"""
_MARK = b64encode(sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_MARK}'; base-uri 'none'; frame-ancestors 'none'"


@router.get("/docs")
def described(request: Request) -> HTMLResponse:
    """The reference of this server's API."""
    return HTMLResponse(page(request.app.openapi()), headers={"Content-Security-Policy": _POLICY})


def page(document: Mapping[str, Any]) -> str:
    """The reference as a complete page; every text of the document is shown as text."""
    info, every = document["info"], list(operations(document))
    common = shared(every)
    contents = "".join(f'<li><a href="#{_anchor(o)}"><code>{_called(o)}</code></a></li>' for o in every)
    about = "".join(f"<p>{_text(part)}</p>" for part in info.get("description", "").strip().split("\n\n"))
    usual = (
        "<p>Any request may also be answered:</p>" + _table(("Status", ""), _answers(common))
        if common
        else ""
    )
    sections = "".join(_section(one, common) for one in every)
    kinds = "".join(map(_value, values(document)))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(info['title'])}: API</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(info['title'])}: API</h1><p>{escape(info.get('summary', ''))}</p>{about}"
        f'<p>As data: <a href="/openapi.json">OpenAPI</a></p><nav aria-label="Operations"><ul>{contents}</ul></nav>'
        f"{usual}{sections}<h2>Values</h2>{kinds}</main></body></html>"
    )


def _section(one: Operation, common: Sequence[tuple[str, str]]) -> str:
    fields = [
        (
            f"<code>{escape(f.name)}</code>",
            escape(f.place),
            escape(f.kind),
            _text(f.text) + _needed(f.required),
        )
        for f in one.fields
    ]
    answers = _answers([a for a in one.answers if a not in common])
    examples = "".join(
        f"<details><summary>{escape(e.title)}</summary><pre><code>{escape(e.body)}</code></pre></details>"
        for e in one.examples
    )
    return (
        f'<section id="{_anchor(one)}"><h3><code>{_called(one)}</code></h3><p>{_text(one.text or one.title)}</p>'
        f"{_table(('Field', 'Where', 'Type', ''), fields)}{_table(('Status', ''), answers)}{examples}</section>"
    )


def _value(one: Value) -> str:
    rows = [(f"<code>{escape(f.name)}</code>", escape(f.kind), _text(f.text)) for f in one.fields]
    return (
        f"<section><h3><code>{escape(one.name)}</code></h3><p>{_text(one.text)}</p>"
        f"{_table(('Field', 'Type', ''), rows)}</section>"
    )


def _answers(given: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(escape(status), _text(text)) for status, text in given]


def _table(titles: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{title}</th>' if title else "<td></td>" for title in titles)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="wide" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _needed(required: bool) -> str:
    return " <strong>Required.</strong>" if required else ""


def _called(one: Operation) -> str:
    return f"{one.method} {escape(one.path)}"


def _anchor(one: Operation) -> str:
    return escape(f"{one.method}{one.path}".replace("/", "-").replace("{", "").replace("}", ""))


def _text(text: str) -> str:
    """A text with what stands in backticks as code."""
    parts = escape(text).split("`")
    return "".join(f"<code>{p}</code>" if n % 2 and n < len(parts) - 1 else p for n, p in enumerate(parts))
