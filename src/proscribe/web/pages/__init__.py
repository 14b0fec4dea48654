"""The register as pages: rendered here, readable without scripts, the same answers as the API.

How a page is added, say `/docket`:

1. `docket.py`: a frozen dataclass that holds what the page shows, a pure function that makes it from answers, and two
   routes on `router = APIRouter(route_class=PageRoute)`: `/docket.json`, the twin with the very data of the API
   (`answers/forms.py`), and `/docket`, which ends with `asking.page(register, "docket.html", title=…, view=…)`.
   Both take `asking: Ask`, which knows the stamps, borrows a register and makes addresses.
2. `templates/docket.html` extends `frame.html` and fills its blocks. What the record says is written with the macros
   of `parts.html` (`name`, `long`, `state`, `day`, `quote`), which isolate, cut and mark it.
3. Its words go into `text/en.toml`, and are written `t("docket.title")`; words for the values of an enumeration
   `word("act", claim.act)`. `tests/web/pages/test_text.py` fails for a key that is missing or idle.
4. Its style goes into `styles/docket.css`, its script, if any, into `scripts/docket.js`; `frame.html` names both.
   Neither style attributes nor inline scripts: the policy of `frame.py` forbids them.
5. Its router is named in `PARTS` below, and its address in `tests/browser/addresses.py`, so that every check of every
   page (accessibility, no request elsewhere, readable without styles, screenshots) takes it up.

Addresses carry `on`, `known` and `recorded`; `asking.to("/regimes/us.fto")` keeps them. A bad stamp, an unknown
subject or an unknown page is answered by `PageRoute` with a page that says what to do.
"""

from fastapi import APIRouter, FastAPI

from ..who import READING
from . import (
    assets,
    calendar,
    certificate,
    changes,
    docket,
    document,
    editing,
    entry,
    hits,
    home,
    judging,
    lists,
    matrix,
    missing,
    regimes,
    relating,
    review,
    screening,
    search,
    signing,
    subject,
)
from .jobs import Jobs

PARTS = (
    home,
    search,
    docket,
    calendar,
    changes,
    document,
    entry,
    lists,
    relating,
    editing,
    judging,
    review,
    hits,
    screening,
    certificate,
    matrix,
    regimes,
    subject,
)
#: What is shown to anybody who reaches the server: no page of the register.
OPEN = (assets, signing)

router = APIRouter(include_in_schema=False)
for part in PARTS:
    router.include_router(part.router, dependencies=[READING])
for part in OPEN:
    router.include_router(part.router)


def install(app: FastAPI) -> None:
    """Put the pages into an application; a page that does not exist is then answered with a page."""
    app.state.jobs = Jobs()
    app.include_router(router)
    missing.install(app)
