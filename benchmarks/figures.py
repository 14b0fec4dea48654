"""Put the figures of benchmark runs into README.md: `python -m benchmarks.figures NAME[=LOG]…`.

Each NAME is a benchmark. It is run and what it prints goes between its marks in README.md; with `=LOG` the output of a
run made before is taken instead. So no figure there is typed.
"""

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def put_all() -> None:
    """Replace the figures of each benchmark named; a benchmark without marks in the README is refused."""
    text = README.read_text("utf-8")
    for given in sys.argv[1:]:
        name, _, log = given.partition("=")
        output = Path(log).read_text("utf-8") if log else _run(name)
        text = put(text, name, output)
    README.write_text(text, "utf-8")


def put(text: str, name: str, output: str) -> str:
    """The text with the output of a benchmark between its marks: tables as they are, plain lines as a block."""
    begin, end = f"<!-- figures: {name} -->", f"<!-- end: {name} -->"
    if begin not in text or end not in text:
        sys.exit(f"README.md has no marks {begin} and {end}")
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
