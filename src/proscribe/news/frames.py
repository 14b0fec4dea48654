"""Frames: a trigger put together with its subject, jurisdiction, actor, day, sources and how sure they are."""

import re
from collections.abc import Iterable
from dataclasses import replace

from ..model.dates import Day
from ..model.words import Act, Factuality
from . import marks
from .asking import ASKING, asked_for, at_request, by_authority, by_prosecutor, by_state, inverted, words_at
from .attribution import Attribution, chain_for
from .clause import Clause
from .coding import Coded
from .context import Context, Org, org_at
from .dating import day_of
from .echoes import echo
from .effect import ahead
from .enumeration import enumeration
from .factuality import Operator, factuality, governors
from .frame import Frame
from .lexicon import Lexicon
from .others import of_others
from .places import Where, home_country, jurisdictions, of_person
from .sequel import act_of, not_asker, taken_up, with_plea
from .subjects import Subject, subjects

#: Organisations that share one verb with days of their own.
MOST_GAPPED = 20


def frames(
    coded: Coded,
    clause: Clause,
    context: Context,
    said: list[Attribution],
    lead: bool,
    starred: tuple[Org, ...] = (),
) -> list[Frame]:
    """The frames of one trigger; in a footnote its subjects are the `starred` organisations."""
    trigger, lex = clause.trigger, context.lex
    rule, text = trigger.rule, coded.text
    if rule.voice == "enact":
        return _enacted(coded, clause, context, said, lead)
    if rule.voice == "echo" and (trigger.slots or rule.act in (Act.REQUEST, Act.REFUSE)):
        return echo(coded, clause, context, said, lead)
    if rule.voice == "echo" and (context.last is None or not context.current):
        return []
    if _in_passing(coded, clause, lex) or of_others(coded, clause, context):
        return []
    if lex.words["persons_among"].match(text[clause.start : trigger.verb[0]]):
        return []
    if not text.count('"', 0, trigger.verb[0]) % 2 and lex.words["question"].search(text[clause.start :]):
        return []
    noun = rule.voice in ("noun", "noun_event")
    beside = rule.voice in ("attributive", "label")
    open_form = bool(lex.words["infinitive_form"].fullmatch(text[slice(*trigger.verb)]))
    over = (
        []
        if beside or rule.sure == "fact"
        else governors(coded, lex, clause.start, *trigger.verb, noun=noun, infinitive=open_form)
    )
    inner = (
        governors(coded, lex, trigger.start, trigger.verb[0], trigger.stop, noun=False)
        if trigger.slots
        else []
    )
    told = rule.need == "told"
    if told:  # "the suit" and "the plea" are part of the wording itself
        over = [o for o in over if o.kind not in ASKING]
    kinds = {o.kind for o in over} | {o.kind for o in inner} | ({rule.sure} if rule.sure else set())
    verb_form = text[slice(*trigger.verb)]
    if lex.words["future_form"].search(verb_form):
        kinds.add("planned")
    elif lex.words["hypothetical_form"].search(verb_form):
        kinds.add("possible")
    if lex.words["negated_form"].search(verb_form):
        kinds.add("negated")
    if rule.voice == "noun" and not (kinds - {"fact"} or _decided(coded, over, trigger.verb[0])):
        return []
    if (
        rule.voice == "noun"
        and rule.act is Act.DESIGNATE
        and lex.words["against"].search(text[clause.start : trigger.verb[0]])
    ):
        return []
    if noun and lex.words["no_deed"].search(text[clause.start : trigger.verb[0]]):
        return []
    if (
        rule.voice == "noun"
        and "refuse" in kinds
        and "request" not in kinds
        and lex.words["own_ban"].search(text[: trigger.verb[0]])
    ):
        return []
    if starred:
        subject = Subject(starred, True)
    else:
        subject = taken_up(coded, clause, context) if told else subjects(coded, clause, context)
        subject = not_asker(coded, clause, context, subject)
    orgs, passive, inherited, waiting = subject.orgs, subject.passive, subject.inherited, None
    if rule.voice == "echo" and not orgs:
        orgs = context.current
    unnamed: Org | None = None
    if subject.phrase is not None:
        unnamed = Org(coded.original(subject.phrase.start, subject.phrase.stop))
        orgs = (*(orgs or ()), unnamed)
        waiting = subject.phrase.count or 0
    if orgs is None or not orgs:
        return []
    theirs = bool(lex.words["own_ban"].search(text[: trigger.verb[0]])) and "fact" in kinds
    if (
        inherited
        and rule.voice == "noun"
        and not theirs
        and (kinds <= {"fact", "possible"} or lex.words["only_of"].search(text[: trigger.verb[0]]))
    ):
        return []
    if inherited and rule.voice in ("state", "claim") and "negated" in kinds and "refuse_bare" not in kinds:
        return []
    if inherited and context.trial and rule.voice == "noun_event":
        return []
    persons = context.trial or lex.words["persons_claim"].search(text[clause.start : trigger.verb[0]])
    if inherited and rule.voice == "claim" and persons:
        return []
    if (
        rule.voice == "claim"
        and open_form
        and "possible" in kinds
        and not coded.find(marks.ORG, clause.start, trigger.verb[0])
    ):
        return []  # that a decision can be appealed is no appeal
    act, aim = rule.act, rule.aim
    if told:
        meant = act_of(rule, clause, coded, context)
        if meant is None:
            return []
        act, aim = meant
    if rule.voice == "claim" and aim is Act.REMOVE and by_authority(coded, clause, context):
        aim = Act.DESIGNATE
    elif rule.voice == "claim" and aim is Act.REMOVE and by_state(coded, clause, context):
        aim = Act.RENEW
    if rule.voice == "echo" and not kinds and text[slice(*trigger.verb)] == "do so":
        return []
    if rule.voice == "echo" and context.last:
        act, orgs = context.last, context.matter if kinds else context.current
    if rule.voice == "echo" and (link := lex.words["echo_object"].match(text, trigger.stop)):
        named = enumeration(coded, link.end(), len(text), lex).orgs(coded)
        orgs, inherited = named or orgs, inherited and not named
    opening = _QUOTED_WORD.match(text)  # what a court decides, in its own words: "To recognise X as …"
    decreed = open_form and opening is not None and bool(lex.words["infinitive_form"].fullmatch(opening[1]))
    first = bool(lex.words["among_first"].search(text[: trigger.verb[0]]))
    bare = not first and (
        (open_form and not decreed)
        or any(lex.words[w].search(text[clause.start : trigger.verb[0]]) for w in ("infinitive", "causative"))
    )
    bracketed = clause.start > 0 and text[clause.start - 1] == "("
    asked = next((o for o in over if o.kind in ("request", "call")), None)
    if asked is not None and asked.kind == "request" and rule.voice == "state":
        asked = None  # what lasts is not asked for
    if asked is not None and asked.kind == "call":
        asked = next((o for o in over if o.kind == "request" and o.start == asked.start), asked)
        if asked.kind == "call" and by_prosecutor(coded, clause, asked, context):
            asked = Operator("request", asked.start)
    happens = rule.voice != "state"  # what lasts is neither refused nor granted
    refused = next((o for o in over if o.kind == "refuse" and happens), None)
    if act is Act.RECOGNISE and "negated" in kinds:
        refused = None
    granted = next((o for o in over if o.kind == "grant" and happens), None)
    sources = chain_for(said, trigger.verb[0])
    quoted = text[: trigger.verb[0]].count('"') % 2 == 1
    if bracketed or decreed or (beside and not quoted):
        sources = ()
    where = jurisdictions(
        coded, clause, context, passive=passive, asked=asked.start if asked and not refused else None
    )
    if rule.voice == "echo" and asked is not None and context.told and context.told[0].jurisdiction:
        where = [Where(context.told[0].jurisdiction, None, None)]  # who asks for the step does not take it
    elif rule.voice == "echo" and (code := of_person(coded, clause, context)):
        where = [Where(code, None, None)]
    left = text[clause.start : trigger.verb[0]]
    if act in (Act.RECOGNISE, Act.DERECOGNISE) and (
        lex.words["nobody"].search(left) or lex.words["many_states"].search(left)
    ):
        where = []
    if lex.words["homeland"].search(text, clause.start, clause.stop):
        code = home_country(orgs, lex)
        where = [Where(code, None, None)] if code else where if lex.words["here"].search(text) else []
    if not where and act not in (Act.RECOGNISE, Act.DERECOGNISE):
        return []
    where = where or [Where(None, None, None)]
    made: list[Frame] = []
    sure = factuality(kinds - {"request", "call", "refuse", "refuse_bare", "grant"}, infinitive=bare)
    lasting = rule.voice == "state" or (
        passive
        and act is not Act.RENEW
        and bool(lex.words["present_passive"].search(text[clause.start : trigger.verb[0]]))
    )
    reduced = (
        passive
        and rule.voice == "either"
        and not lex.words["passive_before"].search(text[clause.start : trigger.verb[0]])
        and not lex.words["conjoined"].search(text[clause.start : trigger.verb[0]])
        and not lex.words["causative"].search(text[clause.start : trigger.verb[0]])
    )
    if sure is Factuality.PLANNED and lex.words["conditional"].search(text):
        sure = Factuality.POSSIBLE
    lasting = lasting or bool(lex.words["lasting_form"].fullmatch(text[slice(*trigger.verb)]))
    event = not bracketed and not beside and rule.event and not lasting and not reduced
    base = Frame(act, aim, None, None, None, None, sure, sources, *_quote(clause), event, inherited)
    base = replace(base, dateless=rule.sure == "possible")
    for place in where:
        for org in orgs:
            frame = replace(base, org=org, jurisdiction=place.code, actor=words_at(coded, place.actor))
            frame = replace(frame, waiting=waiting) if org is unnamed else frame
            made += asked_for(frame, coded, clause, context, asked, refused, granted, over, org, bare)
    if told or (rule.act is Act.REFUSE and rule.voice in ("claim", "active")):
        made = with_plea(made, rule)
    made = inverted(coded, made, context)
    made += at_request(coded, made, context)
    dated = [
        replace(f, date=day_of(coded, clause, context, said, f, place, lead))
        for f, place in zip(made, _places_for(made, where), strict=True)
    ]
    return [ahead(f, context.published) for f in (*dated, *_gapped(coded, clause, context, dated))]


