"""Runs what a page of the documentation tells its reader to do, and compares what it shows.

A block that has a title is a file, written into the reader's folder. `console` blocks hold commands behind `$ `,
each followed by what it prints; `pycon` blocks hold Python as at its prompt. Blocks run from top to bottom, in one
folder, one shell and one namespace. In what is shown, `…` stands for any text, and on a line of its own for any
lines. The port 8000 is a free one.
"""

import doctest
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(
    r"^(?P<fence>```+|~~~+)(?P<kind>\w*)(?P<rest>[^\n]*)\n(?P<text>.*?)^(?P=fence)[ ]*$", re.M | re.S
)
_DONE = "the command is done with status"
_PORT = "8000"


@dataclass(frozen=True)
class Block:
    """A fenced block: its line in the page, its language, the file it is (if it is one), its text."""

    line: int
    kind: str
    title: str | None
    text: str


@dataclass(frozen=True)
class Step:
    """A command and what the page shows of its output."""

    command: str
    shown: str


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found = []
    for match in _FENCE.finditer(page):
        title = re.search(r'title="([^"]+)"', match["rest"])
        line = page.count("\n", 0, match.start()) + 1
        found.append(Block(line, match["kind"], title[1] if title else None, match["text"]))
    return found


def steps(text: str) -> list[Step]:
    """The commands of a console block; `> ` carries one on."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.startswith("> ") and found and not found[-1][1]:
            found[-1] = (f"{found[-1][0]}\n{line[2:]}", [])
        elif found:
            found[-1][1].append(line)
        else:
            raise ValueError(f"a console block begins with {line!r}, which is no command")
    return [Step(command, "\n".join(shown)) for command, shown in found]


def agrees(shown: str, printed: str) -> bool:
    """True when what was printed is what is shown; spaces at the ends of lines and empty lines around do not count."""
    pattern = []
    for line in _trimmed(shown):
        if line.strip() == "…":
            pattern.append(r"(?:.*\n)*?")
        else:
            pattern.append(".*?".join(map(re.escape, line.split("…"))) + r"\n")
    text = "".join(f"{line}\n" for line in _trimmed(printed))
    return re.fullmatch("".join(pattern), text) is not None


def _trimmed(text: str) -> list[str]:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n").splitlines()


class Reader:
    """A reader who does what a page says: a folder, a shell and a Python prompt that remember."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.names: dict[str, object] = {"__name__": "__main__"}
        programs = str(Path(sys.executable).parent)
        self.shell = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            cwd=folder,
            env={
                "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT / "src"),
                "HOME": str(folder),
                "COLUMNS": "88",
                "LANG": "C.UTF-8",
                "PYTHONUTF8": "1",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def close(self) -> None:
        """End the shell and what it started."""
        assert self.shell.stdin is not None and self.shell.stdout is not None
        self.shell.stdin.write("kill $(jobs -p) 2>/dev/null; wait; exit\n")
        self.shell.stdin.close()
        self.shell.wait(20)
        self.shell.stdout.close()

    def follow(self, page: Path) -> Iterator[str]:
        """Do what a page says; yields a text for everything that came out otherwise than shown."""
        for block in blocks(page.read_text("utf-8")):
            place = f"{page.name}:{block.line}"
            if block.title:
                (self.folder / block.title).write_text(self._here(block.text), "utf-8")
            elif block.kind == "console":
                for step in steps(block.text):
                    printed = self.run(step.command)
                    if not agrees(step.shown, printed):
                        yield f"{place}: $ {step.command}\n--- shown\n{step.shown}\n--- printed\n{printed}"
            elif block.kind == "pycon":
                yield from (f"{place}:{text}" for text in self.prompt(block.text))
            else:
                yield f"{place}: a block of {block.kind or 'no language'} that nobody can run"

    def run(self, command: str) -> str:
        """What a command prints, with port and folder as the page has them. One that ends in ` &` serves."""
        assert self.shell.stdin is not None and self.shell.stdout is not None
        serves = command.rstrip().endswith("&")
        quiet = command.rstrip().removesuffix("&") + ">server.log 2>&1 &" if serves else command
        self.shell.stdin.write(f"{self._here(quiet)}\necho; echo '{_DONE}' $?\n")
        self.shell.stdin.flush()
        lines = []
        for line in self.shell.stdout:
            if line.startswith(_DONE):
                break
            lines.append(line)
        if serves:
            self._wait()
        return self._there("".join(lines))

    def prompt(self, text: str) -> list[str]:
        """Run Python as at its prompt; gives what came out otherwise than shown."""
        test = doctest.DocTestParser().get_doctest(self._here(text), self.names, "page", None, 0)
        said: list[str] = []
        with chdir(self.folder):
            runner = doctest.DocTestRunner(_Checker(), verbose=False)
            runner.run(test, out=said.append, clear_globs=False)
        self.names.update(test.globs)
        return said

    def _here(self, text: str) -> str:
        return text.replace(f":{_PORT}", f":{self.port}").replace(f"--port {_PORT}", f"--port {self.port}")

    def _there(self, text: str) -> str:
        return text.replace(f":{self.port}", f":{_PORT}").replace(str(self.folder), "~")

    def _wait(self) -> None:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"no server came up: {(self.folder / 'server.log').read_text('utf-8')}")


class _Checker(doctest.OutputChecker):
    """Compares as pages do: `…` stands for any text."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return agrees(want, got)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
