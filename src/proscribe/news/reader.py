"""The reader: a document into proposed claims."""

from dataclasses import dataclass, replace
from functools import lru_cache

from ..errors import Problem
from ..model.claims import Claim
from ..model.dates import Day
from ..model.evidence import Document, Quote
from ..model.words import Act, Factuality, Origin
from . import marks
from .asking import at_request
from .attribution import Attribution, announced, attributions
from .clause import clause_of
from .coding import Coded, encode, with_names
from .context import Context, Org, at_home, home_of, named_place, org_at, usual_home
from .effect import effect_day, taking_effect
from .enumeration import enumeration
from .footnotes import starred, stars_of
from .frame import Frame
from .frames import frames
from .introduced import introduced
from .known import known_names
from .language import detect
from .lexicon import Lexicon, languages, lexicon
from .merge import merged
from .names import Gazetteer, NameIndex
from .naming import in_full
from .owned import is_owned, parts_named
from .regimes import regime_for
from .sentences import sentences
from .sequel import remember
from .shortened import shortened
from .triggers import Trigger, triggers
from .view import quick_fold
from .waiting import Waiting

#: A report longer than this is read up to here; the rest is named in a problem.
LONGEST = 4_000_000
#: Sentences about a ban that are read closely in one report, so that hostile repetition takes bounded time.
MOST = 400
#: Names of one sentence that are kept in mind.
MOST_NAMED = 12
#: Who "the group" is before any is named, is told in this many sentences.
_LEAD = 5
#: "The suit" is the one of an act told so many sentences before.
_MATTER = 3
#: A list is "it" for so many sentences.
_LISTED = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a document, and what stood in the way."""

    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...] = ()


class Reader:
    """Reads documents with one gazetteer; an index of its names is made once for each language, when first needed."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._indexes: dict[str, NameIndex] = {}

    def index(self, lex: Lexicon) -> NameIndex:
        """The index of names for a language."""
        if lex.language not in self._indexes:
            names = list(self._gazetteer.names())
            self._indexes[lex.language] = NameIndex(
                self._gazetteer, lex.names, lex.common, known_names(lex.language, names)
            )
        return self._indexes[lex.language]

    def read(
        self, document: Document, *, published: Day | None = None, language: str | None = None
    ) -> Reading:
        """The claims that a document proposes; `published` and `language` count before what the document says."""
        text = document.text
        where = document.url or document.title or document.sha256[:12]
        if not text or not text.strip():
            return Reading((), (Problem("no_text", "there is no text to read in it", where=where),))
        problems: list[Problem] = []
        if len(text) > LONGEST:
            problems.append(
                Problem("too_long", f"only its first {LONGEST:,} characters were read", where=where)
            )
            text = text[:LONGEST]
        given = language or document.language
        code = (given or "")[:2].lower()
        if code not in languages():
            code = "" if given else detect(text) or ""
        if not code:
            said = f"the language {given!r}" if given else "its language"
            word = f"cannot read {said}; there are lexicons for {', '.join(languages())}"
            return Reading((), (*problems, Problem("unknown_language", word, where=where)))
        lex = lexicon(code)
        when = published or document.published
        claims = [c for c in self._claims(document, text, when, lex) if c.quote.stands_in(text)]
        return Reading(tuple({c.id: c for c in claims}.values()), tuple(problems))

    def _claims(self, document: Document, text: str, published: Day | None, lex: Lexicon) -> list[Claim]:
        if not lex.cue.search(quick_fold(text)):
            return []
        coded, found = read_frames(text, published, lex, self.index(lex))
        return [
            _claim(document, text, coded[at], frame, published, lex) for at, frame in merged(found, published)
        ]


def read(
    document: Document, gazetteer: Gazetteer, *, published: Day | None = None, language: str | None = None
) -> Reading:
    """Read one document; for many, keep a `Reader`."""
    return Reader(gazetteer).read(document, published=published, language=language)


