"""What requests carry in their bodies: decisions, claims, names to screen. Read strictly, with the field at fault."""

from typing import Annotated

from fastapi import Depends
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from starlette.requests import Request

from ..model.words import Act, Effect, EndReason, Factuality, PartyKind
from .problems import Refusal

#: Marks that turn the direction of writing: what a person reads would not be what is recorded.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _honest(text: str) -> str:
    if any((c < " " and c not in "\n\t") or c == "\x7f" or c in _TURNS for c in text):
        raise ValueError("it has control characters; leave them out")
    return text


def _text(most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most)


Line = Annotated[str, _text(300), AfterValidator(_honest)]
Text = Annotated[str, _text(20_000), AfterValidator(_honest)]
Edtf = Annotated[str, _text(40), Field(examples=["2025-04-17"])]
Because = Annotated[
    Text, Field(description="The reason, kept with the decision.", examples=["read in the gazette"])
]
By = Annotated[
    Line | None,
    Field(
        description="Who decides; the token's name when left out. Another name is recorded with the token's beside it.",
        examples=["Jane Doe"],
    ),
]


class Body(BaseModel):
    """A body with exactly the fields named."""

    model_config = ConfigDict(extra="forbid", strict=False, str_max_length=20_000)


class NewDecision(Body):
    """A decision: the reason, and who makes it."""

    because: Because
    by: By = None


class NewJudgement(NewDecision):
    """A verdict on a proposal."""

    group: Annotated[
        bool, Field(description="Judge all proposals about the same act at once.", examples=[False])
    ] = False


class NewWithdrawal(NewDecision):
    """Why a claim is withdrawn."""

    superseded_by: Annotated[Line | None, Field(description="The id of the claim that takes its place.")] = (
        None
    )


class NewRelation(NewDecision):
    """Two subjects that are the same, or are not."""

    one: Annotated[
        Line, Field(description="An id, a name, or a list entry (un_sc:QDe.004).", examples=["al-shabaab"])
    ]
    other: Annotated[Line, Field(description="The other one.", examples=["al-qaida"])]
    evidence: Annotated[
        Edtf | None, Field(description="The day from which it is known; today when left out.")
    ] = None


class NewClaim(Body):
    """A claim by hand, with its source."""

    subject: Annotated[Line, Field(description="An id or any name of the subject.", examples=["taliban"])]
    act: Annotated[Act, Field(description="What was done.", examples=["designate"])]
    where: Annotated[
        Line, Field(alias="in", description="A jurisdiction (KZ) or a regime (us.fto).", examples=["KZ"])
    ]
    source: Annotated[
        Annotated[str, _text(2000), AfterValidator(_honest)],
        Field(description="The address where it stands.", examples=["https://example.org/notice"]),
    ]
    by: By = None
    date: Annotated[Edtf | None, Field(description="The day of the act, EDTF.")] = None
    quote: Annotated[Text | None, Field(description="The words of the source.")] = None
    aim: Annotated[Act | None, Field(description="The act asked for or refused.")] = None
    factuality: Annotated[Factuality, Field(description="How certain, as the source puts it.")] = (
        Factuality.FACT
    )
    actor: Annotated[Line | None, Field(description="Who acts.")] = None
    published: Annotated[Edtf | None, Field(description="The day the source was published, EDTF.")] = None
    instrument: Annotated[Line | None, Field(description="The decision, order or notice.")] = None
    scope: Annotated[Line | None, Field(description="What of the subject is meant, where not the whole.")] = (
        None
    )
    effect: Annotated[Effect | None, Field(description="When an annulment bites.")] = None
    end_reason: Annotated[EndReason | None, Field(description="Why a measure ended.")] = None
    note: Annotated[Text | None, Field(description="Anything else.")] = None
    new: Annotated[bool, Field(description="Allow a subject the register does not know.")] = False


class GivenName(Body):
    """A name to screen, with what else is known of its bearer."""

    name: Annotated[str, Field(description="The name, in any script.", examples=["Islamic State"])]
    id: Annotated[str | None, Field(max_length=200, description="The customer's own key.")] = None
    kind: Annotated[PartyKind | None, Field(description="What the bearer is; every kind when left out.")] = (
        None
    )
    birth: Annotated[str | None, Field(max_length=40, description="A date of birth.")] = None
    country: Annotated[str | None, Field(max_length=200, description="Countries, `;` between.")] = None
    gender: Annotated[str | None, Field(max_length=40, description="A gender.")] = None
    identifier: Annotated[
        str | None, Field(max_length=200, description="A passport, tax or other number.")
    ] = None


class GivenNames(Body):
    """Names to screen in one request."""

    names: Annotated[list[str | GivenName], Field(min_length=1, max_length=10_000, description="The names.")]


async def _is_json(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        said = f"the body must be JSON (content-type application/json), not {kind[:80] or 'of no type'}"
        raise Refusal(415, said, field="content-type")


#: For routes that take JSON: any other type of body is refused by its name and not by what is in it.
JSON_BODY = Depends(_is_json)
