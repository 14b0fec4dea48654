"""The address of every page, as the checks of all pages and the screenshots visit them."""

from proscribe.starter import facts

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
    "docket": "/docket",
    "docket-then": "/docket?in=RU&on=2025-04-10&known=2025-04-10",
    "calendar": "/calendar",
    "changes": "/changes?since=2025-04-01&until=2025-04-30",
    "changes-on": "/changes?by=on&since=2025-04-16&until=2025-04-18",
    "lists": "/lists",
    "list": "/lists/un_sc",
    "document": f"/documents/{facts.acts()[0][1].document}",
    "review-empty": "/review",
    "relating": "/review/subjects?one=taliban&other=al-qaida",
    "screen": "/screen",
    "certificate": "/certificate",
    "certificate-of": "/certificate?name=Taliban&on=2025-04-16",
    "refused": "/subjects/taliban?on=2025-02-30",
    "missing": "/subjects/zzyzx",
}
SIGNED_IN: dict[str, str] = {}