def read_frames(
    text: str, published: Day | None, lex: Lexicon, index: NameIndex
) -> tuple[tuple[Coded, ...], list[tuple[int, Frame]]]:
    """The coded sentences of a text, and what each says, by its place among them."""
    coded = tuple(encode(text, s, lex, index) for s in sentences(text))
    coded = parts_named(shortened(introduced(coded, lex), lex), lex, index)
    hits: list[list[Trigger]] = []
    close = 0
    for at, sentence in enumerate(coded):
        row = (
            triggers(sentence, lex, listed=_list_named(coded, at, lex))
            if close < MOST and lex.hints(sentence.view.text)
            else []
        )
        close += bool(row)
        hits.append(row)
    if not any(hits):
        return coded, []
    coded = _spelled_out(coded, hits, lex, index)
    home = home_of(coded, lex) or usual_home(coded, lex)
    coded = at_home(coded, home)
    context = Context(lex, published, coded, first=_first(coded), home=home, starred=starred(coded))
    found: list[tuple[int, Frame]] = []
    waiting = Waiting()
    for at, (sentence, row) in enumerate(zip(coded, hits, strict=True)):
        announcing = bool(found) and found[-1][0] == at - 1
        said: list[Attribution] = []
        if row:
            said = attributions(sentence, lex, _speaker(coded, at, lex)) or _quoted_on(coded, at, lex)
        if sentence.find(marks.ORG):
            context.generic = 0
        elif lex.words["rule"].search(sentence.text):
            context.generic = 2
        else:
            context.generic = max(0, context.generic - 1)
        if announcing and (speaker := announced(sentence, lex)):
            found = [
                (i, replace(f, sources=(speaker,))) if i == at - 1 and not f.sources and f.event else (i, f)
                for i, f in found
            ]
        if context.paragraph != sentence.sentence.paragraph:
            context.paragraph, context.place = sentence.sentence.paragraph, None
        made = _sentence(sentence, row, context, said, lead=_leads(coded, at, found))
        made = waiting.joined(sentence, at, made, lex)
        if day := effect_day(sentence, context):
            found, made = taking_effect(found, made, at, day, context)
        if not made and lex.words["decision"].search(sentence.text):
            last = found[-1][0] if found else -1
            near = [f for i, f in found if i == last and at - i <= _MATTER]
            before = [replace(f, start=0, stop=len(sentence.text), date=None) for f in near]
            made = at_request(sentence, before, context)
        found += [(at, f) for f in made]
        _remember(sentence, context, made)
        context.place = named_place(sentence, lex) or context.place
    return coded, in_full(coded, found)


def _list_named(coded: tuple[Coded, ...], at: int, lex: Lexicon) -> bool:
    """Whether sentence `at` or one shortly before it speaks of a list of organisations."""
    return any(_speaks_of_list(s.view.text, lex) for s in coded[max(0, at - _LISTED) : at + 1])


@lru_cache(maxsize=64)
def _speaks_of_list(text: str, lex: Lexicon) -> bool:
    """Asked anew for each of the sentences after it."""
    return bool(lex.words["named_list"].search(text))


def _spelled_out(
    coded: tuple[Coded, ...], hits: list[list[Trigger]], lex: Lexicon, index: NameIndex
) -> tuple[Coded, ...]:
    """The sentences with the names in those that hint at no act, where they stand before an act on "it" or "the
    group" or after one on so many groups."""
    made = list(coded)
    for at, row in enumerate(hits):
        if row and lex.words["several"].search(coded[at].text):
            for after in range(at + 1, min(at + 3, len(coded))):
                if made[after] is coded[after] and not lex.hints(coded[after].view.text):
                    made[after] = with_names(coded[after], lex)
        unnamed = row and not coded[at].find(marks.ORG)
        if not unnamed or not (coded[at].find(marks.DESCRIPTION) or lex.words["its"].search(coded[at].text)):
            continue
        for before in range(max(0, at - 2), at):
            if made[before] is coded[before] and not lex.hints(coded[before].view.text):
                made[before] = with_names(coded[before], lex)
    return tuple(made)


def _sentence(
    coded: Coded, row: list[Trigger], context: Context, said: list[Attribution], *, lead: bool
) -> list[Frame]:
    made: list[Frame] = []
    note = stars_of(coded, context.lex)
    if note > 1 and note not in context.starred:
        note = 0  # words set in bold
    told_before = bool(context.lex.words["background"].search(coded.text))
    if note and context.starred and note not in context.starred and not coded.find(marks.ORG):
        return []
    parts = _parts(coded, context)
    for number, trigger in enumerate(row):
        following = row[number + 1].start if number + 1 < len(row) else len(coded.text)
        clause = clause_of(coded, trigger, following, context)
        more = frames(
            coded,
            clause,
            context,
            said,
            lead and not note and not told_before,
            starred=context.starred.get(note, ()),
        )
        made += more
        if (
            not note
            and trigger.rule.voice != "attributive"
            and coded.text[clause.start - 1 : clause.start] != "("
        ):
            remember(context, more)
        others = trigger.rule.voice == "echo" and any(f.jurisdiction != context.jurisdiction for f in more)
        answered = trigger.rule.voice == "echo" and trigger.rule.act in (Act.REQUEST, Act.REFUSE)
        if more and not others and not answered:
            context.told = tuple(f for f in more if f.act is more[0].act and f.aim is more[0].aim)
        for frame in more:
            if (
                trigger.rule.sure != "fact" and not others
            ):  # what other countries do is said beside the matter
                context.jurisdiction = frame.jurisdiction or context.jurisdiction
            context.last = frame.aim or frame.act
            own = frame.org not in parts and not _label(coded, frame)
            if frame.org and not frame.inherited and frame.waiting is None and own:
                context.topic = tuple(dict.fromkeys(f.org for f in more if f.org and f.waiting is None))
                context.topic_in = context.paragraph
    if any(f.act is Act.REQUEST and f.org and f.aim is not Act.ENACT for f in made):
        # A bill to ban somebody is that request, and no other.
        made = [f for f in made if not (f.act is Act.REQUEST and f.aim is Act.ENACT)]
    if any(f.act is Act.ENACT for f in made) and not coded.find(marks.ORG):
        # What a law allows is no act of its own.
        made = [
            f for f in made if f.act in (Act.ENACT, Act.REQUEST) or f.factuality is not Factuality.POSSIBLE
        ]
    return made


