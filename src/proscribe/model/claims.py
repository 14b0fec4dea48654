"""Claims: what a document says was done to a party, by whom, when, and how certainly."""

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from .canonical import digest, plain, written
from .dates import Day
from .evidence import Quote
from .words import Act, Effect, EndReason, Factuality, Origin


@dataclass(frozen=True, slots=True)
class Party:
    """Who a claim is about, as its document puts it.

    `name` is the name as written; `refs` are references that the document gives or that its origin vouches
    for, as `scheme:value` (`starter:taliban`, `un:QDe.115`). Which subject this is, is resolved for each
    query.
    """

    name: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """One act, as one document says it. Never changes; its id is the hash of its content.

    `document` is the SHA-256 of the document. `aim` is the act asked for or refused (with `request` and
    `refuse` only). `jurisdiction` is ISO 3166-1 alpha-2, or EU, UN, INT. `regime` is a regime id or None
    where the text does not allow to tell. `date` is the day of the act, `published` the day the document was
    published. `sources` is the chain of who is said to say it, outermost first, without the publisher itself.
    `record` is the publisher's own key of the record (a row key of the starter, a list reference). `scope`
    says what of the subject is meant where it is not the whole; `effect` belongs to an annulment; `detail` to
    an amendment (and `interim` to a designation that must be confirmed); `end_reason` to an end that is not
    the one the act itself implies.
    """

    document: str
    act: Act
    subject: Party | None
    quote: Quote
    origin: Origin
    factuality: Factuality = Factuality.FACT
    aim: Act | None = None
    jurisdiction: str | None = None
    regime: str | None = None
    actor: str | None = None
    date: Day | None = None
    sources: tuple[str, ...] = ()
    published: Day | None = None
    instrument: str | None = None
    scope: str | None = None
    effect: Effect | None = None
    detail: str | None = None
    end_reason: EndReason | None = None
    url: str | None = None
    confidence: str | None = None
    note: str | None = None
    record: str | None = None

    @cached_property
    def id(self) -> str:
        """SHA-256 of the content; the quote enters through its own digest, so that redaction keeps the id."""
        return digest(written({**self.to_json(), "quote": self.quote.digest}).encode())

    def to_json(self) -> dict[str, Any]:
        """The plain form, without the id and without fields that say nothing."""
        data: dict[str, Any] = plain(self)
        return data

    def redacted(self) -> "Claim":
        """This claim with the text of its quote removed; the id stays."""
        return replace(self, quote=self.quote.redacted())

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Claim":
        """Rebuild from the plain form; unknown keys are an error of the caller."""
        party, get = data.get("subject"), data.get

        def day(key: str) -> Day | None:
            return Day.parse(data[key]) if get(key) else None

        aim, effect, reason = get("aim"), get("effect"), get("end_reason")
        rest = {f.name: data[f.name] for f in fields(cls) if f.name in data and f.name not in _TYPED}
        return cls(
            act=Act(data["act"]),
            subject=Party(party["name"], tuple(party.get("refs", ()))) if party else None,
            quote=Quote.from_json(data["quote"]),
            origin=Origin(data["origin"]),
            factuality=Factuality(data["factuality"]),
            aim=Act(aim) if aim else None,
            date=day("date"),
            sources=tuple(get("sources", ())),
            published=day("published"),
            effect=Effect(effect) if effect else None,
            end_reason=EndReason(reason) if reason else None,
            **rest,
        )


_TYPED = {
    "act",
    "subject",
    "quote",
    "origin",
    "factuality",
    "aim",
    "date",
    "sources",
    "published",
    "effect",
    "end_reason",
}
