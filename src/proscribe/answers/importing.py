"""A publication of an official list into the register: read, compared with the one before, appended as one
batch.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from ..ledger.protocol import Filed, Item, Ledger
from ..lists.diff import Difference, Whole, diff
from ..lists.files import unpacked
from ..lists.importing import ListFile, Publication, Refused, losses, read_snapshot
from ..lists.parsed import Refusal
from ..lists.registry import source
from ..model.dates import Day
from ..model.entries import Edition, Entry, Snapshot
from ..model.evidence import Document
from .editions import snapshot as members
from .register import Register


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `before` is the edition published before this one, `difference` is what changed
    since.

    `added` counts the new items of the batch; 0 when the register had this publication already.
    """

    edition: Edition
    before: Edition | None
    difference: Difference
    problems: tuple[str, ...]
    added: int


def import_list(
    register: Register,
    list_id: str,
    files: Mapping[str, bytes],
    published: Day | None = None,
    *,
    otherwise: Day | None = None,
    force: bool = False,
) -> Imported | Refused:
    """Read one publication and append it; what is refused changes nothing, what is there already adds
    nothing.

    `force` lets a great loss pass and reads again what the register has. `otherwise` is the day of
    publication where neither the caller nor the files state one.
    """
    ledger = register.ledger
    if not force and (held := _held(ledger, list_id, files, published)):
        return Imported(held, None, Difference(), (), 0)
    publication = read_snapshot(list_id, files, published, otherwise)
    if isinstance(publication, Refused):
        return publication
    snapshot = publication.snapshot
    before = edition_before(ledger, snapshot.list, snapshot.published)
    gone = _gone(ledger, before, snapshot)
    if not force and before and (refused := losses(publication, gone, before)):
        return refused
    receipt = register.append(items(publication))
    difference = Difference()
    if before is not None:
        older = members(ledger, before)
        difference = diff(Whole(older, gone), Whole(snapshot, _fresh(publication, older)))
    problems = tuple(str(p) for p in publication.problems)
    return Imported(snapshot.edition, before, difference, problems, receipt.added)


def items(publication: Publication) -> list[Item]:
    """What goes into the ledger: the files with their bytes, the entries, and the snapshot that holds
    them.
    """
    src = source(publication.snapshot.list)
    day = publication.snapshot.published
    filed = (
        Filed(_document(file, src.publisher, src.title, src.language, day), file.body)
        for file in publication.files
    )
    return [*filed, *publication.entries, publication.snapshot]


def _document(file: ListFile, publisher: str, title: str, spoken: str | None, day: Day) -> Document:
    return Document(
        file.sha256,
        file.media_type,
        len(file.body),
        title=f"{title}: {file.name}",
        publisher=publisher,
        published=day,
        language=spoken,
    )


def edition_before(ledger: Ledger, list_id: str, day: Day) -> Edition | None:
    """The last edition of a list that was published before a day."""
    kept = [f.value for f in ledger.editions(list_id) if f.value.published.latest < day.latest]
    return max(kept, key=lambda e: (e.published.latest, e.content), default=None)


def _held(ledger: Ledger, list_id: str, files: Mapping[str, bytes], published: Day | None) -> Edition | None:
    """The edition that was read from these very files, when there is one (in this language or another)."""
    try:
        plain = unpacked(files, source(list_id).tripwires.megabytes)
    except Refusal:
        return None
    sums = tuple(sorted(hashlib.sha256(data).hexdigest() for data in plain.values()))
    for found in ledger.editions():
        edition = found.value
        mine = edition.list == list_id or source(edition.list).edition_of == list_id
        if mine and edition.documents == sums and published in (None, edition.published):
            return edition
    return None


def _gone(ledger: Ledger, before: Edition | None, snapshot: Snapshot) -> tuple[Entry, ...]:
    """The entries of the edition before whose content the snapshot does not have."""
    if before is None or before.content == snapshot.content:
        return ()
    held = {digest for digest, _ in members(ledger, before).members}
    return tuple(
        sorted(ledger.entries(held - {digest for digest, _ in snapshot.members}), key=lambda e: e.ref)
    )


def _fresh(publication: Publication, older: Snapshot) -> tuple[Entry, ...]:
    held = {digest for digest, _ in older.members}
    return tuple(e for e in publication.entries if e.digest not in held)
