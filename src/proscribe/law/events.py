"""Events: claims about one act taken together, each with the day they leave possible, and put in order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..errors import Problem
from ..model.claims import Claim
from ..model.dates import Day
from ..model.words import Act, Effect, EndReason, Factuality, Origin
from .bodies import classes_of

_ORIGIN = {Origin.OFFICIAL: 3, Origin.CURATED: 2, Origin.ENTERED: 2, Origin.PROPOSED: 1}
_CONFIDENCE = {"high": 2, "medium": 1, "low": 0}
#: Days within which two claims of one act mean the same act: announced, signed, published and in force lie
#: apart.
_SAME_ACT = 45
#: The same for acts that come in series.
_SAME_IN_SERIES = 14
_SERIES = frozenset({Act.RENEW, Act.ANNUL, Act.REFUSE, Act.CHALLENGE, Act.REVIEW})
#: Acts that are one only when their day is the same: several of them in a row are several.
_EACH = frozenset({Act.AMEND, Act.HEAR, Act.PUBLISH, Act.TRANSMIT, Act.CORRECT})
_VAGUE = 31
_ALWAYS = 10**6
#: Acts that cannot come twice unless another lies between: two days of them are two words on one act.
_ONCE = frozenset({Act.REMOVE, Act.LAPSE, Act.SUSPEND, Act.REINSTATE, Act.DERECOGNISE})
#: What must have happened in between for a second act of a kind to be another one.
_ENDS = frozenset({Act.REMOVE, Act.LAPSE, Act.ANNUL, Act.REFUSE})
_STARTS = frozenset({Act.DESIGNATE, Act.TRANSPOSE, Act.REINSTATE})
_BREAKS: dict[Act, frozenset[Act]] = {
    Act.DESIGNATE: _ENDS,
    Act.TRANSPOSE: _ENDS,
    Act.REMOVE: _STARTS,
    Act.LAPSE: _STARTS,
    Act.ANNUL: _STARTS,
    Act.SUSPEND: _STARTS,
    Act.REINSTATE: frozenset({Act.SUSPEND}) | _ENDS,
    Act.REQUEST: _ENDS | _STARTS | {Act.SUSPEND},
    Act.RECOGNISE: frozenset({Act.DERECOGNISE}),
    Act.DERECOGNISE: frozenset({Act.RECOGNISE}),
}
#: Acts asked for, by what they come to.
LISTING = frozenset({Act.DESIGNATE, Act.REINSTATE, Act.RENEW, Act.RECOGNISE})
LIFTING = frozenset({Act.REMOVE, Act.SUSPEND, Act.LAPSE, Act.DERECOGNISE})


@dataclass(frozen=True, slots=True)
class Event:
    """One act, as all claims about it leave it: when, by whom, on which word."""

    act: Act
    day: Day
    claims: tuple[Claim, ...]
    weight: tuple[int, int]
    aim: Act | None = None
    scope: str | None = None
    effect: Effect | None = None
    end_reason: EndReason | None = None
    actor: str | None = None
    detail: str | None = None
    disputed: bool = False

    @property
    def ends(self) -> bool:
        """True for an act that ends a measure."""
        return self.act in _GONE or (self.act is Act.ANNUL and self.effect is Effect.IMMEDIATE)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its claims."""
        return tuple(c.id for c in self.claims)

    def __str__(self) -> str:
        return f"{self.act}{f' ({self.aim})' if self.aim else ''} of {self.day}"


def family(aim: Act | None) -> str | None:
    """`listing` or `removal` for what a request comes to; `challenge` for an annulment, None where nothing is
    said.
    """
    if aim is None:
        return None
    return "listing" if aim in LISTING else "removal" if aim in LIFTING else "challenge"


def weight(claim: Claim) -> tuple[int, int]:
    """How much a claim weighs against another: its origin first, then its confidence."""
    return _ORIGIN[claim.origin], _CONFIDENCE.get(claim.confidence or "", 1)


def _always(act: Act, day: Day) -> bool:
    return True


def gather(
    claims: Iterable[Claim], lawful: Callable[[Act, Day], bool] = _always
) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    """The events that the facts among the claims speak of, and what was found on the way.

    Claims that are no facts, and laws, are left out. Two claims of one act are one event where their days lie
    near and nothing that would begin or end the measure lies between. Among several days of one act those
    count on which the law allowed it.
    """
    problems: list[Problem] = []
    dated: dict[str, tuple[Claim, Day]] = {}
    for claim in claims:
        if claim.factuality is Factuality.FACT and claim.act is not Act.ENACT and claim.id not in dated:
            day = _day_of(claim, problems)
            if day is not None:
                dated[claim.id] = claim, day
    pairs = sorted(dated.values(), key=lambda p: (p[1].earliest, p[1].latest, p[0].id))
    groups: dict[tuple[object, ...], list[tuple[Claim, Day]]] = {}
    for claim, day in pairs:
        groups.setdefault(_key(claim, day), []).append((claim, day))
    scopes: dict[str, list[tuple[Claim, Day]]] = {}
    for claim, day in pairs:
        scopes.setdefault(_scope(claim), []).append((claim, day))
    events = [
        _event(cluster, problems, lawful)
        for key, members in groups.items()
        for cluster in _clusters(members, scopes[str(key[2])])
    ]
    return tuple(sorted(_contested(events, problems, lawful), key=_when)), tuple(
        sorted(problems, key=lambda p: (p.code, p.claims))
    )


