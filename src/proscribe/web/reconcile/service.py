"""`/reconcile/{dataset}`: the manifest, and queries and data extension by GET or POST."""

import json
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from ... import __version__
from ..answer import answer
from ..problems import Refusal
from ..question import Asked
from ..serving import Served
from ..yente import labels
from ..yente.collections import Stocked
from ..yente.parameters import DEFAULT, Dataset, lists_of
from . import extend as extending
from . import queries as reconciling
from .vocabulary import TYPES

router = APIRouter()
WIDTH, HEIGHT = 430, 320
Given = Annotated[str | None, Query(max_length=12_000, description="JSON, as the protocol says.")]
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
                }
            }
        },
    }
}


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form-encoded body; refused (415) for a body of another kind."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        said = "send the fields queries or extend as application/x-www-form-urlencoded"
        raise Refusal(415, said, field="content-type")
    try:
        fields = parse_qs((await request.body()).decode(), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise Refusal(400, "the body is no form in UTF-8", code="bad_form") from None
    return {name: values[-1] for name, values in fields.items()}


@router.get("/reconcile/{dataset}")
def reconcile(
    request: Request,
    dataset: Dataset,
    service: Served,
    collections: Stocked,
    asked: Asked,
    queries: Given = None,
    extend: Given = None,
) -> Response:
    """The manifest; or the answer to `queries` or `extend` where one is given."""
    if queries is not None or extend is not None:
        return _answered(dataset, service, collections, asked, queries, extend)
    with service.register() as register:
        collection = collections.of(register, register.moment(asked.on, asked.known, asked.recorded))
        lists_of(collection, dataset)
    return answer(manifest(request, dataset))


@router.post("/reconcile/{dataset}", openapi_extra=_FORM)
def reconcile_form(
    dataset: Dataset,
    service: Served,
    collections: Stocked,
    asked: Asked,
    form: Annotated[dict[str, str], Depends(_form)],
) -> Response:
    """The answer to a batch of `queries`, or to a data extension query (`extend`)."""
    return _answered(dataset, service, collections, asked, form.get("queries"), form.get("extend"))


def _answered(
    dataset: str,
    service: Served,
    collections: Stocked,
    asked: Asked,
    queries: str | None,
    extend: str | None,
) -> Response:
    field, text = ("extend", extend) if extend is not None else ("queries", queries)
    if not text:
        raise Refusal(400, "give queries or extend", code="no_queries", field="queries")
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise Refusal(400, f"{field} is no JSON", code="bad_json", field=field) from None
    with service.register() as register:
        moment = register.moment(asked.on, asked.known, asked.recorded)
        collection = collections.of(register, moment)
        lists = lists_of(collection, dataset)
        if field == "extend":
            found = extending.extend(register, collections, collection, data)
        else:
            found = reconciling.reconcile(register, collection, lists, data)
    return answer(found)


def manifest(request: Request, dataset: str) -> dict[str, Any]:
    """What the service is and where its parts are. Days given in its address hold for all of them."""
    root = str(request.base_url).rstrip("/")
    base = f"{root}/reconcile/{dataset}"
    query = request.url.query
    more, and_more = (f"?{query}", f"&{query}") if query else ("", "")
    title = "everything held" if dataset == DEFAULT else labels.dataset(dataset)

    def suggest(what: str) -> dict[str, str]:
        return {
            "service_url": base,
            "service_path": f"/suggest/{what}{more}",
            "flyout_service_url": base,
            "flyout_service_path": f"/flyout/{what}?id=${{id}}{and_more}",
        }

    return {
        "versions": ["0.2"],
        "name": f"Proscribe: {title}",
        "identifierSpace": f"{root}/entities/",
        "schemaSpace": "https://followthemoney.tech/",
        "serviceVersion": __version__,
        "defaultTypes": [t.form() for t in TYPES.values()],
        "view": {"url": f"{base}/preview?id={{{{id}}}}{and_more}"},
        "preview": {"url": f"{base}/preview?id={{{{id}}}}{and_more}", "width": WIDTH, "height": HEIGHT},
        "suggest": {what: suggest(what) for what in ("entity", "property", "type")},
        "extend": {
            "propose_properties": {"service_url": base, "service_path": f"/extend/propose{more}"},
            "property_settings": extending.SETTINGS,
        },
        "batchSize": reconciling.MAX_BATCH,
    }
