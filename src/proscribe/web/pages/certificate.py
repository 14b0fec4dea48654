"""The certificate of a search, fit to print: what was searched for one name, of which day, and what came of it."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from ...answers.certificates import certificate as certify
from ...answers.register import Register
from ...lists.registry import sources
from ...screening import readers
from ...screening.certificate import Certificate
from ...screening.explain import sentence
from ...screening.hits import Query
from ..answer import answer
from ..problems import Refusal
from .asking import Ask, Asking
from .desks import desk
from .posted import Asking as Form
from .route import PageRoute

router = APIRouter(route_class=PageRoute)


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows; no proof where no name is given yet. `open` says that the name is in the address."""

    proof: Certificate | None
    hits: tuple[str, ...]
    titles: dict[str, str]
    open: bool


@router.get("/certificate.json")
def twin(asking: Ask, name: str = "", birth: str = "", country: str = "") -> Response:
    """The certificate as data; nothing where no name is given."""
    with asking.register() as register:
        proof = _proof(asking, register, name, birth, country).to_json() if name.strip() else None
        return answer(proof, headers={"Cache-Control": "no-store"})


@router.get("/certificate")
def page(asking: Ask, name: str = "", birth: str = "", country: str = "") -> Response:
    """The certificate of a name in the address, or the form that asks for one."""
    with asking.register() as register:
        proof = _proof(asking, register, name, birth, country) if name.strip() else None
        return _shown(asking, register, proof, named=bool(proof))


@router.post("/certificate.json")
def posted_twin(asking: Ask, posted: Form) -> Response:
    """The certificate as data, of a name that stands in no address."""
    with asking.register() as register:
        proof = _proof(asking, register, posted.get("name"), posted.get("birth"), posted.get("country"))
        return answer(proof.to_json(), headers={"Cache-Control": "no-store"})


@router.post("/certificate")
def posted_page(asking: Ask, posted: Form) -> Response:
    """The certificate of a name that stands in no address."""
    with asking.register() as register:
        proof = _proof(asking, register, posted.get("name"), posted.get("birth"), posted.get("country"))
        return _shown(asking, register, proof, named=False)


def _proof(asking: Asking, register: Register, name: str, birth: str, country: str) -> Certificate:
    moment = asking.moment(register)
    at_desk = desk(asking.service, register, moment)
    return certify(register, at_desk.index, query(name, birth, country), moment, at_desk.findings)


def query(name: str, birth: str, country: str) -> Query:
    """The name to certify; refused (400) where it or the date of birth cannot be read."""
    record = {"name": name, "birth": birth, "country": country}
    for found in readers.query(1, record, readers.Columns("name", birth="birth", country="country")):
        if isinstance(found, readers.Reject):
            field = "birth" if found.screened else "name"
            raise Refusal(400, f"{field}: {found.reason}", field=field)
        return found
    raise Refusal(400, "name: no name is given", field="name")


def _shown(asking: Asking, register: Register, proof: Certificate | None, *, named: bool) -> Response:
    titles = {key: source.title for key, source in sources().items()}
    hits = tuple(sentence(h) for h in proof.hits) if proof else ()
    view = View(proof, hits, titles, named)
    title = asking.catalogue.say("certificate.title")
    return asking.page(register, "certificate.html", view, title=title, kept=False)