def _gapped(coded: Coded, clause: Clause, context: Context, made: list[Frame]) -> list[Frame]:
    """The same act on another organisation, its verb left out ("X was listed in May, and Y in June")."""
    found: list[Frame] = []
    at = clause.trigger.verb[1]
    while made and made[0].factuality is Factuality.FACT:
        match = context.lex.words["gap_subject"].search(coded.text, at)
        if match is None or len(found) > MOST_GAPPED:
            break
        at = match.end()
        mention = coded.mentions[match.start(2)]
        if mention and mention.time:
            first, day = made[0].date, mention.time.resolve(context.published)
            if (
                first
                and day
                and context.lex.words["that_year"].match(coded.text, at)
                and day.text[:4].isdigit()
            ):
                day = Day.parse(f"{first.earliest.year}{day.text[4:]}")
            found.append(replace(made[0], org=org_at(coded, match.start(1)), date=day, stop=at))
    return found


def _in_passing(coded: Coded, clause: Clause, lex: Lexicon) -> bool:
    """Whether an act is only talked of: as the subject of another verb ("listing a group makes …"), or in a count of
    such acts ("the third group to be listed"), or in the name of a kind ("of banned groups")."""
    text, verb = coded.text, clause.trigger.verb
    if clause.trigger.rule.voice != "either":
        return False
    left = text[clause.start : verb[0]]
    if _ends_itself(text, left, verb, lex) or lex.words["no_law"].search(text, 0, verb[0]):
        return True
    if lex.words["contested"].search(left):
        return True
    if (lex.words["ordinal"].search(left) and not lex.words["among_first"].search(left)) or lex.words[
        "if_not"
    ].search(left):
        return True
    if any(m.start("v") == verb[0] for m in lex.words["class_noun"].finditer(text)):
        return True
    opening = not lex.words["said_that"].sub("", text[: verb[0]]).strip(' "*')
    return (
        opening
        and bool(lex.words["gerund"].search(text[slice(*verb)]))
        and bool(lex.words["gerund_subject"].match(text, verb[1]))
    )


