"""`/catalog`, `/algorithms`, `/healthz`, `/readyz`: what is served, and whether it is ready."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from ...answers.holdings import Holding, holdings
from ...answers.register import Register
from ...answers.screening import ROSTER
from ..answer import answer
from ..problems import Refusal
from ..serving import Served
from . import labels, scores
from .collection import Collection
from .collections import Stocked
from .parameters import DEFAULT
from .routes import Route

router = APIRouter(route_class=Route)
#: Open to everybody: they say nothing of the register.
health = APIRouter()
#: How long a question whether the index is ready waits for it, in seconds.
PATIENCE = 2.0
Json = dict[str, Any]
_FREQUENCY = {1: "daily", 7: "weekly", 31: "monthly", 366: "annually"}


@health.get("/healthz")
def healthz() -> Response:
    """The server is up."""
    return answer({"status": "ok"})


@health.get("/readyz")
def readyz(service: Served, collections: Stocked) -> Response:
    """Everything that can be matched today is at hand; 503 until it is. Asking begins to make it so."""
    with service.register() as register:
        if not collections.ready(register, register.moment()):
            collections.prepare().join(PATIENCE)
        if not collections.ready(register, register.moment()):
            raise Refusal(503, "Index not ready.", code="not_ready", headers={"Retry-After": "5"})
    return answer({"status": "ok"})


@router.get("/catalog")
def catalog(service: Served, collections: Stocked) -> Response:
    """The datasets: `default` for everything held, one for each list, and which of them await a later edition."""
    with service.register() as register:
        moment = register.moment()
        collection = collections.of(register, moment)
        kept = holdings(register.ledger, moment.on)
        lists = [_list(h, h.is_due(moment.on)) for h in kept]
        held = [row["name"] for row in lists if row["load"]]
        rows = [_default(register, collection, [*held, ROSTER]), *lists, _register(register, collection)]
    outdated = [row["name"] for row in rows if row["load"] and not row["index_current"]]
    current = [row["name"] for row in rows if row["load"] and row["index_current"]]
    return answer({"datasets": rows, "current": current, "outdated": outdated, "index_stale": bool(outdated)})


@router.get("/algorithms")
def algorithms() -> Response:
    """The one way of matching there is, with its features."""
    docs = {
        name: {"description": said, "coefficient": 1.0 if "never part" not in said else 0.0, "url": None}
        for name, said in scores.FEATURES.items()
    }
    said = (
        "Words are transliterated and compared by spelling, aligned, and weighed by how rare they are; the score is "
        "calibrated by false alarms on clean names."
    )
    one = {"name": scores.ALGORITHM, "description": said, "features": docs, "docs": docs}
    return answer({"algorithms": [one], "default": scores.ALGORITHM, "best": scores.ALGORITHM})


def _list(holding: Holding, due: bool) -> Json:
    row, last = holding.list, holding.last
    version = f"{last.published}-{last.content[:8]}" if last else "none"
    return _row(
        row.id,
        row.title,
        load=last is not None,
        url=row.page,
        version=version,
        index_version=version if last else None,
        index_current=last is not None and not due,
        entity_count=last.size if last else 0,
        thing_count=last.size if last else 0,
        updated_at=f"{last.published.latest}T00:00:00" if last else None,
        last_export=f"{last.published.latest}T00:00:00" if last else None,
        coverage={"countries": [], "frequency": _frequency(row.cadence), "start": None, "end": None},
        publisher={
            "name": row.publisher,
            "url": row.page,
            "country": row.jurisdiction.lower(),
            "country_label": labels.label("countries", row.jurisdiction),
            "official": True,
        },
    )


def _default(register: Register, collection: Collection, children: Iterable[str]) -> Json:
    head = register.head()
    return _row(
        DEFAULT,
        "Everything that this register holds",
        load=True,
        children=list(children),
        version=head.digest[:16],
        index_version=head.digest[:16],
        index_current=True,
        entity_count=len(collection.ids),
        thing_count=len(collection.ids),
        updated_at=head.at.isoformat() if head.at else None,
        last_export=head.at.isoformat() if head.at else None,
    )


def _register(register: Register, collection: Collection) -> Json:
    number = len(register.roster().subjects)
    version = collection.parties.key[:16]
    return _row(
        ROSTER,
        labels.dataset(ROSTER),
        load=True,
        version=version,
        index_version=version,
        index_current=True,
        entity_count=number,
        thing_count=number,
    )


def _row(name: str, title: str, *, load: bool, **more: Any) -> Json:
    empty: Json = {
        "url": None,
        "entities_url": None,
        "summary": None,
        "children": [],
        "category": None,
        "tags": [],
    }
    return {"name": name, "title": title, "load": load, **empty, "deprecated": False, **more}


def _frequency(cadence: str) -> str:
    """An ISO 8601 period as one of the words of the catalogue."""
    number = int("".join(c for c in cadence if c.isdigit()) or 0)
    days = number * {"D": 1, "W": 7, "M": 31, "Y": 366}.get(cadence[-1:], 0)
    return next((word for most, word in _FREQUENCY.items() if 0 < days <= most), "unknown")
