"""Which entries of several lists are one subject: cited references and hard identifiers join, likeness
only proposes.

A reference that an entry cites is its publisher's word that both are the same, and publishers err: where the
two have no name in common, the citation is reported and joins nothing. Two entries of one list are joined
only where they are evidently one party listed twice (under two regimes, say): a name in common and no birth
that speaks against.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from rapidfuzz import fuzz

from ..errors import Problem
from ..model.entries import Entry
from ..model.keys import fold
from ..model.words import PartyKind, Quality
from .names import latin

#: Likeness of the nearest names, of 100, below which a citation is taken for an error.
_LIKE = 70.0
#: Likeness from which two entries of one list can be one party listed twice.
_SAME = 95.0
#: Identifiers that belong to one party whoever writes them down, with the fewest characters that tell parties
#: apart.
_HARD = {"imo": 7, "lei": 20, "tax": 8, "registration": 8, "swift": 8}
#: Those that are one person's, but are mistyped, shared and reissued: they propose.
_PERSONAL = {"passport": 6, "national": 7}
#: A name or number that more entries share than this says nothing about any two of them.
_COMMON = 12


@dataclass(frozen=True, slots=True)
class Cluster:
    """Entries that are one subject, as `list:ref`, and why: one line for each join."""

    members: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two entries of different lists that are likely one subject, for a person to judge, and on what
    evidence.
    """

    one: str
    other: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """What linking gives. Entries that join with none are in no cluster."""

    clusters: tuple[Cluster, ...]
    proposed: tuple[Likeness, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Party:
    """An entry with what linking asks of it."""

    entry: Entry
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.entry.list}:{self.entry.ref}")

    @cached_property
    def own(self) -> frozenset[str]:
        """The references under which other lists cite this entry."""
        return frozenset(r for r in self.entry.references if r.partition(":")[2] == self.entry.ref)

    @cached_property
    def folded(self) -> frozenset[str]:
        """All names, folded in their own scripts."""
        return frozenset(f for n in self.entry.names if (f := fold(n.text)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All names in Latin letters, for names that are not simply equal."""
        return tuple(dict.fromkeys(latin(n.text) for n in self.entry.names if fold(n.text)))

    @cached_property
    def telling(self) -> frozenset[str]:
        """Names that may propose: not weak, and of two words or one long one."""
        found = {fold(n.text) for n in self.entry.names if n.quality is not Quality.WEAK}
        return frozenset(n for n in found if " " in n or len(n) > 7)


@dataclass(frozen=True, slots=True)
class _Edge:
    score: float
    one: _Party
    other: _Party
    because: str


def link(entries: Iterable[Entry], *, propose: bool = True) -> Links:
    """Find what is one subject among entries of several lists, each list of one day.

    The answer does not depend on the order of the entries. Cost grows with their number and with the joins,
    not with the number of pairs; looking for what to `propose` is a third of it.
    """
    parties = sorted((_Party(e) for e in entries), key=lambda p: p.key)
    problems: list[Problem] = []
    edges = []
    for edge in [*_cited(parties), *_numbered(parties, _HARD)]:
        doubt = _doubt(edge)
        if doubt:
            problems.append(doubt)
        else:
            edges.append(edge)
    groups, refused = _joined(edges)
    problems += refused
    home = {p.key: n for n, group in enumerate(groups) for p in group}
    because: dict[int, set[str]] = {}
    for edge in edges:
        if home.get(edge.one.key, -1) == home.get(edge.other.key, -2):
            because.setdefault(home[edge.one.key], set()).add(edge.because)
    clusters = tuple(
        Cluster(tuple(sorted(p.key for p in group)), tuple(sorted(because.get(n, ()))))
        for n, group in enumerate(groups)
    )
    contested = {p.claims for p in problems}
    found = _alike(parties, home) if propose else ()
    proposed = tuple(likeness for likeness in found if (likeness.one, likeness.other) not in contested)
    return Links(clusters, proposed, tuple(problems))


def _cited(parties: list[_Party]) -> Iterator[_Edge]:
    """Citations of an entry's own reference, and two entries that cite the same one which is not here
    itself.
    """
    owners: dict[str, list[_Party]] = {}
    citing: dict[str, list[_Party]] = {}
    for party in parties:
        for ref in party.entry.references:
            (owners if ref in party.own else citing).setdefault(ref, []).append(party)
    for ref, found in citing.items():
        targets = owners.get(ref, [])
        pairs = [(a, b) for a in found for b in targets] if targets else list(combinations(found, 2))
        for one, other in pairs:
            if one.entry.list != other.entry.list:
                word = f"{one.key} cites {ref}" if targets else f"{one.key} and {other.key} cite {ref}"
                yield _Edge(_nearest(one, other), one, other, word)


def _numbered(parties: list[_Party], kinds: Mapping[str, int]) -> Iterator[_Edge]:
    """Pairs of entries that give the same number of the same kind, in countries that do not contradict."""
    holders: dict[tuple[str, str], list[tuple[_Party, str | None]]] = {}
    for party in parties:
        for ident in party.entry.identifiers:
            if ident.kind not in kinds:
                continue
            number = "".join(c for c in ident.value.upper() if c.isalnum())
            if len(number) >= kinds[ident.kind] and len(set(number)) > 2:
                holders.setdefault((ident.kind, number), []).append((party, ident.country))
    for (kind, number), found in holders.items():
        if len({p.key for p, _ in found}) > _COMMON:
            continue
        for (one, here), (other, there) in combinations(found, 2):
            if one.entry.list != other.entry.list and (not here or not there or here == there):
                yield _Edge(
                    _nearest(one, other), one, other, f"{one.key} and {other.key} have {kind} {number}"
                )


def _nearest(one: _Party, other: _Party) -> float:
    """Likeness of the two names that are most alike, of 100; word order counts for nothing."""
    if one.folded & other.folded:
        return 100.0
    best = 0.0
    for a in one.names:
        for b in other.names:
            score = max(fuzz.token_sort_ratio(a, b), fuzz.ratio(a.replace(" ", ""), b.replace(" ", "")))
            if len(set(a.split()) & set(b.split())) > 1:
                score = max(score, fuzz.token_set_ratio(a, b))
            best = max(best, score)
        if best >= 99.0:
            break
    return best


def contradiction(one: Entry, other: Entry) -> str | None:
    """What speaks against two entries being one party although one cites the other: their kinds, or all
    names.
    """
    a, b = _Party(one), _Party(other)
    return _contradiction(a, b, _nearest(a, b))


def _contradiction(one: _Party, other: _Party, score: float) -> str | None:
    if not _kinds_agree(one, other):
        return f"they are {one.entry.kind.value} and {other.entry.kind.value}"
    if score < _LIKE:
        return f"no names of {one.entry.name!r} and {other.entry.name!r} agree"
    return None


def _doubt(edge: _Edge) -> Problem | None:
    """Why an edge cannot be right, if so."""
    found = _contradiction(edge.one, edge.other, edge.score)
    pair = (edge.one.key, edge.other.key)
    return Problem("link_conflict", f"{edge.because}, but {found}: not joined", pair) if found else None


def _kinds_agree(one: _Party, other: _Party) -> bool:
    kinds = {one.entry.kind, other.entry.kind}
    return len(kinds) == 1 or PartyKind.OTHER in kinds


def _joined(edges: list[_Edge]) -> tuple[list[list[_Party]], list[Problem]]:
    """Join the strongest first; what would put two entries of one list into a cluster is reported instead."""
    group: dict[str, list[_Party]] = {}
    problems = []
    for edge in sorted(edges, key=lambda e: (-e.score, e.because)):
        one = group.setdefault(edge.one.key, [edge.one])
        other = group.setdefault(edge.other.key, [edge.other])
        if one is other:
            continue
        both = sorted({p.entry.list for p in one} & {p.entry.list for p in other})
        if both and not _listed_twice(one, other):
            word = f"{edge.because}, which would join two entries of {', '.join(both)}: not joined"
            problems.append(Problem("link_conflict", word, (edge.one.key, edge.other.key)))
            continue
        one += other
        for party in other:
            group[party.key] = one
    whole = {id(g): g for g in group.values() if len(g) > 1}
    return sorted(whole.values(), key=lambda g: min(p.key for p in g)), problems


def _listed_twice(one: Iterable[_Party], other: Iterable[_Party]) -> bool:
    pairs = [(a, b) for a in one for b in other if a.entry.list == b.entry.list]
    return all(
        _nearest(a, b) >= _SAME and _kinds_agree(a, b) and not _births_apart(a.entry, b.entry)
        for a, b in pairs
    )


def _alike(parties: list[_Party], home: Mapping[str, int]) -> Iterator[Likeness]:
    """Pairs of different lists that share a telling name and a qualifier, or a personal number and a near
    name.
    """
    evidence: dict[tuple[str, str], list[str]] = {}
    index = {p.key: p for p in parties}
    bearers: dict[str, list[_Party]] = {}
    for party in parties:
        for name in party.telling:
            bearers.setdefault(name, []).append(party)
    for name, found in sorted(bearers.items()):
        if 1 < len(found) <= _COMMON:
            for one, other in combinations(found, 2):
                if one.entry.list != other.entry.list:
                    evidence.setdefault((one.key, other.key), []).append(f"name {name!r}")
    for edge in _numbered(parties, _PERSONAL):
        if edge.score >= _LIKE:
            pair = tuple(sorted((edge.one.key, edge.other.key)))
            word = edge.because.rpartition(" have ")[2]
            evidence.setdefault((pair[0], pair[1]), []).append(word)
    for (a, b), words in sorted(evidence.items()):
        if home.get(a, -1) == home.get(b, -2) or not _kinds_agree(index[a], index[b]):
            continue
        if any(_clash(index[a].entry, index[b].entry, home, index)):
            continue
        more = _qualifiers(index[a].entry, index[b].entry)
        if more or len(words) > 1 or index[a].entry.kind is not PartyKind.PERSON:
            yield Likeness(a, b, (*words[:5], *more))


def _clash(one: Entry, other: Entry, home: Mapping[str, int], index: Mapping[str, _Party]) -> Iterator[bool]:
    """Whether what is known already speaks against: different own references in one scheme, or years of
    birth apart.
    """
    a, b = _schemes(one.references), _schemes(other.references)
    yield any(a[s] != b[s] for s in a.keys() & b.keys())
    yield _births_apart(one, other)


def _births_apart(one: Entry, other: Entry) -> bool:
    """Whether both give exact days of birth and the nearest are more than two years apart."""
    years = [{d.earliest.year for d in e.births if d.exact} for e in (one, other)]
    return bool(years[0] and years[1]) and min(abs(x - y) for x in years[0] for y in years[1]) > 2


def _schemes(references: Collection[str]) -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for ref in references:
        scheme = ref.partition(":")[0]
        table[scheme] = table.get(scheme, frozenset()) | {ref}
    return table


def _qualifiers(one: Entry, other: Entry) -> list[str]:
    found = []
    births = {d.text for d in one.births} & {d.text for d in other.births}
    if births:
        found.append(f"born {sorted(births)[0]}")
    if countries := sorted(set(one.countries) & set(other.countries)):
        found.append(f"country {', '.join(countries[:3])}")
    return found
