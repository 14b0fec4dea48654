"""The lexicon of a language: a TOML file, checked and compiled once, when first needed.

`lexicon/<language>.toml` holds the words for acts, for how sure a source is, for who speaks, and for times;
`lexicon/<language>.places.toml` the names of countries. In patterns `<NAME>` stands for a macro of the file, `~` for
a gap within one clause, and `{O}` `{P}` `{Q}` `{A}` `{T}` `{D}` for a mention (see `marks`).
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from ..model.words import Act
from .marks import PATTERN_NAMES
from .phrases import Trie, trie_of, words_of
from .rules import Office, OperatorRule, RegimeRule, TriggerRule
from .times import TimeRule, TimeWords
from .view import fold_text

_GAP = r"(?:[^;()]|\([^()]{0,80}\)){0,80}?"
_REST = r"[^;()]{0,50}"
_NEAR = r"[^;()]{0,30}?"
#: The word classes that the engine asks a lexicon for; one that a file leaves out never matches.
WORDS = (
    "adjective_follows",
    "locative_after",
    "acts_on",
    "no_law",
    "negated_form",
    "told_to",
    "formal_plea",
    "wing_only",
    "done_to_person",
    "state_list",
    "state_subject",
    "goods_subject",
    "apposed",
    "participle_clause",
    "dateline",
    "object_end",
    "echo_object",
    "among_first",
    "not_from",
    "only_of",
    "no_source",
    "caller",
    "question",
    "asker",
    "passing",
    "in_passing",
    "grounds",
    "persons_claim",
    "of_party",
    "relative_singular",
    "persons_among",
    "owner_before",
    "before_time",
    "by_state",
    "next_verb",
    "ends",
    "ends_itself",
    "closed_relative",
    "background",
    "named_list",
    "home_country",
    "aside",
    "item_tail",
    "links",
    "members_after",
    "members_beside",
    "members_told",
    "belonging",
    "several",
    "elsewhere",
    "auxiliaries",
    "org_phrase",
    "said_that",
    "mere_adjective",
    "if_not",
    "relative_object",
    "apposed_object",
    "of_noun",
    "class_noun",
    "slot_end",
    "decision",
    "gerund_subject",
    "heir",
    "clitic",
    "future_form",
    "hypothetical_form",
    "members_named",
    "members_last",
    "gap_subject",
    "coordination",
    "ordinal",
    "plural",
    "plural_after",
    "single",
    "single_named",
    "until",
    "same_list",
    "nominal_infinitive",
    "name_kind",
    "that",
    "org_tail",
    "org_words",
    "its",
    "along_with",
    "no_deed",
    "takes_effect",
    "took_effect",
    "asked_by",
    "causative",
    "plea_event",
    "wings",
    "parts_start",
    "subordinate",
    "prosecutor",
    "addressee",
    "adjectival_use",
    "own_ban",
    "own_wing",
    "gerund",
    "plea_noun",
    "conditional",
    "lasting_form",
    "after_comma",
    "speaks",
    "announces",
    "strong_ban",
    "and_name",
    "and_prefix",
    "criminal",
    "verdict",
    "person_like",
    "thing_before",
    "cue_here",
    "homeland",
    "activist",
    "contested",
    "that_year",
    "introduces",
    "labelled",
    "by_authority",
    "name_end",
    "name_link",
    "name_suffix",
    "against",
    "be_anywhere",
    "conjoined",
    "backshift",
    "parts_after",
    "org_head",
    "org_called",
    "among",
    "after_all",
    "adjunct",
    "at_request",
    "boundary",
    "capital_nouns",
    "cataphora",
    "claimant",
    "class_org",
    "coordinate",
    "description",
    "effective",
    "footnote",
    "gap_place",
    "gap_rest",
    "generic",
    "infinitive",
    "infinitive_form",
    "joined_places",
    "joint",
    "list_break",
    "list_owner",
    "locative",
    "locative_opening",
    "many_states",
    "no_standing",
    "nobody",
    "nolist",
    "not_joined",
    "not_org",
    "object_stop",
    "object_suffix",
    "of_time",
    "org_before",
    "org_name",
    "owned",
    "parts",
    "passive_before",
    "person_noun",
    "person_object",
    "persons_listed",
    "place_modifies",
    "place_modifies_not",
    "possessive",
    "present_passive",
    "pronoun_object",
    "pronoun_subject",
    "reduced",
    "relative",
    "relative_tail",
    "rule",
    "since",
    "source_pronoun",
    "undated",
    "verb_final",
    "verb_last",
    "when",
    "where",
    "whereabouts",
    "here",
)


#: Languages that are not written in Latin letters.
_FOREIGN = frozenset(("ar", "bg", "el", "fa", "he", "hi", "ka", "hy", "kk", "ky", "ru", "uk", "ur", "zh"))


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All that the reader knows of one language. `home` is the country whose offices its reports mean where no
    country is named anywhere."""

    language: str
    stopwords: frozenset[str]
    cue: re.Pattern[str]
    more: re.Pattern[str]
    topic: re.Pattern[str]
    triggers: tuple[TriggerRule, ...]
    operators: tuple[OperatorRule, ...]
    after: tuple[OperatorRule, ...]
    fronted: tuple[OperatorRule, ...]
    attributions: tuple[re.Pattern[str], ...]
    offices: tuple[Office, ...]
    times: tuple[TimeRule, ...]
    time_words: TimeWords
    time_cue: re.Pattern[str]
    places: Trie[tuple[str, str]]
    people: Trie[str]
    counts: Mapping[str, int]
    regimes: tuple[RegimeRule, ...]
    words: Mapping[str, re.Pattern[str]]
    names: tuple[tuple[str, str], ...]
    common: tuple[str, ...]
    home: str | None
    genitive: Mapping[str, str]

    def hints(self, text: str) -> bool:
        """Whether a word of a folded sentence hints at an act."""
        return _hints(self.more, text)

    @property
    def foreign(self) -> bool:
        """Whether the language is not written in Latin letters."""
        return self.language in _FOREIGN


