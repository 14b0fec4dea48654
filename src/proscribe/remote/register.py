"""A served register: the same questions, with the same values for answers, as one that lies at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, TypeVar
from urllib.parse import quote

from ..answers import matrix, rebuilding
from ..answers.calendar import Due
from ..answers.changes import Change
from ..answers.docket import Docketed
from ..answers.entering import Entered
from ..answers.forecasts import Announced
from ..answers.history import Event
from ..answers.judging import Matter
from ..answers.known import Judged
from ..answers.matrix import Row
from ..answers.screened import Answered
from ..answers.searching import Profile
from ..answers.why import Explanation
from ..errors import BadInput, LedgerError, Problem, ProscribeError
from ..ledger.protocol import Head, Receipt
from ..model.canonical import plain
from ..model.claims import Claim
from ..model.dates import Day
from ..model.standing import Standing, SubjectRef
from ..model.words import Verdict
from ..screening.certificate import Certificate
from ..screening.hits import Query
from ..subjects.roster import Subject
from .asking import Asker

T = TypeVar("T")
#: Names that a server takes in one request.
MOST_NAMES = 10_000


class RemoteRegister:
    """A register that another program serves. Its methods are those of the register there (see `library.Register`).

    What a server refuses raises what the register itself would: `NotFound`, `Ambiguous`, `BadInput`, `CheckFailed`; a
    server that cannot be reached or understood raises `LedgerError`. A decision carries the name given with it, and
    beside it the name of the token that it came by.
    """

    def __init__(self, url: str, token: str | None = None, asker: Asker | None = None) -> None:
        """Opens no connection yet. `asker` is the seam for tests."""
        self._asker = asker or Asker(url, token)

    # questions

    def find(self, query: str) -> Subject:
        """The subject that a person's words name."""
        return self.profile(query).subject

    def search(self, query: str = "", recorded: date | None = None) -> list[Subject]:
        """Subjects whose names have these words (all without any)."""
        return self._many("/v1/subjects", rebuilding.subject, q=query or None, recorded=recorded)

    def profile(self, subject: str, known: date | None = None, recorded: date | None = None) -> Profile:
        """Who a subject is: its names, what it was decided to be the same as, the lists it is on."""
        path = f"/v1/subjects/{_segment(subject)}"
        return self._read(rebuilding.profile, self._asker.get(path, {"known": known, "recorded": recorded}))

    def standing(
        self,
        subject: str,
        where: str | None = None,
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Standing]:
        """The standing of a subject: one for each regime anything is known of, or in one place (`RU`, `us.fto`)."""
        asked = {"subject": subject, "in": where, **_stamps(on, known, recorded)}
        return self._many("/v1/standing", rebuilding.standing, **asked)

    def why(
        self,
        subject: str,
        where: str,
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Explanation]:
        """The reasons of each standing in a place, down to quote and document hash."""
        asked = {"subject": subject, "in": where, **_stamps(on, known, recorded)}
        return self._many("/v1/why", rebuilding.explanation, **asked)

    def history(
        self,
        subject: str,
        where: str | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Event]:
        """Every act on a subject that is known, in the order of their days."""
        asked = {"subject": subject, "in": where, **_stamps(None, known, recorded)}
        return self._many("/v1/history", rebuilding.event, **asked)

    def matrix(
        self,
        subjects: Sequence[str] = (),
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Row]:
        """Standings of subjects by jurisdiction: of those given, or of all of whom anything is known."""
        if subjects:
            return [self._row(s, self.standing(s, None, on, known, recorded)) for s in subjects]
        found = self._many("/v1/matrix", rebuilding.standing, **_stamps(on, known, recorded))
        return [matrix.row(ref, several) for ref, several in groupby(found, lambda s: s.subject)]

    def _row(self, query: str, found: list[Standing]) -> Row:
        if found:
            return matrix.row(found[0].subject, found)
        subject = self.find(query)
        return matrix.row(SubjectRef(subject.id, subject.name), ())

    def docket(
        self,
        where: str | None = None,
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Docketed]:
        """Every open case, the one with the next term first."""
        return self._many("/v1/docket", rebuilding.docketed, **{"in": where}, **_stamps(on, known, recorded))

    def calendar(
        self,
        first: date | None = None,
        last: date | None = None,
        where: str | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Due]:
        """What is due between two days: from today for a year when they are not given."""
        asked = {"from": first, "to": last, "in": where, **_stamps(None, known, recorded)}
        return self._many("/v1/calendar", rebuilding.due, **asked)

    def changes(self, since: date, until: date | None = None, recorded: date | None = None) -> list[Change]:
        """What came to be known after `since`, up to and including `until` (today when left out)."""
        return self._many("/v1/changes", rebuilding.change, since=since, until=until, recorded=recorded)

    def forecasts(
        self,
        source: str | None = None,
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> list[Announced]:
        """What was announced or forecast, by whom, and what became of it."""
        asked = {"source": source, **_stamps(on, known, recorded)}
        return self._many("/v1/forecasts", rebuilding.announced, **asked)

    def review(self, known: date | None = None, recorded: date | None = None) -> list[Judged]:
        """Proposed claims that await judgement, the one known longest first."""
        found = [item for matter in self.matters(known, recorded) for item in matter.awaiting]
        return sorted(found, key=lambda item: (item.known.since, item.claim.id))

    def matters(self, known: date | None = None, recorded: date | None = None) -> list[Matter]:
        """Proposed claims grouped by the act they speak of, with what else is on record of it."""
        return self._many("/v1/review", rebuilding.matter, known=known, recorded=recorded)

    def screen(
        self,
        names: Iterable[str | Query],
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
        threshold: float | None = None,
        alarms: float | None = None,
        cleared: bool = False,
    ) -> list[Answered]:
        """Screen names against every list held and every organisation known, as of a day; one answer a name."""
        asked = {**_stamps(on, known, recorded), "threshold": threshold, "alarms": alarms, "cleared": cleared}
        found: list[Answered] = []
        for part in _parts([_name(n) for n in names]):
            answer = self._asker.post("/v1/screen", {"names": part}, asked)
            for reject in self._read(lambda form: form["rejects"], answer):
                place, value = len(found) + int(reject["row"]), reject.get("value", "")
                raise BadInput(f"query {place} ({value!r}): {reject['reason']}; leave it out or mend it")
            found += self._read(_answers, answer)
        return found

    def certificate(
        self,
        name: str | Query,
        on: date | None = None,
        known: date | None = None,
        recorded: date | None = None,
    ) -> Certificate:
        """Proof of a search, hit or no hit: what was searched, of which day and digest, and what came of it.

        A customer's own key is no part of it.
        """
        asked = {**_name(name), "id": None, **_stamps(on, known, recorded)}
        return self._read(rebuilding.certificate, self._asker.get("/v1/certificate", asked))

    # what people add

    def judge(
        self,
        verdict: Verdict,
        ident: str,
        by: str,
        because: str,
        superseded_by: str | None = None,
    ) -> tuple[Claim, Receipt]:
        """Accept, reject or withdraw a claim by the beginning of its id; the same verdict twice adds nothing."""
        body: dict[str, Any] = {"by": by, "because": because}
        if verdict is Verdict.WITHDRAW:
            path = f"/v1/claims/{_segment(ident)}/withdraw"
            body |= {"superseded_by": superseded_by} if superseded_by else {}
        else:
            path = f"/v1/review/{_segment(ident)}/{verdict.value}"
        claims, receipt = self._judged(path, body)
        return claims[0], receipt

    def judge_group(self, verdict: Verdict, ident: str, by: str, because: str) -> tuple[list[Claim], Receipt]:
        """Judge every proposal about the act of one claim at once, in one batch."""
        path = f"/v1/review/{_segment(ident)}/{verdict.value}"
        return self._judged(path, {"by": by, "because": because, "group": True})

    def _judged(self, path: str, body: Mapping[str, Any]) -> tuple[list[Claim], Receipt]:
        answer = self._asker.post(path, body)
        read = lambda form: ([rebuilding.claim(c) for c in form["claims"]], rebuilding.receipt(form))  # noqa: E731
        return self._read(read, answer)

    def judge_hit(self, verdict: Verdict, ident: str, by: str, because: str) -> Receipt:
        """Clear or confirm a hit by the id that screening shows for it."""
        done = {Verdict.CLEARED: "clear", Verdict.CONFIRMED: "confirm"}[verdict]
        answer = self._asker.post(f"/v1/hits/{_segment(ident)}/{done}", {"by": by, "because": because})
        return self._read(rebuilding.receipt, answer)

    def relate(
        self, verdict: Verdict, one: str, other: str, by: str, because: str, evidence: Day | None = None
    ) -> tuple[tuple[str, str], Receipt]:
        """Decide that two subjects are the same or different; each is named as in a question, or is a list entry."""
        body: dict[str, Any] = {"one": one, "other": other, "by": by, "because": because}
        body |= {"evidence": evidence.text} if evidence else {}
        answer = self._asker.post(f"/v1/subjects/{verdict.value}", body)
        return self._read(lambda form: ((form["one"], form["other"]), rebuilding.receipt(form)), answer)

    def add(self, subject: str, given: Entered, *, new: bool = False) -> tuple[Claim, Receipt]:
        """Enter a claim by hand; `new` allows a subject that the register does not know yet."""
        body = {"subject": subject, "new": new, **plain(given)}
        body["in"] = body.pop("where")
        answer = self._asker.post("/v1/claims", body)
        return self._read(lambda form: (rebuilding.claim(form["claim"]), rebuilding.receipt(form)), answer)

    def redact(self, ident: str, by: str, because: str) -> tuple[str, Receipt]:
        """Remove the body of a document and the quotes from it; digests and the reason stay."""
        answer = self._asker.post(f"/v1/documents/{_segment(ident)}/redact", {"by": by, "because": because})
        return self._read(lambda form: (str(form["target"]), rebuilding.receipt(form)), answer)

    # the record itself

    def verify(self) -> Iterator[Problem]:
        """Recompute the chain of hashes, there; every difference is a Problem."""
        answer = self._asker.get("/v1/verify")
        return iter(self._read(lambda form: [rebuilding.problem(p) for p in form["problems"]], answer))

    def head(self) -> Head:
        """The end of the chain: what a certificate cites."""
        return self._read(rebuilding.head, self._asker.get("/v1/head"))

    def close(self) -> None:
        """Let go of the connections."""
        self._asker.close()

    def __enter__(self) -> RemoteRegister:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _many(self, path: str, build: Callable[[Any], T], **asked: Any) -> list[T]:
        return self._read(lambda forms: [build(form) for form in forms], self._asker.lines(path, asked))

    def _read(self, build: Callable[[Any], T], form: Any) -> T:
        try:
            return build(form)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, ProscribeError) as error:
            said = f"{type(error).__name__}: {error}"[:200]
            message = f"{self._asker.url}: the answer is not as this version of proscribe gives it ({said})"
            raise LedgerError(message) from None


