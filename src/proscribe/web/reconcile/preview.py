"""A small page about a party, to be shown in a frame of OpenRefine."""

import hashlib
from base64 import b64encode
from html import escape
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from ...answers import places
from ...answers.screening import Brief, in_words, telling
from ..problems import Refusal
from ..question import Asked
from ..serving import Served
from ..yente.collections import Stocked
from ..yente.parameters import Dataset
from .cross import ANCESTORS
from .queries import description

router = APIRouter()
_STYLE = (
    "body{font:14px/1.4 system-ui,sans-serif;margin:.8em;color:#111;background:#fff}h1{font-size:1.15em;margin:0}"
    "p{margin:.3em 0}ul{margin:.3em 0;padding-left:1.2em}small{color:#555}"
)
_HASH = b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; frame-ancestors {ANCESTORS}"
#: Names and measures that are shown; the rest is counted.
MOST = 8


@router.get("/reconcile/{dataset}/preview", response_class=HTMLResponse)
def preview(
    dataset: Dataset,
    id: Annotated[str, Query(description="The id of a party or of an entry of it.", max_length=400)],
    service: Served,
    collections: Stocked,
    asked: Asked,
) -> Response:
    """What a party is called and how it stands on the day asked about."""
    with service.register() as register:
        moment = register.moment(asked.on, asked.known, asked.recorded)
        collection = collections.of(register, moment)
        party = collection.get(id)
        if party is None:
            raise Refusal(404, "no party has this id", code="no_entity", field="id")
        entity = collection.entity(register.ledger, party)
        found = [s for s in collection.standings(register.ledger, party) if telling(s)]
    names = [n for p in ("name", "alias", "previousName") for n in entity["properties"].get(p, ())]
    rows = [
        f"{escape(places.names().get(s.jurisdiction or '', ''))}: {escape(in_words(Brief.of(s)))}"
        for s in found
    ]
    measures = _listed(rows) if rows else "<p>No measure of a regime that the register knows.</p>"
    body = (
        f"<h1>{escape(entity['caption'])}</h1><p><small>{escape(description(entity))}</small></p>{measures}"
        f"<p><small>{escape('; '.join(names[1 : MOST + 1]))}</small></p>"
        f"<p><small>on {moment.on}, as known on {moment.known}</small></p>"
    )
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(entity["caption"])}</title>'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>"
    )
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "private, no-cache"}
    return HTMLResponse(page.encode("utf-8", "replace"), headers=headers)


def _listed(rows: list[str]) -> str:
    more = f"<li>and {len(rows) - MOST} more</li>" if len(rows) > MOST else ""
    return f"<ul>{''.join(f'<li>{r}</li>' for r in rows[:MOST])}{more}</ul>"
