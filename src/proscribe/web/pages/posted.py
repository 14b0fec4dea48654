"""What a form of a page carries, and the checks that it comes from a page of this server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile

from .. import csrf
from ..problems import Refusal
from ..service import Service
from ..who import Caller, FormReviewer, Reader

B = TypeVar("B", bound=BaseModel)
#: The most fields that a form of the pages has.
_FIELDS = 100


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields of a form, and who sent it. `repeated` has those that were given several times, in their order."""

    caller: Caller
    fields: Mapping[str, str]
    repeated: Mapping[str, tuple[str, ...]]

    def get(self, name: str) -> str:
        """A field without blanks at its ends; "" where it was not given."""
        return self.fields.get(name, "").strip()

    def needed(self, name: str, what: str) -> str:
        """A field that must not be empty; refused (400) with what it should hold."""
        if not (text := self.get(name)):
            raise Refusal(400, f"{name} is empty: give {what}", field=name)
        return text

    def read(self, model: type[B], **more: Any) -> B:
        """The fields that a body of the API has, checked as there; refused (400) with the field at fault."""
        names = {field.alias or name for name, field in model.model_fields.items()}
        given = {key: value for key, value in self.fields.items() if key in names and value.strip()}
        try:
            return model.model_validate({**given, **more})
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            said = "it is empty" if first["type"] == "missing" else first["msg"].removeprefix("Value error, ")
            raise Refusal(400, f"{field}: {said}", field=field) from None


def same_site(request: Request) -> None:
    """Refuse a form that a page of another site sent: 403, code `forged`.

    Browsers say where a form comes from; what is no browser sends neither header and carries no cookie either.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site in ("cross-site", "same-site") or (
        origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()
    ):
        raise Refusal(403, "this form was not sent by a page of this server", code="forged", field=csrf.FIELD)


async def fields(request: Request) -> FormData:
    """The form of a request, as urlencoded or in parts; refused where it is no form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise Refusal(415, f"the body must be a form, not {kind[:80] or 'of no type'}", field="content-type")
    return await request.form(max_files=1, max_fields=_FIELDS, max_part_size=1 << 20)


def checked(request: Request, caller: Caller, form: FormData) -> Posted:
    """A form whose sender is known to have meant it."""
    same_site(request)
    texts = [(key, value) for key, value in form.multi_items() if not isinstance(value, UploadFile)]
    given = dict(reversed(texts))
    if caller.session is not None:
        service: Service = request.app.state.service
        csrf.check(service.sessions, caller.session, given.get(csrf.FIELD))
    repeated: dict[str, tuple[str, ...]] = {}
    for key, value in texts:
        repeated[key] = (*repeated.get(key, ()), value)
    return Posted(caller, given, repeated)


async def _judged(request: Request, caller: FormReviewer) -> Posted:
    return checked(request, caller, await fields(request))


async def _asked(request: Request, caller: Reader) -> Posted:
    return checked(request, caller, await fields(request))


#: A form that adds to the record: its sender may judge.
Judging = Annotated[Posted, Depends(_judged)]
#: A form that only asks: its sender may read.
Asking = Annotated[Posted, Depends(_asked)]
