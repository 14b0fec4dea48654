"""What a reader keeps in mind of the document while it goes through its sentences."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ..model.claims import Party
from ..model.dates import Day
from ..model.words import Act
from . import marks
from .coding import Coded, with_names
from .known import OWN
from .lexicon import Lexicon
from .names import sound
from .phrases import tokens
from .view import fold_text

if TYPE_CHECKING:
    from .frame import Frame

_ACRONYM = re.compile(r"\"?\*{0,3} ?\([^()]{2,20}\)?$")
#: Sentences whose countries count as those that a report is about.
_LEAD = 2
#: A country is looked for in this many sentences.
_WHOLE = 60
_COUNTRIES = re.compile(f"[{marks.PLACE}{marks.ADJECTIVE}]")
_NAMED = re.compile(f"[{marks.ORG}{marks.DESCRIPTION}]")


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation as a text names it; `id` when the gazetteer knows it."""

    name: str
    id: str | None = None

    @property
    def key(self) -> str:
        """What two mentions of one organisation share."""
        return self.id or " ".join(sound(w) for w in re.findall(r"[^\W_]+", fold_text(self.name)))

    def party(self) -> Party:
        """As the party of a claim."""
        return Party(self.name, (f"starter:{self.id}",) if self.id and not self.id.startswith(OWN) else ())


@dataclass(slots=True)
class Context:
    """The document so far, and as a whole.

    `published` is its day of publication; `coded` its sentences; `topic` the organisations named last, `first` those
    named first; `jurisdiction` the last one a claim was about; `home` the one the text speaks of most; `starred` the
    organisations that carry a mark for a footnote, by the number of its stars; `generic` counts the sentences
    for which the text still explains a law; `last` is the act named last, `told` the frames of it; `listed` the
    enumeration named last; `owner` whose list was spoken of last; `named` all organisations named so far, the last one
    last; `lead` those that the first act told is about; `paragraph` the one that is read, `topic_in` the one that
    `topic` stands in; `place` the country that its sentences named last; `about` those that an act was last told of;
    `plea` what was last asked for and not yet decided; `trial` says that a person is on trial, whose appeals are no
    organisation's.
    """

    lex: Lexicon
    published: Day | None
    coded: tuple[Coded, ...]
    topic: tuple[Org, ...] = ()
    first: tuple[Org, ...] = ()
    jurisdiction: str | None = None
    home: str | None = None
    starred: Mapping[int, tuple[Org, ...]] = field(default_factory=dict)
    generic: int = 0
    last: Act | None = None
    listed: tuple[Org, ...] = ()
    owner: str | None = None
    told: "tuple[Frame, ...]" = ()
    named: dict[str, Org] = field(default_factory=dict)
    lead: tuple[Org, ...] = ()
    paragraph: int = -1
    topic_in: int = -1
    place: str | None = None
    about: tuple[Org, ...] = ()
    plea: Act | None = None
    trial: bool = False

    @property
    def current(self) -> tuple[Org, ...]:
        """Who "it" or "the group" is: nobody while the text explains what a law allows."""
        return () if self.generic else self.topic or self.first

    @property
    def matter(self) -> tuple[Org, ...]:
        """Who "the step" or "the listing" is about: in a new paragraph those of the first act told."""
        if self.generic or self.topic_in == self.paragraph:
            return self.current
        return self.lead or self.current

    def name(self, orgs: Iterable[Org]) -> None:
        """Keep organisations as those named last."""
        for org in orgs:
            self.named.pop(org.key, None)
            self.named[org.key] = org


def country_in(name: str, lex: Lexicon) -> str | None:
    """The country that the name of an organisation has in it."""
    row = tokens(fold_text(name))
    return next((hit[0][0] for at in range(len(row)) if (hit := lex.places.longest(row, at))), None)


def org_at(coded: Coded, at: int) -> Org:
    """The organisation of a mark."""
    mention = coded.mentions[at]
    short = mention.name if mention else None
    name = (short or coded.original(at, at + 1)).strip(" \"'“”«»„")
    if mention is not None and (mention.id is None or mention.id.startswith(OWN)):
        name = _ACRONYM.sub("", name)
    return Org(name, mention.id if mention else None)