@lru_cache(maxsize=512)
def _hints(more: re.Pattern[str], text: str) -> bool:
    """A sentence is asked for it several times."""
    return more.search(text) is not None


def languages() -> tuple[str, ...]:
    """The languages that have a lexicon, as ISO 639-1 codes."""
    folder = resources.files(__package__) / "lexicon"
    return tuple(sorted(f.name[:2] for f in folder.iterdir() if re.fullmatch(r"[a-z]{2}\.toml", f.name)))


@cache
def stopwords(language: str) -> frozenset[str]:
    """The commonest words of a language, read without compiling the rest of its lexicon."""
    text = (resources.files(__package__) / "lexicon" / f"{language}.toml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("stopwords"))
    return frozenset(str(tomllib.loads(line)["stopwords"]).split())


@cache
def lexicon(language: str) -> Lexicon:
    """The compiled lexicon of a language; raises KeyError where there is none."""
    if language not in languages():
        raise KeyError(language)
    folder = resources.files(__package__) / "lexicon"
    data = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    places = tomllib.loads((folder / f"{language}.places.toml").read_text(encoding="utf-8"))
    return _build(language, data, places)


def _build(language: str, data: dict[str, Any], places: dict[str, dict[str, str]]) -> Lexicon:
    macros: dict[str, str] = {}
    for name, text in data.get("macros", {}).items():
        macros[name] = expand("|".join(text) if isinstance(text, list) else text, macros)

    def compiled(text: str | Iterable[str]) -> re.Pattern[str]:
        text = text if isinstance(text, str) else "|".join(f"(?:{t})" for t in text)
        return re.compile(expand(text, macros))

    def operators(key: str) -> tuple[OperatorRule, ...]:
        return tuple(
            OperatorRule(kind, compiled([p]))
            for kind, patterns in data.get(key, {}).items()
            for p in patterns
        )

    edge = data.get("office_edge", r"(?<!\w)")
    time = data["times"]
    return Lexicon(
        language=language,
        stopwords=frozenset(data["stopwords"].split()),
        cue=compiled(data["cue"]),
        more=compiled([*data["cue"], *data["more"]]),
        topic=compiled(data["topic"]),
        triggers=tuple(
            TriggerRule(
                Act(t["act"]),
                t.get("voice", "active"),
                t.get("need", "any"),
                compiled(p),
                Act(t["aim"]) if "aim" in t else None,
                t.get("sure", ""),
                t.get("event", True),
                t.get("listed", False),
            )
            for t in data["trigger"]
            for p in t["patterns"]
        ),
        operators=operators("operators"),
        after=operators("after"),
        fronted=operators("fronted"),
        attributions=tuple(compiled(p) for p in data["attributions"]),
        offices=tuple(
            Office(
                o["kind"],
                o.get("country", ""),
                compiled([edge + p for p in o["patterns"]]),
                tuple(o.get("shared", ())),
                o.get("capital", False),
            )
            for o in sorted(data["office"], key=lambda o: "country" not in o)
        ),
        times=tuple(
            TimeRule(compiled(p), t["kind"], {k: v for k, v in t.items() if k not in ("kind", "patterns")})
            for t in time["rule"]
            for p in t["patterns"]
        ),
        time_words=TimeWords(
            *(
                {fold_text(k): v for k, v in time.get(part, {}).items()}
                for part in ("months", "weekdays", "numbers", "relations", "units", "parts")
            )
        ),
        time_cue=compiled(time["cue"]),
        places=trie_of(_places(places)),
        people=_people(language),
        counts={fold_text(k): v for k, v in data.get("counts", {}).items()},
        regimes=tuple(
            RegimeRule(r["jurisdiction"], r.get("regime"), compiled(r["patterns"]), r.get("unique", False))
            for r in data.get("regime", ())
        ),
        words={k: compiled(data["words"].get(k, "(?!)")) for k in WORDS},
        names=tuple(data.get("names", {}).items()),
        common=tuple(data.get("common", ())),
        home=data.get("home"),
        genitive=data.get("genitive", {}),
    )


def expand(text: str, macros: Mapping[str, str]) -> str:
    """A pattern of a lexicon with macros, gaps and marks written out. Macros are folded like the texts they meet."""
    for _ in range(4):
        text = re.sub(
            r"<([A-Z][A-Z0-9_]*)>", lambda m: f"(?:{macros[m[1]]})" if m[1] in macros else m[0], text
        )
    for name, mark in PATTERN_NAMES.items():
        text = text.replace("{" + name + "}", mark)
    text = re.sub(r"(?<!\\)~\+", lambda _: _REST, text)
    text = re.sub(r"(?<!\\)~~", lambda _: _NEAR, text)
    text = re.sub(r"(?<!\\)~", lambda _: _GAP, text)
    return (
        text.replace("ё", "е")
        .replace("أ", "ا")
        .replace("إ", "ا")
        .replace("آ", "ا")
        .replace("ى", "ي")
        .replace("ة", "ه")
    )


def _places(data: Mapping[str, Mapping[str, str]]) -> Iterable[tuple[list[str], tuple[str, str]]]:
    for section, kind in (
        ("names", "name"),
        ("adjectives", "adjective"),
        ("seats", "seat"),
        ("cities", "city"),
    ):
        for code, forms in data.get(section, {}).items():
            for form in forms.split("|"):
                yield (
                    words_of(fold_text(form)),
                    (code, "common" if kind == "name" and form[0].islower() else kind),
                )


#: The script that a language is written in, besides the Latin one.
_SCRIPTS = {"ru": "cyrillic", "ar": "arabic"}


def _people(language: str) -> Trie[str]:
    """The persons of `people.toml` in the script of a language, each with the country."""
    text = (resources.files(__package__) / "lexicon" / "people.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[_SCRIPTS.get(language, "latin")]
    return trie_of(
        (words_of(fold_text(name)), code) for code, names in table.items() for name in names.split("|")
    )
