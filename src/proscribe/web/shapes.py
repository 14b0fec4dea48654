"""The shapes of answers by name: what `answers.forms` makes, described for the document."""

from ..answers.calendar import Due
from ..answers.changes import Change
from ..answers.searching import OnList
from ..errors import Problem
from ..law.forecasts import Forecast
from ..law.regime import Regime, Step
from ..model.claims import Claim
from ..model.decisions import Decision
from ..model.entries import Edition, Identifier
from ..model.evidence import Document, Quote
from ..model.standing import Coverage, Deadline, NextStep, OpenCase, SubjectRef, Turn
from ..model.words import EndReason
from ..screening.certificate import Certificate
from ..screening.hits import Hit, Query
from ..screening.index import Source
from ..screening.readers import Reject
from ..subjects.roster import Relation
from .schemas import (
    COUNT,
    DAY,
    EDTF,
    SHA256,
    TEXT,
    TRUTH,
    Schema,
    array,
    keys,
    of,
    one_of,
    or_null,
    thing,
)  # fmt: skip

SUBJECT_REF = of(SubjectRef, maybe=("id",))
_QUOTE, _ = keys(Quote)
QUOTE = thing(
    "Quote",
    "Where in a document a claim stands: the words with some before and behind them, or a place in a list.",
    _QUOTE | {"start": or_null(COUNT), "stop": or_null(COUNT)},
    ("place", "removed"),
)
_CLAIM, _ = keys(Claim, without=("subject", "quote"))
_NULL = ("aim", "jurisdiction", "regime", "actor", "date", "published")
_EXTRA = ("instrument", "scope", "effect", "detail", "end_reason", "url", "confidence", "note", "record")
CLAIM_KEYS: dict[str, Schema] = {
    "id": SHA256,
    "path": or_null(TEXT),
    **{key: or_null(schema) if key in _NULL else schema for key, schema in _CLAIM.items()},
    "subject": or_null(
        thing(
            "ClaimSubject",
            "Who a claim is about: as resolved, and as its document writes it.",
            {"id": TEXT, "name": TEXT, "as_written": TEXT, "refs": array(TEXT)},
            ("refs",),
        )
    ),
    "quote": QUOTE,
    "known_from": DAY | {"description": "The day from which the claim counts as known."},
    "assumed": TRUTH | {"description": "True where no publication day is recorded."},
}
CLAIM = thing(
    "Claim",
    "What one document says: an act, by whom, on whom, where, when, how certain, through which sources.",
    CLAIM_KEYS,
    (*_EXTRA, "known_from", "assumed"),
)
EVENT = thing(
    "Event",
    "One act of a history: the claim, the regime it belongs to and the one its document states, whether it counts.",
    CLAIM_KEYS | {"stated_regime": or_null(TEXT), "counts": TRUTH, "history_of": SUBJECT_REF},
    _EXTRA,
)
_TURN, _TURN_MAYBE = keys(Turn, without=("state",))
_STANDING: dict[str, Schema] = {
    "subject": SUBJECT_REF,
    "jurisdiction": or_null(TEXT),
    "regime": or_null(TEXT),
    "on": DAY,
    "known": DAY,
    "state": TEXT | {"description": "measure[+open proceedings], for example `in_force+removal`."},
    "end_reason": or_null(one_of(EndReason)),
    "since": or_null(EDTF),
    "on_record": TRUTH,
    "scope": or_null(TEXT),
    "open": array(of(OpenCase)),
    "coverage": array(of(Coverage)),
    "basis": array(CLAIM),
    "reported": array(CLAIM),
    "implied": array(TEXT),
    "next": array(of(NextStep)),
    "deadlines": array(of(Deadline)),
    "problems": array(of(Problem)),
    "turns": array(
        thing(
            "Turn",
            "One change of state: from when it holds, and the claim that brought it.",
            _TURN | {"state": TEXT},
            _TURN_MAYBE,
        )
    ),
    "dates": {"type": "object", "additionalProperties": EDTF},
}
STANDING = thing(
    "Standing",
    "The state of a subject under a regime on a day, as known on a day, with what it rests on.",
    _STANDING,
)
_GROUP: dict[str, Schema] = {
    "first": SHA256, "claims": array(SHA256),
    "confirmed": array(SHA256), "contradicted": array(SHA256), "official": array(SHA256),
}  # fmt: skip
DOCUMENT = of(Document, without=("text",), maybe=("media_type",))
DECISION = of(Decision)
REASON = thing(
    "Reason",
    "A claim with its document, the decision on it, and what else is on record of the same act.",
    {
        "claim": CLAIM,
        "document": or_null(DOCUMENT),
        "decision": or_null(DECISION),
        "same_act": or_null(thing("SameAct", "Claims on record about one act, by id.", _GROUP)),
    },
)
EXPLANATION = thing(
    "Explanation",
    "A standing with each of its reasons.",
    _STANDING
    | {
        "reasons": array(REASON),
        "beside": array(REASON),
        "said": array(CLAIM) | {"description": "The other claims that `same_act` names."},
    },
)
_CASE, _CASE_MAYBE = keys(OpenCase)
DOCKETED = thing(
    "Docketed",
    "An open case: its last step, what is scheduled, who may do what next and by when.",
    {k: _STANDING[k] for k in ("subject", "jurisdiction", "regime", "on", "known", "state", "reported")}
    | _CASE
    | {"standing": STANDING},
    _CASE_MAYBE,
)
DUE = of(Due)
CHANGE = of(Change, maybe=("text", "ref"))
_FORECAST, _FORECAST_MAYBE = keys(Forecast, without=("claim",))
FORECAST = thing(
    "Announced",
    "What was announced or forecast, by whom, and what became of it.",
    {
        "subject": SUBJECT_REF,
        "jurisdiction": TEXT,
        "regime": TEXT,
        "forecast": thing(
            "Forecast",
            "The announcement and what became of it.",
            {"claim": CLAIM, **_FORECAST},
            _FORECAST_MAYBE,
        ),
    },
    ("jurisdiction", "regime"),
)
_STEP, _STEP_MAYBE = keys(Step, without=("source", "target", "line"))
STEP = thing(
    "Step", "One step of a procedure: who does what, from which state into which.",
    _STEP | {"from": TEXT, "into": TEXT}, _STEP_MAYBE,
)  # fmt: skip
_REGIME, _REGIME_MAYBE = keys(Regime, without=("by_id", "walks", "steps"))
REGIME = thing(
    "Regime",
    "One legal measure of one jurisdiction with its procedure.",
    _REGIME | {"steps": array(STEP)},
    _REGIME_MAYBE,
)
_SUBJECT: dict[str, Schema] = {
    "id": TEXT,
    "name": TEXT,
    "aliases": array(TEXT),
    "refs": array(TEXT),
    "relations": array(of(Relation)),
}
SUBJECT = thing("Subject", "A party that claims are about: its names, references and relations.", _SUBJECT)
PROFILE = thing(
    "Profile",
    "Who a subject is: its names, what it was decided to be the same as, the lists it is on.",
    _SUBJECT | {"same": array(SUBJECT), "lists": array(of(OnList)), "claims": COUNT, "awaiting": COUNT},
)
EDITION = of(Edition)
_HOLDING: dict[str, Schema] = {
    "id": TEXT, "title": TEXT, "publisher": TEXT, "jurisdiction": TEXT, "regimes": array(TEXT),
    "addresses": array(TEXT), "page": TEXT, "format": TEXT, "cadence": TEXT, "licence": TEXT, "readable": TRUTH,
    "untested": or_null(TEXT), "closed": or_null(EDTF), "editions": COUNT, "published": or_null(EDTF),
    "entries": or_null(COUNT), "age": or_null({"type": "integer"}), "due": or_null(DAY),
}  # fmt: skip
HOLDING = thing("Holding", "An official list, and what is held of it.", _HOLDING)
HELD = thing("Held", "An official list with each edition that is held.", _HOLDING | {"held": array(EDITION)})
LINK = thing(
    "Link",
    "Entries of lists that are one subject (`joined`), cannot be though cited as one (`conflict`), or likely are.",
    {
        "kind": {"enum": ["joined", "conflict", "proposed"]},
        "members": array(TEXT),
        "evidence": array(TEXT),
        "problem": TEXT,
    },
    ("evidence", "problem"),
)
FILED = thing(
    "Filed",
    "A document: what is known of it, whether its bytes are held, and the claims that rest on it.",
    {"document": DOCUMENT, "held": TRUTH, "claims": array(SHA256)},
)
of(Identifier, maybe=("kind",))
QUERY = of(Query, maybe=("name",))
_HIT, _HIT_MAYBE = keys(Hit)
FINDING = thing(
    "Finding",
    "A listed party that a name may be, why, and its standing on the day.",
    _HIT | {
        "finding": TEXT | {"description": "The id of the hit, for a decision on it."},
        "sentence": TEXT,
        "standing": array(
            thing(
                "FindingStanding",
                "A standing in short.",
                {
                    "regime": or_null(TEXT), "jurisdiction": or_null(TEXT), "state": TEXT,
                    "since": or_null(EDTF), "end_reason": or_null(one_of(EndReason)), "on_record": TRUTH,
                },
            )
        ),
        "decision": or_null(DECISION),
        "cleared": TRUTH,
        "back": or_null(TEXT),
    },
    _HIT_MAYBE,
)  # fmt: skip
SEARCHED = thing(
    "Searched",
    "What was searched. No hit is no finding on lists that are not named here.",
    {"on": DAY, "known": DAY, "entries": COUNT, "index": TEXT, "lists": array(of(Source))},
)
_ANSWERED: dict[str, Schema] = {
    "query": QUERY,
    "hits": array(FINDING),
    "silent": COUNT | {"description": "Hits left out: cleared by a person, and unchanged since."},
}
ANSWERED = thing("Answered", "The hits of one name.", _ANSWERED)
SCREENED = thing(
    "Screened", "The hits of one name, and what was searched.", {"searched": SEARCHED, **_ANSWERED}
)
REJECT = of(Reject, maybe=("value",))
COLUMN = thing(
    "ScreenedColumn",
    "The hits of each name, in the order given, and the names that could not be used.",
    {"searched": SEARCHED, "answers": array(ANSWERED), "rejects": array(REJECT)},
)
PROBLEM = thing(
    "ProblemDetails",
    "An error (RFC 9457). `code` is stable; `field` names the parameter or part of the body at fault.",
    {
        "type": TEXT, "title": TEXT, "status": COUNT, "code": TEXT, "detail": TEXT, "field": TEXT,
        "candidates": array(thing("Candidate", "What an ambiguous name may mean.", {"id": TEXT, "name": TEXT})),
    },
    ("field", "candidates"),
)  # fmt: skip
DONE = thing(
    "Done",
    "The end of an answer in lines: how many of each.",
    {"names": COUNT, "hits": COUNT, "rejects": COUNT},
)
LINE = {
    "oneOf": [
        thing("LineSearched", "The first line: what is searched.", {"searched": SEARCHED}),
        ANSWERED,
        thing("LineReject", "A row that could not be used, or not wholly.", {"reject": REJECT}),
        thing("LineDone", "The last line of a whole answer.", {"done": DONE}),
        thing("LineError", "The last line of an answer that broke off.", {"error": PROBLEM}),
    ]
}
_CERTIFICATE, _CERTIFICATE_MAYBE = keys(Certificate)
CERTIFICATE = thing(
    "Certificate", "Proof of a search: what was searched and what came of it.",
    {"id": SHA256, "result": TEXT, **_CERTIFICATE}, _CERTIFICATE_MAYBE,
)  # fmt: skip
MATTER = thing(
    "Matter",
    "An act that awaits judgement: the proposals, what else is on record of it, and copies of one report.",
    {**_GROUP, "awaiting": array(CLAIM), "beside": array(CLAIM), "copies": array(SHA256)},
)
HEAD = thing(
    "Head",
    "The end of the chain: the last batch and the digest that stands for the whole record.",
    {
        "batch": COUNT,
        "digest": SHA256,
        "at": or_null({"type": "string", "format": "date-time"}),
        "note": or_null(TEXT),
    },
)
RECEIPT: dict[str, Schema] = {
    "added": COUNT | {"description": "New items on record; 0 where all was there already."},
    "repeated": COUNT | {"description": "Items that were there already."},
    "head": HEAD,
}
JUDGED = thing(
    "Judged",
    "Claims that were judged, and the record after it.",
    {"verdict": TEXT, "claims": array(CLAIM), **RECEIPT},
)
ENTERED = thing("Entered", "A claim that was entered, and the record after it.", {"claim": CLAIM, **RECEIPT})
RELATED = thing(
    "Related",
    "Two subjects that were decided on, and the record after it.",
    {"verdict": TEXT, "one": TEXT, "other": TEXT, **RECEIPT},
)
DECIDED = thing("DecisionOnRecord", "A decision on record.", {"verdict": TEXT, "target": TEXT, **RECEIPT})
VERIFIED = thing(
    "Verified",
    "Whether every digest and the chain hold.",
    {"holds": TRUTH, "problems": array(of(Problem)), "head": HEAD},
)
CLAIM_ON_RECORD = thing(
    "ClaimOnRecord",
    "A claim with the decision that counts for it, and when it was recorded.",
    {
        "claim": CLAIM,
        "decision": or_null(DECISION),
        "counts": TRUTH,
        "recorded": {"type": "string", "format": "date-time"},
    },
)
