"""A register that holds the starter facts and every list of `../shared/lists`: what serving is measured on.

`python -m benchmarks.whole FILE` makes one; a publication that the importer refuses is named and left out.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from proscribe.answers.importing import import_list
from proscribe.answers.register import Register
from proscribe.config import open_register
from proscribe.lists.importing import Refused
from proscribe.lists.registry import sources
from proscribe.model.dates import Day
from proscribe.starter import facts
from tests.lists.converter import uk_csv

LISTS = Path(__file__).resolve().parents[2] / "shared" / "lists"
#: Publications whose day their files do not tell: the day of the name they were kept under.
_SETS = {"us_ofac_sdn/set_2024-01": "2024-01-05", "us_ofac_cons/set_2025-12": "2025-12-18"}
_WHERE = {
    "au_dfat": ["regulation8*"],
    "ca_listed_terrorists": ["en/*"],
    "ca_sema": ["*.gz"],
    "eu_fsf": ["*.gz"],
    "gb_ofsi": ["ConList*"],
    "my_moha": ["history/*"],
    "pk_nacta": ["*.gz"],
    "sg_mas": ["*.html"],
    "ua_nsdc": ["*.xlsx"],
    "un_sc": ["history/*"],
    "us_bis_dpl": ["dpl*"],
    "us_ofac_cons": ["history/*", "set_2025-12"],
    "us_ofac_sdn": ["history/*", "set_2024-01"],
}


def build(path: Path) -> tuple[Register, list[str]]:
    """Make the register at `path`, or open it where it was made before; with what the importer refused."""
    if path.exists():
        return open_register(str(path)), []
    refused: list[str] = []
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        made = Path(folder) / path.name
        register = open_register(str(made), create=True)
        register.append(facts.changes([]))
        for ident, files, day in publications():
            answer = import_list(register, ident, files, day)
            if isinstance(answer, Refused):
                refused.append(f"{ident} {', '.join(files)}: {answer.problem.message}")
        register.ledger.close()
        shutil.move(made, path)
    return open_register(str(path)), refused


def publications() -> Iterator[tuple[str, Mapping[str, bytes], Day | None]]:
    """Every publication at hand whose list has a reader: its list, its files, and its day where the name tells it."""
    for ident, patterns in _WHERE.items():
        if ident not in sources():
            continue
        for pattern in patterns:
            for path in sorted((LISTS / ident).glob(pattern)):
                day = _SETS.get(f"{ident}/{path.name}")
                members = sorted(path.iterdir()) if path.is_dir() else [path]
                files = {f"{p.parent.name}/{p.name}": p.read_bytes() for p in members}
                yield ident, files, Day.parse(day) if day else None
    yield "gb_sanctions", {"UK-Sanctions-List.csv": uk_csv()}, None


if __name__ == "__main__":
    made, left_out = build(Path(sys.argv[1]))
    for line in left_out:
        print(f"left out: {line}")
    for edition in made.ledger.editions():
        print(edition.value.list, edition.value.published, edition.value.size)