def _when(event: Event) -> tuple[object, ...]:
    return event.day.earliest, event.day.latest, event.act, event.ids


def _day_of(claim: Claim, problems: list[Problem]) -> Day | None:
    if claim.date is not None:
        return claim.date
    if claim.published is None:
        problems.append(
            Problem("undated", f"{claim.act} without a day or a day of publication: not used", (claim.id,))
        )
        return None
    day = Day.between(date.min, claim.published.latest)
    problems.append(
        Problem(
            "undated", f"{claim.act} without a day: counted as not later than its report ({day})", (claim.id,)
        )
    )
    return day


def _scope(claim: Claim) -> str:
    return " ".join((claim.scope or "").casefold().split())


def _key(claim: Claim, day: Day) -> tuple[object, ...]:
    """Claims with different keys are never the same act; the third place is the scope."""
    asked = family(claim.aim) if claim.act in (Act.REQUEST, Act.REFUSE) else None
    actor = classes_of(claim.actor) if claim.actor and claim.act in _SERIES | {Act.REQUEST} else None
    each = day.text if claim.act in _EACH else None
    return claim.act, asked, _scope(claim), actor, each


def _gap(first: Day, second: Day) -> int:
    """Days between two days; 0 where they overlap."""
    return max((second.earliest - first.latest).days, (first.earliest - second.latest).days, 0)


def _width(day: Day) -> int:
    return (day.latest - day.earliest).days


def _clusters(
    members: Sequence[tuple[Claim, Day]], everything: Sequence[tuple[Claim, Day]]
) -> list[list[tuple[Claim, Day]]]:
    act = members[0][0].act
    enders = _BREAKS.get(act, frozenset())
    breaks = [d for c, d in everything if c.act in enders] if enders else []

    def near(first: Day, second: Day, reach: int) -> bool:
        low, high = (first, second) if first.earliest <= second.earliest else (second, first)
        apart = any(low.latest <= b.earliest and b.latest <= high.earliest for b in breaks)
        return not apart and _gap(first, second) <= reach

    clusters: list[list[tuple[Claim, Day]]] = []
    for claim, day in sorted(
        members, key=lambda p: (_width(p[1]) > _VAGUE, p[1].earliest, p[1].latest, p[0].id)
    ):
        reach = _ALWAYS if act in _ONCE else 0 if _width(day) > _VAGUE else _reach(act)
        homes = [c for c in clusters if near(c[0][1], day, reach)]
        if homes:
            min(homes, key=lambda c: _gap(c[0][1], day)).append((claim, day))
        else:
            clusters.append([(claim, day)])
    return _without_doubtful(clusters, near) if act in _STARTS else clusters


def _reach(act: Act) -> int:
    return _SAME_IN_SERIES if act in _SERIES else _SAME_ACT


def _without_doubtful(
    clusters: list[list[tuple[Claim, Day]]], near: Callable[[Day, Day, int], bool]
) -> list[list[tuple[Claim, Day]]]:
    """A beginning told on a weaker word (a lower origin, a low confidence) is another day for the stronger
    one.
    """
    best = [max(weight(c) for c, _ in cluster) for cluster in clusters]
    kept: list[list[tuple[Claim, Day]]] = [list(c) for c in clusters]
    for n, cluster in enumerate(clusters):
        stronger = [
            m
            for m, rival in enumerate(clusters)
            if (best[m][0] > best[n][0] or (best[m][0] == best[n][0] and best[m][1] > best[n][1] == 0))
            and near(rival[0][1], cluster[0][1], _ALWAYS)
        ]
        if stronger:
            home = max(stronger, key=lambda m: (best[m], -_gap(clusters[m][0][1], cluster[0][1]), -m))
            kept[home] += cluster
            kept[n] = []
    return [c for c in kept if c]


def _event(
    cluster: Sequence[tuple[Claim, Day]], problems: list[Problem], lawful: Callable[[Act, Day], bool]
) -> Event:
    def rank(pair: tuple[Claim, Day]) -> tuple[bool, int, int]:
        origin, confidence = weight(pair[0])
        return not lawful(pair[0].act, pair[1]), -origin, -confidence

    ranked = sorted(cluster, key=lambda p: (rank(p), _width(p[1]), p[0].id))
    best = rank(ranked[0])
    top = weight(ranked[0][0])
    day = _agreed([d for c, d in ranked if rank((c, d)) == best])
    for claim, other in ranked:
        if _gap(day, other):
            message = f"{claim.act}: one source says {other}, the day used is {day}"
            problems.append(Problem("day_disagrees", message, (claim.id,)))
        elif rank((claim, other)) != best:
            day = _narrower(day, other)
    claims = tuple(c for c, _ in ranked)

    def first(name: str) -> object:
        return next((v for v in (getattr(c, name) for c in claims) if v is not None), None)

    return Event(
        act=claims[0].act,
        day=day,
        claims=claims,
        weight=top,
        aim=first("aim"),  # type: ignore[arg-type]
        scope=first("scope"),  # type: ignore[arg-type]
        effect=first("effect"),  # type: ignore[arg-type]
        end_reason=first("end_reason"),  # type: ignore[arg-type]
        actor=first("actor"),  # type: ignore[arg-type]
        detail=first("detail"),  # type: ignore[arg-type]
    )