def _speaker(coded: tuple[Coded, ...], at: int, lex: Lexicon) -> str | None:
    """Who was last said to say something before a sentence, where the sentence itself says only "he said"."""
    if not lex.words["speaks"].search(coded[at].text):
        return None
    for before in reversed(coded[max(0, at - 4) : at]):
        if found := attributions(before, lex, None):
            return found[-1].sources[-1]
    return None


def _quoted_on(coded: tuple[Coded, ...], at: int, lex: Lexicon) -> list[Attribution]:
    """Who says a sentence of a quotation that only a later sentence closes and attributes."""
    if coded[at].text.count('"') % 2 == 0 and not (at and coded[at - 1].text.count('"') % 2):
        return []
    for later in coded[at + 1 : at + 4]:
        if later.sentence.paragraph != coded[at].sentence.paragraph:
            return []
        if found := attributions(later, lex, None):
            return [Attribution(-1, -1, 0, len(coded[at].text), found[-1].sources)]
    return []


def _leads(coded: tuple[Coded, ...], at: int, found: list[tuple[int, Frame]]) -> bool:
    """Whether a sentence is in the lead: the first of the opening paragraphs that tells an event."""
    told = [i for i, f in found if f.event and f.factuality is Factuality.FACT]
    paragraph = coded[at].sentence.paragraph
    if told:
        return coded[told[0]].sentence.paragraph == paragraph and at < told[0] + 3
    bodies = {c.sentence.paragraph for c in coded[: at + 1] if c.sentence.stop - c.sentence.start > 30}
    return len(bodies) <= 4


def _first(coded: tuple[Coded, ...]) -> tuple[Org, ...]:
    for sentence in coded[:_LEAD]:
        found = sentence.find(marks.ORG)
        if found:
            return (org_at(sentence, found[0]),)
    return ()


def _label(coded: Coded, frame: Frame) -> bool:
    """Whether a frame comes from a label in brackets, which does not change who "it" is."""
    return frame.start > 0 and coded.text[frame.start - 1] == "("


def _parts(coded: Coded, context: Context) -> set[Org]:
    """The organisations of a sentence that are parts of others, or told of another in passing ("it has links with Y,
    which is banned"): "the group" is not they."""
    named = coded.find(marks.ORG)
    return {
        org_at(coded, at)
        for at in named
        if is_owned(coded, at, context.lex)
        or (
            org_at(coded, at) != org_at(coded, named[0])
            and context.lex.words["passing"].search(coded.text, named[0], at)
            and context.lex.words["in_passing"].match(coded.text, at + 1)
        )
    }


def _remember(coded: Coded, context: Context, made: list[Frame]) -> None:
    if not made and context.lex.words["verdict"].search(coded.text):
        context.about, context.trial = (), True
    if any(f.act is Act.ENACT for f in made):
        context.generic = min(context.generic, 1)
    own = tuple(dict.fromkeys(f.org for f in made if f.org and not f.inherited and not _label(coded, f)))
    named = coded.find(marks.ORG)
    context.name([*(org_at(coded, at) for at in named[:MOST_NAMED]), *own])
    reached = -1
    for at in named[:-1]:
        if at <= reached:
            continue
        listed = enumeration(coded, at, len(coded.text), context.lex, closed_only=True)
        if not listed.spans:
            break
        reached = listed.spans[-1][0]
        if listed.closed:
            context.listed = listed.orgs(coded)
            break
    parts = _parts(coded, context)
    context.lead = context.lead or own
    context.topic_in = context.paragraph if own or named else context.topic_in
    if whole := tuple(o for o in own if o not in parts):
        context.topic = whole
    elif named and not any(f.org for f in made) and (org := org_at(coded, named[0])) not in parts:
        context.topic = (org,)


def _claim(
    document: Document, text: str, coded: Coded, frame: Frame, published: Day | None, lex: Lexicon
) -> Claim:
    start, stop = coded.source(frame.start, frame.stop)
    words = coded.view.text
    return Claim(
        document=document.sha256,
        act=frame.act,
        subject=frame.org.party() if frame.org else None,
        quote=Quote.of(text, start, stop),
        origin=Origin.PROPOSED,
        factuality=frame.factuality,
        aim=frame.aim,
        jurisdiction=frame.jurisdiction,
        regime=regime_for(frame.act, frame.jurisdiction, words, lex),
        actor=frame.actor,
        date=frame.date,
        sources=tuple(s for s in frame.sources if s.casefold() != (document.publisher or "").casefold()),
        published=published,
        url=document.url,
    )
