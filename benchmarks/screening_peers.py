"""The peers, run in an environment of their own: `PEERS/bin/python screening_peers.py TASK.json RESULT.json`.

Imports nothing of proscribe. The task holds `peer`, `listed` (names with their entry), `queries` and `targets` (for
each query the entries that count as found, or null for the best of all). The result holds the score of each query
and the seconds that screening took, the index already built.
"""

import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

Task = dict[str, Any]
Scores = list[float]


def _best(found: list[tuple[str, float]], wanted: list[str] | None) -> float:
    """The best score among the entries that count."""
    return max((s for entry, s in found if wanted is None or entry in wanted), default=0.0)


def rapidfuzz_(task: Task) -> tuple[Scores, float]:
    """token_sort_ratio of every query against every listed name, in blocks, on one core."""
    import numpy as np
    from rapidfuzz import fuzz, process, utils

    names = [utils.default_process(name) for name, _ in task["listed"]]
    rows = defaultdict(list)
    for row, (_, entry) in enumerate(task["listed"]):
        rows[entry].append(row)
    began, scores = time.process_time(), []
    for first in range(0, len(task["queries"]), 256):
        block = [utils.default_process(q) for q in task["queries"][first : first + 256]]
        table = process.cdist(block, names, scorer=fuzz.token_sort_ratio, dtype=np.uint8, workers=1)
        for line, wanted in zip(table, task["targets"][first : first + 256], strict=True):
            scores.append(
                float(line.max() if wanted is None else line[[r for e in wanted for r in rows[e]]].max())
            )
    return scores, time.process_time() - began


def tfidf(task: Task, grams: tuple[int, int]) -> tuple[Scores, float]:
    """Cosine of character n-grams by sparse_dot_topn, the 20 nearest names of each query, on one core."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=grams, lowercase=True)
    listed = vectorizer.fit_transform([name for name, _ in task["listed"]]).T.tocsr()
    entries = [entry for _, entry in task["listed"]]
    began, scores = time.process_time(), []
    for first in range(0, len(task["queries"]), 4096):
        near = sp_matmul_topn(
            vectorizer.transform(task["queries"][first : first + 4096]), listed, top_n=20, n_threads=1
        ).tocsr()
        for row, wanted in enumerate(task["targets"][first : first + 4096]):
            span = slice(near.indptr[row], near.indptr[row + 1])
            found = [(entries[i], float(s)) for i, s in zip(near.indices[span], near.data[span], strict=True)]
            scores.append(_best(found, wanted))
    return scores, time.process_time() - began


def nomenklatura_(task: Task, algorithm: str) -> tuple[Scores, float]:
    """Candidates by nomenklatura's own index, each compared by one of its algorithms."""
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.blocker import Index
    from nomenklatura.matching import ScoringConfig, get_algorithm
    from nomenklatura.resolver import Linker
    from nomenklatura.store.memory import MemoryStore

    dataset = Dataset.make({"name": "lists", "title": "lists"})
    matcher, config = get_algorithm(algorithm), ScoringConfig.defaults()
    assert matcher is not None
    names: dict[str, list[str]] = defaultdict(list)
    for name, entry in task["listed"]:
        names[entry].append(name)

    def entity(key: str, values: list[str]) -> StatementEntity:
        data = {"id": key, "schema": task["schema"], "properties": {"name": values}}
        return StatementEntity.from_data(dataset, data, cleaned=False)

    store: MemoryStore = MemoryStore(dataset, Linker({}))
    with store.writer() as writer:
        for key, values in names.items():
            writer.add_entity(entity(key, values))
    view = store.default_view()
    listed = {e.id: e for e in view.entities()}
    with tempfile.TemporaryDirectory() as folder:
        index = Index(view, Path(folder))
        index.build()
        queries = {f"query-{n}": entity(f"query-{n}", [q]) for n, q in enumerate(task["queries"])}
        began = time.process_time()
        found: dict[str, list[tuple[str, float]]] = {}
        for query, candidates in index.match_entities(queries.values()):
            asked = queries[query.id]
            found[query.id] = [
                (c.id, matcher.compare(asked, listed[c.id], config).score) for c, _ in candidates
            ]
        spent = time.process_time() - began
        index.close()
    return [_best(found.get(f"query-{n}", []), w) for n, w in enumerate(task["targets"])], spent


def pairs(task: Task) -> tuple[Scores, float]:
    """One algorithm of nomenklatura on pairs of names."""
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.matching import ScoringConfig, get_algorithm

    dataset = Dataset.make({"name": "pairs", "title": "pairs"})
    matcher, config = get_algorithm(task["algorithm"]), ScoringConfig.defaults()
    assert matcher is not None

    def entity(schema: str, name: str) -> StatementEntity:
        data = {"id": name[:80], "schema": schema, "properties": {"name": [name]}}
        return StatementEntity.from_data(dataset, data, cleaned=False)

    began = time.process_time()
    scores = [matcher.compare(entity(s, a), entity(s, b), config).score for s, a, b in task["pairs"]]
    return scores, time.process_time() - began


PEERS: dict[str, Callable[[Task], tuple[Scores, float]]] = {
    "nomenklatura logic-v2": lambda task: nomenklatura_(task, "logic-v2"),
    "nomenklatura logic-v1": lambda task: nomenklatura_(task, "logic-v1"),
    "rapidfuzz token_sort": rapidfuzz_,
    "tf-idf 3-grams": lambda task: tfidf(task, (3, 3)),
    "tf-idf 2-3-grams": lambda task: tfidf(task, (2, 3)),
    "pairs": pairs,
}


def run(task: Path, result: Path) -> None:
    """Do the task."""
    data = json.loads(task.read_text(encoding="utf-8"))
    scores, seconds = PEERS[data["peer"]](data)
    result.write_text(json.dumps({"scores": scores, "seconds": seconds}), encoding="utf-8")


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]))