def _narrower(first: Day, second: Day) -> Day:
    """The days that both allow; one of the two where it lies within the other, so that its own text is
    kept.
    """
    low, high = max(first.earliest, second.earliest), min(first.latest, second.latest)
    for day in (first, second):
        if (day.earliest, day.latest) == (low, high):
            return day
    return Day.between(low, high)


def _agreed(days: Sequence[Day]) -> Day:
    """The day that claims of equal weight come to: what all allow, or else the span of the most precise."""
    day = days[0]
    for other in days[1:]:
        if _gap(day, other):
            break
        day = _narrower(day, other)
    else:
        return day
    sharp = [d for d in days if _width(d) == min(map(_width, days))]
    return Day.between(min(d.earliest for d in sharp), max(d.latest for d in sharp))


_GONE = frozenset({Act.REMOVE, Act.LAPSE})
_KEPT = frozenset({Act.RENEW, Act.REINSTATE})
_CONTESTED = _GONE | _KEPT | _STARTS | {Act.SUSPEND, Act.REFUSE}


def _contradict(first: Event, second: Event) -> bool:
    """True where both cannot be true: a suspension and a removal at one time, an end and a renewal on one
    day.
    """
    if first.scope != second.scope or _gap(first.day, second.day):
        return False
    acts = {first.act, second.act}
    if Act.SUSPEND in acts and acts & _GONE:
        return max(_width(first.day), _width(second.day)) <= 366
    if first.day.text != second.day.text:
        return False
    if acts & _KEPT and acts & _GONE:
        return True
    refused = next((e for e in (first, second) if e.act is Act.REFUSE), None)
    if refused is None:
        return False
    other = acts - {Act.REFUSE}
    return bool(other & (_STARTS if family(refused.aim) == "listing" else LIFTING))


def _contested(
    events: list[Event], problems: list[Problem], lawful: Callable[[Act, Day], bool]
) -> list[Event]:
    """The events without those that a heavier one contradicts; two of equal weight become one disputed
    event.
    """
    kept = sorted(events, key=lambda e: (tuple(-w for w in e.weight), e.day.earliest, e.act, e.ids))
    result: list[Event] = []
    for event in (e for e in kept if e.act in _CONTESTED):
        rival = next((n for n, r in enumerate(result) if _contradict(r, event)), None)
        if rival is None or not all(lawful(e.act, e.day) for e in (event, result[rival])):
            result.append(event)
            continue
        other = result[rival]
        if other.weight == event.weight:
            message = f"sources of equal weight disagree: {other} or {event}"
            problems.append(Problem("disputed", message, tuple(sorted(other.ids + event.ids))))
            claims = tuple(sorted(other.claims + event.claims, key=lambda c: c.id))
            span = Day.between(
                min(other.day.earliest, event.day.earliest), max(other.day.latest, event.day.latest)
            )
            day = other.day if other.day.text == event.day.text else span
            result[rival] = Event(
                min(other.act, event.act), day, claims, other.weight, scope=other.scope, disputed=True
            )
        else:
            problems.append(
                Problem("contradicted", f"{event} is set aside: {other} stands on a heavier word", event.ids)
            )
    return result + [e for e in kept if e.act not in _CONTESTED]


_RANK = {
    act: n
    for n, act in enumerate(
        (
            Act.REQUEST,
            Act.HEAR,
            Act.DERECOGNISE,
            Act.DESIGNATE,
            Act.TRANSPOSE,
            Act.RECOGNISE,
            Act.COMMENCE,
            Act.CHALLENGE,
            Act.REVIEW,
            Act.ANNUL,
            Act.REFUSE,
            Act.SUSPEND,
            Act.REINSTATE,
            Act.RENEW,
            Act.REMOVE,
            Act.LAPSE,
            Act.AMEND,
            Act.TRANSMIT,
            Act.PUBLISH,
            Act.CORRECT,
            Act.ENACT,
        )
    )
}


def _order(event: Event, active: bool) -> tuple[object, ...]:
    first = active and event.act in _GONE
    return not first, _RANK[event.act], event.day.latest, event.day.earliest, event.ids


def take_next(rest: list[Event], active: bool) -> Event:
    """Take the next event off `rest`: the earliest by day.

    Where days overlap, in the order in which such acts follow each other; while a measure is `active`, its
    end comes before a new beginning.
    """
    horizon = min(e.day.latest for e in rest)
    chosen = min((e for e in rest if e.day.earliest <= horizon), key=lambda e: _order(e, active))
    rest.remove(chosen)
    return chosen