def home_of(coded: tuple[Coded, ...], lex: Lexicon) -> str | None:
    """The jurisdiction that the sentences about a ban name most; an authority counts twice."""
    count: dict[str, float] = {}
    for number, sentence in enumerate(coded):
        lead = number < _LEAD
        about = 2.5 if not number else 2.0 if lead or lex.topic.search(sentence.text) else 0.2
        share: dict[str, float] = {}
        for at, mention in enumerate(sentence.mentions):
            if mention is None:
                continue
            if mention.mark == marks.ORG:
                if code := country_in(org_at(sentence, at).name, lex):
                    share[code] = share.get(code, 0) + 0.3
                continue
            if not (code := mention.id):
                continue
            weight = about * (2 if mention.mark == marks.AUTHORITY else 1)
            weight = 0.1 if mention.shared else weight
            weight = weight if mention.role != "city" else weight / 2
            if modifies(sentence, at, lex):
                weight = 0.0
            elif lex.words["elsewhere"].search(sentence.text[:at]):
                weight = 0.1
            elif at < 12 and lex.words["locative_opening"].search(sentence.text[:at]):
                weight *= 0.1  # "with Iran in turmoil"
            elif not number and at < 3 and lex.words["dateline"].match(sentence.text, at + 1):
                weight = 1.0
            share[code] = share.get(code, 0) + weight
        for code, weight in share.items():
            # Many countries in one sentence are those that did the same.
            count[code] = count.get(code, 0) + weight / (1 if lead else max(1, len(share) - 1))
        for code in {r.jurisdiction for r in lex.regimes if r.unique and r.pattern.search(sentence.text)}:
            count[code] = count.get(code, 0) + 2.0
        for code in people_in(sentence, lex) if lead else ():
            count[code] = count.get(code, 0) + 0.5 * about
    if not any(count.values()):
        # Where no country is named, persons in office tell one.
        for sentence in coded:
            for code in people_in(sentence, lex):
                count[code] = count.get(code, 0) + 1
    best = sorted(count.items(), key=lambda p: -p[1])
    return best[0][0] if best and best[0][1] > 0 else None


def usual_home(coded: tuple[Coded, ...], lex: Lexicon) -> str | None:
    """The jurisdiction of a report that names a court or ministry and no country: the one its language is of."""
    offices = [m for s in coded for m in s.mentions if m is not None and m.mark == marks.AUTHORITY]
    if lex.home is None or not offices or any(m.id for m in offices):
        return None
    return home_of(tuple(with_names(s, lex) for s in coded[:_WHOLE]), lex) or lex.home


def named_place(coded: Coded, lex: Lexicon) -> str | None:
    """The first country of a sentence that does not only say where an organisation is from."""
    for at in coded.find(marks.PLACE):
        mention = coded.mentions[at]
        if mention is not None and not modifies(coded, at, lex):
            return mention.id
    return None


def at_home(coded: tuple[Coded, ...], home: str | None) -> tuple[Coded, ...]:
    """The sentences with offices that several countries have by one name given to the home of the report."""
    return tuple(
        replace(c, mentions=tuple(replace(m, id=home) if m and home in m.shared else m for m in c.mentions))
        if any(m and home in m.shared for m in c.mentions)
        else c
        for c in coded
    )


def person_after(coded: Coded, at: int, lex: Lexicon) -> str | None:
    """The country of the person in office named right after the mark of an office ("President Donald Trump")."""
    mention = coded.mentions[at]
    if mention is None or mention.mark != marks.AUTHORITY:
        return None
    return next((code for code in people_in(coded, lex, at + 1, at + 30)), None)


def people_in(coded: Coded, lex: Lexicon, start: int = 0, stop: int | None = None) -> tuple[str, ...]:
    """The countries of the persons in office that a sentence names, or a slice of its coded text."""
    row, at = tokens(coded.view.text), 0
    if stop is not None:
        begin, end = coded.to_view(start), coded.to_view(min(stop, len(coded.text)))
        row = tuple(t for t in row if begin <= t.start < end)
    found: list[str] = []
    while at < len(row):
        hit = lex.people.longest(row, at)
        letter = coded.view.original(row[at].start, row[at].start + 1)
        if hit is None or letter.islower():
            at += 1
        else:
            found.append(hit[0])
            at = hit[1]
    return tuple(found)


def modifies(coded: Coded, at: int, lex: Lexicon) -> bool:
    """Whether a country at `at` only says where an organisation is from ("Lebanon's Hezbollah")."""
    return at in _modifiers(coded.text, lex)


@lru_cache(maxsize=256)
def _modifiers(text: str, lex: Lexicon) -> frozenset[int]:
    """The places of the countries of a coded text that do; a sentence is asked for each of its acts."""
    words = lex.words
    found: list[int] = []
    for country in _COUNTRIES.finditer(text):
        before = text[: country.start()].rstrip(' "')[-1:]
        if (
            country.group() == marks.ADJECTIVE
            and before in (marks.ORG, marks.DESCRIPTION)
            and words["adjective_follows"].pattern != "(?!)"
        ):
            found.append(country.start())
            continue
        org = _NAMED.search(text, country.end(), country.start() + 60)
        if org is None:
            continue
        between = text[country.end() : org.start()]
        if country.group() == marks.PLACE and not words["possessive"].match(between):
            continue
        if words["place_modifies"].match(between) and not words["place_modifies_not"].search(between):
            found.append(country.start())
    return frozenset(found)
