"""The frame around every page, and the making of pages from templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import Response

from ...answers.moment import Moment
from ...answers.places import names as jurisdictions
from ...answers.register import Register
from ...ledger.protocol import Head
from ...model.dates import Day
from .. import csrf
from . import assets
from .addresses import Addresses, segment
from .timebar import Marks, TimeBar, stamp
from .visible import cut, visible

if TYPE_CHECKING:
    from ..who import Caller
    from .asking import Asking

#: Nothing inline, nothing from elsewhere: what the pages need of a browser and no more.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Frame:
    """What every page shows around its own part."""

    title: str
    moment: Moment
    addresses: Addresses
    bar: TimeBar
    head: Head
    note: str | None
    caller: "Caller | None"
    whole: str
    csrf: str


def framed(asking: "Asking", register: Register, title: str, marks: Marks | None) -> Frame:
    """The frame of a page: its time bar, and what it rests on."""
    moment, today, stamps = asking.moment(register), register.moment().on, asking.stamps
    addresses, given = asking.addresses, marks or Marks()
    bar = TimeBar(
        stamp("on", moment.on, stamps.on is not None, given.on, lambda d: addresses.at(on=d), today),
        stamp(
            "known",
            moment.known,
            stamps.known is not None,
            given.known,
            lambda d: addresses.at(known=d),
            today,
        ),
        segment(addresses.path),
        (*addresses.params, *([("recorded", stamps.recorded.isoformat())] if stamps.recorded else [])),
        stamps != type(stamps)(None, None, None),
        addresses.now(),
    )
    caller = asking.request.scope.get("state", {}).get("caller")
    whole = addresses.at(on=moment.on, known=moment.known)
    session = caller.session if caller else None
    forged = csrf.token(asking.service.sessions, session) if session else ""
    return Frame(title, moment, addresses, bar, register.head(), register.note, caller, whole, forged)


def render(
    template: str, asking: "Asking", headers: Mapping[str, str], status: int = 200, **values: Any
) -> Response:
    """A template as a response, in the reader's language."""
    text = (
        environment()
        .get_template(template)
        .render(
            t=asking.catalogue.say,
            word=asking.catalogue.word,
            lang=asking.catalogue.language,
            to=asking.to,
            path=asking.addresses.path,
            **values,
        )
    )
    kept = {
        "Content-Security-Policy": POLICY,
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Language",
    }
    return Response(text.encode("utf-8", "replace"), status, {**kept, **headers}, "text/html; charset=utf-8")


@cache
def environment() -> Environment:
    """The templates: everything is escaped, everything written out is made visible, nothing may be missing."""
    made = Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {"asset": assets.href, "country": country, "segment": segment}
    made.filters |= {"cut": cut, "when": when}
    return made


def country(code: str | None) -> str:
    """The name of a jurisdiction, or its code where it has none."""
    return jurisdictions().get(code or "", code or "")


def when(day: Day) -> tuple[str, str]:
    """How a day is told: `exact`, `about`, `by`, `from`, `between`, `some`; and the text that says when."""
    text = day.text.strip("?~%")
    first, slash, last = day.text.partition("/")
    if slash:
        kind = "by" if first in ("", "..") else "from" if last in ("", "..") else "between"
        return kind, {"by": last, "from": first, "between": f"{first} – {last}"}[kind]
    return ("about" if day.qualified else "exact"), text


def _finalize(value: Any) -> Any:
    if value is None:
        raise ValueError("a template writes nothing out where there should be something")
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
