"""Options that many commands share."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

import click

from ..model.dates import calendar_day

F = TypeVar("F", bound=Callable[..., Any])


class DayType(click.ParamType[date]):
    """One calendar day, `YYYY-MM-DD`, or `today`."""

    name = "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; anything else is refused with the name of its option."""
        if isinstance(value, date):
            return value
        return calendar_day(str(value), f"--{param.name}" if param and param.name else "date")


DAY = DayType()


def moment(function: F) -> F:
    """`--on`, `--known` and `--recorded`."""
    return _apply(
        function,
        click.option("--on", type=DAY, help="The day asked about; today when left out."),
        *_known(),
    )


def knowledge(function: F) -> F:
    """`--known` and `--recorded`, for questions that are not about one day."""
    return _apply(function, *_known())


def _known() -> tuple[Callable[[Any], Any], ...]:
    return (
        click.option("--known", type=DAY, help="Only what was published by the end of this day counts."),
        click.option(
            "--recorded", type=DAY, help="Only what this register had recorded by this day (audits)."
        ),
    )


def signed(function: F) -> F:
    """`--by` and `--because`: who decides, and why."""
    return _apply(
        function,
        click.option("--by", required=True, metavar="NAME", help="Who decides."),
        click.option("--because", required=True, metavar="TEXT", help="The reason, kept with the decision."),
    )


def engine_options(on_error: str) -> Callable[[F], F]:
    """`--engine`, `--master`, `--conf` and `--on-error` (with its default), for work over many rows."""
    options = (
        click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True),
        click.option(
            "--master",
            metavar="URL",
            default="local[*]",
            help="With --engine spark: spark://host:7077, yarn, k8s://…; local[*] when left out.",
        ),
        click.option(
            "--conf", multiple=True, metavar="K=V", help="With --engine spark: a setting of Spark's own."
        ),
        click.option(
            "--on-error",
            type=click.Choice(["refuse", "skip"]),
            default=on_error,
            show_default=True,
            help="Where a file is damaged: refuse the whole, or do the rest and say so.",
        ),
    )
    return lambda function: _apply(function, *options)


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")


def _apply(function: F, *decorators: Callable[[Any], Any]) -> F:
    for decorator in reversed(decorators):
        function = decorator(function)
    return function


def print_json(objects: Iterable[Any]) -> None:
    """Print one JSON object a line."""
    for item in objects:
        click.echo(json.dumps(item, ensure_ascii=False))
