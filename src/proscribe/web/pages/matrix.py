"""The matrix: subjects by jurisdictions on a day, to filter, sort and take away."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter
from starlette.responses import Response

from ...answers import forms
from ...answers.matrix import Row
from ...answers.places import names as jurisdictions
from ...answers.register import Register
from ...model.keys import fold
from ...model.standing import Standing, SubjectRef
from ...model.words import Measure
from ...screening.writers import cell
from ..problems import Refusal
from .asking import Ask, Asking
from .look import Look, of
from .route import PageRoute
from .timebar import Marks

router = APIRouter(route_class=PageRoute)
#: The measures that a row can be filtered by, the one that bites hardest first.
MEASURES = (
    Measure.IN_FORCE,
    Measure.INTERIM,
    Measure.SUSPENDED,
    Measure.ENDED,
    Measure.ABSENT,
    Measure.DISPUTED,
    Measure.UNKNOWN,
    Measure.NONE,
)
_ORDER = {measure: place for place, measure in enumerate(MEASURES)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the matrix: names that hold `name`, these jurisdictions, rows with such a state, an order.

    `sort` is `name`, `many` (most in force first) or a jurisdiction.
    """

    name: str = ""
    places: tuple[str, ...] = ()
    state: str = ""
    sort: str = "name"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one jurisdiction says of one subject, and how many measures of it that stands for."""

    standing: Standing
    look: Look
    where: str


@dataclass(frozen=True, slots=True)
class Line:
    """One subject with a cell, or None, for each column, and in how many jurisdictions it is in force."""

    subject: SubjectRef
    cells: tuple[Cell | None, ...]
    bites: int


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows; `every` are all jurisdictions of which anything is known."""

    wanted: Wanted
    columns: tuple[str, ...]
    every: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    total: int
    measures: tuple[Measure, ...] = MEASURES


def wanted(asking: Asking) -> Wanted:
    """What an address asks of the matrix; refused (400) for a word it does not know."""
    params = asking.request.query_params
    codes = dict.fromkeys(code.upper() for given in params.getlist("in") for code in given.split(",") if code)
    for code in codes:
        if code not in jurisdictions():
            raise Refusal(
                400, f"no jurisdiction has the code {code[:20]!r}; write for example in=RU", field="in"
            )
    state, sort = params.get("state", ""), params.get("sort", "") or "name"
    if state and state not in {m.value for m in MEASURES}:
        raise Refusal(
            400, f"there is no state {state[:40]!r}; there are: {', '.join(MEASURES)}", field="state"
        )
    if sort not in ("name", "many") and sort not in jurisdictions():
        raise Refusal(
            400, f"no order is called {sort[:40]!r}; give name, many or a jurisdiction", field="sort"
        )
    return Wanted(params.get("name", "")[:200], tuple(codes), state, sort)


@router.get("/matrix.json")
def twin(asking: Ask) -> Response:
    """The matrix as data: every standing of the rows and columns shown."""
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        rows = _chosen(asking, register)
        return asking.data(register, [forms.standing_form(s, register.resolve) for s in rows])


@router.get("/matrix.jsonl")
def lines(asking: Ask) -> Response:
    """The same, one standing a line."""
    with asking.register() as register:
        kept = (forms.standing_form(s, register.resolve) for s in _chosen(asking, register))
        text = "".join(json.dumps(form, ensure_ascii=False) + "\n" for form in kept)
    return _file(text, "application/x-ndjson", "matrix.jsonl")


@router.get("/matrix.csv")
def table(asking: Ask) -> Response:
    """The same as a table: one row a standing."""
    with asking.register() as register:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(
            [
                "subject",
                "name",
                "jurisdiction",
                "regime",
                "on",
                "known",
                "state",
                "since",
                "end_reason",
                "scope",
            ]
        )
        for s in _chosen(asking, register):
            o = s.outcome
            cells = (s.subject.id, s.subject.name, s.jurisdiction, s.regime, s.on, s.known, s.state)
            rest = (o.since, o.end_reason, o.scope)
            writer.writerow(cell("" if value is None else str(value)) for value in (*cells, *rest))
    return _file("\ufeff" + out.getvalue(), "text/csv", "matrix.csv")


@router.get("/matrix")
def page(asking: Ask) -> Response:
    """The page."""
    chosen = wanted(asking)
    with asking.register() as register:
        if same := asking.unchanged(register):
            return same
        shown = view(rows(asking, register), chosen)
        on, known = register.busy(asking.moment(register))
        return asking.page(
            register, "matrix.html", shown, title=asking.catalogue.say("matrix.title"), marks=Marks(on, known)
        )


def view(rows: Sequence[Row], chosen: Wanted) -> View:
    """The rows and columns that are wanted, in the order that is wanted."""
    codes = sorted({code for row in rows for code in row.cells})
    columns = tuple(c for c in codes if not chosen.places or c in chosen.places)
    found = [_line(row, columns) for row in rows if _fits(row, columns, chosen)]
    found.sort(key=lambda line: fold(line.subject.name))
    if chosen.sort == "many":
        found.sort(key=lambda line: -line.bites)
    elif chosen.sort in columns:
        place = columns.index(chosen.sort)
        found.sort(key=lambda line: _rank(line.cells[place]))
    every = tuple((code, jurisdictions().get(code, code)) for code in codes)
    return View(chosen, columns, every, tuple(found), len(rows))


def rows(asking: Asking, register: Register) -> list[Row]:
    """Every subject with its standings at the moment; kept until the record grows."""
    moment = asking.moment(register)
    key = ("matrix", moment.on, moment.known, moment.recorded)
    return register.memory.of(
        register.head().digest, key, lambda: register.matrix((), moment.on, moment.known, moment.recorded)
    )


def _chosen(asking: Asking, register: Register) -> Iterator[Standing]:
    """Every standing of the rows and columns that the page would show."""
    chosen = wanted(asking)
    kept = {row.subject.id: row for row in rows(asking, register)}
    for line in view(list(kept.values()), chosen).lines:
        for standing in kept[line.subject.id].standings:
            if not chosen.places or standing.jurisdiction in chosen.places:
                yield standing


def _fits(row: Row, columns: Sequence[str], chosen: Wanted) -> bool:
    if chosen.name and fold(chosen.name) not in fold(row.subject.name) and chosen.name != row.subject.id:
        return False
    kept = [row.cells[c] for c in columns if c in row.cells]
    if chosen.state:
        return any(s.state.measure.value == chosen.state for s in kept)
    return bool(kept) or not chosen.places


def _line(row: Row, columns: Sequence[str]) -> Line:
    cells = tuple(_cell(row.cells.get(code)) for code in columns)
    bites = sum(c is not None and c.look.measure in (Measure.IN_FORCE, Measure.INTERIM) for c in cells)
    return Line(row.subject, cells, bites)


def _cell(standing: Standing | None) -> Cell | None:
    if standing is None:
        return None
    return Cell(
        standing, replace(of(standing), on_record=False), standing.regime or standing.jurisdiction or ""
    )


def _rank(cell: Cell | None) -> int:
    return _ORDER.get(cell.look.measure, len(_ORDER)) if cell else len(_ORDER) + 1


def _file(text: str, media: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-cache"}
    return Response(text.encode("utf-8", "replace"), headers=headers, media_type=f"{media}; charset=utf-8")
