"""Put the figures of benchmark runs into the documents: `python -m benchmarks.figures NAME[=LOG]…`.

Each NAME is a benchmark. It is run and what it prints goes between its marks in README.md or a page of docs; with
`=LOG` the output of a run made before is taken instead. So no figure there is typed.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))


def put_all() -> None:
    """Replace the figures of each benchmark named; a benchmark without marks on any page is refused."""
    for given in sys.argv[1:]:
        name, _, log = given.partition("=")
        page = next((p for p in PAGES if f"<!-- figures: {name} -->" in p.read_text("utf-8")), None)
        if page is None:
            sys.exit(f"no page has the mark <!-- figures: {name} -->")
        output = Path(log).read_text("utf-8") if log else _run(name)
        page.write_text(put(page.read_text("utf-8"), name, output), "utf-8")


def put(text: str, name: str, output: str) -> str:
    """The text with the output of a benchmark between its marks: tables as they are, plain lines as a block."""
    begin, end = f"<!-- figures: {name} -->", f"<!-- end: {name} -->"
    if begin not in text or end not in text:
        sys.exit(f"the page has no marks {begin} and {end}")
    kept = [line.rstrip() for line in output.strip().splitlines() if not line.startswith("== ")]
    while kept and not kept[0]:
        kept.pop(0)
    table = any(line.startswith("|") for line in kept)
    body = "\n".join(kept) if table else "\n".join(f"    {line}".rstrip() for line in kept)
    pattern = re.escape(begin) + ".*?" + re.escape(end)
    return re.sub(pattern, lambda _: f"{begin}\n\n{body}\n\n{end}", text, flags=re.DOTALL)


def _run(name: str) -> str:
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    put_all()
