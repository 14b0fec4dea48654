"""Screening: names pasted or in a file against every list of a day.

Names of customers come in the body of a form and go into no address and no log.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from ...answers.moment import Moment
from ...answers.register import Register
from ...answers.screened import answered, searched_form
from ...errors import ProscribeError
from ...lists.registry import sources
from ...screening import readers
from ...screening.batch import screen
from ...screening.engine import Engine
from ...screening.hits import Query
from ..problems import Refusal
from ..service import Service
from ..v1.screening import Desk
from ..v1.upload import KINDS, rows
from ..who import Reader
from .asking import Ask, Asking
from .desks import desk
from .jobs import Job, Jobs, new_id
from .posted import Posted, checked, fields
from .route import PageRoute

router = APIRouter(route_class=PageRoute)
#: Names that can be pasted, names that are screened at a time, and seconds that a form waits for its results.
MOST, CHUNK, WAIT = 10_000, 2048, 4.0
#: False alarms per thousand clean names that can be chosen; none is the threshold that long files are screened with.
ALARMS = ("10", "1", "50")
_COLUMNS = readers.Columns("name")


@dataclass(frozen=True, slots=True)
class View:
    """What the page of the form shows: what would be searched, and what was wrong with the form before."""

    lists: tuple[tuple[str, str, str, int], ...]
    known: int
    alarms: tuple[str, ...]
    kinds: str
    wrong: str = ""
    field: str = ""
    names: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form with a file or without."""

    posted: Posted
    file: UploadFile | None


async def _sent(request: Request, caller: Reader) -> Sent:
    form: FormData = await fields(request)
    file = form.get("file")
    given = file if isinstance(file, UploadFile) and file.filename else None
    return Sent(checked(request, caller, form), given)


@router.get("/screen.json")
def twin(asking: Ask) -> Response:
    """What would be searched, as data."""
    with asking.register() as register:
        moment = asking.moment(register)
        return asking.data(register, searched_form(asking.service.index(register, moment)))


@router.get("/screen")
def page(asking: Ask) -> Response:
    """The form."""
    with asking.register() as register:
        view = _view(register, asking.moment(register))
        return asking.page(register, "screen.html", view, title=asking.catalogue.say("screen.title"))


@router.post("/screen")
def begin(asking: Ask, sent: Annotated[Sent, Depends(_sent)]) -> Response:
    """Begin a screening and go on to its results; a form that cannot be used comes back with what was wrong."""
    jobs: Jobs = asking.request.app.state.jobs
    try:
        with asking.register() as register:
            moment = asking.moment(register)
        job = _job(asking, sent, moment, jobs)
    except (Refusal, ProscribeError) as error:
        refusal = error if isinstance(error, Refusal) else Refusal.of(error)
        with asking.register() as register:
            view = _view(register, asking.moment(register), refusal, sent.posted.fields.get("names", ""))
            title = asking.catalogue.say("screen.title")
            return asking.page(register, "screen.html", view, title=title, status=refusal.status)
    return RedirectResponse(asking.to(f"/screen/{job.id}"), 303)


def again(asking: Asking, job: Job, moment: Moment) -> Job:
    """The names of a job screened for another moment; they must have been pasted."""
    service, jobs = asking.service, asking.request.app.state.jobs
    fresh = Job(new_id(), moment, job.alarms, job.names, total=len(job.names))
    begun: Job = jobs.begin(fresh, lambda j: work(service, j, job.names), WAIT)
    return begun


def work(service: Service, job: Job, rows: Iterable[Query | readers.Reject]) -> None:
    """Screen the rows of a job; what is wrong with them is said in the job."""
    try:
        with service.register() as register:
            at_desk = desk(service, register, job.moment)
            job.searched = searched_form(at_desk.index)
            _screen(at_desk, job, rows)
    except ProscribeError as error:
        job.failure = str(error)
    except Refusal as refusal:
        job.failure = refusal.detail


