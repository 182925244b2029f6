"""The sections of a report about the article that its case was drafted from."""

from collections.abc import Iterator, Mapping

from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import printable
from holdfast.core.finding import Finding
from holdfast.report.answers import listing, mapping
from holdfast.report.claims import (
    DRAFTED,
    claims_table,
    counted,
    history_table,
    outside_table,
    verdict_in_words,
)
from holdfast.report.tables import Table

_SHOWN = 160
_MOST_ROWS = 15  # rows of one table; all of them stand in findings.json


def article_tables(answer: Mapping[str, object]) -> tuple[Table, ...]:
    """Which tables tell what an article says: positions, who is who, offers, trust?"""
    found = (
        Table(
            "Positions, with the words they rest on",
            ("Holder", "Does", "On what", "Times", "Status", "Words"),
            tuple(_positions(answer)),
        ),
        Table("Who is named", ("Name", "Role", "Times"), tuple(_rows(answer, "actors", _WHO))),
        Table(
            "What is offered or asked for",
            ("Kind", "From", "To", "Is", "Words"),
            tuple(_rows(answer, "instruments", _OFFERS)),
        ),
        Table(
            "Trust and distrust",
            ("Of", "Toward", "Sign", "Words"),
            tuple(_rows(answer, "trust", _TRUST)),
        ),
    )
    return tuple(table for table in found if table.rows)


_WHO = ("name", "role", "count")
_OFFERS = ("type", "giver", "receiver", "status", "quote")
_TRUST = ("holder", "toward", "sign", "quote")


def silences(answer: Mapping[str, object]) -> tuple[str, ...]:
    """What does the article leave out or say in two ways, in sentences?"""
    pairs = [mapping(entry) for entry in listing(answer["contradictions"])]
    told = tuple(
        f"Does not go together: {_quoted(p['a'])} and {_quoted(p['b'])} ({p['says']})."
        for p in pairs
    )
    missing = [str(line).rstrip(".") for line in listing(answer["not_stated"])]
    lowered = "; ".join(f"{line[:1].lower()}{line[1:]}" for line in missing)
    return (*told, f"Not stated: {lowered}.") if missing else told


def claim_sentences(found: Finding) -> tuple[str, ...]:
    """How do the claims stand, in a sentence or two?"""
    counts = mapping(found.answer["counts"])
    told = counted(counts)
    strong = [
        f"{_quoted(claim['quote'])} ({verdict_in_words(claim)})"
        for claim in map(mapping, listing(found.answer["claims"]))
        if claim["verdict"] in ("supported", "contradicted")
    ]
    return (f"{told}. {DRAFTED}", *list(dict.fromkeys(strong))[:3])


def claim_tables(conflict: Conflict, found: Finding) -> tuple[Table, ...]:
    """Which tables tell how the claims stand and what the past says of them?"""
    tables = (
        claims_table(conflict, found.answer),
        outside_table(found.answer),
        history_table(found.answer),
    )
    return tuple(table for table in tables if table.rows)


def _positions(answer: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    for entry in listing(answer["preconditions"]):
        item = mapping(entry)
        does = "will not" if item["polarity"] == "will_not" else "will"
        yield (
            _flat(item["holder"]),
            f"{does}: {_flat(item['action'])}",
            f"{item['connective']}: {_flat(item['condition'])}",
            str(len(listing(item["mentions"]))),
            str(item["status"]),
            _flat(item["quote"]),
        )


def _rows(
    answer: Mapping[str, object], kind: str, keys: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    for number, entry in enumerate(listing(answer[kind])):
        if number == _MOST_ROWS:
            left = len(listing(answer[kind])) - _MOST_ROWS
            yield (f"and {left} more", *("" for _ in keys[1:]))
            return
        item = mapping(entry)
        yield tuple(_flat(item[key]).replace("_", " " * (key == "type") or "_") for key in keys)


def _quoted(words: object) -> str:
    return f"\u201c{_flat(words)}\u201d"


def _flat(words: object) -> str:
    flat = " ".join(printable(str(words)).split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}\u2026"