def _ends_itself(text: str, left: str, verb: tuple[int, int], lex: Lexicon) -> bool:
    """Whether a group dissolves by itself, which is nobody's act ("who disbanded in 2018")."""
    return (
        bool(lex.words["ends"].fullmatch(text[slice(*verb)]))
        and bool(lex.words["ends_itself"].match(text, verb[1]))
        and not lex.words["passive_before"].search(left)
        and not lex.words["causative"].search(left)
        and not (lex.words["conjoined"].search(left) and lex.words["be_anywhere"].search(left))
        and not text[: verb[0]].rstrip().endswith((",", "("))
    )


#: The first word of a sentence that opens with a quotation mark.
_QUOTED_WORD = re.compile(r'\W{0,2}"(\w+)')
#: Something set between commas.
_INSERTED = re.compile(r", [^,;()]{2,70}, ?")


def _decided(coded: Coded, over: list[Operator], verb: int) -> bool:
    """Whether a deed noun is the object of a deciding verb ("ordered the removal of")."""
    for operator in over:
        between = _INSERTED.sub(" ", coded.text[operator.start : verb])
        if operator.kind == "fact" and len(between) < 45 and "," not in between:
            return True
    return False


def _places_for(made: list[Frame], where: list[Where]) -> Iterable[Where]:
    by_code = {w.code: w for w in where}
    return [by_code.get(f.jurisdiction, where[0]) for f in made]


def _quote(clause: Clause) -> tuple[int, int]:
    return clause.start, max(clause.stop, clause.trigger.stop)


def _enacted(
    coded: Coded, clause: Clause, context: Context, said: list[Attribution], lead: bool
) -> list[Frame]:
    """A law passed or brought in, where its sentence is about bans."""
    trigger, lex = clause.trigger, context.lex
    about = context.told and coded.find(marks.ORG + marks.DESCRIPTION)  # a bill on whom the report is about
    if not lex.topic.search(coded.text) and not about:
        return []
    over = governors(coded, lex, clause.start, trigger.verb[0], trigger.stop, noun=False)
    kinds = {o.kind for o in over} - ASKING
    where = jurisdictions(coded, clause, context, passive=False)
    if not where:
        return []
    actor = where[0].actor
    bound = actor is not None and (mention := coded.mentions[actor]) is not None and mention.id is not None
    sources = chain_for(said, trigger.verb[0])
    frame = Frame(
        trigger.rule.act,
        trigger.rule.aim,
        None,
        # A parliament without a country is that of the country the report is about.
        where[0].code if bound else context.home or where[0].code,
        words_at(coded, where[0].actor),
        None,
        factuality(kinds),
        sources,
        clause.start,
        len(coded.text),
        True,
    )
    return [replace(frame, date=day_of(coded, clause, context, said, frame, where[0], lead))]
