"""The address of every page, as the checks of all pages and the screenshots visit them."""

#: A name for each page and its address. Pages that need a signed-in person are in `SIGNED_IN`.
PAGES = {
    "home": "/",
    "search": "/search?q=%D0%A2%D0%B0%D0%BB%D0%B8%D0%B1%D0%B0%D0%BD",
    "search-near": "/search?q=Talibban",
    "search-none": "/search?q=zzyzx",
    "subject": "/subjects/taliban",
    "subject-then": "/subjects/taliban?on=2025-04-16&known=2025-04-20",
    "subject-busy": "/subjects/hay-at-tahrir-al-sham",
    "reasons": "/subjects/taliban/ru.fsb_terrorist_list",
    "matrix": "/matrix",
    "matrix-filtered": "/matrix?name=islam&in=RU&sort=many&on=2024-01-01",
    "regimes": "/regimes",
    "regime": "/regimes/ru.fsb_terrorist_list",
    "regime-cases": "/regimes/us.fto",
    "refused": "/subjects/taliban?on=2025-02-30",
    "missing": "/subjects/zzyzx",
}
SIGNED_IN: dict[str, str] = {}
