"""A reader that asks a language model behind an endpoint of the OpenAI kind. Off by default; no model comes with it.

The model's answer is only a proposal of quotes and labels: a claim whose quote does not stand verbatim in the document
is dropped, as with any reader. Nothing is sent anywhere unless a caller makes this reader and gives it a transport.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import BadInput, Problem
from ..model.claims import Claim, Party
from ..model.dates import Day
from ..model.evidence import Document, Quote
from ..model.words import AIMED_ACTS, Act, Factuality, Origin
from .reader import Reading

#: Sends a JSON body to an address and returns the JSON that comes back; raises OSError when it cannot.
Transport = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]

#: Characters of a document that are sent at most.
LONGEST = 24_000
_TEXT = {"type": ["string", "null"]}
_CLAIM = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        "act",
        "aim",
        "organisation",
        "jurisdiction",
        "actor",
        "date",
        "factuality",
        "sources",
        "quote",
    ],
    "properties": {
        "act": {"type": "string", "enum": [a.value for a in Act]},
        "aim": {"type": ["string", "null"], "enum": [*(a.value for a in Act), None]},
        "organisation": _TEXT,
        "jurisdiction": _TEXT,
        "actor": _TEXT,
        "date": _TEXT,
        "factuality": {"type": "string", "enum": [f.value for f in Factuality]},
        "sources": {"type": "array", "items": {"type": "string"}},
        "quote": {"type": "string"},
    },
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["claims"],
    "properties": {"claims": {"type": "array", "items": _CLAIM}},
}
_TASK = (
    "List every act on the standing of an organisation that the report states: bans, listings, suspensions, removals, "
    "renewals, requests, refusals, hearings, laws about bans, and recognition of a government. One claim per act, "
    "organisation and jurisdiction; organisations only, never persons or states. `jurisdiction` is an ISO 3166-1 "
    "alpha-2 code, EU or UN. `date` is the day of the act in EDTF, null where the report does not tell it. "
    "`factuality` is how the report puts it. `sources` are those said to say it, outermost first, without the "
    "publisher. `quote` is copied verbatim from the report. `aim` is the act asked for or refused, else null."
)


@dataclass(frozen=True, slots=True)
class ModelReader:
    """Reads documents with a model. `endpoint` is the base address (`…/v1`), `model` the model's name there."""

    endpoint: str
    model: str
    transport: Transport

    def read(
        self, document: Document, *, published: Day | None = None, language: str | None = None
    ) -> Reading:
        """The claims proposed whose quotes stand in the document; raises `BadInput` when the model cannot be asked."""
        text = document.text or ""
        when = published or document.published
        if not text.strip():
            return Reading((), (Problem("no_text", "there is no text to read in it", where=document.url),))
        try:
            answer = self.transport(
                f"{self.endpoint.rstrip('/')}/chat/completions", self._question(text, when, language)
            )
        except OSError as error:
            raise BadInput(f"the model at {self.endpoint} cannot be reached: {error}") from None
        claims: list[Claim] = []
        problems: list[Problem] = []
        for item in _items(answer, self.endpoint):
            made = _claim(item, document, text, when)
            if isinstance(made, Problem):
                problems.append(made)
            else:
                claims.append(made)
        return Reading(tuple({c.id: c for c in claims}.values()), tuple(problems))

    def _question(self, text: str, published: Day | None, language: str | None) -> dict[str, Any]:
        told = (
            f"Published: {published.text if published else 'unknown'}. Language: {language or 'unknown'}.\n\n"
        )
        return {
            "model": self.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": _TASK},
                {"role": "user", "content": told + text[:LONGEST]},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": SCHEMA},
            },
        }


def _items(answer: Mapping[str, Any], endpoint: str) -> list[Any]:
    try:
        items = json.loads(answer["choices"][0]["message"]["content"])["claims"]
    except (KeyError, IndexError, TypeError, ValueError):
        raise BadInput(
            f"the model at {endpoint} did not answer in the form asked for; try another model"
        ) from None
    if not isinstance(items, list):
        raise BadInput(f"the model at {endpoint} did not answer with a list of claims; try another model")
    return items


def _claim(item: Any, document: Document, text: str, published: Day | None) -> Claim | Problem:
    quote = item.get("quote") if isinstance(item, dict) else None
    at = text.find(quote) if isinstance(quote, str) and quote.strip() else -1
    if at < 0 or not isinstance(quote, str):
        shown = str(quote)[:60]
        return Problem(
            "quote_not_found", f"a proposal was dropped: {shown!r} does not stand in it", where=document.url
        )
    try:
        act = Act(item["act"])
        aim = Act(item["aim"]) if item.get("aim") and act in AIMED_ACTS else None
        date = Day.parse(item["date"]) if item.get("date") else None
        factuality = Factuality(item["factuality"])
    except (KeyError, ValueError, BadInput) as error:
        return Problem("bad_proposal", f"a proposal was dropped: {error}", where=document.url)
    name = item.get("organisation")
    return Claim(
        document=document.sha256,
        act=act,
        subject=Party(str(name)) if name else None,
        quote=Quote.of(text, at, at + len(quote)),
        origin=Origin.PROPOSED,
        factuality=factuality,
        aim=aim,
        jurisdiction=str(item["jurisdiction"]) if item.get("jurisdiction") else None,
        actor=str(item["actor"]) if item.get("actor") else None,
        date=date,
        sources=tuple(str(s) for s in item.get("sources") or ()),
        published=published,
        url=document.url,
    )
