"""The vocabulary: acts, factuality, origins, states. Each word has one meaning across the whole register."""

from enum import StrEnum


class Act(StrEnum):
    """What somebody does about a ban, a proceeding, a rule or a recognition."""

    # on a standing
    DESIGNATE = "designate"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REMOVE = "remove"
    RENEW = "renew"
    LAPSE = "lapse"
    ANNUL = "annul"
    AMEND = "amend"
    # in a proceeding
    REQUEST = "request"
    HEAR = "hear"
    REFUSE = "refuse"
    CHALLENGE = "challenge"
    REVIEW = "review"
    PUBLISH = "publish"
    TRANSMIT = "transmit"
    COMMENCE = "commence"
    TRANSPOSE = "transpose"
    CORRECT = "correct"
    # on the rules
    ENACT = "enact"
    # apart from any list
    RECOGNISE = "recognise"
    DERECOGNISE = "derecognise"


#: Acts that change a measure.
MEASURE_ACTS = frozenset(
    {Act.DESIGNATE, Act.SUSPEND, Act.REINSTATE, Act.REMOVE, Act.RENEW, Act.LAPSE, Act.ANNUL, Act.AMEND}
)
#: Acts that carry an aim: the act that is asked for or refused.
AIMED_ACTS = frozenset({Act.REQUEST, Act.REFUSE})
#: Acts about recognition of a government, a dimension of its own.
RECOGNITION_ACTS = frozenset({Act.RECOGNISE, Act.DERECOGNISE})


class Factuality(StrEnum):
    """How certain a claim is, as its source puts it (not as the world turned out)."""

    FACT = "fact"
    PLANNED = "planned"
    EXPECTED = "expected"
    POSSIBLE = "possible"
    NEGATED = "negated"


class Origin(StrEnum):
    """Where a claim comes from. Only `proposed` claims need a person's acceptance before they count."""

    OFFICIAL = "official"
    CURATED = "curated"
    PROPOSED = "proposed"
    ENTERED = "entered"


class Measure(StrEnum):
    """The state of a measure on a day.

    Five are legal states, four are states of recognition, and three say what is known: `unknown` (nothing covers
    the day), `absent` (gone from a list, no act found), `disputed` (claims of equal weight disagree).
    """

    NONE = "none"
    INTERIM = "interim"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ENDED = "ended"
    DE_FACTO = "de_facto"
    RECOGNISED = "recognised"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"
    ABSENT = "absent"
    DISPUTED = "disputed"


LEGAL_STATES = frozenset({Measure.NONE, Measure.INTERIM, Measure.IN_FORCE, Measure.SUSPENDED, Measure.ENDED})
RECOGNITION_STATES = frozenset({Measure.NONE, Measure.DE_FACTO, Measure.RECOGNISED, Measure.WITHDRAWN})
KNOWLEDGE_STATES = frozenset({Measure.UNKNOWN, Measure.ABSENT, Measure.DISPUTED})


class Proceeding(StrEnum):
    """A case that is open beside a measure. It never changes the legal effect by itself."""

    LISTING = "listing"
    REMOVAL = "removal"
    REVIEW = "review"
    CHALLENGE = "challenge"


class EndReason(StrEnum):
    """Why a measure ended."""

    REMOVED = "removed"
    EXPIRED = "expired"
    ANNULLED = "annulled"
    LAPSED = "lapsed"
    REVOKED_BY_LAW = "revoked_by_law"
    ERROR = "error"


class Effect(StrEnum):
    """When a court's annulment bites."""

    IMMEDIATE = "immediate"
    STAYED = "stayed"
    DEFERRED = "deferred"


class Verdict(StrEnum):
    """What a decision of a person says, and about what."""

    ACCEPT = "accept"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"
    SAME = "same"
    DIFFERENT = "different"
    CLEARED = "cleared"
    CONFIRMED = "confirmed"
    REDACT = "redact"


class PartyKind(StrEnum):
    """What a listed party is."""

    ORGANISATION = "organisation"
    PERSON = "person"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    OTHER = "other"


class NameKind(StrEnum):
    """What a name is to its bearer."""

    PRIMARY = "primary"
    ALIAS = "alias"
    FORMER = "former"
    ORIGINAL = "original"


class Quality(StrEnum):
    """How well a publisher vouches for an alias (strong: good enough to identify; weak: not alone)."""

    STRONG = "strong"
    WEAK = "weak"
