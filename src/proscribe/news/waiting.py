"""Acts whose subjects were only counted, until a later sentence names them."""

from dataclasses import dataclass, field, replace

from .coding import Coded
from .frame import Frame
from .lexicon import Lexicon
from .members import PATIENCE, told


@dataclass(slots=True)
class Waiting:
    """The acts of the last sentence that only counted their subjects; `at` is its number, `colon` how it ended."""

    frames: list[Frame] = field(default_factory=list)
    at: int = 0
    colon: bool = False

    def joined(self, coded: Coded, at: int, made: list[Frame], lex: Lexicon) -> list[Frame]:
        """The frames of sentence `at` that have a subject, with those of the acts that it names subjects for."""
        named = [f for f in made if f.waiting is None]
        late = [f for f in made if f.waiting is not None]
        if self.frames and at - self.at <= PATIENCE:
            acts = {(f.act, f.jurisdiction) for f in self.frames}
            named = [f for f in named if not (f.inherited and (f.act, f.jurisdiction) in acts)]
            named += self._told(coded, at, named, lex)
        if late:
            # An act told again without its subjects still waits for the same ones.
            known = {(f.act, f.jurisdiction, f.factuality): f.date for f in self.frames if f.date}
            late = [replace(f, date=f.date or known.get((f.act, f.jurisdiction, f.factuality))) for f in late]
            echoed = bool(self.frames) and all(f.inherited for f in late)
            self.frames, self.at = [*self.frames, *late] if echoed else late, at
            self.colon = coded.text.rstrip(' "*').endswith(":")
        return named

    def _told(self, coded: Coded, at: int, named: list[Frame], lex: Lexicon) -> list[Frame]:
        alike = {(f.act, f.jurisdiction) for f in named if f.org and not f.inherited}
        if any((f.act, f.jurisdiction) in alike for f in self.frames):
            return []
        count = self.frames[0].waiting or None
        if count == 1 and at > self.at + 1:
            count = None  # one that is not named at once is another matter by then
        # Three names or more where three were counted are the ones, whatever else is told of somebody.
        sure = count is not None and count > 2
        orgs = told(coded, count if sure or not named else None, lex, colon=self.colon)
        if not orgs and count and count > 1:
            # A sentence on another act of just as many.
            others = {f.org.key: f.org for f in named if f.org and not f.inherited}
            orgs = tuple(others.values()) if len(others) == count else ()
        if not orgs:
            self.colon = False
            return []
        self.at = at
        waited, whole = self.frames, count is not None and len(orgs) >= count
        if whole:
            self.frames = []
        return [
            replace(f, org=org, waiting=None, start=0, stop=len(coded.text)) for f in waited for org in orgs
        ]
