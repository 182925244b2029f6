"""Tables of what a case rests on: its quantities, and the sources that it cites."""

from holdfast.casefile.context import PAST
from holdfast.conflict.conflict import Conflict
from holdfast.core.sources import Citation, Source
from holdfast.report.tables import Table


def quantities_table(conflict: Conflict) -> Table:
    """Which quantities does the case hold, and what do they rest on?"""
    rows = []
    for q in conflict.quantities:
        value = f"{q.likely:g}" if q.fixed else f"{q.low:g} / {q.likely:g} / {q.high:g}"
        carried = ", ".join(map(_cited, q.sources)) or q.by
        rows.append((q.name, value, q.unit, q.basis, carried))
    columns = ("Quantity", "Low / likely / high", "Unit", "Basis", "Source or judge")
    return Table("Quantities of the case", columns, tuple(rows))


def sources_table(conflict: Conflict) -> Table:
    """Which sources does the case cite? Of counts of past cases, what they do not say, too."""
    columns = ["Id", "Title", "Publisher", "Published", "Where"]
    rows: list[tuple[str, ...]] = [
        (s.id, s.title, s.publisher, _dated(s), s.url or s.identifier) for s in conflict.sources
    ]
    notes = [s.note if s.id.startswith(PAST) else "" for s in conflict.sources]
    if any(notes):
        columns.append("To know about it")
        rows = [(*row, note) for row, note in zip(rows, notes, strict=True)]
    return Table("Sources", tuple(columns), tuple(rows))


def _dated(source: Source) -> str:
    """When it appeared; of counts of past cases, up to when they count."""
    counted = source.id.startswith(PAST)
    return f"counts up to {source.published.year}" if counted else source.published.isoformat()


def _cited(citation: Citation) -> str:
    """A source by its id; a reference class of the past with what was counted, too."""
    counted = citation.ref.startswith(PAST) and citation.says
    return f"{citation.ref} ({citation.says})" if counted else citation.ref