def _stamps(on: date | None, known: date | None, recorded: date | None) -> dict[str, date | None]:
    return {key: day for key, day in (("on", on), ("known", known), ("recorded", recorded)) if day}


def _segment(text: str) -> str:
    """A text as one part of a path; the empty one as a space, which the server refuses by its own words."""
    return quote(text or " ", safe="")


def _name(given: str | Query) -> dict[str, Any]:
    """A name with what is known of its bearer, as a server takes it; raises `BadInput` for more than it takes."""
    if isinstance(given, str):
        return {"name": given}
    if len(given.births) > 1 or len(given.identifiers) > 1 or any(i.kind for i in given.identifiers):
        raise BadInput(
            f"{given.name[:80]!r}: a served register screens with one date of birth and one number of no kind"
        )
    parts = {
        "name": given.name,
        "id": given.id,
        "kind": given.kind.value if given.kind else None,
        "birth": given.births[0].text if given.births else None,
        "country": ";".join(given.countries),
        "gender": ";".join(given.genders),
        "identifier": given.identifiers[0].value if given.identifiers else None,
    }
    return {key: text for key, text in parts.items() if text}


def _parts(names: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Names in as many requests as a server takes them in."""
    return (names[i : i + MOST_NAMES] for i in range(0, len(names), MOST_NAMES))


def _answers(form: Mapping[str, Any]) -> list[Answered]:
    return [rebuilding.answered(a) for a in form["answers"]]
