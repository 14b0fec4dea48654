"""Commands that make and keep the record: init, review, decisions, claims by hand, verify."""

from typing import Any

import click

from ..answers import forms
from ..answers.entering import Entered
from ..config import open_for_questions, open_register, shown
from ..errors import CheckFailed
from ..ledger.protocol import Receipt
from ..model.dates import Day
from ..model.words import Act, Effect, EndReason, Factuality, Verdict
from ..starter import facts
from . import show
from .options import as_json, knowledge, print_json, signed


@click.command()
@click.option("--empty", is_flag=True, help="Without the starter acts; only the names of organisations.")
@click.pass_obj
def init(db: str | None, empty: bool) -> None:
    """Make a register with the starter facts; safe to repeat."""
    register = open_register(db, create=True)
    items = [facts.table("organisations")] if empty else list(facts.changes(register.curated()))
    receipt = register.append(items if empty else [facts.table("organisations"), *items])
    edition = facts.edition()
    what = "names of organisations only" if empty else f"starter facts, edition {edition.name}"
    done = "nothing to add" if not receipt.added else f"{receipt.added} items added"
    show.line(f"register [b]{shown(db)}[/b]: {what}; {done}")
    show.line(f"[dim]batch {receipt.head.batch}, digest {receipt.head.digest}[/dim]")


@click.command()
@knowledge
@as_json
@click.pass_obj
def review(db: str | None, known: Any, recorded: Any, as_json: bool) -> None:
    """Proposed claims that await a person's judgement."""
    register = open_for_questions(db)
    if as_json:
        found = register.review(known, recorded)
        print_json(forms.claim_form(p.claim, register.resolve, known=p.known) for p in found)
    else:
        show.proposals(register.matters(known, recorded), register)


GROUP = click.option("--group", is_flag=True, help="Judge all proposals about the same act at once.")


@click.command()
@click.argument("ident", metavar="ID")
@signed
@GROUP
@click.pass_obj
def accept(db: str | None, ident: str, by: str, because: str, group: bool) -> None:
    """Accept a proposed claim: from now on standings are folded from it."""
    _judge(db, Verdict.ACCEPT, ident, by, because, group=group)


@click.command()
@click.argument("ident", metavar="ID")
@signed
@GROUP
@click.pass_obj
def reject(db: str | None, ident: str, by: str, because: str, group: bool) -> None:
    """Reject a proposed claim: it is kept on record and used for nothing."""
    _judge(db, Verdict.REJECT, ident, by, because, group=group)


@click.command()
@click.argument("ident", metavar="ID")
@signed
@click.option("--superseded-by", metavar="ID", help="The claim that takes its place.")
@click.pass_obj
def withdraw(db: str | None, ident: str, by: str, because: str, superseded_by: str | None) -> None:
    """Withdraw a claim of any origin: it is kept on record and no longer counts."""
    _judge(db, Verdict.WITHDRAW, ident, by, because, superseded_by)


def _judge(
    db: str | None,
    verdict: Verdict,
    ident: str,
    by: str,
    because: str,
    instead: str | None = None,
    *,
    group: bool = False,
) -> None:
    register = open_register(db)
    if group:
        claims, receipt = register.judge_group(verdict, ident, by, because)
        for claim in claims:
            show.line(f"{verdict.value}: {show.claim_line(claim, register)}")
        _receipt(receipt)
        return
    claim, receipt = register.judge(verdict, ident, by, because, instead)
    done = {"accept": "accepted", "reject": "rejected", "withdraw": "withdrawn"}[verdict.value]
    show.line(
        f"{done}{'' if receipt.added else ' before; nothing to add'}: {show.claim_line(claim, register)}"
    )
    _receipt(receipt)


