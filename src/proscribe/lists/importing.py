"""One publication of a list from its bytes: read, checked, and made into a snapshot; nothing is stored
here."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..errors import Problem
from ..model.dates import Day
from ..model.entries import Edition, Entry, Snapshot
from .check import check
from .days import day
from .files import unpacked
from .parsed import Parsed, Refusal
from .registry import parser, source, sources

#: Over however many years, a list that loses more than this share of its entries is not the same list.
_MOST_LOST = 0.9
_MEDIA_TYPES = {"xml": "application/xml", "csv": "text/csv", "json": "application/json", "html": "text/html"}


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file of a publication as its publisher issued it (gzip undone), by name and SHA-256."""

    name: str
    sha256: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Publication:
    """What reading a publication gives: its snapshot, its entries in the order of the members, files and
    findings."""

    snapshot: Snapshot
    entries: tuple[Entry, ...]
    files: tuple[ListFile, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a publication was not read; nothing of it may be used."""

    list: str
    problem: Problem

    def __str__(self) -> str:
        return f"{self.list} refused: {self.problem}"


def read_snapshot(
    list_id: str,
    files: Mapping[str, bytes],
    published: Day | None = None,
    otherwise: Day | None = None,
) -> Publication | Refused:
    """Read one publication of a list. Pure: the bytes come in, nothing is fetched or kept.

    `files` are the files of one publication by name, gzip or not. `published` overrides the day the files
    state; without either, a day in a file's name is used and a Problem says so, or else the day `otherwise`.
    Raises `BadInput` for an unknown list, never for bad files: those give `Refused`.
    """
    src = source(list_id)
    try:
        plain_files = unpacked(files, src.tripwires.megabytes)
        parsed = _parse(list_id, plain_files)
        home = source(_home(list_id, parsed))
        check(home, parsed)
        found, assumed = _published(parsed, published, files)
        found = found or otherwise
        if found is None:
            raise Refusal(
                "undated", "no day of publication is in the file or its name; give one with --published"
            )
    except Refusal as refusal:
        return Refused(list_id, refusal.problem)
    documents = tuple(_list_file(name, data) for name, data in plain_files.items())
    members = tuple((p.entry.digest, p.place) for p in parsed.entries)
    snapshot = Snapshot(home.id, found, tuple(sorted(d.sha256 for d in documents)), members)
    problems = (*parsed.problems, *assumed)
    if home.id != list_id:
        note = f"holds {home.title}: kept as {home.id}"
        problems = (*problems, Problem("other_edition", note, where=", ".join(plain_files)))
    return Publication(snapshot, tuple(p.entry for p in parsed.entries), documents, problems)


def losses(publication: Publication, gone: Collection[Entry], before: Edition) -> Refused | None:
    """Refuse a publication that has lost more of the one before it than its list can lose in the time
    between.

    `gone` are the entries of the edition `before` whose content is not in this one. Those that only changed
    are not lost. The list's limit is for a year or less; over more years it grows with them, since lists do
    change.
    """
    src = source(publication.snapshot.list)
    refs = {e.ref for e in publication.entries}
    records = {i.value for e in publication.entries for i in e.identifiers if i.kind == "record"}
    lost = [
        e
        for e in gone
        if e.ref not in refs and not any(i.kind == "record" and i.value in records for i in e.identifiers)
    ]
    years = (publication.snapshot.published.latest - before.published.latest).days / 365.25
    limit = min(src.tripwires.greatest_loss * max(1.0, years), _MOST_LOST)
    if len(lost) <= limit * before.size:
        return None
    message = (
        f"would lose {len(lost)} of the {before.size} entries of {before.published}, more than {limit:.0%};"
        " if that is so, import it with --force"
    )
    where = ", ".join(f.name for f in publication.files)
    return Refused(src.id, Problem("tripwire", message, where=where))


def _parse(list_id: str, files: Mapping[str, bytes]) -> Parsed:
    try:
        return parser(list_id)(files)
    except Refusal as refusal:
        if refusal.problem.code == "other_format" and (other := recognise(files, besides=list_id)):
            raise Refusal(
                "other_list",
                f"is not {list_id}: it reads as {other}",
                refusal.problem.where or ", ".join(files),
            ) from None
        raise


def _home(list_id: str, parsed: Parsed) -> str:
    """The list that the entries are of: the one asked for, or an edition of it."""
    homes = {p.entry.list for p in parsed.entries} or {list_id}
    if homes == {list_id}:
        return list_id
    (home,) = homes
    if source(home).edition_of == list_id:
        return home
    raise Refusal("other_list", f"holds {source(home).title}: import it as {home}")


def _published(
    parsed: Parsed, given: Day | None, files: Mapping[str, bytes]
) -> tuple[Day | None, tuple[Problem, ...]]:
    if given or parsed.published:
        return given or parsed.published, ()
    for name in files:
        match = re.search(r"(?<!\d)(?:19|20)\d{2}-\d{2}(?:-\d{2})?(?!\d)", name)
        if match and (found := day(match[0])):
            note = f"states no day of publication; {found} is taken from its name"
            return found, (Problem("assumed_day", note, where=name),)
    return None, ()


def recognise(files: Mapping[str, bytes], besides: str | None = None) -> str | None:
    """The list that these files read as and pass its tripwires, or None; for saying what a wrong file is."""
    for other in sources().values():
        if other.id == besides or other.edition_of:
            continue
        try:
            check(other, parser(other.id)(files))
        except Exception:  # a foreign format may break a reader in any way: then it is not that list
            continue
        return other.id
    return None


def _list_file(name: str, data: bytes) -> ListFile:
    kind = _MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    return ListFile(name, hashlib.sha256(data).hexdigest(), kind, data)
