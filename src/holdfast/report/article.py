"""What an article says and how its claims stand, on the terminal."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import printable
from holdfast.core.finding import Finding
from holdfast.reading.items import Item
from holdfast.reading.reading import Reading
from holdfast.report.answers import mapping, real
from holdfast.report.claims import DRAFTED, claims_table, counted, history_table, outside_table
from holdfast.report.notice import NOTICE
from holdfast.report.tables import Table
from holdfast.report.terminal import print_table, wide_console
from holdfast.study.article import CAVEATS, NOTE, Article

_SHOWN = 90
_SIGNS = {"+": "raises", "-": "lowers", "0": "leaves", "?": "moves"}


def print_reading(found: Article) -> None:
    """Print what was found: positions first, then who, what is offered, and the claims."""
    reading, name = found.reading, found.name
    out, document = wide_console(), reading.document
    when = f"published {document.published}" if document.published else "day not stated"
    count = len(document.segments)
    joined = f", {count} articles in one file" if count > 1 else ""
    out.print(Text(f"{_said(document.title or name)} ({when}{joined})", style="bold"))
    for note in document.notes:
        out.print(Text(f"- {_said(note)}"))
    for table in _tables(reading):
        if table.rows:
            out.print()
            print_table(out, table)
    _print_list(out, "Does not go together", [_pair(entry) for entry in reading.contradictions])
    _print_list(out, "Not stated", reading.not_stated)
    out.print()
    out.print(Text(f"{NOTE} {CAVEATS[0]}", style="italic"))


def print_claims(conflict: Conflict, found: Finding, article: str, *, drafted: bool) -> None:
    """Print the audit: what can be tested, what lies outside, what the past says."""
    out = wide_console()
    counts = mapping(found.answer["counts"])
    total = sum(int(real(count)) for count in counts.values())
    claims = "1 claim" if total == 1 else f"{total} claims"
    out.print(Text(f"{printable(article)}: {claims}; {counted(counts)}.", style="bold"))
    if drafted:
        out.print(Text(DRAFTED))
    for table in (
        claims_table(conflict, found.answer),
        outside_table(found.answer),
        history_table(found.answer),
    ):
        if table.rows:
            out.print()
            print_table(out, table)
    out.print(Text(f"Method: {found.method}"))
    for caveat in found.caveats:
        out.print(Text(f"- {caveat}"))
    out.print(Text(NOTICE, style="italic"))


def _tables(reading: Reading) -> Iterator[Table]:
    yield Table(
        "Conditions",
        ("Holder", "Does", "On what", "Times", "Status", "Rule"),
        tuple(_condition(item) for item in reading.preconditions),
    )
    yield Table(
        "Actors",
        ("Name", "Role", "Times"),
        tuple(_cells(item, "name", "role", "count") for item in reading.actors),
    )
    yield Table(
        "Statements",
        ("Speaker", "Class", "To", "Words", "Status"),
        tuple(
            (*_cells(i, "speaker_name", "class", "target_name"), _said(i.quote), i.status)
            for i in reading.statements
        ),
    )
    yield Table(
        "Instruments",
        ("Type", "From", "To", "Is", "Words"),
        tuple(
            (*_cells(i, "type", "giver", "receiver", "status"), _said(i.quote))
            for i in reading.instruments
        ),
    )
    yield Table(
        "Trust",
        ("Of", "Toward", "Sign", "Words"),
        tuple((*_cells(i, "holder", "toward", "sign"), _said(i.quote)) for i in reading.trust),
    )
    yield Table(
        "Claims",
        ("Cause", "", "Effect", "Lever", "Outcome", "Status"),
        tuple(_claim(item) for item in reading.claims),
    )


def _condition(item: Item) -> tuple[str, ...]:
    slots, mentions = item.slots, item.slots["mentions"]
    assert isinstance(mentions, list)
    does = f"{'will not' if slots['polarity'] == 'will_not' else 'will'}: {slots['action']}"
    on_what = f"{slots['connective']}: {slots['condition']}"
    holder, times = str(slots["holder"]), str(len(mentions))
    return (_said(holder), _said(does), _said(on_what), times, item.status, item.rule)


def _claim(item: Item) -> tuple[str, ...]:
    cause, sign, effect, lever, outcome = _cells(
        item, "cause", "sign", "effect", "lever", "outcome"
    )
    return (cause, _SIGNS.get(sign, sign), effect, lever, outcome, item.status)


def _cells(item: Item, *slots: str) -> tuple[str, ...]:
    return tuple(_said(str(item.slots.get(slot, ""))) for slot in slots)


def _pair(entry: Mapping[str, object]) -> str:
    return f"“{_said(str(entry['a']))}” and “{_said(str(entry['b']))}”: {entry['says']}"


def _print_list(out: Console, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    out.print()
    out.print(Text(title, style="bold"))
    for line in lines:
        out.print(Text(f"- {_said(line, longest=400)}"))


def _said(text: str, longest: int = _SHOWN) -> str:
    """Words of the article for the terminal: on one line, nothing that steers it, cut short."""
    flat = " ".join(printable(text).split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"