@click.command()
@click.argument("subject")
@click.argument("act", type=click.Choice([a.value for a in Act]))
@click.option("--in", "where", required=True, metavar="PLACE", help="A regime (us.fto) or jurisdiction (RU).")
@click.option("--date", metavar="EDTF", help="The day of the act, as precise as the source gives it.")
@click.option("--source", required=True, metavar="URL", help="Where it stands.")
@click.option("--quote", metavar="TEXT", help="The words of the source.")
@click.option("--by", required=True, metavar="NAME", help="Who enters it.")
@click.option("--aim", type=click.Choice([a.value for a in Act]), help="The act asked for or refused.")
@click.option(
    "--factuality", type=click.Choice([f.value for f in Factuality]), default="fact", show_default=True
)
@click.option("--actor", metavar="NAME", help="Who acts.")
@click.option("--published", metavar="EDTF", help="The day the source was published.")
@click.option("--instrument", metavar="TEXT", help="The decision, order or notice.")
@click.option("--scope", metavar="TEXT", help="What of the subject is meant, where not the whole.")
@click.option("--effect", type=click.Choice([e.value for e in Effect]), help="When an annulment bites.")
@click.option("--end-reason", type=click.Choice([e.value for e in EndReason]))
@click.option("--note", metavar="TEXT")
@click.option("--new", is_flag=True, help="Allow a subject the register does not know.")
@click.pass_obj
def add(db: str | None, /, subject: str, act: str, new: bool, **given: Any) -> None:
    """Enter a claim by hand, with its source."""
    typed: dict[str, Any] = {"aim": Act, "effect": Effect, "end_reason": EndReason, "factuality": Factuality}
    values: dict[str, Any] = {k: typed[k](v) if k in typed and v else v for k, v in given.items()}
    register = open_register(db)
    claim, receipt = register.add(subject, Entered(act=Act(act), **values), new=new)
    show.line(f"{'entered' if receipt.added else 'was there already'}: {show.claim_line(claim, register)}")
    _receipt(receipt)


def _relate(verdict: Verdict) -> click.Command:
    @click.command(verdict.value)
    @click.argument("subject")
    @click.argument("other")
    @click.option("--evidence", metavar="EDTF", help="The day from which it is known; today when left out.")
    @signed
    @click.pass_obj
    def command(
        db: str | None, subject: str, other: str, evidence: str | None, by: str, because: str
    ) -> None:
        day = Day.parse(evidence) if evidence else None
        register = open_register(db)
        (one, two), receipt = register.relate(verdict, subject, other, by, because, day)
        show.line(f"{one} and {two}: {verdict.value}")
        _receipt(receipt)

    return command


same = _relate(Verdict.SAME)
same.help = "Decide that two subjects are one; each is a name, an id, or a list entry (un_sc:QDe.004)."
different = _relate(Verdict.DIFFERENT)
different.help = "Decide that two subjects are not one."


@click.command()
@click.argument("document", metavar="DOCUMENT")
@signed
@click.pass_obj
def redact(db: str | None, document: str, by: str, because: str) -> None:
    """Remove the body of a document and the quotes from it; their digests and the reason stay."""
    sha256, receipt = open_register(db).redact(document, by, because)
    done = "redacted" if receipt.added else "holds no body to redact"
    show.line(f"document {sha256[:12]}: {done}")
    _receipt(receipt)


@click.command()
@click.pass_obj
def verify(db: str | None) -> None:
    """Recompute the chain of hashes and compare it with the record."""
    register = open_register(db)
    with show.waiting("recomputing every digest"):
        problems = [str(problem) for problem in register.verify()]
    head = register.head()
    if problems:
        for text in problems[:20]:
            click.echo(f"  {text}")
        raise CheckFailed(
            f"{shown(db)}: {len(problems)} differences from what was recorded; the first: {problems[0]}"
        )
    show.line(f"the chain holds: {head.batch} batches, digest {head.digest}")


def _receipt(receipt: Receipt) -> None:
    show.line(f"[dim]batch {receipt.head.batch}, digest {receipt.head.digest}[/dim]")
