"""A sequence in words and tables: its steps, the orders ranked, and the way step by step."""

from collections.abc import Iterator, Mapping
from math import sqrt

from holdfast.conflict.conflict import Conflict
from holdfast.core.likelihood import two_digits
from holdfast.core.tolerances import NINE_IN_TEN
from holdfast.report.answers import listing, mapping, real
from holdfast.report.labels import sides_of
from holdfast.report.phrases import listed, share_of_draws
from holdfast.report.tables import Table

_SIDES = ("challenger", "target")
_PLACES = 3  # below them a gain is nothing


def sequence_sentences(conflict: Conflict, answer: Mapping[str, object]) -> Iterator[str]:
    """What do the orders come to, in a few sentences?"""
    counted = mapping(answer["orders"])
    first = mapping(listing(answer["ranked"])[0])
    which = f"all {counted['total']} orders"
    if counted["sampled"]:
        which = f"{counted['looked_at']} drawn at random of {counted['total']} orders"
    yield (
        f"Of {which} that the steps allow, the first goes {_order(first)}. Its weakest step is "
        f"{_where(first)}: both go on there in {share_of_draws(real(first['weakest']))} of "
        "draws."
    )
    yield (
        "Neither side gains by breaking off at any point, beginning and end included, in "
        f"{share_of_draws(real(answer['some_order_stable']))} of draws by some order, and on "
        f"average in {share_of_draws(real(answer['stable_orders']))} by one taken blindly."
    )
    if "uncut" in answer:
        whole = mapping(answer["uncut"])
        yield (
            "With every step taken whole it would be "
            f"{share_of_draws(real(whole['some_order_stable']))} by some order and "
            f"{share_of_draws(real(whole['stable_orders']))} by one taken blindly."
        )
    sides = sides_of(conflict)
    for side, row in mapping(answer["least_exposed"]).items():
        yield f"{sides[side]} would be least exposed by going {_order(mapping(row))}."
    named = {g.id: g.title for g in conflict.packages}
    if answer["package"]:
        yield f"The package that comes into force is '{named[str(answer['package'])]}'."
    if answer["assumed"]:
        yield "The case names no steps: the plan is holdfast's own, its numbers assumed."


def sampled_sentence(draws: int) -> str:
    """By how much may a share of so many draws be off, at most, in nine samples of ten?

    Examples
    --------
    >>> sampled_sentence(100)
    'These are 100 draws: a share of them may be off by up to 8 points.'
    """
    off = 100.0 * NINE_IN_TEN * 0.5 / sqrt(draws)
    return f"These are {draws} draws: a share of them may be off by up to {off:.0f} points."


def sequence_tables(conflict: Conflict, answer: Mapping[str, object]) -> Iterator[Table]:
    """The steps, the orders ranked, and the first order point by point."""
    yield _steps(conflict, answer)
    yield _ranked(conflict, answer)
    yield _walk(conflict, listing(mapping(answer["walks"])["first"]))


def _steps(conflict: Conflict, answer: Mapping[str, object]) -> Table:
    who = {**sides_of(conflict), "both": "both", "guarantors": "guarantors"}
    rows = [
        (
            str(step["id"]),
            str(step["title"]),
            who[str(step["by"])],
            who[str(step["serves"])],
            ", ".join(map(str, listing(step["after"]))) or "nothing",
            str(step["parts"]),
        )
        for step in map(mapping, listing(answer["plan"]))
    ]
    columns = ("Step", "What", "Taken by", "Serves", "Waits for", "Parts")
    return Table("Steps, and what each waits for", columns, tuple(rows))


def _ranked(conflict: Conflict, answer: Mapping[str, object]) -> Table:
    sides = sides_of(conflict)
    rows = [
        _row(str(place), row)
        for place, row in enumerate(map(mapping, listing(answer["ranked"])), start=1)
    ]
    rows.append(_row("last", mapping(answer["last"])))
    for key, words in (("least_exposed", "least exposed"), ("asked_for", "asked for")):
        rows += [
            _row(f"{words}: {sides[side]}", mapping(row))
            for side, row in mapping(answer[key]).items()
        ]
    columns = (
        "",
        "Order",
        "Weakest step",
        "Stable",
        *(f"{sides[side]} exposed" for side in _SIDES),
    )
    caption = (
        "Orders by the share of draws in which both go on at their weakest step; stable: of "
        "draws, throughout; greatest exposure as a share of the prize, median of the draws"
    )
    return Table(caption, columns, tuple(rows))


def _row(name: str, row: Mapping[str, object]) -> tuple[str, ...]:
    exposed = mapping(row["exposed"])
    return (
        name,
        _order(row),
        f"{share_of_draws(real(row['weakest']))} {_where(row)}",
        share_of_draws(real(row["stable"])),
        *(two_digits(round(real(exposed[side]), _PLACES)) for side in _SIDES),
    )


def _walk(conflict: Conflict, points: object) -> Table:
    sides = sides_of(conflict)
    rows = [
        (
            str(point["after"] or "the war"),
            str(point["before"] or "the end"),
            share_of_draws(real(point["both_go_on"])),
            *(_spread(mapping(point[s])[k]) for s in _SIDES for k in ("margin", "exposure")),
        )
        for point in map(mapping, listing(points))
    ]
    columns = ("After", "Before", "Both go on")
    named = [f"{sides[s]}: {k}" for s in _SIDES for k in ("gain by going on", "exposure")]
    caption = (
        "The first order, point by point: share of draws in which both go on; shares of the "
        "prize, median and 5th to 95th percentile"
    )
    return Table(caption, (*columns, *named), tuple(rows))


def _order(row: Mapping[str, object]) -> str:
    return ", ".join(map(str, listing(row["order"])))


def _where(row: Mapping[str, object]) -> str:
    after = str(row["weakest_after"]) or "the war"
    return f"between {listed([after, str(row['weakest_before'])])}"


def _spread(entry: object) -> str:
    found = mapping(entry)
    middle, low, high = (
        two_digits(round(real(found[k]), _PLACES)) for k in ("median", "low", "high")
    )
    return f"{middle} ({low} to {high})"
