"""How fast reports are read: ordinary news, reports about listings, memory, and start-up.

Bounds: at least 500 reports a second of ordinary news (one in twenty about a listing), at least 60 where every report
is about one, on one core with plain text of 2 KB; memory flat over 100,000 reports; start-up under a second.
"""

import resource
import statistics
import subprocess
import sys
import time
import tomllib
from itertools import cycle, islice

from benchmarks.quality import CASES, STARTER, Table
from proscribe.model.dates import Day
from proscribe.model.evidence import Document
from proscribe.news import Reader

_SIZE = 2048
_ORDINARY = (
    "The ministers met in the capital on Tuesday to discuss trade, energy and the repair of roads after the floods. ",
    "Prices rose by three per cent in the year to March, the statistics office said, less than analysts had expected. ",
    "The home side won by two goals to one in front of a full stadium, and the coach praised the young midfielder. ",
    "A storm left thousands of homes without power along the coast, and schools in four districts stayed closed. ",
    "Researchers who followed 12,000 patients for a decade found no link between the drug and the illness. ",
    "The company said it would open a second plant next year and hire 400 people, most of them engineers. ",
    "Police are looking for witnesses after a car left the road near the bridge early on Sunday morning. ",
    "The festival opens on Friday with a concert in the park; tickets for the main stage are sold out. ",
)


def ordinary() -> list[str]:
    """Twenty different reports of ordinary news, 2 KB each."""
    return ["".join(islice(cycle(_ORDINARY[i % 8 :] + _ORDINARY[: i % 8]), 40))[:_SIZE] for i in range(20)]


def listings() -> list[str]:
    """Reports about listings, 2 KB each: sentences of the English cases among ordinary ones."""
    cases = tomllib.loads((CASES / "en.toml").read_text(encoding="utf-8"))["case"]
    said = [c["text"] for c in cases if c["claims"]]
    made = []
    for start in range(0, len(said) - 3, 4):
        lines = [*said[start : start + 4], *islice(cycle(_ORDINARY), start % 8, start % 8 + 30)]
        made.append(" ".join(lines)[:_SIZE])
    return made


def rate(reader: Reader, texts: list[str], seconds: float) -> float:
    """Reports a second, the median of five rounds."""
    published = Day.parse("2025-03-31")
    documents = [Document("0" * 64, "text/plain", len(t), text=t) for t in texts]
    rates = []
    for _ in range(5):
        began, done = time.perf_counter(), 0
        while time.perf_counter() - began < seconds / 5:
            for document in documents:
                reader.read(document, published=published, language="en")
            done += len(documents)
        rates.append(done / (time.perf_counter() - began))
    return statistics.median(rates)


def memory(reader: Reader, texts: list[str], count: int) -> tuple[int, int]:
    """Peak memory in MB after a hundredth of the reports and after all of them."""
    after: list[int] = []
    for number, text in enumerate(islice(cycle(texts), count), start=1):
        # Every report differs from the one before, so that no cache can hold them all.
        reader.read(Document("0" * 64, "text/plain", len(text), text=f"{number} {text}"), language="en")
        if number in (count // 100, count):
            after.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    return after[0], after[1]


def startup() -> float:
    """Seconds for a fresh process to import, load the names and read one report; the median of five."""
    script = (
        "from benchmarks.quality import STARTER, Table\n"
        "from proscribe.model.evidence import Document\n"
        "from proscribe.news import Reader\n"
        "t = 'Russia banned Hamas on Monday.'\n"
        "Reader(Table(STARTER)).read(Document('0' * 64, 'text/plain', len(t), text=t), language='en')\n"
    )
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", script], check=True)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    """Print each figure beside its bound."""
    reader = Reader(Table(STARTER))
    plain, listed = ordinary(), listings()
    mixed = [*plain[:19], listed[0]]
    rows = (
        ("ordinary news, 1 in 20 a listing", rate(reader, mixed, 5), 500.0, "reports/s"),
        ("every report about a listing", rate(reader, listed, 10), 60.0, "reports/s"),
    )
    for name, value, bound, unit in rows:
        print(f"{name:36}{value:10.0f} {unit:10} {value / bound:6.2f} of the bound of {bound:.0f}")
    low, high = memory(reader, mixed, 100_000)
    print(f"{'peak memory, 1,000 and 100,000 reports':40}{low} MB, {high} MB ({high / low:.2f} times)")
    print(f"{'start-up with the first report':36}{startup():10.2f} s          (bound: 1 s)")


if __name__ == "__main__":
    main()