def _screen(at_desk: Desk, job: Job, rows: Iterable[Query | readers.Reject]) -> None:
    def names() -> Iterator[Query]:
        for row in rows:
            if isinstance(row, Query):
                job.read += 1
                yield row
            else:
                job.refuse(row)

    # in this process alone: one that serves with threads must not fork
    parts = screen(Engine(at_desk.index), names(), alarms=job.alarms, processes=1, chunk=CHUNK)
    for found in answered(at_desk.findings, parts, cleared=True):
        job.add(found)


def _job(asking: Asking, sent: Sent, moment: Moment, jobs: Jobs) -> Job:
    posted, service = sent.posted, asking.service
    text = posted.get("alarms") or ALARMS[0]
    if text not in ALARMS:
        raise Refusal(400, f"false alarms: choose one of {', '.join(ALARMS)}", field="alarms")
    pasted = [line for line in posted.fields.get("names", "").splitlines() if line.strip()]
    if sent.file is not None and pasted:
        raise Refusal(400, "names are pasted and a file is given; give one of them", field="names")
    if sent.file is not None:
        return _of_file(service, jobs, sent.file, posted, moment, float(text))
    if not pasted:
        raise Refusal(400, "no name is given: write one name a line, or choose a file", field="names")
    if len(pasted) > MOST:
        raise Refusal(
            400, f"{len(pasted):,} lines are pasted; give more than {MOST:,} as a file", field="names"
        )
    given = [
        q for n, line in enumerate(pasted, 1) for q in readers.query(n, {"name": line.strip()}, _COLUMNS)
    ]
    names = tuple(q for q in given if isinstance(q, Query))
    job = Job(new_id(), moment, float(text), names, total=len(given))
    return jobs.begin(job, lambda j: work(service, j, given), WAIT)


def _of_file(
    service: Service, jobs: Jobs, file: UploadFile, posted: Posted, moment: Moment, alarms: float
) -> Job:
    """A job over a file, which is kept until the job is done and no longer."""
    suffix = Path(file.filename or "").suffix.lower()
    if suffix not in KINDS.values() and suffix != ".ndjson":
        said = f"a file {suffix[:20] or 'without a suffix'} is not read; give .csv, .jsonl or .parquet"
        raise Refusal(415, said, field="file")
    columns = readers.Columns(
        posted.get("column") or "name",
        posted.get("id_column") or None,
        posted.get("birth_column") or None,
        posted.get("country_column") or None,
        posted.get("kind_column") or None,
    )
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="proscribe-")))
        path = folder / f"upload{suffix}"
        with path.open("wb") as out:
            shutil.copyfileobj(file.file, out)
        found = rows(path, columns, posted.get("encoding") or None)
        total = 0 if suffix == ".parquet" else _lines(path)
        kept = stack.pop_all()

    def run(job: Job) -> None:
        with kept:
            work(service, job, found)

    job = Job(new_id(), moment, alarms, file=Path(file.filename or "").name[:120], total=total)
    return jobs.begin(job, run, WAIT)


def _lines(path: Path) -> int:
    """About how many rows a file has."""
    with path.open("rb") as file:
        return sum(part.count(b"\n") for part in iter(lambda: file.read(1 << 20), b""))


def _view(register: Register, moment: Moment, wrong: Refusal | None = None, names: str = "") -> View:
    shelf = register.shelf(moment)
    held = [(key, e) for key in sorted(shelf.editions) if (e := shelf.at(key, moment.on))]
    lists = tuple(
        (key, sources()[key].title if key in sources() else key, e.published.text, e.size) for key, e in held
    )
    known = len(register.roster(moment.recorded).subjects)
    kinds = ",".join(dict.fromkeys([*KINDS.values(), ".ndjson"]))
    detail, field = (wrong.detail, wrong.field or "") if wrong else ("", "")
    return View(lists, known, ALARMS, kinds, detail, field, names[:200_000])
