"""The certificate of a search as a page fit to print: one file, nothing loaded from elsewhere."""

from html import escape

from ..screening.certificate import Certificate
from ..screening.explain import sentence

_STYLE = """
body { font: 11pt/1.45 Georgia, serif; color: #111; background: #fff; max-width: 44em; margin: 2.5em auto;
       padding: 0 1.5em }
h1 { font-size: 1.5em; margin: 0 0 .2em }
h2 { font-size: 1.1em; margin: 1.6em 0 .4em }
p.result { border: 1.5pt solid #111; padding: .8em 1em; margin: 1.2em 0 }
table { border-collapse: collapse; width: 100% }
td, th { text-align: left; vertical-align: top; padding: .3em .8em .3em 0 }
th { font-weight: normal; color: #555; white-space: nowrap }
tbody tr { border-top: .5pt solid #bbb }
code { font: 8pt/1.4 ui-monospace, monospace; overflow-wrap: anywhere }
footer { margin-top: 2em; color: #555; font-size: 9pt }
@page { margin: 2cm }
@media print { body { margin: 0; max-width: none; padding: 0 } }
"""


def style() -> str:
    """The style inside the page, for a server that allows no other."""
    return _STYLE


def page(proof: Certificate) -> str:
    """A complete HTML page; every value is shown as text."""
    query = proof.query
    beside = [f"born {b}" for b in query.births] + [f"country {c}" for c in query.countries]
    lists = "".join(
        f"<tr><td>{escape(s.list)}</td><td>{escape(str(s.published or 'day unknown'))}</td><td>{s.entries:,}</td>"
        f"<td><code>{escape(s.content)}</code></td></tr>"
        for s in proof.lists
    )
    hits = "".join(f"<li>{escape(sentence(h))}</li>" for h in proof.hits)
    notes = "".join(f"<li>{escape(n)}</li>" for n in proof.notes)
    ledger = f"batch {proof.sequence}, <code>{escape(proof.ledger)}</code>" if proof.ledger else "none"
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Certificate of search: {escape(query.name)}</title><style>{_STYLE}</style></head><body>
<h1>Certificate of search</h1>
<p>{escape(query.name)}{escape(", " + ", ".join(beside)) if beside else ""}</p>
<p class="result">{escape(proof.result)}</p>
<table><tbody>
<tr><th>Day asked about</th><td>{proof.on}</td></tr>
<tr><th>As known on</th><td>{proof.known}</td></tr>
<tr><th>Asked on</th><td>{proof.recorded}</td></tr>
<tr><th>Record</th><td>{ledger}</td></tr>
<tr><th>Index</th><td>{proof.entries:,} entries, <code>{escape(proof.index)}</code></td></tr>
<tr><th>Thresholds</th><td>{escape(", ".join(f"{k} {v:g}" for k, v in proof.thresholds))}</td></tr>
<tr><th>Program</th><td>{escape(proof.program)}, calibration <code>{escape(proof.calibration)}</code></td></tr>
</tbody></table>
<h2>Searched</h2>
<table><thead><tr><th>List</th><th>Published</th><th>Entries</th><th>SHA-256 of its content</th></tr></thead>
<tbody>{lists}</tbody></table>
{f"<h2>Hits</h2><ol>{hits}</ol>" if hits else ""}
{f"<h2>Standing on the day</h2><ul>{notes}</ul>" if notes else ""}
<footer>Certificate <code>{proof.id}</code>. The same search over the same record gives the same certificate.
It states what was searched and found. It is no advice.</footer>
</body></html>
"""
