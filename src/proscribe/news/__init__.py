"""Reports into proposed claims: who is said to have done what, to whom, when, and how sure the source is.

The modules in the order in which a report passes them:

- what is read: `text`, `feed`, `warc`, `language`, `copies`
- words: `view`, `sentences`, `phrases`; the lexicons: `lexicon`, `rules`, `regimes`
- who and where is named: `names`, `known`, `proper`, `introduced`, `shortened`, `owned`, `nominative`; then
  `coding`, which puts `marks` for them, `times` and offices; `context` keeps who and where was spoken of
- what is said: `triggers` in their `clause`, under the operators of `factuality`, on the word of an `attribution`
- about whom: `voice`, `subjects` with `enumeration`, `counted`, `members`, `described`, `wings`, `partial`,
  `unknown`; not about `others`, nor in `asides`
- `frames` make a `frame` of it with `places` and `dating`; `asking`, `echoes`, `sequel`, `effect`, `waiting` and
  `footnotes` join what stands in another sentence; `merge` and `naming` make one claim of what is said twice
- `reader` runs all of it; `grouping` sets the claims of several reports side by side; `llm` is another reader
"""

from .names import Gazetteer
from .reader import Reader, Reading, read

__all__ = ["Gazetteer", "Reader", "Reading", "read"]
