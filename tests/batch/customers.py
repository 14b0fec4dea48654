"""A million customers out of fifty thousand: each again and again, as people write a name another time."""

import csv
import gzip
import random
from pathlib import Path

NAMES = Path(__file__).resolve().parents[3] / "shared" / "names" / "customers_global_50k.csv.gz"


def customers(count, seed=3):
    """Names with dates of birth and countries; the first fifty thousand as they are, the others varied."""
    with gzip.open(NAMES, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    rng = random.Random(seed)
    for number in range(count):
        row = rows[number % len(rows)]
        name = row["full_name"] if number < len(rows) else _varied(row["full_name"], rng)
        yield {"id": str(number), "name": name, "born": row["date_of_birth"]}


def _varied(name, rng):
    words = name.split()
    kind = rng.randrange(4)
    if kind == 0 and len(words) > 1:
        words = [words[-1], *words[:-1]]
    elif kind == 1:
        at = rng.randrange(len(words))
        cut = rng.randrange(len(words[at]))
        words[at] = words[at][:cut] + words[at][cut + 1 :] or words[at]
    elif kind == 2:
        at = rng.randrange(len(words))
        words[at] += words[at][-1]
    else:
        words = [w.upper() for w in words]
    return " ".join(words)


def write(path, count, group, seed=3, listed=()):
    """Write customers as Parquet with row groups of `group`; `listed` names stand among them here and there."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(c, pa.string()) for c in ("id", "name", "born")])
    held = []
    with pq.ParquetWriter(path, schema) as out:
        for number, row in enumerate(customers(count, seed)):
            if listed and number % 997 == 0:
                row["name"] = listed[number // 997 % len(listed)]
            if number % 100_003 == 50:
                row["name"] = ""
            held.append(row)
            if len(held) == group:
                out.write_table(pa.Table.from_pylist(held, schema))
                held = []
        if held:
            out.write_table(pa.Table.from_pylist(held, schema))
