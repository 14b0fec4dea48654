"""Values of the model for property tests."""

import hashlib
from datetime import date

from hypothesis import strategies as st

from proscribe.model.claims import Claim, Party
from proscribe.model.dates import Day
from proscribe.model.decisions import Decision
from proscribe.model.entries import Entry, Identifier, Name, Snapshot
from proscribe.model.evidence import Quote
from proscribe.model.words import Act, Factuality, NameKind, Origin, PartyKind, Quality, Verdict

dates = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def days(draw):
    day = draw(dates)
    shape = draw(st.sampled_from(["day", "month", "year", "approximate", "interval", "open", "until"]))
    match shape:
        case "day":
            return Day.of(day)
        case "month":
            return Day.parse(f"{day:%Y-%m}")
        case "year":
            return Day.parse(f"{day:%Y}")
        case "approximate":
            return Day.parse(f"{day:%Y}~")
        case "open":
            return Day.parse(f"{day}/..")
        case "until":
            return Day.parse(f"../{day}")
    return Day.between(*sorted((day, draw(dates))))


names = st.sampled_from(
    ["Taliban", "Талибан", "طالبان", "Hizballah", "Hay'at Tahrir al-Sham", "PKK", "X Front 🏴"]
)
hashes = st.text(min_size=1, max_size=6).map(lambda t: hashlib.sha256(t.encode()).hexdigest())


@st.composite
def quotes(draw):
    text = draw(st.text(min_size=1, max_size=60))
    start = draw(st.integers(0, len(text) - 1))
    return Quote.of(text, start, draw(st.integers(start + 1, len(text))))


@st.composite
def claims(draw, /, **fixed):
    act = fixed.pop("act", None) or draw(st.sampled_from(list(Act)))
    aim = draw(st.sampled_from([Act.REMOVE, Act.SUSPEND])) if act in (Act.REQUEST, Act.REFUSE) else None
    values = {
        "document": draw(hashes),
        "act": act,
        "aim": aim,
        "subject": draw(st.none() | st.builds(Party, names, st.sampled_from([(), ("starter:taliban",)]))),
        "quote": draw(quotes()),
        "origin": draw(st.sampled_from(list(Origin))),
        "factuality": draw(st.sampled_from(list(Factuality))),
        "jurisdiction": draw(st.sampled_from([None, "RU", "KZ"])),
        "regime": draw(st.sampled_from([None, "ru.fsb_terrorist_list"])),
        "date": draw(st.none() | days()),
        "sources": tuple(draw(st.lists(st.sampled_from(["TASS", "RIA Novosti"]), max_size=2))),
        "published": draw(st.none() | days()),
        "note": draw(st.none() | st.text(min_size=1, max_size=20)),
    }
    return Claim(**{**values, **fixed})


decisions = st.builds(
    Decision,
    st.sampled_from([v for v in Verdict if v is not Verdict.REDACT]),
    hashes,
    st.just("A. Person"),
    st.just("a reason"),
    st.none() | hashes,
    st.none(),
    st.none() | days(),
)
list_names = st.builds(
    Name,
    names,
    st.sampled_from(list(NameKind)),
    st.none() | st.sampled_from(list(Quality)),
    st.none(),
    st.none(),
    st.just(()) | st.just((("surname", "X"),)),
)
entries = st.builds(
    Entry,
    st.sampled_from(["un_sc", "us_ofac_sdn"]),
    st.text("QDe.123", min_size=1, max_size=8),
    st.sampled_from(list(PartyKind)),
    st.lists(list_names, min_size=1, max_size=3).map(tuple),
    st.lists(st.builds(Identifier, st.just("passport"), st.text(min_size=1, max_size=5)), max_size=2).map(
        tuple
    ),
    st.lists(days(), max_size=2).map(tuple),
)
snapshots = st.builds(
    Snapshot,
    st.sampled_from(["un_sc", "us_ofac_sdn"]),
    dates.map(Day.of),
    st.lists(hashes, min_size=1, max_size=2).map(tuple),
    st.lists(
        st.tuples(hashes, st.sampled_from(["row 1", "a place\n\u2028of \x85 lines", ""])), max_size=4
    ).map(tuple),
)
