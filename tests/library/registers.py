"""One and the same record in every place a library can open it: memory, a file, PostgreSQL, a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from typing import Any

from proscribe import Register
from proscribe.answers.entering import Entered
from proscribe.answers.importing import Imported, import_list
from proscribe.answers.reading import Source, read_report, reader
from proscribe.ledger.memory import MemoryLedger
from proscribe.model.dates import Day
from proscribe.model.words import Act, Verdict
from proscribe.remote.asking import Asker
from proscribe.remote.register import RemoteRegister
from proscribe.starter import facts
from proscribe.web.settings import Settings
from proscribe.web.tokens import Role
from tests.lists.made import un_xml
from tests.postgres_server import fresh_database
from tests.web.conftest import asking, token

REPORTS = {
    "2026-03-02": (
        "OTTAWA. Canada has listed the Northern Lakes Front as a terrorist entity, Public Safety Canada said. "
        "The United States plans to designate the Northern Lakes Front as a foreign terrorist organisation in April."
    ),
    "2026-03-04": (
        "The State Department has not designated the Northern Lakes Front as a foreign terrorist organisation. "
        "Canada designated the group as a terrorist entity on 2 March."
    ),
    "2026-03-05": "The Supreme Court of Russia will consider lifting the ban on the Taliban in June.",
}


def fill(register: Any) -> None:
    """The starter facts, two editions of a made-up list, reports, judgements, a claim by hand and its withdrawal."""
    register.append([facts.table("organisations"), *facts.changes([])])
    for numbers, day in ((range(600), "2026-01-01"), (range(5, 602), "2026-02-01")):
        assert isinstance(import_list(register, "un_sc", {"c.xml": un_xml(numbers, day)}), Imported)
    for day, text in REPORTS.items():
        source = Source(Day.parse(day), f"Agency {day}", "en")
        register.append(read_report(reader(register.roster()), text.encode(), day, source).items)
    register.judge_group(Verdict.ACCEPT, _proposal(register, "CA"), "A. Editor", "read in the gazette")
    stated = Entered(
        Act.DESIGNATE, "KZ", "https://example.org/a", "A. Editor", date="2026-01", quote="so it says"
    )
    claim, _ = register.add("Northern Lakes Front", stated)
    register.judge(Verdict.WITHDRAW, claim.id, "A. Editor", "another group")
    register.relate(
        Verdict.SAME, "Northern Lakes Front", "un_sc:QDe.008", "A. Editor", "cited", Day.parse("2026-02")
    )


def _proposal(register: Any, jurisdiction: str) -> str:
    return str(next(j.claim.id for j in register.review() if j.claim.jurisdiction == jurisdiction))


def filled(folder: Path) -> Path:
    """A file that holds the record of `fill`."""
    path = folder / "filled.db"
    register = Register.open(str(path), create=True)
    assert isinstance(register, Register)
    with register:
        fill(register)
    return path


def copied(original: Path, folder: Path) -> Path:
    """A copy of a file register of one's own, with the key for customers beside it."""
    path = folder / "register.db"
    copyfile(original, path)
    return path


@contextmanager
def opened(kind: str, original: Path, folder: Path) -> Iterator[Any]:
    """The record of a file in a place of this kind, open for questions and for writing."""
    path = copied(original, folder)
    if kind == "file":
        with Register.open(str(path)) as register:
            yield register
    elif kind == "served":
        with asking(Settings(db=str(path))) as client:
            asker = Asker(
                "http://127.0.0.1:8000",
                token(str(path), "A. Editor", Role.ADMIN),
                transport=client._transport,
            )
            with RemoteRegister("", asker=asker) as remote:
                yield remote
    else:
        ledger = MemoryLedger()
        where = str(folder / "memory") if kind == "memory" else fresh_database()
        with Register(ledger, where) if kind == "memory" else Register.open(where, create=True) as register:
            fill(register)
            yield register
